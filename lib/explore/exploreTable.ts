import type {EdaBook, TestResult} from "../book/eda.js";
import type {DatasetDefinition} from "../dataset/definition.js";
import type {LabelledTable, Table, NumberColumn, CategoryColumn} from "../dataset/table.js";
import type {TestOutcome} from "../statistics/testResult.js";
import {group} from "d3-array";
import {nameLevel} from "../format.js";
import {isMissing, rowsWhere, selectColumns, take} from "../dataset/table.js";
import {bandRows} from "./bandRows.js";
import {findToldEdges} from "./toldEdges.js";
import {fillFew} from "./fillFew.js";
import {readLabelled} from "./readLabelled.js";
import {describeVariable} from "./describeVariable.js";
import {adjustHolm} from "../statistics/testResult.js";
import {correlationMatrix, pearson, rankValues} from "../statistics/correlation.js";
import {chiSquareTest} from "../statistics/chiSquareTest.js";
import {kolmogorovSmirnov} from "../statistics/kolmogorovSmirnov.js";
import {
  codeGroups,
  countGroups,
  designOfRates,
  haveSeveral,
  meanInterval,
  rateOver,
  shareAsOne,
  widenFew
} from "../statistics/intervals.js";
import {halve} from "../statistics/holdConstant.js";
import {calmColumn} from "../statistics/tell.js";
import type {Cell, LabelledUsers} from "../groups.js";
import type {Groups} from "../statistics/intervals.js";
import {designOfHalves, holdEachConstant} from "./holdEachConstant.js";
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
    correlation: correlateNumbers(pairwise, users),
    missingLabels: describeMissingLabels(read, definition, cellsOfLevels({inputs, labelled, edges}, users)),
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
 * @param users.y length nRows: 1 churned, 0 retained
 */
function correlateNumbers(table: Table, {y, groups}: LabelledUsers): EdaBook["correlation"] {
  const columns = table.columns.filter((d): d is NumberColumn => d.kind === "number");
  const values = columns.map((d) => d.values);
  const calm = values.map((d) => calmColumn(d, groups));
  // ranked once each, unless missing cells make every pair another set of rows
  const spearman = values.some((d) => d.some(Number.isNaN))
    ? correlationMatrix(values, "spearman")
    : correlationMatrix(values.map((d) => rankValues(d).ranks));
  return {
    names: columns.map((d) => d.name),
    pearson: correlationMatrix(calm).map(fill),
    spearman: spearman.map(fill),
    withLabel: fill(calm.map((d) => pearson(d, y))),
    ...(groups === null || values.length === 0 ? {} : {effective: leastEffective([...calm, y], groups)})
  };
}

/**
 * By how many rows drawn each by itself every correlation of two columns would be known at least as well, where rows repeat customers: two
 * digits. A correlation's error is that of the mean of what each row adds to it.
 *
 * @see Hampel (1974), The influence curve and its role in robust estimation
 */
function leastEffective(columns: readonly ArrayLike<number>[], groups: NonNullable<Groups>): number {
  if (!haveSeveral(groups)) return Number((groups.length * shareAsOne(groups)).toPrecision(2));
  const {codes, sizes} = codeGroups(groups.length, groups);
  const every = Math.ceil(groups.length / MOST_WEIGHED);
  const some = rowsWhere(groups.length, (i) => codes[i] % every === 0 || sizes.length < 2 * every);
  let most = 1;
  for (const [j, x] of columns.entries())
    for (const z of columns.slice(0, j)) most = Math.max(most, designOfCorrelation([x, z], some, groups));
  return Number((groups.length / most).toPrecision(2));
}

/** Rows by which it is worked out what customers do to correlations, of whole customers. */
const MOST_WEIGHED = 50_000;

/** How many times the variance of a correlation is what it would be if each row was drawn by itself. */
function designOfCorrelation(
  [x, z]: readonly [ArrayLike<number>, ArrayLike<number>],
  some: Int32Array,
  groups: NonNullable<Groups>
): number {
  const rows = some.filter((i) => !Number.isNaN(x[i]) && !Number.isNaN(z[i]));
  if (rows.length < 2) return 1;
  const [a, b] = [x, z].map((values) => standardise(take(values, rows, new Float64Array(rows.length))));
  const own = take(groups, rows, new Float64Array(rows.length));
  const [r, nUnits] = [pearson(a, b), countGroups(rows.length, own)];
  if (r === null || nUnits < 2) return 1;
  const adds = a.map((value, i) => value * b[i] - (r * (value ** 2 + b[i] ** 2)) / 2);
  const alone = adds.reduce((sum, d) => sum + d ** 2, 0) / rows.length ** 2;
  return alone > 0 ? (widenFew(nUnits) * meanInterval(adds, {groups: own}).standardError ** 2) / alone : 1;
}

function standardise(values: Float64Array): Float64Array {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, d) => sum + (d - mean) ** 2, 0) / values.length);
  return values.map((d) => (d - mean) / (spread || 1));
}

function fill(row: (number | null)[]): number[] {
  return row.map((r) => roundTo(r ?? 0, 6));
}

type MissingLabels = EdaBook["missingLabels"];

/** By category, and level as the table has it, the cell in which all pages count its labelled rows. */
type LevelCells = ReadonlyMap<string, ReadonlyMap<string, number>>;

