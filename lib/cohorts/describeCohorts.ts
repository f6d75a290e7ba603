import type {Above, Cohort, CohortInput, CohortsBook, Line} from "../book/cohorts.js";
import type {ModelGroups} from "../book/scores.js";
import type {DatasetDefinition, InputDefinition} from "../dataset/definition.js";
import type {Table} from "../dataset/table.js";
import type {Cell} from "../groups.js";
import type {Lines} from "./chooseLines.js";
import type {ScoredUsers, Unjudged} from "./judgeCohort.js";
import type {ToldParts} from "./fewLeft.js";
import type {Part, ToldSet} from "./keepApart.js";
import type {Mapped} from "./mapCohorts.js";
import type {GroupPlaces} from "./placeInGroups.js";
import type {Random} from "../random.js";
import type {SliceColumn} from "./weakSlices.js";
import {range} from "d3-array";
import {bandRows} from "../explore/bandRows.js";
import {findRelatedPairs, findToldEdges} from "../explore/toldEdges.js";
import {readLabelled} from "../explore/readLabelled.js";
import {rowsWhere, take} from "../dataset/table.js";
import {clamp, sumOf} from "../numbers.js";
import {addCells, roundTo, toCount} from "../groups.js";
import {metricIntervals} from "../metrics/metricIntervals.js";
import {logit, sigmoid} from "../model/logOdds.js";
import {forkRandom} from "../random.js";
import {rowsByCode} from "../statistics/bins.js";
import {countGroups, sideAmong, toldEffective} from "../statistics/intervals.js";
import {chooseLines, countSlices} from "./chooseLines.js";
import {cutCohorts} from "./cutCohorts.js";
import {judgeFamily, measureGap, takeUsers} from "./judgeCohort.js";
import {findFewLeft} from "./fewLeft.js";
import {hideNested} from "./hideNested.js";
import {partsAbove, sidesOf, tellAll} from "./hideSums.js";
import {keepApart} from "./keepApart.js";
import {canBeCrossed, mapCohorts} from "./mapCohorts.js";
import {rowsOf, tellAbove} from "./tellAbove.js";
import {findWeakSlices} from "./weakSlices.js";

/** A gap that matters is at least this share of the churn rate. */
const LEAST_GAP = 0.1;
/** Inputs that maps are made of, so that there are no more than 28. */
const MAPPED = 8;
/** Cohorts of all inputs together, about: a page's data stay small however many inputs there are. */
const COHORTS = 2400;
/** No score is nearer to 0 or 1 than this where its log-odds are moved, and so many steps find how far. */
const [EDGE, NEWTON_STEPS] = [1e-9, 8];
/** Cohorts of one input that anybody reads. */
const [FEWEST, MOST] = [10, 24];

/** The Champion's honest scores beside the rows that pages count. */
export interface CohortData {
  /** rows that pages count */
  table: Table;
  /** by row: 1 churned, 0 retained, -1 none */
  labels: Int8Array;
  /** by row; NaN: neither a fold nor the test holds it out */
  scores: Float64Array;
  /** by row, 1 for the test */
  isTest: Uint8Array;
  /** by row, where rows repeat customers */
  groups: Int32Array | null;
  model: CohortsBook["model"];
  /** of the model */
  scoreGroups: Pick<ModelGroups, "outOfFold" | "test">;
  /** by finalist, by row its score groups; absent: no page tells of any */
  finalistGroups?: readonly GroupPlaces[];
  /** inputs by how much they move the score */
  ranked: string[];
}

