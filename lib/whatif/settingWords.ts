import type {PredictBook, PredictInput} from "../book/predict.js";
import type {Row} from "../dataset/table.js";
import type {Counterfactual} from "./counterfactual.js";
import {formatInHundred, listWords, withArticle} from "../format.js";
import {describeValue, formatBeside, saysUnit, tellApart, unitAfter} from "./values.js";
import {describeOpening, openingOf} from "./opening.js";
import {numberOf} from "./setInput.js";
import {findNamed, getNamed} from "../named.js";

type People = Pick<PredictBook, "inputs" | "typical" | "users" | "presets" | "unit">;

/** How many changed inputs are named; more are counted. */
const NAMED = 3;

/**
 * Whom the inputs started from. Of a real user also what happened, and the score of a model that had not seen them.
 *
 * @example "Started from a user who churned; the Champion, before it had seen this user, scored 34 in 100."
 */
export function describeStart(book: People, start: Row): string {
  const one = book.unit?.singular ?? "user";
  if (isSame(book, start, book.typical)) return `Started from the typical ${one}.`;
  const found = findUser(book, start);
  if (!found) return "Started from another setting.";
  const opening = openingOf(book);
  if (opening && isSame(book, start, opening.row))
    return `${describeOpening(opening, book)}${found.known ? ` ${sayKnown(found.known, one)}` : ""}`;
  if (!found.known) return `Started from a ${found.synthetic ? "synthetic " : ""}${one}.`;
  const {churned, outOfFold} = found.known;
  return (
    `Started from ${withArticle(one)} who ${churned ? "churned" : "was retained"}; the Champion, without having seen this ` +
    `${one}, scored ${formatInHundred(outOfFold)}.`
  );
}

function sayKnown({churned, outOfFold}: NonNullable<Found["known"]>, one: string): string {
  return `This ${one} ${churned ? "churned" : "was retained"}; without having seen it, the Champion scored ${formatInHundred(outOfFold)}.`;
}

/** What was changed since; null: nothing. @example "Changed since: active days and drives." */
export function describeEdits(book: Pick<PredictBook, "inputs">, start: Row, row: Row): string | null {
  const changed = book.inputs.filter(({name}) => findNamed(row, name) !== findNamed(start, name));
  if (changed.length === 0) return null;
  return changed.length > NAMED
    ? `${changed.length} inputs are changed since.`
    : `Changed since: ${listWords(changed.map((d) => d.title))}.`;
}

type Found = Pick<PredictBook["presets"][number], "synthetic" | "known">;

function findUser(book: People, row: Row): Found | null {
  const preset = book.presets.find((d) => isSame(book, row, d.row));
  if (preset || !book.users) return preset ?? null;
  const {n, columns, synthetic, known} = book.users;
  for (let i = 0; i < n; ++i) {
    if (book.inputs.some(({name}) => getNamed(columns, name)[i] !== findNamed(row, name))) continue;
    return {synthetic, ...(known ? {known: {churned: known.churned[i] === 1, outOfFold: known.outOfFold[i]}} : {})};
  }
  return null;
}

function isSame({inputs}: Pick<PredictBook, "inputs">, a: Row, b: Row): boolean {
  return inputs.every(({name}) => findNamed(a, name) === findNamed(b, name));
}

type Inputs = Pick<PredictBook, "inputs">;

/**
 * What the model would say of a changed setting; never advice.
 *
 * @param line the line that was crossed; the score is told from it
 * @example "The model would score 14 in 100 if active days were 12 instead of 3."
 */
export function describeCounterfactual(
  {changes, probability}: Pick<Counterfactual, "changes" | "probability">,
  {inputs}: Inputs,
  line: number
): string {
  const words = changes.map(({input, from, to}) => {
    const found = inputs.find((d) => d.name === input) ?? {title: input, unit: null};
    const [before, after] = tellApart(from, to);
    const unit = found.unit && !saysUnit(found) ? unitAfter(to, found.unit) : "";
    return `${found.title} were ${after}${unit} instead of ${before}`;
  });
  return `The model would score ${formatBeside(probability, line)} if ${listWords(words)}.`;
}

/** How many differences are named one by one; the rest are counted. */
const NAMED_INPUTS = 4;

/**
 * In what another row differs, the largest differences (as shares of the usual range) first, and which fixed inputs are
 * among them.
 *
 * @example "It differs in active days (3 instead of 16), drives (20 instead of 48) and 2 more; device is fixed and differs too."
 */
export function describeDifferences(there: Row, here: Row, {inputs}: Inputs): string {
  const differing = inputs
    .filter(({name}) => findNamed(there, name) !== findNamed(here, name))
    .map((input) => ({
      input,
      size: Math.abs(numberOf(findNamed(there, input.name)) - numberOf(findNamed(here, input.name))) / (input.high - input.low || 1)
    }))
    .map((d) => ({...d, size: Number.isNaN(d.size) ? 1 : d.size}))
    .sort((a, b) => b.size - a.size)
    .map((d) => d.input);
  if (differing.length === 0) return "It differs in nothing.";
  const free = differing.filter((d) => !d.fixed);
  const fixed = differing.filter((d) => d.fixed);
  const named = free.slice(0, NAMED_INPUTS).map((input) => describeDifference(input, there, here));
  if (free.length > NAMED_INPUTS) named.push(`${free.length - NAMED_INPUTS} more`);
  const fixedWords = listWords(fixed.map((input) => describeDifference(input, there, here)));
  if (free.length === 0) return `It differs only in what cannot change: ${fixedWords}.`;
  return `It differs in ${listWords(named)}${fixed.length > 0 ? `; also in what cannot change: ${fixedWords}` : ""}.`;
}

function describeDifference(input: PredictInput, there: Row, here: Row): string {
  const [a, b] = [findNamed(there, input.name), findNamed(here, input.name)];
  if (typeof a !== "number" || typeof b !== "number")
    return `${input.title} (${describeValue(input, a)} instead of ${describeValue(input, b)})`;
  const [after, before] = tellApart(a, b);
  const unit = input.unit && !saysUnit(input) ? unitAfter(a, input.unit) : "";
  return `${input.title} (${after}${unit} instead of ${before})`;
}