function cellsOfLevels(
  {inputs, labelled, edges}: {inputs: DatasetDefinition["inputs"]; labelled: Table; edges: ReturnType<typeof findToldEdges>},
  users: LabelledUsers
): LevelCells {
  return new Map(
    labelled.columns.flatMap((column, k) => {
      if (column.kind !== "category") return [];
      const {codes} = bandRows(inputs[k], column, {...users, edges: edges[k]});
      const cells = new Map<string, number>();
      for (let i = 0; i < codes.length; ++i) if (codes[i] >= 0) cells.set(column.levels[column.codes[i]], codes[i]);
      return [[column.name, cells] as const];
    })
  );
}

/**
 * Is the label missing at random? Its share by level of each category, and the distributions of each number with and
 * without label; all tests are one family (Holm). Empty if no label is missing, or too few to be told of.
 *
 * @param read labels: -1 is missing
 * @param cellOf levels of one cell stay together, or what other pages count of one of them, less this, would tell of the others, however few
 */
function describeMissingLabels(
  {table: asRead, labels, groups}: LabelledTable,
  definition: DatasetDefinition,
  cellOf: LevelCells
): MissingLabels {
  if (
    countUsers(
      labels.map((label) => (label < 0 ? 0 : -1)),
      1,
      groups
    )[0] < MIN_GROUP
  )
    return {byCategory: [], byNumber: []};
  const isWithout = labels.map((label) => Number(label < 0));
  const filled = fillFew(asRead, {y: isWithout, groups, usualOf: labels.map((label) => Number(label >= 0))});
  const read = {table: nameLevels(filled, definition), labels, groups};
  const categories = filled.columns.flatMap((d, k) =>
    d.kind === "category"
      ? describeLevels(read.table.columns[k] as CategoryColumn, {
          isWithout,
          groups,
          cells: d.levels.map((level) => cellOf.get(d.name)?.get(level))
        })
      : []
  );
  const numbers = read.table.columns.filter((d): d is NumberColumn => d.kind === "number").flatMap((d) => compareNumber(d, read));
  const tests = adjustTests([...categories, ...numbers].map((d) => d.test));
  return {
    byCategory: categories.map((d, k) => ({...d, test: tests[k]})),
    byNumber: numbers.map((d, k) => ({...d, test: tests[categories.length + k]}))
  };
}

type Unadjusted<T> = Omit<T, "test"> & {test: TestOutcome};

/** @param users isWithout: by row 1 where no label is; cells: by level that of its labelled rows */
function describeLevels(
  {name, levels, codes}: CategoryColumn,
  {isWithout, groups, cells: labelledCells}: {isWithout: Int8Array; groups: Groups; cells: readonly (number | undefined)[]}
): Unadjusted<MissingLabels["byCategory"][number]>[] {
  const cells = countBins(codes, isWithout, levels.length, groups);
  const present = cells.flatMap((cell, code) => (cell.n > 0 ? [{level: levels[code], codes: [code], cell}] : []));
  const together = [...group(present, ({codes: [code]}) => labelledCells[code] ?? -1).values()];
  const found = poolCounts(together.map((own) => own.reduce(joinCounts)));
  if (found.length < 2) return [];
  const rates = found.map(({codes: own}) => {
    const rows = rowsWhere(codes.length, (i) => own.includes(codes[i]));
    return rateOver(take(isWithout, rows, new Int8Array(rows.length)), groups && take(groups, rows, new Float64Array(rows.length)));
  });
  const told = found.map(({level}, k) => {
    const {n, churned: missing, rate: estimate, low, high} = rates[k];
    return {level, n, missing, share: {estimate, low, high}};
  });
  const test = chiSquareTest(
    told.map((d) => [d.missing, d.n - d.missing]),
    {design: designOfRates(rates)}
  );
  return [{input: name, levels: told, test}];
}

/** A level's rows, and those without a label as the churned of them. */
type LevelCount = {level: string; codes: number[]; cell: Cell};

function joinCounts(a: LevelCount, b: LevelCount): LevelCount {
  const codes = [...a.codes, ...b.codes];
  return {level: nameOther(codes.length), codes, cell: addCells([a.cell, b.cell])};
}

/** Levels with too few users, with or without a label, are one. */
function poolCounts(counts: readonly LevelCount[]): LevelCount[] {
  const {alone, pooled} = poolLevelsBelow(counts, {isEnough: ({cell}) => isTold(cell), size: ({cell}) => cell.n, join: joinCounts});
  const other = pooled.map((i) => counts[i]);
  return [
    ...alone.map((i) => counts[i]),
    ...(other.length > 0 ? [{...other.reduce(joinCounts), level: nameOther(other.flatMap((d) => d.codes).length)}] : [])
  ];
}

function compareNumber({name, values}: NumberColumn, {labels, groups}: LabelledTable): Unadjusted<MissingLabels["byNumber"][number]>[] {
  const sides = labels.map((label, i) => (Number.isNaN(values[i]) ? -1 : Number(label >= 0)));
  const [without, labelled] = [0, 1].map((side) => values.filter((_, i) => sides[i] === side));
  if (countUsers(sides, 2, groups).some((users) => users < MIN_GROUP)) return [];
  const isWithout = labels.map((label) => Number(label < 0));
  const design = designOfHalves({values, highFrom: halve(values)}, {y: isWithout, groups});
  return [{input: name, test: kolmogorovSmirnov(without, labelled, {design})}];
}
