import type {InputReference} from "../book/reference.js";
import type {ModelInput} from "../model/model.js";
import type {CompareOptions, InputComparison, ObservedInput} from "./compareInput.js";
import {placeAmongShown, shownLevels} from "../model/category.js";
import {forkRandom} from "../random.js";
import {quantile} from "../statistics/quantile.js";
import {adjustHolm} from "../statistics/testResult.js";
import {compareInput} from "./compareInput.js";
import {countCells} from "./cells.js";

/** Fewer rows than this say nothing of a distribution. */
export const LEAST_ROWS = 200;

/** By custom: from here on a shift of the index counts as one, and as a large one. */
export const INDEX_BARS = {some: 0.1, large: 0.25} as const;
/** The chance of a false alarm that is taken. */
export const ALPHA = 0.05;

/**
 * What is to be made of an input. "alike": no difference beyond chance; "unsure": none beyond chance, yet one of some size
 * may be there; "little", "some" and "much": a difference beyond chance, and how large it is.
 */
export type Verdict = "alike" | "unsure" | "little" | "some" | "much";

export interface JudgedInput extends InputComparison {
  /** adjusted for the number of inputs (Holm) */
  adjusted: number;
  verdict: Verdict;
}

export interface FileComparison {
  /** rows that were compared */
  n: number;
  /** empty where there are fewer than {@link LEAST_ROWS} */
  inputs: JudgedInput[];
}

export interface FileColumns {
  inputs: readonly ModelInput[];
  /** by input: numbers, or codes of levels, of all rows; see ScoredRows */
  columns: readonly Float32Array[];
  /** rows that are not to be compared */
  isLeftOut: (row: number) => boolean;
  nRows: number;
}

/**
 * Compares all inputs of a file with their references and judges each by its size and by chance, with care for how many
 * are looked at, and of how many customers the rows are. Seeded: the same file gives the same intervals. Yields now and then, as
 * {@link compareInput} does.
 */
export function* compareFile(
  {inputs, columns, isLeftOut, nRows}: FileColumns,
  references: readonly InputReference[],
  {repeats, rowsEach}: Pick<CompareOptions, "repeats" | "rowsEach"> = {}
): Generator<void, FileComparison> {
  let n = 0;
  for (let row = 0; row < nRows; ++row) if (!isLeftOut(row)) ++n;
  if (n < LEAST_ROWS) return {n, inputs: []};
  const compared: InputComparison[] = [];
  for (const [j, input] of inputs.entries()) {
    const reference = references.find((d) => d.name === input.name);
    if (!reference || reference.kind !== input.kind) continue;
    const observed = observe(input, reference, {values: columns[j], isLeftOut});
    compared.push(yield* compareInput(reference, observed, {random: forkRandom("drift", input.name), repeats, rowsEach}));
  }
  const adjusted = adjustHolm(compared.map((d) => d.pValue));
  return {n, inputs: compared.map((d, i) => ({...d, adjusted: adjusted[i], verdict: judge(d, adjusted[i])}))};
}

/** The size of a difference is what the index has beyond chance. */
function judge({index, chance}: InputComparison, adjusted: number): Verdict {
  if (adjusted >= ALPHA) return index.high - chance >= INDEX_BARS.some ? "unsure" : "alike";
  const size = index.estimate - chance;
  return size >= INDEX_BARS.large ? "much" : size >= INDEX_BARS.some ? "some" : "little";
}

function observe(
  input: ModelInput,
  reference: InputReference,
  {values, isLeftOut}: {values: Float32Array; isLeftOut: (row: number) => boolean}
): ObservedInput {
  if (reference.kind === "number") {
    const kept = values.filter((value, row) => !isLeftOut(row) && !Number.isNaN(value));
    return {...countCells(reference.knots, values, isLeftOut), median: kept.length > 0 ? quantile(kept, 0.5) : null};
  }
  const levels = input.kind === "category" ? shownLevels(input) : [];
  const places = levels.map((level) => reference.levels.indexOf(level));
  const counts = reference.levels.map(() => 0);
  let nMissing = 0;
  for (let row = 0; row < values.length; ++row) {
    if (isLeftOut(row)) continue;
    const shown = input.kind === "category" ? placeAmongShown(input, values[row]) : -1;
    const place = shown < 0 ? -1 : places[shown];
    if (place < 0) ++nMissing;
    else ++counts[place];
  }
  return {counts, nMissing, median: null};
}
