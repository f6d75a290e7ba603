import type {BookLine} from "../../lib/decide/bookLine.js";
import type {Assumptions} from "../../lib/decide/money.js";
import type {Ranking} from "../../lib/decide/ranking.js";
import type {RateMove} from "../../lib/model/shiftBaseRate.js";
import type {Field, Schema} from "../ui/urlState.js";
import {placeLine, unpackGroups} from "../../lib/decide/bookLine.js";
import {pointAt} from "../../lib/decide/contactLine.js";
import {USUAL_ASSUMPTIONS} from "../../lib/decide/money.js";
import {rankAtRate, rankGroups} from "../../lib/decide/ranking.js";
import {shiftScore, unshiftScore} from "../../lib/model/shiftBaseRate.js";
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
  /** percent that churn now, as the reader knows; 0: as in the data */
  rate: number;
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
const thresholdField = insideField(1, "a chance between 0 and 1, or absent for the recommended line");
const rateField = insideField(100, "a percentage between 0 and 100, or absent for the churn rate of the data");

/** A number above 0 and below the end, to its last digit; 0: no word. */
function insideField(end: number, expects: string): Field<number> {
  return {
    fallback: 0,
    parse: (text) => {
      const value = text.trim() === "" ? NaN : Number(text);
      return value > 0 && value < end ? value : null;
    },
    format: (value) => (value === 0 ? "" : String(value)),
    expects
  };
}

/** How the line's words are read and written. */
export const lineSchema: Schema<LineWords> = {
  threshold: thresholdField,
  depth: depthField,
  value: numberField(assumptionLimits.value),
  contact: numberField(assumptionLimits.contact),
  offer: numberField(assumptionLimits.offer),
  save: numberField(assumptionLimits.save),
  vain: numberField(assumptionLimits.vain),
  rate: rateField
};

/** What the words say a campaign costs and brings. */
export function assumptionsOf({value, contact, offer, save, vain}: Omit<LineWords, "threshold" | "depth" | "rate">): Assumptions {
  return {value, contactCost: contact, offerCost: offer, saveRate: save / 100, falseAccept: vain / 100};
}

/** The one contact line of the book: no page has another. It stands in the address, and goes along to every page. */
export interface ContactLine {
  /** among the scores as the model gives them */
  readonly now: BookLine;
  /** the same line, for the same users, among scores that are moved to the rate known of now; without one, as `now` */
  readonly moved: BookLine;
  /** from the churn rate of the data to the one that the reader knows of now; null: none was entered */
  readonly rate: RateMove | null;
  /** the churn rate of the data */
  readonly dataRate: number;
  readonly words: LineWords;
  /** the Champion's, by which the line is recommended and counted; null: too few users for groups */
  readonly ranking: Ranking | null;
  /** what had to be mended in the address */
  readonly notices: readonly string[];
  /** the chosen score, as the model gives it; null: none, so that the recommendation stands */
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

/** The line as it stands in the address, by what every page holds in its head (data-loaders/site/shell). */
function openLine(): ContactLine {
  const {groups = "[]", model = "", rate = ""} = document.querySelector<HTMLMetaElement>("meta[name=contact-line]")?.dataset ?? {};
  const packed = JSON.parse(groups) as number[];
  const ranking = packed.length === 0 ? null : rankGroups(unpackGroups(packed));
  const dataRate = Number(rate);
  const stamp = (search: string): string => stampHash(search, Object.keys(lineSchema), model);
  const state = urlState(lineSchema, {finish: stamp});
  const listeners: ((line: BookLine) => void)[] = [];
  let placed = placeAtRate(ranking, state.value, dataRate);
  function tell(): void {
    placed = placeAtRate(ranking, state.value, dataRate);
    for (const listener of listeners) listener(placed.now);
  }
  function set(change: Partial<LineWords>): void {
    state.set(change);
    tell();
  }
  state.onChange(tell);
  return {
    get now() {
      return placed.now;
    },
    get moved() {
      return placed.moved;
    },
    get rate() {
      return placed.rate;
    },
    dataRate,
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

/** What is recommended hangs on the churn rate; whom a chosen line picks does not. */
function placeAtRate(ranking: Ranking | null, words: LineWords, dataRate: number): Pick<ContactLine, "now" | "moved" | "rate"> {
  const choice = {...words, assumptions: assumptionsOf(words)};
  if (words.rate === 0) {
    const now = placeLine(ranking, choice);
    return {now, moved: now, rate: null};
  }
  const rate = {from: dataRate, to: words.rate / 100};
  const moved = placeLine(ranking && rankAtRate(ranking, rate), {...choice, threshold: shiftScore(words.threshold, rate)});
  const threshold = unshiftScore(moved.threshold, rate);
  return {now: {threshold, isChosen: moved.isChosen, point: ranking && pointAt(ranking, threshold)}, moved, rate};
}