/** For whom a model is wrong: every input in cohorts, two inputs at once, and the weakest slices. */
export function describeCohorts(data: CohortData, definition: DatasetDefinition): CohortsBook {
  const {table, labels, scores, model} = data;
  const customers = definition.protocol.group === undefined ? null : data.groups; // as every page cuts inputs
  const {inputs, rows: labelled, y, groups, labelled: filled} = readLabelled({table, labels, groups: customers}, definition);
  const rows = rowsWhere(labelled.length, (i) => !Number.isNaN(scores[labelled[i]]));
  const places = take(labelled, rows, new Int32Array(rows.length));
  const users: ScoredUsers = {
    y: take(y, rows, new Uint8Array(rows.length)),
    p: take(scores, places, new Float64Array(rows.length)),
    groups: data.groups && take(data.groups, places, new Int32Array(rows.length))
  };
  const all: Cell = {n: rows.length, churned: sumOf(users.y)};
  const least = (LEAST_GAP * all.churned) / all.n;
  const most = clamp(Math.floor(COHORTS / inputs.length), FEWEST, MOST);
  const together = findRelatedPairs(filled.columns);
  const edges = findToldEdges(filled.columns, {y, groups}, together);
  const columns = inputs.flatMap((input, k): Column[] => {
    const cut = cutCohorts(bandRows(input, filled.columns[k], {y, groups, edges: edges[k]}), input.kind !== "category", {
      rows,
      y,
      groups,
      most
    });
    return cut ? [{...cut, definition: input, input: input.name, title: input.title, unit: input.unit ?? null}] : [];
  });
  const isTest = take(data.isTest, places, new Uint8Array(rows.length));
  const lines = chooseLines(users, data.scoreGroups, isTest);
  const pairs = [...together.close, ...together.nested].map((pair) => pair.map((k) => inputs[k].name));
  const goWith = (name: string): string[] => pairs.flatMap((pair) => (pair.includes(name) ? pair.filter((d) => d !== name) : []));
  const related = columns.map(({input}) => [...columns.keys()].filter((k) => goWith(input).includes(columns[k].input)));
  const scoreGroups = data.finalistGroups?.map(({codes, n}) => ({codes: take(codes, places, new Int32Array(places.length)), n}));
  const above = hideNested(
    columns,
    columns.map((column) => tellAbove(rowsByCode(column.codes, column.labels.length).map((own) => countSlices(users, own, lines)))),
    {users, lines, isTest, related, scoreGroups}
  );
  const random = (): Random => forkRandom(definition.protocol.seed, "cohorts");
  return {
    model,
    users: {...all, said: measureGap(users).said},
    isOffForAll: isOffForAll(users, columns, {random: random(), least}),
    others: toCount(labelled.length - rows.length),
    customers: definition.protocol.group === undefined ? null : countGroups(rows.length, users.groups),
    rocAuc: rankWithin(users),
    lines: countLines(users, lines),
    inputs: judgeInputs(
      columns.map((column, k) => describeInput(column, users, {above: above[k], slices: lines.slices})),
      least
    ),
    ...mapColumns(columns, {users, lines, above, isTest, related}, data.ranked),
    weakest: findWeakSlices(users, columns, {random: random(), least})
  };
}

/**
 * Whether scores of all are off one way, beyond chance and by as much as matters, as where the latest churn at another rate, and of scores that are
 * moved to the rate that happened no cohort's, nor slice's, stand out: each of many cohorts then shows what holds for everybody.
 */
function isOffForAll(users: ScoredUsers, columns: readonly Column[], {random, least}: {random: Random; least: number}): boolean {
  const {gap} = measureGap(users);
  if (sideAmong(gap) === 0 || Math.abs(gap.estimate) < least) return false;
  const moved = {...users, p: moveToRate(users.p, sumOf(users.y) / users.y.length)};
  const cohorts = columns.flatMap(({labels, codes}) => rowsByCode(codes, labels.length).map((own) => measureGap(takeUsers(moved, own))));
  const slices = findWeakSlices(moved, columns, {random, least}).slices;
  return ![...judgeFamily(cohorts, least), ...slices].some(({standsOut}) => standsOut);
}

