import type {Assumptions} from "../../lib/decide/money.js";
import {USUAL_ASSUMPTIONS} from "../../lib/decide/money.js";
import type {Field, Schema, UrlState} from "../ui/urlState.js";
import {choiceField, numberField, urlState} from "../ui/urlState.js";
import type {DecideWord} from "../shared/addressWords.js";
import {stampHash, lineField} from "../shared/addressWords.js";

/** All that a reader can choose on /decide; it stands in the address. */
export interface DecideChoice extends Record<DecideWord, unknown> {
  /** the contact line, shared with the other pages; 0: the recommended depth */
  threshold: number;
  /** percent of users to contact, for links written by hand; null: no word of it, 0: nobody. A threshold wins over it */
  depth: number | null;
  model: string;
  unit: string;
  value: number;
  contact: number;
  offer: number;
  save: number;
  vain: number;
  /** of the test planner */
  holdout: number;
  power: number;
}

/** Signs to count money in; the data knows no money. */
export const units = ["€", "$", "£", "units"] as const;

/** What each number may be, in the address and in its field alike. */
export const limits = {
  value: {min: 0, max: 10_000, fallback: USUAL_ASSUMPTIONS.value},
  contact: {min: 0, max: 1_000, fallback: USUAL_ASSUMPTIONS.contactCost},
  offer: {min: 0, max: 10_000, fallback: USUAL_ASSUMPTIONS.offerCost},
  save: {min: 0, max: 100, fallback: 100 * USUAL_ASSUMPTIONS.saveRate},
  vain: {min: 0, max: 100, fallback: 100 * USUAL_ASSUMPTIONS.falseAccept},
  holdout: {min: 5, max: 95, fallback: 50},
  power: {min: 50, max: 99, fallback: 80}
} as const;

/** The assumptions alone, as they stand before anybody touches them. */
export const usualAssumptions = {
  unit: "€",
  value: limits.value.fallback,
  contact: limits.contact.fallback,
  offer: limits.offer.fallback,
  save: limits.save.fallback,
  vain: limits.vain.fallback
} as const satisfies Partial<DecideChoice>;

/** Whether the reader changed any assumption. */
export function isUsual(choice: DecideChoice): boolean {
  return Object.entries(usualAssumptions).every(([name, value]) => choice[name as keyof DecideChoice] === value);
}

/** The words of this page in an address. @param models names of those with scores; the first is the default */
export function decideSchema(models: readonly string[]): Schema<DecideChoice> {
  return {
    threshold: lineField,
    depth: depthField,
    model: choiceField(models, models[0]),
    unit: choiceField<string>(units, usualAssumptions.unit),
    value: numberField(limits.value),
    contact: numberField(limits.contact),
    offer: numberField(limits.offer),
    save: numberField(limits.save),
    vain: numberField(limits.vain),
    holdout: numberField(limits.holdout),
    power: numberField(limits.power)
  };
}

/** The choices, from the address. @param sha256 of the first model, which goes with every link */
export function decideState(models: readonly string[], sha256: string): UrlState<DecideChoice> {
  const schema = decideSchema(models);
  return urlState<DecideChoice>(schema, {finish: (search) => stampHash(search, Object.keys(schema), sha256)});
}

/** Rates stand in the address as percent, which people write. */
export function assumptionsOf({value, contact, offer, save, vain}: DecideChoice): Assumptions {
  return {value, contactCost: contact, offerCost: offer, saveRate: save / 100, falseAccept: vain / 100};
}

const percent = numberField({min: 0, max: 100, fallback: 0});

/** Here 0 is a choice, and not the same as no word. */
const depthField: Field<number | null> = {
  fallback: null,
  parse: percent.parse,
  format: (value) => (value === null ? "" : String(value)),
  expects: "a number from 0 to 100, or absent for the recommended depth"
};
