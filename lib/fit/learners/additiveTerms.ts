import type {Table} from "../../dataset/table.js";
import type {Encoding} from "../../model/encode.js";
import type {Basis} from "../additive/basis.js";
import type {Groups} from "../../statistics/intervals.js";
import type {Cells} from "../additive/cells.js";
import type {Penalised, PenalisedFit, Settled} from "../additive/fitPenalised.js";
import type {Direction} from "../additive/keepDirections.js";
import type {PairBasis} from "../additive/pairBasis.js";
import type {Term, TermDesign} from "../additive/termDesign.js";
import type {LevelRows} from "./fitEncoding.js";
import type {FitContext, TrainingData} from "./learner.js";
import {bisectLeft} from "d3-array";
import {check} from "../../check.js";
import {countUsers, MIN_GROUP} from "../../groups.js";
import {bindColumns} from "../../model/encode.js";
import {findNamed} from "../../named.js";
import {createBasis, tabulate} from "../additive/basis.js";
import {createCells} from "../additive/cells.js";
import {fitPenalised, settlePenalties} from "../additive/fitPenalised.js";
import {fitEncoding, readLevels} from "./fitEncoding.js";

/** Bends of all numbers together: many inputs get fewer each, and a fit costs no more. */
const MOST_BENDS = 240;

/** What the inputs give to the design. */
export interface Terms {
  encoding: Encoding;
  numbers: NumberTerm[];
  /** the largest first: its levels' part of the curvature is cheapest */
  categories: LevelTerm[];
  /** where numbers jump, in the order found */
  steps: readonly StepTerm[];
  pairs: readonly PairBasis[];
}

export interface NumberTerm {
  name: string;
  cells: Cells;
  basis: Basis;
  /** whether rows without a value have a height of their own */
  hasMissing: boolean;
}

export type LevelTerm = LevelRows & {name: string};

/** A jump of a number. */
export interface StepTerm {
  name: string;
  cells: Cells;
  /** the least that is above it */
  at: number;
}

/** How many knots a number of this table has at the most, where so many are asked for. */
export function mostKnots({columns}: Table, nKnots: number): number {
  const nNumbers = columns.filter(({kind}) => kind === "number").length;
  return Math.min(nKnots, 2 + Math.floor(MOST_BENDS / Math.max(1, nNumbers)));
}

/** @param nKnots of each number, at the most; see {@link mostKnots} */
export function readTerms({table, groups = null}: Pick<TrainingData, "table" | "groups">, nKnots: number): Terms {
  const encoding = fitEncoding(table, {standardise: false, missing: "keep", levels: "keep"}, groups);
  const bound = bindColumns(encoding.inputs, table);
  const numbers: NumberTerm[] = [];
  const categories: LevelTerm[] = [];
  for (const {name} of encoding.inputs) {
    const source = bound.get(name);
    if (source?.kind === "number") {
      const cells = createCells(source.values, groups);
      numbers.push({name, cells, basis: createBasis(cells, nKnots), hasMissing: hasManyMissing(cells, groups)});
    } else {
      categories.push({name, ...readLevels(name, encoding, bound)});
    }
  }
  categories.sort((a, b) => b.nLevels - a.nLevels);
  return {encoding, numbers, categories, steps: [], pairs: []};
}

/** Whether enough users have no value, and enough one. */
function hasManyMissing({codes, sorted}: Cells, groups: Groups): boolean {
  if (sorted.length === codes.length) return false;
  const isMissing = Uint8Array.from(codes, (code) => Number(code < 0));
  return countUsers(isMissing, 2, groups).every((users) => users >= MIN_GROUP);
}

/** Where each term's coefficients are, and by which penalty each is pulled. */
export interface Layout {
  /** the first coefficient by input: of a number its line, then its bends, then its missing values */
  places: Map<string, number>;
  /** the first coefficient of a step, and then the others' */
  steps: number;
  /** the first coefficient of each pair */
  pairs: number[];
  /** per coefficient; -1: free */
  groups: Int32Array;
  kinds: Kind[];
}

/** What a penalty holds back. */
type Kind = "slopes" | "levels" | "bends" | "steps" | "planes" | "surfaces";

function layOut({numbers, categories, steps, pairs}: Terms): Layout {
  const places = new Map<string, number>();
  const kinds: Kind[] = ["slopes"];
  const groups: number[] = [];
  const add = (n: number, group: number): void => {
    for (let i = 0; i < n; ++i) groups.push(group);
  };
  for (const {name, nLevels} of categories) {
    places.set(name, groups.length);
    add(nLevels, kinds.push("levels") - 1);
  }
  for (const {name, basis, hasMissing} of numbers) {
    places.set(name, groups.length);
    const nBends = basis.heights.length - 1;
    if (nBends >= 0) add(1, 0);
    if (nBends > 0) add(nBends, kinds.push("bends") - 1);
    if (hasMissing) add(1, 0);
  }
  const firstStep = groups.length;
  if (steps.length > 0) add(steps.length, kinds.push("steps") - 1);
  const pairPlaces = pairs.map(({nPlanes, surfaces}) => {
    const first = groups.length;
    if (nPlanes > 0) add(nPlanes, kinds.push("planes") - 1);
    if (surfaces.length > nPlanes) add(surfaces.length - nPlanes, kinds.push("surfaces") - 1);
    return first;
  });
  add(1, -1);
  return {places, steps: firstStep, pairs: pairPlaces, groups: Int32Array.from(groups), kinds};
}

