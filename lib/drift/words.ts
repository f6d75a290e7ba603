import type {PredictInput} from "../book/predict.js";
import type {FileComparison, JudgedInput, Verdict} from "./compareFile.js";
import {formatCount, formatShare} from "../format.js";
import {levelWord} from "../whatif/choices.js";
import {describeValue, tellApart, unitAfter} from "../whatif/values.js";
import {ALPHA, LEAST_ROWS} from "./compareFile.js";

/** Verdicts as readers see them. */
export const verdictWords: Record<Verdict, string> = {
  alike: "like training",
  unsure: "not sure",
  little: "differs, but little",
  some: "differs",
  much: "differs much"
};

/** What an input and its levels are called, and its unit. */
export interface NamedInput extends Pick<PredictInput, "other" | "values"> {
  title: string;
  unit: string | null;
}

/** Missing values are told from this difference of their share on. */
const MISSING_TOLD = 0.01;

/**
 * In which direction an input differs, with numbers; only the numbers where it does not differ beyond chance.
 *
 * @example "lower than in training: median 9 against 16 days"
 */
export function describeDirection(input: JudgedInput, named: NamedInput): string {
  const missing = describeMissing(input);
  const values = input.reference.kind === "number" ? describeNumbers(input, named) : describeLevels(input, named);
  return [missing, values].filter((d) => d !== "").join("; ") || "the same as in training";
}

/** Whether the values themselves give no reason to name a direction: nothing differs, or only what is missing. */
function hasNoDirection({verdict, valuesPValue}: JudgedInput): boolean {
  return verdict === "alike" || valuesPValue >= ALPHA;
}

function describeNumbers(input: JudgedInput, {unit}: NamedInput): string {
  const {reference, observed, gap} = input;
  if (reference.kind !== "number" || !gap || observed.median === null || reference.median === null) return "no values to compare";
  const {place} = gap;
  const isLower = place.observed > place.expected;
  const [now, before] = [observed.median, reference.median];
  if (place.size === 0) return "";
  if (hasNoDirection(input))
    return now === before ? `median ${describeValue({unit}, now)} in both` : `median ${sayPair(now, before, unit)}`;
  if (isLower ? now < before : now > before) {
    return `${isLower ? "lower" : "higher"} than in training: median ${sayPair(now, before, unit)}`;
  }
  const knot = reference.knots[Math.min(place.cell >> 1, reference.knots.length - 1)];
  const upTo = `${place.cell % 2 === 1 ? "at most" : "less than"} ${describeValue({unit}, knot)}`;
  return `${isLower ? "more" : "fewer"} low values: ${formatShare(place.observed, 0)} have ${upTo}, against ${formatShare(place.expected, 0)}`;
}

function sayPair(now: number, before: number, unit: string | null): string {
  const [a, b] = tellApart(now, before);
  return `${a} against ${b}${unit ? unitAfter(before, unit) : ""}`;
}

function describeLevels(input: JudgedInput, named: NamedInput): string {
  const {reference, gap} = input;
  if (reference.kind !== "category" || !gap) return gap ? "" : "no values to compare";
  const {observed, expected, cell, size} = gap.place;
  if (size === 0) return "";
  const way = hasNoDirection(input) ? "" : observed > expected ? "more " : "less ";
  return `${way}${levelWord(named, reference.levels[cell])}: ${formatShare(observed, 0)} against ${formatShare(expected, 0)}`;
}

function describeMissing({reference, observed, n}: JudgedInput): string {
  const before = reference.nMissing / (reference.nMissing + reference.counts.reduce((a, b) => a + b, 0));
  const now = observed.nMissing / n;
  return Math.abs(now - before) < MISSING_TOLD ? "" : `missing in ${formatShare(now, 0)} against ${formatShare(before, 0)}`;
}

/** The inputs that a reader is to be warned of, the largest difference first. */
export function listDiffering({inputs}: FileComparison): JudgedInput[] {
  return inputs.filter(({verdict}) => verdict === "some" || verdict === "much").sort((a, b) => b.index.estimate - a.index.estimate);
}

/** Inputs that are told one by one, at the most. */
const MOST_TOLD = 8;

/**
 * The finding in lines: after the headline each input that a reader is to be warned of, and what to do.
 *
 * @example ["The file is not like the training data in 1 of 9 inputs: Fee.", "Fee differs much: higher than in training: median ...", ...]
 */
export function sayDrift(compared: FileComparison, nameOf: (name: string) => NamedInput): string[] {
  const headline = `${describeDrift(compared, (name) => nameOf(name).title)}.`;
  const differing = listDiffering(compared);
  if (differing.length === 0) return [headline];
  const told = differing.slice(0, MOST_TOLD).map((input) => {
    const named = nameOf(input.reference.name);
    return `- ${named.title} ${verdictWords[input.verdict]}: ${describeDirection(input, named)}`;
  });
  const nOthers = differing.length - told.length;
  return [
    headline,
    ...told,
    ...(nOthers > 0 ? [`- and ${nOthers} more`] : []),
    "Look whether the file has other units, words or dates than the table that the model learned from: then its scores are wrong."
  ];
}

/** The finding, as a headline. @param titleOf what readers call an input */
export function describeDrift({n, inputs}: FileComparison, titleOf: (name: string) => string): string {
  if (n >= LEAST_ROWS && inputs.length === 0) return "There is nothing to compare: the model reads no input";
  if (inputs.length === 0)
    return `${formatCount(n)} ${n === 1 ? "row is" : "rows are"} too few to say whether the file is like the training data: it takes ${LEAST_ROWS}`;
  const [first, ...others] = listDiffering({n, inputs});
  const little = inputs.filter((d) => d.verdict === "little");
  const unsure = inputs.filter((d) => d.verdict === "unsure");
  if (first) {
    return (
      `The file is not like the training data in ${1 + others.length} of ${inputs.length} inputs${others.length === 0 ? ":" : ", most of all"} ` +
      `${titleOf(first.reference.name)}`
    );
  }
  if (little.length > 0)
    return (
      `The file is much like the training data: ${little.length} of ${inputs.length} inputs ${little.length === 1 ? "differs" : "differ"} ` +
      "beyond chance, but little"
    );
  if (unsure.length > 0)
    return `No input differs from the training data beyond chance, but for ${unsure.length} of ${inputs.length} the rows are too few to be sure`;
  return `The file is like the training data: none of the ${inputs.length} inputs differs beyond chance`;
}
