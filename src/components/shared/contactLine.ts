import type {BookLine} from "../../lib/decide/bookLine.js";
import type {Assumptions} from "../../lib/decide/money.js";
import type {Ranking} from "../../lib/decide/ranking.js";
import type {Field, Schema} from "../ui/urlState.js";
import {placeLine, unpackGroups} from "../../lib/decide/bookLine.js";
import {USUAL_ASSUMPTIONS} from "../../lib/decide/money.js";
import {rankGroups} from "../../lib/decide/ranking.js";
import {formatQuery, numberField, urlState} from "../ui/urlState.js";
import {stampHash} from "./addressWords.js";

/** All that decides where the line is, as it stands in the address. Rates are percent, which people write. */
export interface LineWords {
  /** 0: none was chosen */
  threshold: number;
  /** percent of users to contact, for links written by hand; null: no word of it, 0: nobody. A threshold wins over it */
  depth: number | null;
  value: number;
  contact: number;
  offer: number;
  save: number;
  vain: number;
}

/** What each assumption may be, in the address and in its field alike. */
export const assumptionLimits = {
  value: {min: 0, max: 10_000, fallback: USUAL_ASSUMPTIONS.value},
  contact: {min: 0, max: 1_000, fallback: USUAL_ASSUMPTIONS.contactCost},
  offer: {min: 0, max: 10_000, fallback: USUAL_ASSUMPTIONS.offerCost},
  save: {min: 0, max: 100, fallback: Math.round(USUAL_ASSUMPTIONS.saveRate * 100)},
  vain: {min: 0, max: 100, fallback: Math.round(USUAL_ASSUMPTIONS.falseAccept * 100)}
} as const;

const percent = numberField({min: 0, max: 100, fallback: 0});

/** Here 0 is a choice, and not the same as no word. */
const depthField: Field<number | null> = {
  fallback: null,
  parse: percent.parse,
  format: (value) => (value === null ? "" : String(value)),
  expects: "a number from 0 to 100, or absent for the recommended depth"
};

/** Written to the last digit: a line that is rounded up loses the user who stands on it. Every page takes lines between 0 and 1, and not the ends. */
const thresholdField: Field<number> = {
  fallback: 0,
  parse: (text) => {
    const value = text.trim() === "" ? NaN : Number(text);
    return value > 0 && value < 1 ? value : null;
  },
  format: (value) => (value === 0 ? "" : String(value)),
  expects: "a chance between 0 and 1, or absent for the recommended line"
};

/** How the line's words are read and written. */
export const lineSchema: Schema<LineWords> = {
  threshold: thresholdField,
  depth: depthField,
  value: numberField(assumptionLimits.value),
  contact: numberField(assumptionLimits.contact),
  offer: numberField(assumptionLimits.offer),
  save: numberField(assumptionLimits.save),
  vain: numberField(assumptionLimits.vain)
};

/** What the words say a campaign costs and brings. */
export function assumptionsOf({value, contact, offer, save, vain}: Omit<LineWords, "threshold" | "depth">): Assumptions {
  return {value, contactCost: contact, offerCost: offer, saveRate: save / 100, falseAccept: vain / 100};
}

/** The one contact line of the book: no page has another. It stands in the address, and goes along to every page. */
export interface ContactLine {
  readonly now: BookLine;
  readonly words: LineWords;
  /** the Champion's, by which the line is recommended and counted; null: too few users for groups */
  readonly ranking: Ranking | null;
  /** what had to be mended in the address */
  readonly notices: readonly string[];
  /** the chosen score; null: none, so that the recommendation stands */
  draw(threshold: number | null): void;
  /** changes any of the words */
  set(change: Partial<LineWords>): void;
  /** told at once of every change, also of back and forward */
  follow(listener: (line: BookLine) => void): void;
  /** a query with the line's words in it as they are now, where the address may be a moment behind */
  carry(search: string): string;
}

let opened: ContactLine | undefined;

/** This page's. */
export function contactLine(): ContactLine {
  return (opened ??= openLine());
}

/** Every page holds in its head by what the line is recommended (data-loaders/site/shell). */
function openLine(): ContactLine {
  const {groups = "[]", model = ""} = document.querySelector<HTMLMetaElement>("meta[name=contact-line]")?.dataset ?? {};
  const packed = JSON.parse(groups) as number[];
  const ranking = packed.length === 0 ? null : rankGroups(unpackGroups(packed));
  const stamp = (search: string): string => stampHash(search, Object.keys(lineSchema), model);
  const state = urlState(lineSchema, {finish: stamp});
  const place = (): BookLine => placeLine(ranking, {...state.value, assumptions: assumptionsOf(state.value)});
  const listeners: ((line: BookLine) => void)[] = [];
  let now = place();
  function tell(): void {
    now = place();
    for (const listener of listeners) listener(now);
  }
  function set(change: Partial<LineWords>): void {
    state.set(change);
    tell();
  }
  state.onChange(tell);
  return {
    get now() {
      return now;
    },
    get words() {
      return state.value;
    },
    ranking,
    get notices() {
      return state.notices;
    },
    draw: (threshold) => set({threshold: threshold ?? 0, depth: null}),
    set,
    follow: (listener) => void listeners.push(listener),
    carry: (search) => stamp(formatQuery(lineSchema, state.value, search))
  };
}