function createTerms({numbers, categories, steps, pairs}: Terms, nRows: number): TermDesign {
  const levels = categories.map(({codes, nLevels}): Term => ({codes, nCodes: nLevels, heights: null, nFunctions: nLevels}));
  return {nRows, terms: [...levels, ...numbers.map(createTerm), ...steps.map(createStep), ...pairs.map(({term}) => term)]};
}

/** A step as a function of the design: its heights below and above, of mean 0 and standard deviation 1 over the rows that have a value. */
export function standardiseStep({sorted}: Cells, at: number): {below: number; above: number} {
  const share = 1 - bisectLeft(sorted, at) / sorted.length;
  const scale = Math.sqrt(share * (1 - share));
  return {below: -share / scale, above: (1 - share) / scale};
}

/** Rows are parted where the model will part them: a cell of the curve may hold some on either side. */
function createStep({cells, at}: StepTerm): Term {
  const {below, above} = standardiseStep(cells, at);
  const codes = new Int32Array(cells.column.length);
  for (let i = 0; i < codes.length; ++i) codes[i] = cells.codes[i] < 0 ? -1 : Number(cells.column[i] >= at);
  return {codes, nCodes: 2, heights: Float64Array.of(below, above), nFunctions: 1};
}

/** A number's line and bends by cell; rows without a value have a code and a function of their own, where they have a height. */
function createTerm({cells, basis, hasMissing}: NumberTerm): Term {
  const functions = tabulate(basis, cells.values);
  const nFunctions = functions.length + (hasMissing ? 1 : 0);
  const nCodes = cells.values.length + (hasMissing ? 1 : 0);
  const heights = new Float64Array(nCodes * nFunctions);
  for (const [m, each] of functions.entries()) for (let u = 0; u < each.length; ++u) heights[u * nFunctions + m] = each[u];
  if (!hasMissing) return {codes: cells.codes, nCodes, heights, nFunctions};
  heights[heights.length - 1] = 1;
  return {codes: cells.codes.map((code) => (code < 0 ? nCodes - 1 : code)), nCodes, heights, nFunctions};
}

/** The slopes that must not be negative, turned round where the definition asks for a falling shape. */
function readDirections({numbers, categories}: Terms, {places}: Layout, monotone: FitContext["monotone"] = {}): Direction[] {
  const wrong = categories.filter(({name}) => findNamed(monotone, name)).map(({name}) => name);
  check(wrong.length === 0, {where: "additive", rule: "only numbers can be monotone", got: wrong.join(", ")});
  return numbers.flatMap(({name, basis: {slopes}}) => {
    const direction = findNamed(monotone, name);
    const first = places.get(name);
    if (!direction || first === undefined || slopes.length === 0) return [];
    const sign = direction === "increasing" ? 1 : -1;
    return slopes[0].map((_, i) => ({places: slopes.map((_, m) => first + m), weights: slopes.map((each) => sign * each[i])}));
  });
}

/** Terms, how their coefficients are laid out, and the penalties that the rows speak for. */
export interface SettledTerms {
  terms: Terms;
  layout: Layout;
  penalised: Penalised;
  settled: Settled;
}

/**
 * The multiples of penalties that are tried first, and under which steps are judged. That on bends is four times the one that the rows
 * speak for: chosen to take fewer that chance alone makes for real ones.
 */
export const USUAL_MULTIPLES = {smooth: 4, shrink: 1} as const;

/** By what is held back: by what the penalty that the rows speak for is multiplied. */
type Multipliers = Record<Kind, number>;

/** @param by smooth: of penalties on bends. shrink: of all others */
export function multipliersOf({smooth, shrink}: {smooth: number; shrink: number}): Multipliers {
  return {slopes: shrink, levels: shrink, bends: smooth, steps: shrink, planes: shrink, surfaces: shrink};
}

/** @param options from: the same terms but for the last, from which these go on */
export function settleTerms(
  terms: Terms,
  {table, y}: TrainingData,
  {monotone, from}: Pick<FitContext, "monotone"> & {from?: SettledTerms}
): SettledTerms {
  const layout = layOut(terms);
  const design = createTerms(terms, table.nRows);
  const penalised = {design, y, groups: layout.groups, nGroups: layout.kinds.length, directions: readDirections(terms, layout, monotone)};
  return {terms, layout, penalised, settled: settlePenalties(penalised, from?.settled)};
}

/** @param isRough see {@link fitPenalised} */
export function fitTerms({layout, penalised, settled}: SettledTerms, multipliers: Multipliers, isRough = false): PenalisedFit {
  return fitPenalised(penalised, settled, {multipliers: layout.kinds.map((kind) => multipliers[kind]), isRough});
}
