import type {Above, Cohort, CohortInput, CohortsBook, Line} from "../book/cohorts.js";
import type {ModelGroups} from "../book/scores.js";
import type {DatasetDefinition} from "../dataset/definition.js";
import type {Table} from "../dataset/table.js";
import type {Cell} from "../groups.js";
import type {Lines} from "./chooseLines.js";
import type {ScoredUsers, Unjudged} from "./judgeCohort.js";
import type {Column} from "./mapColumns.js";
import type {GroupPlaces} from "./placeInGroups.js";
import type {Random} from "../random.js";
import {bandRows} from "../explore/bandRows.js";
import {findToldEdges} from "../explore/toldEdges.js";
import {findRelatedPairs} from "../told/relatedInputs.js";
import {readLabelled} from "../explore/readLabelled.js";
import {rowsWhere, take} from "../dataset/table.js";
import {clamp, sumOf} from "../numbers.js";
import {addCells, roundTo, toCount} from "../groups.js";
import {metricIntervals} from "../metrics/metricIntervals.js";
import {logit, shiftToMean, sigmoid} from "../model/logOdds.js";
import {forkRandom} from "../random.js";
import {rowsByCode} from "../statistics/bins.js";
import {countGroups, sideAmong, toldEffective} from "../statistics/intervals.js";
import {chooseLines, countSlices} from "./chooseLines.js";
import {cutCohorts} from "./cutCohorts.js";
import {judgeFamily, measureGap, takeUsers} from "./judgeCohort.js";
import {hideNested} from "./hideNested.js";
import {mapColumns} from "./mapColumns.js";
import {rowsOf, tellAbove} from "./tellAbove.js";
import {findWeakSlices} from "./weakSlices.js";

/** A gap that matters is at least this share of the churn rate. */
const LEAST_GAP = 0.1;
/** Cohorts of all inputs together, about: a page's data stay small however many inputs there are. */
const COHORTS = 2400;
/** No score is nearer to 0 or 1 than this where its log-odds are moved. */
const EDGE = 1e-9;
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
  const shift = shiftToMean(logOdds, rate);
  return logOdds.map((z) => sigmoid(z + shift));
}

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