/** Scores whose log-odds are all moved as far as makes their mean a rate, in (0, 1). */
function moveToRate(p: Float64Array, rate: number): Float64Array {
  const logOdds = p.map((score) => logit(clamp(score, EDGE, 1 - EDGE)));
  let shift = logit(rate) - logit(clamp(sumOf(p) / p.length, EDGE, 1 - EDGE));
  for (let i = 0; i < NEWTON_STEPS; ++i) {
    const moved = logOdds.map((z) => sigmoid(z + shift));
    const slope = sumOf(moved.map((score) => score * (1 - score))) / p.length;
    if (slope < EDGE) break;
    shift += clamp((rate - sumOf(moved) / p.length) / slope, -1, 1);
  }
  return logOdds.map((z) => sigmoid(z + shift));
}

type Column = SliceColumn & {definition: InputDefinition};
type Described = Omit<CohortInput, "cohorts"> & {cohorts: (Unjudged & Pick<Cohort, "label" | "rocAuc" | "above">)[]};

function describeInput(
  {definition, labels, codes}: Column,
  users: ScoredUsers,
  {above, slices}: {above: readonly (Above | null)[][]} & Pick<Lines, "slices">
): Described {
  const members = rowsByCode(codes, labels.length);
  const {name, title, unit, kind} = definition;
  const cohorts = labels.map((label, code) => {
    const own = takeUsers(users, members[code]);
    return {label, ...measureGap(own), rocAuc: rankWithin(own), above: weighFound(above[code], own, (i) => slices[members[code][i]])};
  });
  return {input: name, title, unit: unit ?? null, kind, isProtected: definition.protected === true, cohorts};
}

/** By line, how well the share found of those who churned is known, where rows repeat customers. @param sliceOf each user's slice of the scores */
function weighFound(above: readonly (Above | null)[], {y, groups}: ScoredUsers, sliceOf: (i: number) => number): Cohort["above"] {
  if (groups === null) return [...above];
  const churned = [...y.keys()].filter((i) => y[i] === 1);
  const customers = churned.map((i) => groups[i]);
  return above.map((over, line) => {
    const isFound = churned.map((i) => Number(sliceOf(i) <= line));
    return over && {...over, effective: toldEffective(isFound, customers, groups)};
  });
}

function countLines(users: ScoredUsers, lines: Lines): Line[] {
  const cells = countSlices(users, Int32Array.from(users.y.keys()), lines);
  return lines.lines.map((line, i): Line => ({line, ...rowsOf(addCells(cells.slice(0, i + 1)))}));
}

/** @returns three digits, of which a score's rank among few users cannot be read */
function rankWithin({y, p, groups}: ScoredUsers): Cohort["rocAuc"] {
  const {rocAuc} = metricIntervals(y, {own: p}, {random: forkRandom("cohorts"), names: ["rocAuc"], groups}).own;
  if (rocAuc.low === null) return {estimate: roundTo(rocAuc.estimate), low: null, high: null};
  return {estimate: roundTo(rocAuc.estimate), low: roundTo(rocAuc.low), high: roundTo(rocAuc.high)};
}

/** Every cohort of every input is of one family: readers look at them all. */
function judgeInputs(inputs: readonly Described[], least: number): CohortInput[] {
  const judged = judgeFamily(
    inputs.flatMap(({cohorts}) => cohorts),
    least
  );
  let from = 0;
  return inputs.map(({cohorts, ...about}) => ({...about, cohorts: judged.slice(from, (from += cohorts.length))}));
}

