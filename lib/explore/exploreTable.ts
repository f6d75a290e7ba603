import type {EdaBook, TestResult} from "../book/eda.js";
import type {DatasetDefinition} from "../dataset/definition.js";
import type {LabelledTable, Table, NumberColumn, CategoryColumn} from "../dataset/table.js";
import type {TestOutcome} from "../statistics/testResult.js";
import {nameLevel} from "../format.js";
import {isMissing, selectColumns} from "../dataset/table.js";
import {findToldEdges} from "./toldEdges.js";
import {fillFew} from "./fillFew.js";
import {readLabelled} from "./readLabelled.js";
import {describeVariable} from "./describeVariable.js";
import {adjustHolm} from "../statistics/testResult.js";
import {correlationMatrix, pearson, rankValues} from "../statistics/correlation.js";
import {chiSquareTest} from "../statistics/chiSquareTest.js";
import {kolmogorovSmirnov} from "../statistics/kolmogorovSmirnov.js";
import {wilsonInterval} from "../statistics/intervals.js";
import type {Cell} from "../groups.js";
import type {Groups} from "../statistics/intervals.js";
import {holdEachConstant} from "./holdEachConstant.js";
import {addCells, countBins, countUsers, isTold, MIN_GROUP, nameOther, poolLevelsBelow, roundTo, tellPart} from "../groups.js";

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
  const edges = findToldEdges(labelled.columns, users);
  const variables = inputs.map((input, k) => ({
    ...describeVariable(input, labelled.columns[k], {...users, edges: edges[k]}),
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
    missingLabels: describeMissingLabels(read, definition),
    holdConstant: holdEachConstant(pairwise, users, {variables, definition})
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
function describeMissingLabels({table: asRead, labels, groups}: LabelledTable, definition: DatasetDefinition): MissingLabels {
  if (
    countUsers(
      labels.map((label) => (label < 0 ? 0 : -1)),
      1,
      groups
    )[0] < MIN_GROUP
  )
    return {byCategory: [], byNumber: []};
  const isWithout = labels.map((label) => Number(label < 0));
  const table = nameLevels(fillFew(asRead, {y: isWithout, groups}), definition);
  const read = {table, labels, groups};
  const categories = table.columns
    .filter((d): d is CategoryColumn => d.kind === "category")
    .flatMap((d) => describeLevels(d, {isWithout, groups}));
  const numbers = table.columns.filter((d): d is NumberColumn => d.kind === "number").flatMap((d) => compareNumber(d, read));
  const tests = adjustTests([...categories, ...numbers].map((d) => d.test));
  return {
    byCategory: categories.map((d, k) => ({...d, test: tests[k]})),
    byNumber: numbers.map((d, k) => ({...d, test: tests[categories.length + k]}))
  };
}

type Unadjusted<T> = Omit<T, "test"> & {test: TestOutcome};

/** @param users.isWithout by row 1 where no label is */
function describeLevels(
  {name, levels, codes}: CategoryColumn,
  {isWithout, groups}: {isWithout: Int8Array; groups: Groups}
): Unadjusted<MissingLabels["byCategory"][number]>[] {
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
