import type {EdaBook, TestResult, HoldConstant} from "../book/eda.js";
import type {DatasetDefinition, DerivedDefinition} from "../dataset/definition.js";
import type {Rate} from "../book/common.js";
import type {Table, NumberColumn, CategoryColumn, Column} from "../dataset/table.js";
import type {TestOutcome} from "../statistics/testResult.js";
import type {BinnedRows} from "../statistics/bins.js";
import {isMissing, selectColumns} from "../dataset/table.js";
import {fillFew} from "./fillFew.js";
import {readLabelled} from "./readLabelled.js";
import {describeVariable} from "./describeVariable.js";
import {adjustHolm} from "../statistics/testResult.js";
import {correlationMatrix, pearson, rankValues} from "../statistics/correlation.js";
import {chiSquareTest} from "../statistics/chiSquareTest.js";
import {kolmogorovSmirnov} from "../statistics/kolmogorovSmirnov.js";
import {rateOf, wilsonInterval} from "../statistics/intervals.js";
import {bindQuantity} from "../dataset/conditions.js";
import {columnsOf} from "../dataset/parseDefinition.js";
import {isTold, MIN_GROUP, toPart, nameOther, poolLevelsBelow, roundTo} from "../groups.js";
import {tellColumn} from "../statistics/tell.js";
import {cutByCount} from "../statistics/bins.js";
import {halve, holdConstant} from "../statistics/holdConstant.js";

/** Inputs that are held against each other, which takes a pair of each two: of more, those that rank best alone. */
const MOST_COMPARED = 20;

/**
 * Who churns, and what only looks like a reason: every input by label, how inputs go together, whether labels are missing
 * at random, and what is left of each difference where another input is held constant.
 *
 * @param table the definition's inputs, all rows; NaN and -1 are missing
 * @param labels length nRows: 1 churned, 0 retained, -1 none; both classes must occur
 * @throws if one class is absent or an input says nothing among the labelled rows
 */
export function exploreTable(table: Table, labels: Int8Array, definition: DatasetDefinition): EdaBook {
  const {inputs, read, labelled, y} = readLabelled(table, labels, definition);
  const variables = inputs.map((input, k) => ({
    ...describeVariable(input, labelled.columns[k], y),
    missing: toPart(countMissing(read.columns[k], y.length), y.length)
  }));
  const tests = adjustTests(variables.map((d) => d.test));
  const ranked = [...variables].sort((a, b) => b.rocAuc - a.rocAuc);
  const best = new Set(ranked.slice(0, MOST_COMPARED).map((d) => d.input));
  const compared = inputs.map((d) => d.name).filter((name) => best.has(name));
  const pairwise = selectColumns(labelled, compared);
  return {
    variables: variables.map((d, k) => ({...d, test: tests[k]})),
    compared,
    correlation: correlateNumbers(pairwise, y),
    missingLabels: describeMissingLabels(fillFew(table), labels),
    holdConstant: holdEachConstant(pairwise, y, definition)
  };
}

function countMissing(column: Column, nRows: number): number {
  let missing = 0;
  for (let i = 0; i < nRows; ++i) missing += Number(isMissing(column, i));
  return missing;
}

/** A family of tests as the book holds them, adjusted by Holm. What a test says beyond that is left out. */
function adjustTests(family: readonly TestOutcome[]): TestResult[] {
  const adjusted = adjustHolm(family.map((d) => d.pValue));
  return family.map(({name, statistic, pValue, effectName, effect}, i) => ({
    name,
    statistic,
    pValue,
    adjustedP: adjusted[i],
    effectName,
    effect
  }));
}

/**
 * Pearson's and Spearman's correlations of the number inputs with each other and with churn; 0 where not defined.
 *
 * @param y length nRows: 1 churned, 0 retained
 */
function correlateNumbers(table: Table, y: Uint8Array): EdaBook["correlation"] {
  const columns = table.columns.filter((d): d is NumberColumn => d.kind === "number");
  const values = columns.map((d) => d.values);
  // ranked once each, unless missing cells make every pair another set of rows
  const spearman = values.some((d) => d.some(Number.isNaN))
    ? correlationMatrix(values, "spearman")
    : correlationMatrix(values.map((d) => rankValues(d).ranks));
  return {
    names: columns.map((d) => d.name),
    pearson: correlationMatrix(values).map(fill),
    spearman: spearman.map(fill),
    withLabel: fill(values.map((d) => pearson(d, y)))
  };
}

function fill(row: (number | null)[]): number[] {
  return row.map((r) => roundTo(r ?? 0, 6));
}

type MissingLabels = EdaBook["missingLabels"];

/**
 * Is the label missing at random? Its share by level of each category, and the distributions of each number with and
 * without label; all tests are one family (Holm). Empty if no label is missing, or too few to be told of.
 *
 * @param labels length nRows; -1 is missing
 */
function describeMissingLabels(table: Table, labels: Int8Array): MissingLabels {
  if (labels.reduce((n, label) => n + Number(label < 0), 0) < MIN_GROUP) return {byCategory: [], byNumber: []};
  const categories = table.columns.filter((d): d is CategoryColumn => d.kind === "category").flatMap((d) => describeLevels(d, labels));
  const numbers = table.columns.filter((d): d is NumberColumn => d.kind === "number").flatMap((d) => compareNumber(d, labels));
  const tests = adjustTests([...categories, ...numbers].map((d) => d.test));
  return {
    byCategory: categories.map((d, k) => ({...d, test: tests[k]})),
    byNumber: numbers.map((d, k) => ({...d, test: tests[categories.length + k]}))
  };
}

type Unadjusted<T> = Omit<T, "test"> & {test: TestOutcome};

