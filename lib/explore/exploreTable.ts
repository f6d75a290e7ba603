import type {EdaBook, TestResult, HoldConstant} from "../book/eda.js";
import type {DatasetDefinition, DerivedDefinition} from "../dataset/definition.js";
import type {Rate} from "../book/common.js";
import type {LabelledTable, Table, NumberColumn, CategoryColumn, Column} from "../dataset/table.js";
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
import type {Cell} from "../groups.js";
import type {Groups} from "../statistics/intervals.js";
import type {LabelledUsers} from "./bandRows.js";
import {nameLevel} from "./bandRows.js";
import {addCells, countBins, countUsers, isTold, MIN_GROUP, nameOther, poolLevelsBelow, roundTo, tellPart} from "../groups.js";
import {tellSorted} from "../statistics/tell.js";
import {cutByCount} from "../statistics/bins.js";
import {codeHalves, halve, holdConstant} from "../statistics/holdConstant.js";

/** Inputs that are held against each other, which takes a pair of each two: of more, those that rank best alone. */
const MOST_COMPARED = 20;

/**
 * Who churns, and what only looks like a reason: every input by label, how inputs go together, whether labels are missing
 * at random, and what is left of each difference where another input is held constant.
 *
 * @param read the definition's inputs, all rows; NaN and -1 are missing; of labels both classes must occur
 * @throws if one class is absent or an input says nothing among the labelled rows
 */
export function exploreTable(read: LabelledTable, definition: DatasetDefinition): EdaBook {
  const {inputs, read: asRead, labelled, y, groups} = readLabelled(read, definition);
  const users = {y, groups};
  const variables = inputs.map((input, k) => ({
    ...describeVariable(input, labelled.columns[k], users),
    missing: tellPart((i) => isMissing(asRead.columns[k], i), users)
  }));
  const tests = adjustTests(variables.map((d) => d.test));
  const ranked = [...variables].sort((a, b) => b.rocAuc - a.rocAuc);
  const best = new Set(ranked.slice(0, MOST_COMPARED).map((d) => d.input));
  const compared = inputs.map((d) => d.name).filter((name) => best.has(name));
  const pairwise = nameLevels(selectColumns(labelled, compared), definition);
  return {
    variables: variables.map((d, k) => ({...d, test: tests[k]})),
    compared,
    correlation: correlateNumbers(pairwise, y),
    missingLabels: describeMissingLabels({...read, table: nameLevels(fillFew(read.table, read.groups), definition)}),
    holdConstant: holdEachConstant(pairwise, users, definition)
  };
}

