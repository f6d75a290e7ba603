import type {CohortsBook} from "../../lib/book/cohorts.js";
import type {EdaBook} from "../../lib/book/eda.js";
import type {ModelsBook} from "../../lib/book/models.js";
import type {ReferenceBook} from "../../lib/book/reference.js";
import type {ScoreGroupsBook} from "../../lib/book/scores.js";
import type {Table} from "../../lib/dataset/table.js";
import {getCategory, getNumbers} from "../../lib/dataset/table.js";
import {NO_VALUE} from "../../lib/cohorts/words.js";
import {MIN_GROUP} from "../../lib/groups.js";
import {groupMeans, MIN_CLASS} from "../../lib/metrics/scoreGroups.js";
import {joinLabels} from "../../lib/statistics/bins.js";

/** Users of whom a book tells how many there are, and how many of them churned. */
export interface ToldSet {
  label: string;
  /** a bit by user */
  bits: Uint32Array;
  n: number;
  /** null: not told */
  churned: number | null;
}

/** What a book tells of sets, and what its store knows: by user the row, the label, and everybody's score. */
export interface Told {
  eda: EdaBook;
  reference: ReferenceBook;
  groups: ScoreGroupsBook;
  cohorts: CohortsBook;
  models: ModelsBook;
  table: Table;
  y: ArrayLike<number>;
  /** of those whom a fold or the test holds out: places in the table, the side, and by finalist the scores */
  scored: {rows: ArrayLike<number>; isTest: ArrayLike<number>; scores: Record<string, ArrayLike<number>>};
}

/** All sets made again from the table. @returns with those whose numbers are others than told, as where few missing values count with a band */
export function makeToldSets(told: Told): {sets: ToldSet[]; strangers: string[]} {
  const {y, eda} = told;
  const sets = new Map<string, ToldSet>();
  const strangers: string[] = [];
  const add = (label: string, isIn: (row: number) => boolean, {n, churned}: {n: number; churned: number | null}): void => {
    const bits = new Uint32Array(Math.ceil(y.length / 32));
    const found = {n: 0, churned: 0};
    for (let row = 0; row < y.length; ++row) {
      if (!isIn(row)) continue;
      bits[row >> 5] |= 1 << (row & 31);
      found.n += 1;
      found.churned += y[row];
    }
    if (found.n === n && (churned === null || found.churned === churned)) sets.set(label, {label, bits, n, churned});
    else strangers.push(label);
  };
  for (const variable of eda.variables) addBands(variable, told, add);
  for (const input of told.reference.inputs) {
    if (input.kind !== "category") continue;
    const {levels, codes} = getCategory(told.table, input.name);
    for (const [k, level] of input.levels.entries())
      if (levels.includes(level))
        add(`${input.name} ${level} (reference)`, (row) => levels[codes[row]] === level, {n: input.counts[k], churned: null});
  }
  addScores(told, add);
  return {sets: [...sets.values()], strangers};
}

type Add = (label: string, isIn: (row: number) => boolean, cell: {n: number; churned: number | null}) => void;

function addBands({input, kind, step, rates, histogram}: EdaBook["variables"][number], {table}: Told, add: Add): void {
  const cells = [
    ...rates.map(({label, from, to, n, churned}, i) => ({label, from, to, n, churned, isFirst: i === 0, of: "rates"})),
    ...histogram.map(({label, low, high, churned, retained}, i) => ({
      ...{label, from: low, to: high, n: churned + retained, churned},
      ...{isFirst: i === 0, of: "histogram"}
    }))
  ].filter(({label}) => label !== "no value");
  if (kind === "category") {
    const {levels, codes} = getCategory(table, input);
    const told = new Set(cells.map((d) => d.label));
    for (const d of cells) {
      if (levels.includes(d.label)) add(`${input} ${d.label} ${d.of}`, (row) => levels[codes[row]] === d.label, d);
      else if (d.label.startsWith("other")) add(`${input} others ${d.of}`, (row) => codes[row] >= 0 && !told.has(levels[codes[row]]), d);
    }
    return;
  }
  const values = getNumbers(table, input);
  const valueAt = (row: number): number => (step === null ? values[row] : Math.round(values[row] / step) * step);
  let sum = {n: 0, churned: 0};
  for (const d of cells) {
    if (d.isFirst) sum = {n: 0, churned: 0};
    sum = {n: sum.n + d.n, churned: sum.churned + d.churned};
    const end = d.to - 1e-9 * Math.max(1, Math.abs(d.to));
    const isLast = d === cells.findLast(({of}) => of === d.of);
    add(`${input} up to ${d.to} ${d.of}`, (row) => (isLast ? !Number.isNaN(values[row]) : valueAt(row) < end), sum);
    const start = d.isFirst ? -Infinity : d.from - 1e-9 * Math.max(1, Math.abs(d.from));
    add(`${input} ${d.label} ${d.of}`, (row) => valueAt(row) >= start && (isLast || valueAt(row) < end), d);
  }
}

/** By user who is held out the score that a cohort's lines are held against: test users stand in their groups as wholes. */
function scoresOfLines({groups, models, scored: {isTest, scores}}: Told): Float64Array {
  const own = scores[models.champion];
  const test = groups.models.find(({name}) => name === models.champion)?.test ?? null;
  const means = test && groupMeans(test, own);
  return Float64Array.from(own, (score, i) => (means && isTest[i] === 1 ? means[i] : score));
}