function describeLevels({name, levels, codes}: CategoryColumn, labels: Int8Array): Unadjusted<MissingLabels["byCategory"][number]>[] {
  const counts = levels.map((level) => ({level, n: 0, missing: 0}));
  for (let i = 0; i < codes.length; ++i) {
    if (codes[i] < 0) continue;
    counts[codes[i]].n += 1;
    if (labels[i] < 0) counts[codes[i]].missing += 1;
  }
  const found = poolCounts(counts.filter((d) => d.n > 0));
  if (found.length < 2) return [];
  const test = chiSquareTest(found.map((d) => [d.missing, d.n - d.missing]));
  return [{input: name, levels: found.map((d) => ({...d, share: wilsonInterval(d.missing, d.n)})), test}];
}

type LevelCount = {level: string; n: number; missing: number};

/** Levels with too few users, with or without a label, are one. */
function poolCounts(counts: readonly LevelCount[]): LevelCount[] {
  const join = (a: LevelCount, b: LevelCount): LevelCount => ({level: a.level, n: a.n + b.n, missing: a.missing + b.missing});
  const isEnough = ({n, missing}: LevelCount): boolean => isTold({n, churned: missing});
  const {alone, pooled} = poolLevelsBelow(counts, {isEnough, size: (d) => d.n, join});
  const other = pooled.map((i) => counts[i]);
  return [...alone.map((i) => counts[i]), ...(other.length > 0 ? [{...other.reduce(join), level: nameOther(other.length)}] : [])];
}

function compareNumber({name, values}: NumberColumn, labels: Int8Array): Unadjusted<MissingLabels["byNumber"][number]>[] {
  const without = values.filter((value, i) => labels[i] < 0 && !Number.isNaN(value));
  const labelled = values.filter((value, i) => labels[i] >= 0 && !Number.isNaN(value));
  return without.length < MIN_GROUP || labelled.length < MIN_GROUP ? [] : [{input: name, test: kolmogorovSmirnov(without, labelled)}];
}

/** strata of a held number; narrow enough to hold it, wide enough to count in */
const STRATA = 8;

/**
 * For every number input, every quantity derived from inputs, and every other input held constant: the difference of churn
 * rates between its halves, raw and within strata. Pairs that no stratum can tell (the two are one variable) are left out.
 * A derived quantity is called by its title; where it is not defined, rows are left out. One of inputs that are not told of is not either.
 *
 * @param table the inputs of labelled rows that are told of
 * @param y length nRows: 1 churned, 0 retained; both must occur
 */
function holdEachConstant(table: Table, y: Uint8Array, {derived = []}: Pick<DatasetDefinition, "derived">): HoldConstant[] {
  const names = new Set(table.columns.map((d) => d.name));
  const told = derived.filter(({value}) => columnsOf(value).every((name) => names.has(name)));
  const variables = [...table.columns.filter((d) => d.kind === "number"), ...told.map((d) => deriveColumn(table, d))];
  const halves = variables.map(({values}) => halve(values));
  return table.columns.flatMap((held) => {
    const strata = cutColumn(held);
    const isWhole = !strata.codes.includes(-1);
    return variables.flatMap(({name, values}, k): HoldConstant[] => {
      if (name === held.name) return [];
      const {raw, within, strata: all} = holdConstant(values, y, strata, isWhole ? {halves: halves[k]} : {});
      return within ? [{variable: name, held: held.name, raw, within, strata: tellStrata(all)}] : [];
    });
  });
}

type Stratum = HoldConstant["strata"][number];

/** Strata that may be told: what the others hold together is enough too, as the whole halves can be added up elsewhere. */
function tellStrata(strata: readonly Stratum[]): Stratum[] {
  const isEnough = ({lowHalf, highHalf}: Pick<Stratum, "lowHalf" | "highHalf">): boolean => isTold(lowHalf) && isTold(highHalf);
  const join = (a: Stratum, b: Stratum): Stratum => ({
    ...a,
    lowHalf: addRates(a.lowHalf, b.lowHalf),
    highHalf: addRates(a.highHalf, b.highHalf)
  });
  const {alone} = poolLevelsBelow(strata, {isEnough, size: (d) => d.lowHalf.n + d.highHalf.n, join});
  return alone.map((i) => ({...strata[i], lowHalf: blur(strata[i].lowHalf), highHalf: blur(strata[i].highHalf)}));
}

/**
 * About as many users, at the same rate: halves end at medians, which lie among the edges of bands and bins with too few between, and a
 * number to the nearest {@link MIN_GROUP} tells nothing of these.
 */
function blur({n, rate}: Rate): Rate {
  const nearest = MIN_GROUP * Math.round(n / MIN_GROUP);
  const of = (about: number): Rate => rateOf(Math.round(rate * about), about) as Rate; // of at least as many users
  return isTold(of(nearest)) ? of(nearest) : of(nearest + MIN_GROUP);
}

/** Counts alone: what is joined is not shown. */
function addRates(a: Rate, b: Rate): Rate {
  return {...a, n: a.n + b.n, churned: a.churned + b.churned};
}

function deriveColumn(table: Table, {title, value}: DerivedDefinition): NumberColumn {
  const quantity = bindQuantity(table, value);
  const values = Float32Array.from({length: table.nRows}, (_, i) => quantity(i));
  return {name: title, kind: "number", values: values.map((d) => (Number.isFinite(d) ? d : NaN))};
}

function cutColumn(column: Column): BinnedRows {
  if (column.kind === "number") return cutByCount(tellColumn(column.values), STRATA);
  return {bins: column.levels.map((label, i) => ({label, low: i, high: i})), codes: column.codes};
}