/** Maps of all pairs of the inputs that the definition protects, and of those that move the score most. */
function mapColumns(
  columns: readonly Column[],
  {users, ...scored}: {users: ScoredUsers} & Scored,
  ranked: readonly string[]
): Pick<CohortsBook, "maps" | "mapped"> {
  const placeOf = ({input}: Column): number => (ranked.includes(input) ? ranked.indexOf(input) : ranked.length);
  const byWeight = columns.filter(canBeCrossed).sort((a, b) => placeOf(a) - placeOf(b));
  const first = [...byWeight].sort((a, b) => Number(b.definition.protected ?? false) - Number(a.definition.protected ?? false));
  const chosen = byWeight.filter((column) => first.slice(0, MAPPED).includes(column));
  const found = chosen.flatMap((a, i) => chosen.slice(i + 1).flatMap((b) => mapCohorts(users, a, b) ?? []));
  const pages = found.map(({sets}) => sets);
  const mayStand = keepApart(pages, listTold(columns, scored), users);
  const cuts = listCuts(columns, scored);
  const partOf = ({map: {first, second}}: Mapped): number[] => {
    const own = columns.flatMap(({input}, k) => ([first.input, second.input].includes(input) ? [k] : []));
    return [...own, ...own.flatMap((k) => scored.related[k])];
  };
  const shown: Mapped[] = [];
  for (const page of found.filter((_, k) => mayStand[k])) {
    const near = new Set(partOf(page));
    const others = [
      ...cuts.filter(({column}) => column === null || near.has(column)).map(({parts}) => parts),
      ...shown.filter((other) => partOf(other).some((k) => near.has(k))).map(({parts}) => parts)
    ];
    if (others.every((other) => findFewLeft(other, page.parts, users) === null)) shown.push(page);
  }
  const maps = shown.map(({map}) => map);
  const mapped = chosen
    .map(({input}) => input)
    .filter((name) => maps.some(({first: a, second: b}) => a.input === name || b.input === name));
  return {maps, mapped};
}

/** Cuts of one input: its cohorts, its bins, and its cohorts above each line; and of the users of the test and the others. */
function listCuts(columns: readonly Column[], {lines, above, isTest}: Scored): {column: number | null; parts: ToldParts}[] {
  const sides = sidesOf({isTest});
  const ofSides: ToldParts[] = [
    {n: 2, partOf: (user) => isTest[user], isWhole: true},
    ...lines.lines.map((_, line) => partsAbove(sides, tellAll(sides, lines), line, lines))
  ];
  const ofInputs = columns.flatMap((column, c) => {
    const {codes, labels, fine} = column;
    const whole: ToldParts[] = [
      {n: labels.length, partOf: (user) => codes[user], isWhole: !codes.includes(-1)},
      {n: fine.n, partOf: (user) => fine.codes[user], isWhole: !fine.codes.includes(-1)}
    ];
    return [...whole, ...lines.lines.map((_, line) => partsAbove(column, above[c], line, lines))].map((parts) => ({column: c, parts}));
  });
  return [...ofSides.map((parts) => ({column: null, parts})), ...ofInputs];
}

/** What is told above lines. */
interface Scored {
  lines: Lines;
  /** by user */
  isTest: Uint8Array;
  /** by column those that go together with it */
  related: readonly (readonly number[])[];
  /** by column, cohort and line */
  above: readonly (readonly (readonly (Above | null)[])[])[];
}

/** All sets of users that are told of before two inputs are looked at together: bins, cohorts and sums of them, and those above lines. */
function listTold(columns: readonly Column[], {lines: {lines, slices}, above}: Scored): ToldSet[] {
  const aboveOf = (line: number): Part => ({codes: slices, from: 0, to: line + 1});
  const cutsOf = ({codes, labels, nBands, fine, definition}: Column): Part[] => [
    ...labels.map((_, k) => partAt(codes, k)),
    ...sumsOf(codes, nBands),
    ...range(fine.n).map((bin) => partAt(fine.codes, bin)),
    ...sumsOf(fine.codes, definition.kind === "category" ? 0 : fine.n)
  ];
  return [
    ...lines.map((_, line): ToldSet => ({parts: [aboveOf(line)]})),
    ...columns.flatMap((column) => cutsOf(column).map((part): ToldSet => ({parts: [part], inputs: [column.input]}))),
    ...columns.flatMap(({codes}, c) =>
      above[c].flatMap((own, k) => own.flatMap((cell, line): ToldSet[] => (cell ? [{parts: [partAt(codes, k), aboveOf(line)]}] : [])))
    )
  ];
}

const partAt = (codes: Int32Array, place: number): Part => ({codes, from: place, to: place + 1});

/** The lowest of an order's places, and the highest. */
function sumsOf(codes: Int32Array, n: number): Part[] {
  return range(1, n).flatMap((end): Part[] => [
    {codes, from: 0, to: end},
    {codes, from: end, to: n}
  ]);
}