/** Levels by the names that the definition gives them, as every figure says them. */
function nameLevels(table: Table, {inputs}: Pick<DatasetDefinition, "inputs">): Table {
  const named = (column: CategoryColumn): CategoryColumn => {
    const input = inputs.find(({name}) => name === column.name);
    return input === undefined ? column : {...column, levels: column.levels.map((level) => nameLevel(input, level))};
  };
  return {...table, columns: table.columns.map((column) => (column.kind === "category" ? named(column) : column))};
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
 * @param read labels: -1 is missing
 */
function describeMissingLabels(read: LabelledTable): MissingLabels {
  const {table, labels, groups} = read;
  if (
    countUsers(
      labels.map((label) => (label < 0 ? 0 : -1)),
      1,
      groups
    )[0] < MIN_GROUP
  )
    return {byCategory: [], byNumber: []};
  const categories = table.columns.filter((d): d is CategoryColumn => d.kind === "category").flatMap((d) => describeLevels(d, read));
  const numbers = table.columns.filter((d): d is NumberColumn => d.kind === "number").flatMap((d) => compareNumber(d, read));
  const tests = adjustTests([...categories, ...numbers].map((d) => d.test));
  return {
    byCategory: categories.map((d, k) => ({...d, test: tests[k]})),
    byNumber: numbers.map((d, k) => ({...d, test: tests[categories.length + k]}))
  };
}

type Unadjusted<T> = Omit<T, "test"> & {test: TestOutcome};

function describeLevels(
  {name, levels, codes}: CategoryColumn,
  {labels, groups}: LabelledTable
): Unadjusted<MissingLabels["byCategory"][number]>[] {
  const isWithout = Uint8Array.from(labels, (label) => Number(label < 0));
  const cells = countBins(codes, isWithout, levels.length, groups);
  const found = poolCounts(cells.flatMap((cell, code) => (cell.n > 0 ? [{level: levels[code], cell}] : [])));
  if (found.length < 2) return [];
  const told = found.map(({level, cell: {n, churned: missing}}) => ({level, n, missing, share: wilsonInterval(missing, n)}));
  return [{input: name, levels: told, test: chiSquareTest(told.map((d) => [d.missing, d.n - d.missing]))}];
}

/** A level's rows, and those without a label as the churned of them. */
type LevelCount = {level: string; cell: Cell};

/** Levels with too few users, with or without a label, are one. */
function poolCounts(counts: readonly LevelCount[]): LevelCount[] {
  const join = (a: LevelCount, b: LevelCount): LevelCount => ({level: a.level, cell: addCells([a.cell, b.cell])});
  const {alone, pooled} = poolLevelsBelow(counts, {isEnough: ({cell}) => isTold(cell), size: ({cell}) => cell.n, join});
  const other = pooled.map((i) => counts[i]);
  return [...alone.map((i) => counts[i]), ...(other.length > 0 ? [{...other.reduce(join), level: nameOther(other.length)}] : [])];
}

function compareNumber({name, values}: NumberColumn, {labels, groups}: LabelledTable): Unadjusted<MissingLabels["byNumber"][number]>[] {
  const sides = labels.map((label, i) => (Number.isNaN(values[i]) ? -1 : Number(label >= 0)));
  const [without, labelled] = [0, 1].map((side) => values.filter((_, i) => sides[i] === side));
  return countUsers(sides, 2, groups).some((users) => users < MIN_GROUP) ? [] : [{input: name, test: kolmogorovSmirnov(without, labelled)}];
}

/** strata of a held number; narrow enough to hold it, wide enough to count in */
const STRATA = 8;

/**
 * For every number input, every quantity derived from inputs, and every other input held constant: the difference of churn
 * rates between its halves, raw and within strata. Pairs that no stratum can tell (the two are one variable) are left out.
 * A derived quantity is called by its title; where it is not defined, rows are left out. One of inputs that are not told of is not either.
 *
 * @param table the inputs of labelled rows that are told of
 * @param users.y length nRows: 1 churned, 0 retained; both must occur
 */
function holdEachConstant(table: Table, {y, groups}: LabelledUsers, {derived = []}: Pick<DatasetDefinition, "derived">): HoldConstant[] {
  const names = new Set(table.columns.map((d) => d.name));
  const told = derived.filter(({value}) => columnsOf(value).every((name) => names.has(name)));
  const variables = [...table.columns.filter((d) => d.kind === "number"), ...told.map((d) => deriveColumn(table, d))];
  const halves = variables.map(({values}) => halve(values));
  return table.columns.flatMap((held) => {
    const strata = cutColumn(held, groups);
    const isWhole = !strata.codes.includes(-1);
    return variables.flatMap(({name, values}, k): HoldConstant[] => {
      if (name === held.name) return [];
      const {raw, within, strata: all} = holdConstant(values, y, strata, isWhole ? {halves: halves[k]} : {});
      if (!within) return [];
      const cells =
        groups && countBins(codeHalves(values, strata.codes, isWhole ? halves[k] : undefined), y, 2 * strata.bins.length, groups);
      const found = all.map((stratum): Counted => {
        const place = 2 * strata.bins.findIndex(({low}) => low === stratum.low);
        return {stratum, halves: cells ? ([cells[place], cells[place + 1]] as const) : [stratum.lowHalf, stratum.highHalf]};
      });
      return [{variable: name, held: held.name, raw, within, strata: tellStrata(found)}];
    });
  });
}

type Stratum = HoldConstant["strata"][number];

/** A stratum and the users of its halves, low and high. */
interface Counted {
  stratum: Stratum;
  halves: readonly [Cell, Cell];
}

/** Strata that may be told: what the others hold together is enough too, as the whole halves can be added up elsewhere. */
function tellStrata(strata: readonly Counted[]): Stratum[] {
  const {alone} = poolLevelsBelow(strata, {
    isEnough: ({halves}) => halves.every((half) => isTold(half)),
    size: ({halves: [low, high]}) => low.n + high.n,
    join: (a, b): Counted => ({...a, halves: [addCells([a.halves[0], b.halves[0]]), addCells([a.halves[1], b.halves[1]])]})
  });
  return alone.map((i) => {
    const {lowHalf, highHalf, ...about} = strata[i].stratum;
    return {...about, lowHalf: blur(lowHalf), highHalf: blur(highHalf)};
  });
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

function deriveColumn(table: Table, {title, value}: DerivedDefinition): NumberColumn {
  const quantity = bindQuantity(table, value);
  const values = Float32Array.from({length: table.nRows}, (_, i) => quantity(i));
  return {name: title, kind: "number", values: values.map((d) => (Number.isFinite(d) ? d : NaN))};
}

function cutColumn(column: Column, groups: Groups): BinnedRows {
  if (column.kind === "number") {
    const {values, sorted} = tellSorted(column.values, groups);
    return cutByCount(values, STRATA, sorted);
  }
  return {bins: column.levels.map((label, i) => ({label, low: i, high: i})), codes: column.codes};
}
