import type {CategoryReference, InputReference, NumberReference} from "../book/reference.js";
import type {Interval} from "../book/common.js";
import type {Random} from "../random.js";
import type {Gap} from "./distances.js";
import {MIN_GROUP} from "../groups.js";
import {reflectedInterval} from "../metrics/bootstrap.js";
import {chiSquareTest} from "../statistics/chiSquareTest.js";
import {smirnovPValue} from "../statistics/kolmogorovSmirnov.js";
import {gapOfCells, gapOfLevels, resampleCounts, stabilityIndex} from "./distances.js";
import {cutTenths, joinCells} from "./cells.js";

/** A file's rows of one input, counted into the reference's cells or levels. */
export interface ObservedInput {
  counts: readonly number[];
  nMissing: number;
  /** of numbers; null where there is none */
  median: number | null;
}

/** How an input of a file differs from its reference. */
export interface InputComparison {
  reference: InputReference;
  observed: ObservedInput;
  /** rows of the file, missing ones included */
  n: number;
  /** population stability index over tenths or levels, and missing values where there are any; 95 % over the file's rows */
  index: Interval;
  /** what chance alone gives the index, about */
  chance: number;
  /** null: the file, or the reference, has no value */
  gap: {size: Interval; place: Gap} | null;
  /** of no difference at all: of values, and of how many are missing */
  pValue: number;
  /** of no difference of the values alone */
  valuesPValue: number;
  /** the parts of the index: the last cell or level of each */
  ends: number[];
}

/** How many rows there are to a customer, in a file and in the training data: what rows of one say may be the same. */
export interface RowsEach {
  file: number;
  training: number;
}

/** Every row is a customer of its own. */
const ONE_EACH: RowsEach = {file: 1, training: 1};

export interface CompareOptions {
  random: Random;
  /** chance is that of so many fewer rows */
  rowsEach?: RowsEach;
  /** bootstrap resamples; 0: none are drawn, and an interval is its estimate alone */
  repeats?: number;
}

/** Customers whose rows a reference may count with those of the next cell: too few to be told of, at either of two cuts. */
const CARRIED = 2 * MIN_GROUP;
/** Resamples between two pauses. */
const STEP = 10;

/**
 * Compares a file with its reference, input by input.
 *
 * The reference is taken as it is; the interval is that of the file's rows. Yields at every {@link STEP} resamples, for
 * whoever has to do other work in between.
 *
 * @param observed at least one row
 */
export function* compareInput(
  reference: InputReference,
  observed: ObservedInput,
  {random, rowsEach = ONE_EACH, repeats = 400}: CompareOptions
): Generator<void, InputComparison> {
  const withMissing = reference.nMissing + observed.nMissing > 0;
  const ends = reference.kind === "number" ? cutTenths(reference.counts) : reference.levels.map((_, i) => i);
  const toParts = (counts: readonly number[], nMissing: number): number[] => [
    ...joinCells(counts, ends),
    ...(withMissing ? [nMissing] : [])
  ];
  const expected = toParts(reference.counts, reference.nMissing);
  const indexOf = (counts: readonly number[], nMissing: number): number => stabilityIndex(expected, toParts(counts, nMissing));
  const gapOf = (counts: readonly number[]): Gap =>
    reference.kind === "number" ? gapOfCells(reference.counts, counts, CARRIED * rowsEach.training) : gapOfLevels(reference.counts, counts);
  const hasValues = total(reference.counts) > 0 && total(observed.counts) > 0;
  const resampled = {index: new Float64Array(repeats), gap: new Float64Array(repeats)};
  const all = [...observed.counts, observed.nMissing];
  const [n, m] = [total(all), total(reference.counts) + reference.nMissing];
  for (let r = 0; r < repeats; ++r) {
    const drawn = resampleCounts(all, random, Math.max(1, Math.round(n / rowsEach.file)));
    const nMissing = drawn.pop() ?? 0;
    resampled.index[r] = indexOf(drawn, nMissing);
    if (hasValues && total(drawn) > 0) resampled.gap[r] = gapOf(drawn).size;
    if (r % STEP === STEP - 1) yield;
  }
  const toInterval = (estimate: number, values: Float64Array): Interval =>
    repeats === 0 ? {estimate, low: estimate, high: estimate} : reflectedInterval({estimate, resampled: values});
  const place = hasValues ? gapOf(observed.counts) : null;
  const valuesPValue = place ? testValues(reference, observed, {size: place.size, rowsEach}) : 1;
  return {
    reference,
    observed,
    n,
    ends,
    index: toInterval(indexOf(observed.counts, observed.nMissing), resampled.index),
    chance: (expected.length - 1) * (rowsEach.file / n + rowsEach.training / m),
    gap: place ? {size: toInterval(place.size, resampled.gap), place} : null,
    valuesPValue,
    pValue: withMissing ? Math.min(1, 2 * Math.min(valuesPValue, testMissing(reference, observed, rowsEach))) : valuesPValue
  };
}

function testValues(
  reference: NumberReference | CategoryReference,
  {counts}: Pick<ObservedInput, "counts">,
  {size, rowsEach}: {size: number; rowsEach: RowsEach}
): number {
  if (reference.kind === "category") return homogeneity(reference.counts, counts, rowsEach);
  return smirnovPValue(size, total(reference.counts) / rowsEach.training, total(counts) / rowsEach.file);
}

function testMissing(
  reference: InputReference,
  {counts, nMissing}: Pick<ObservedInput, "counts" | "nMissing">,
  rowsEach: RowsEach
): number {
  return homogeneity([total(reference.counts), reference.nMissing], [total(counts), nMissing], rowsEach);
}

/** 1 where only one column has counts: there is nothing that could differ. */
function homogeneity(expected: readonly number[], observed: readonly number[], {training, file}: RowsEach): number {
  const sides = [expected.map((count) => Math.round(count / training)), observed.map((count) => Math.round(count / file))];
  const used = expected.filter((_, i) => sides[0][i] + sides[1][i] > 0).length;
  return used < 2 || sides.some((counts) => total(counts) === 0) ? 1 : chiSquareTest(sides).pValue;
}

function total(counts: readonly number[]): number {
  return counts.reduce((a, b) => a + b, 0);
}
