import type {LineWords} from "../shared/contactLine.js";
import type {DecideWord} from "../shared/addressWords.js";
import type {Schema, UrlState} from "../ui/urlState.js";
import {assumptionLimits, contactLine, lineSchema} from "../shared/contactLine.js";
import {stampHash} from "../shared/addressWords.js";
import {address} from "../ui/address.js";
import {moneySign} from "../ui/rowUnit.js";
import {choiceField, numberField, urlState} from "../ui/urlState.js";

/** What this page keeps in the address beside the line. */
interface OwnChoice extends Record<Exclude<DecideWord, keyof LineWords>, unknown> {
  model: string;
  unit: string;
  /** of the test planner */
  holdout: number;
  power: number;
}

/** All that a reader can choose on /decide; it stands in the address. */
export interface DecideChoice extends LineWords, OwnChoice {}

/** Signs to count money in: the table's own first, where it says one. */
export const units: readonly string[] = [...new Set([moneySign, "€", "$", "£", "units"])];

/** What each number may be, in the address and in its field alike. */
export const limits = {
  ...assumptionLimits,
  holdout: {min: 5, max: 95, fallback: 50},
  power: {min: 50, max: 99, fallback: 80}
} as const;

/** The assumptions alone, as they stand before anybody touches them. */
export const usualWords = {
  unit: moneySign,
  value: limits.value.fallback,
  contact: limits.contact.fallback,
  offer: limits.offer.fallback,
  save: limits.save.fallback,
  vain: limits.vain.fallback
} as const satisfies Partial<DecideChoice>;

/** Whether the reader changed any assumption. */
export function isUsual(choice: DecideChoice): boolean {
  return Object.entries(usualWords).every(([name, value]) => choice[name as keyof DecideChoice] === value);
}

/** The words of this page in an address, beside the line's. @param models names of those with scores; the first is the default */
export function ownSchema(models: readonly string[]): Schema<OwnChoice> {
  return {
    model: choiceField(models, models[0]),
    unit: choiceField(units, usualWords.unit),
    holdout: numberField(limits.holdout),
    power: numberField(limits.power)
  };
}

/** The page's choices and the book's line as one. */
export interface DecideState extends Pick<UrlState<DecideChoice>, "value" | "notices" | "set" | "search" | "href"> {
  /** told of every change, also of back and forward */
  follow(listener: () => void): void;
}

/** The choices, from the address. @param sha256 of the first model, which goes with every link */
export function decideState(models: readonly string[], sha256: string): DecideState {
  const [line, schema] = [contactLine(), ownSchema(models)];
  const own = urlState<OwnChoice>(schema, {
    finish: (search) => stampHash(search, [...Object.keys(schema), ...Object.keys(lineSchema)], sha256)
  });
  const search = (): string => line.carry(own.search());
  const isOfLine = (name: string): boolean => Object.hasOwn(lineSchema, name);
  return {
    get value() {
      return {...line.words, ...own.value};
    },
    get notices() {
      return [...line.notices, ...own.notices];
    },
    set(change) {
      const names = Object.keys(change);
      if (!names.every(isOfLine)) own.set(pick(change, (name) => !isOfLine(name)));
      line.set(pick(change, isOfLine)); // tells everybody, also where it stays as it is
    },
    search,
    href: () => address.href(search()),
    follow(listener) {
      line.follow(listener);
      own.onChange(listener);
    }
  };
}

function pick<T extends object>(all: T, isWanted: (name: string) => boolean): Partial<T> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => isWanted(name))) as Partial<T>;
}