function addScores(told: Told, add: Add): void {
  const {groups, cohorts, scored, y} = told;
  const {rows, isTest, scores} = scored;
  const place = new Int32Array(y.length).fill(-1);
  for (let i = 0; i < rows.length; ++i) place[rows[i]] = i;
  for (const model of groups.models) {
    for (const side of ["outOfFold", "test"] as const) {
      const sum = {n: 0, churned: 0};
      for (const {n, churned, from} of (model[side] ?? []).slice(0, -1)) {
        sum.n += n;
        sum.churned += churned;
        const isIn = (i: number): boolean => i >= 0 && (isTest[i] === 1) === (side === "test") && scores[model.name][i] >= from / 10_000;
        add(`${model.name} ${side} from ${from}`, (row) => isIn(place[row]), sum);
      }
    }
  }
  const own = scoresOfLines(told);
  for (const {line, ...cell} of cohorts.lines) add(`line ${line}`, (row) => place[row] >= 0 && own[place[row]] >= line, cell);
  for (const {input, cohorts: bands} of cohorts.inputs) {
    const isOf = findMembers(
      told,
      input,
      bands.map(({label}) => label)
    );
    for (const [k, {label, n, churned, above}] of bands.entries()) {
      const isIn = (row: number): boolean => place[row] >= 0 && isOf[k](row);
      add(`cohort ${input} ${label}`, isIn, {n, churned});
      for (const [k, cell] of above.entries())
        if (cell)
          add(
            `cohort ${input} ${label} above ${cohorts.lines[k].line}`,
            (row) => isIn(row) && own[place[row]] >= cohorts.lines[k].line,
            cell
          );
    }
  }
  for (const {first, second, cells} of cohorts.maps) {
    const [rowOf, columnOf] = [first, second].map(({input, labels}) => findMembers(told, input, labels));
    for (const [r, row] of cells.entries())
      for (const [c, cell] of row.entries())
        if (cell && cell.n > 0)
          add(
            `${first.input} ${first.labels[r]}, ${second.input} ${second.labels[c]}`,
            (i) => place[i] >= 0 && rowOf[r](i) && columnOf[c](i),
            cell
          );
  }
}

/** By cohort of an input whether a row of the table is of it: bands joined, levels, those of none of the others, and those without a value. */
function findMembers({eda, table}: Told, input: string, labels: readonly string[]): ((row: number) => boolean)[] {
  const {kind, step, rates} = eda.variables.find((d) => d.input === input)!;
  if (kind === "category") {
    const {levels, codes} = getCategory(table, input);
    const named = new Set(labels);
    return labels.map((label) => (row) => {
      if (label === NO_VALUE) return codes[row] < 0;
      return (
        codes[row] >= 0 &&
        (label.startsWith("other") && !levels.includes(label) ? !named.has(levels[codes[row]]) : levels[codes[row]] === label)
      );
    });
  }
  const values = getNumbers(table, input);
  const valueAt = (row: number): number => (step === null ? values[row] : Math.round(values[row] / step) * step);
  return labels.map((label) => {
    if (label === NO_VALUE) return (row) => Number.isNaN(values[row]);
    const froms = rates.map((_, i) => i);
    const [from, to] = froms
      .flatMap((i) => froms.slice(i).map((k) => [i, k]))
      .find(
        ([i, k]) =>
          rates
            .slice(i, k + 1)
            .map((d) => d.label)
            .reduce(joinLabels) === label
      ) ?? [0, -1];
    if (to < 0) return () => false;
    const [start, end] = [rates[from].from, rates[to].to].map((edge) => edge - 1e-9 * Math.max(1, Math.abs(edge)));
    return (row) => !Number.isNaN(values[row]) && (from === 0 || valueAt(row) >= start) && (to + 1 === rates.length || valueAt(row) < end);
  });
}

/**
 * Pairs of sets of which one holds the other and few more: of 1 to 19 users, or, where both say who churned, of 1 or 2 of a class. In plain
 * loops: books of 100,000 users and more have millions of pairs, most of which part at the first words.
 */
export function findFewBetween(sets: readonly ToldSet[], y: ArrayLike<number>): {pairs: number; few: string[]} {
  const churnedBits = new Uint32Array(Math.ceil(y.length / 32));
  for (let row = 0; row < y.length; ++row) churnedBits[row >> 5] |= y[row] << (row & 31);
  let pairs = 0;
  const few: string[] = [];
  const bySize = [...sets].sort((a, b) => a.n - b.n);
  for (const [place, outer] of bySize.entries()) {
    for (let i = 0; i < place; ++i) {
      const inner = bySize[i];
      if (inner.n === outer.n || !isWithin(inner.bits, outer.bits)) continue;
      pairs += 1;
      const n = outer.n - inner.n;
      const isTold = outer.churned !== null && inner.churned !== null;
      const churned = isTold || n < MIN_GROUP ? countLeft(outer.bits, inner.bits, churnedBits) : 0;
      if (n < MIN_GROUP || (isTold && Math.min(churned, n - churned) < MIN_CLASS))
        few.push(`${outer.label} less ${inner.label}: ${n}, ${churned} churned`);
    }
  }
  return {pairs, few};
}

function isWithin(inner: Uint32Array, outer: Uint32Array): boolean {
  for (let k = 0; k < inner.length; ++k) if ((inner[k] & ~outer[k]) !== 0) return false;
  return true;
}

/** Users of the one set who are not of the other, and are of a third. */
function countLeft(outer: Uint32Array, inner: Uint32Array, third: Uint32Array): number {
  let n = 0;
  for (let k = 0; k < outer.length; ++k) {
    for (let rest = (outer[k] & ~inner[k] & third[k]) >>> 0; rest !== 0; rest = (rest & (rest - 1)) >>> 0) ++n;
  }
  return n;
}
