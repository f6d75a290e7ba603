import type {PredictBook, PredictInput} from "../../book/predict.js";
import type {Row} from "../../table/table.js";
import {numberOf} from "../setting/inputRange.js";
import {describeValue, formatBeside, joinWords, lowerFirst, saysUnit, tellApart, unitFor} from "../values.js";
import type {Counterfactual} from "./counterfactual.js";

type Inputs = Pick<PredictBook, "inputs">;

/**
 * What the model would say of a changed setting; never advice.
 *
 * @param line the line that was crossed; the score is told from it
 * @example "The model would score 14 in 100 if active days were 12 instead of 3."
 */
export function describeCounterfactual({changes, probability}: Pick<Counterfactual, "changes" | "probability">, {inputs}: Inputs, line: number): string {
  const words = changes.map(({input, from, to}) => {
    const found = inputs.find((d) => d.name === input) ?? {title: input, unit: null};
    const [before, after] = tellApart(from, to);
    const unit = found.unit && !saysUnit(found) ? ` ${unitFor(to, found.unit)}` : "";
    return `${lowerFirst(found.title)} were ${after}${unit} instead of ${before}`;
  });
  return `The model would score ${formatBeside(probability, line)} if ${joinWords(words)}.`;
}

/** How many differences are named one by one; the rest are counted. */
const NAMED = 4;

/**
 * In what another row differs, the largest differences (as shares of the usual range) first, and which fixed inputs are
 * among them.
 *
 * @example "It differs in active days (3 instead of 16), drives (20 instead of 48) and 2 more; device is fixed and differs too."
 */
export function describeDifferences(there: Row, here: Row, {inputs}: Inputs): string {
  const differing = inputs.filter(({name}) => there[name] !== here[name])
    .map((input) => ({input, size: Math.abs(numberOf(there[input.name]) - numberOf(here[input.name])) / (input.high - input.low || 1)}))
    .map((d) => ({...d, size: Number.isNaN(d.size) ? 1 : d.size}))
    .sort((a, b) => b.size - a.size).map((d) => d.input);
  if (differing.length === 0) return "It differs in nothing.";
  const free = differing.filter((d) => !d.fixed);
  const fixed = differing.filter((d) => d.fixed);
  const named = free.slice(0, NAMED).map((input) => describeDifference(input, there, here));
  if (free.length > NAMED) named.push(`${free.length - NAMED} more`);
  const fixedWords = joinWords(fixed.map((input) => lowerFirst(describeDifference(input, there, here))));
  if (free.length === 0) return `It differs only in what cannot change: ${fixedWords}.`;
  return `It differs in ${joinWords(named)}${fixed.length > 0 ? `; also in what cannot change: ${fixedWords}` : ""}.`;
}

function describeDifference(input: PredictInput, there: Row, here: Row): string {
  const [a, b] = [there[input.name], here[input.name]];
  if (typeof a !== "number" || typeof b !== "number") return `${lowerFirst(input.title)} (${describeValue(input, a)} instead of ${describeValue(input, b)})`;
  const [after, before] = tellApart(a, b);
  const unit = input.unit && !saysUnit(input) ? ` ${unitFor(a, input.unit)}` : "";
  return `${lowerFirst(input.title)} (${after}${unit} instead of ${before})`;
}
