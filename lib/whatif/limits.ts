import type {PredictBook, PredictInput} from "../book/predict.js";
import type {Limits} from "./counterfactual.js";
import {clamp} from "../numbers.js";
import {rangeOf} from "./setInput.js";
import {readNumber, readPair} from "./queryAddress.js";
import {findNamed} from "../named.js";

/** Where a reader's limits differ from the usual ones: from where to where an input may move; null: it stays. */
export type ReaderLimits = Record<string, {min: number; max: number} | null>;

/** The inputs that may be limited: numbers that are not fixed. */
export function limitedInputs({inputs}: Pick<PredictBook, "inputs">): PredictInput[] {
  return inputs.filter((d) => !d.fixed && d.kind !== "category");
}

/** Why a search for another setting found none. @param isComplete false: its time ran out */
export function sayNoneFound(book: Pick<PredictBook, "inputs">, isComplete: boolean): string {
  if (limitedInputs(book).length === 0)
    return "No input may move here: the search changes numbers alone, and none that the definition calls fixed.";
  return isComplete
    ? "None found within your limits with at most two inputs changed."
    : "The search was cut off after 200 ms, before it had tried every pair of inputs; until then it had found none. " +
        "Fewer inputs that may move make it shorter.";
}

/** The limits of a search: the usual range of every input but where the reader said otherwise. */
export function fullLimits(book: Pick<PredictBook, "inputs">, own: ReaderLimits): Limits {
  return Object.fromEntries(
    limitedInputs(book).flatMap((input): [string, {min: number; max: number}][] => {
      const limit = findNamed(own, input.name) === undefined ? rangeOf(input, false) : findNamed(own, input.name);
      return limit ? [[input.name, limit]] : [];
    })
  );
}

/**
 * The reader's limits with one more, brought to what can be. Limits that say what is usual are none.
 *
 * @param limit ends in any order; null: the input stays
 */
export function setLimit(own: ReaderLimits, input: PredictInput, limit: {min: number; max: number} | null): ReaderLimits {
  const others = Object.fromEntries(Object.entries(own).filter(([name]) => name !== input.name));
  if (limit === null) return {...others, [input.name]: null};
  const within = (x: number): number => clamp(x, input.min, input.max);
  const [min, max] = [within(Math.min(limit.min, limit.max)), within(Math.max(limit.min, limit.max))];
  const usual = rangeOf(input, false);
  return min === usual.min && max === usual.max ? others : {...others, [input.name]: {min, max}};
}

/** Limits in one short parameter: the inputs by their place in the book. @example packLimits({visits: null, spent: {min: 0, max: 50}}, book) // "0!5_0_50" */
export function packLimits(own: ReaderLimits, {inputs}: Pick<PredictBook, "inputs">): string {
  return inputs
    .flatMap(({name}, i) => {
      const limit = findNamed(own, name);
      if (limit === undefined) return [];
      return [limit === null ? String(i) : `${i}_${limit.min}_${limit.max}`];
    })
    .join("!");
}

/** Reads packed limits. A part that cannot be understood is left out. @returns the limits and how many parts were left out */
export function unpackLimits(text: string, book: Pick<PredictBook, "inputs">): {limits: ReaderLimits; nLeftOut: number} {
  const allowed = limitedInputs(book);
  let limits: ReaderLimits = {};
  let nLeftOut = 0;
  for (const part of text.split("!")) {
    const [place, ...ends] = part.split("_");
    const input = allowed.find((d) => d === book.inputs[readNumber(place)]);
    const limit = ends.length === 0 ? null : readPair(ends);
    if (input && (limit || ends.length === 0)) limits = setLimit(limits, input, limit);
    else nLeftOut += 1;
  }
  return {limits, nLeftOut};
}
