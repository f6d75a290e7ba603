import type {PairShape} from "../../model/model.js";
import type {PairInput} from "./pairInput.js";
import type {Term} from "./termDesign.js";
import {MIN_GROUP} from "../../groups.js";
import {clamp} from "../../numbers.js";
import {chooseKnots, knotsAround} from "./basis.js";
import {commonLevels} from "./pairInput.js";
import {takeOutMargins} from "./twoWay.js";

/**
 * The functions of two inputs together: surfaces over the crossings of both's knots, bilinear between them, whose mean over the training
 * rows along either is 0 at every knot, so that they say nothing of either alone.
 */
export interface PairBasis {
  axes: readonly [Axis, Axis];
  /** by function, its height at each crossing: those at the first axis's first knot, then those at its second */
  surfaces: Float64Array[];
  /** how many of them, from the first on, are products of straight lines and of levels; the others bend */
  nPlanes: number;
  term: Term;
}

/** By input of a pair: the least of its values that are above the jump; null: none */
export type Jumps = readonly [number | null, number | null];

/** One input of a pair. A level is a knot of its own, and no row is between two. */
interface Axis {
  /** by knot: the number, or the encoded column of the level */
  knots: number[];
  /** a number's encoded column; null: levels */
  column: number | null;
  /** length nRows: a place along the axis; -1: the pair says nothing of the row */
  codes: Int32Array;
  /** by place: the knot before it, and the share of the way from there to the next where its rows are on average */
  before: Int32Array;
  share: Float64Array;
}

/** Knots of a number, at most: few, so that users stand at their crossings. */
const MOST_KNOTS = 6;
/** From knot to knot in so many steps: within one, rows are taken to stand where they do on average. */
const STEPS = 8;
/** Of users, those at crossings of too few that a grid may have. */
const MOST_AT_THIN = 0.03;
/** Of a pair that ships, in log-odds: it moves somebody's odds by a twentieth. */
const LEAST_HEIGHT = 0.05;
/** A function of less variance is none: the inputs never part. */
const LEAST_VARIANCE = 1e-6;

/**
 * The basis of a pair on the finest grid at whose crossings of fewer than {@link MIN_GROUP} users hardly anybody stands; users count for the
 * nearest one. At such a crossing what bends is 0, and so is the product of two levels: there are only products with straight lines, which
 * rest on all users, or on all of a level.
 *
 * @param jumps of each input that is a number, where it jumps ({@link knotsAround}); null: nowhere
 * @returns null where nothing is left, such as of two inputs that say the same
 */
export function createPairBasis(a: PairInput, b: PairInput, [jumpOfA, jumpOfB]: Jumps = [null, null]): PairBasis | null {
  for (let nKnots = MOST_KNOTS; nKnots >= 2; --nKnots) {
    const axes = [createAxis(a, nKnots, jumpOfA), createAxis(b, nKnots, jumpOfB)] as const;
    if (axes.some(({knots}) => knots.length < 2)) return null;
    const {nearest, weights, n} = countCrossings(axes);
    const nAtThin = nearest.reduce((sum, count) => (count < MIN_GROUP ? sum + count : sum), 0);
    if (nAtThin > MOST_AT_THIN * n && nKnots > 2) continue;
    const basis = multiply(
      axes,
      weights.map((weight, at) => (nearest[at] < MIN_GROUP ? 0 : weight))
    );
    return basis.surfaces.length === 0 ? null : {...basis, axes, term: createTerm(axes, basis.surfaces)};
  }
  return null;
}

function createAxis(input: PairInput, nKnots: number, jump: number | null): Axis {
  if (input.kind === "levels") {
    const chosen = commonLevels(input.levels);
    return {
      knots: chosen.map((level) => input.columns[level]),
      column: null,
      codes: input.levels.codes.map((code) => chosen.indexOf(code)),
      before: Int32Array.from(chosen.keys()),
      share: new Float64Array(chosen.length)
    };
  }
  const {codes, values, counts, forKnots} = input.cells;
  const knots = jump === null ? chooseKnots(forKnots, nKnots) : knotsAround(forKnots, nKnots, jump);
  const nPlaces = STEPS * (knots.length - 1) + 1;
  const steps = values.map((x) => stepsTo(knots, x));
  const places = Int32Array.from(steps, (along) => Math.floor(STEPS * along));
  const before = Int32Array.from({length: nPlaces}, (_, place) => Math.floor(place / STEPS));
  const inPlace = new Float64Array(nPlaces);
  const share = new Float64Array(nPlaces);
  for (const [cell, place] of places.entries()) {
    inPlace[place] += counts[cell];
    share[place] += ((steps[cell] - before[place] - share[place]) * counts[cell]) / inPlace[place];
  }
  return {knots, column: input.columns[0], codes: codes.map((code) => (code < 0 ? -1 : places[code])), before, share};
}

/** How far x is along the knots, from 0 to one less than there are. */
function stepsTo(knots: readonly number[], x: number): number {
  let k = 0;
  while (k + 2 < knots.length && x >= knots[k + 1]) ++k;
  return knots.length < 2 ? 0 : k + clamp((x - knots[k]) / (knots[k + 1] - knots[k]), 0, 1);
}

/** By crossing, how many rows it is the nearest to, and the sum of the weights by which rows have its height. */
function countCrossings([a, b]: readonly [Axis, Axis]): {nearest: Float64Array; weights: Float64Array; n: number} {
  const counts = new Float64Array(a.before.length * b.before.length);
  let n = 0;
  for (let i = 0; i < a.codes.length; ++i) {
    if (a.codes[i] < 0 || b.codes[i] < 0) continue;
    ++counts[a.codes[i] * b.before.length + b.codes[i]];
    ++n;
  }
  const nearest = new Float64Array(a.knots.length * b.knots.length);
  const weights = new Float64Array(nearest.length);
  for (const [at, count] of counts.entries()) {
    if (count === 0) continue;
    let [most, crossing] = [0, 0];
    for (const [place, share] of crossingsOf([a, b], at)) {
      weights[place] += count * share;
      if (share > most) [most, crossing] = [share, place];
    }
    nearest[crossing] += count;
  }
  return {nearest, weights, n};
}

/** The crossings whose heights make that at a place of both axes, each with its share. */
function crossingsOf([a, b]: readonly [Axis, Axis], at: number): [number, number][] {
  const [u, v] = [Math.floor(at / b.before.length), at % b.before.length];
  const found: [number, number][] = [];
  for (const [k, along] of [
    [a.before[u], 1 - a.share[u]],
    [a.before[u] + 1, a.share[u]]
  ]) {
    for (const [l, across] of [
      [b.before[v], 1 - b.share[v]],
      [b.before[v] + 1, b.share[v]]
    ])
      if (along * across > 0) found.push([k * b.knots.length + l, along * across]);
  }
  return found;
}

/**
 * All products of a function along one axis and one along the other, without what either says alone.
 *
 * @param weights by crossing; 0: too few users
 */
function multiply([a, b]: readonly [Axis, Axis], weights: Float64Array): Pick<PairBasis, "surfaces" | "nPlanes"> {
  const nColumns = b.knots.length;
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const alongA = a.knots.map((_, k) => weights.subarray(k * nColumns, (k + 1) * nColumns).reduce((sum, weight) => sum + weight, 0));
  const alongB = b.knots.map((_, l) => a.knots.reduce((sum, _knot, k) => sum + weights[k * nColumns + l], 0));
  const [ofA, ofB] = [functionsAlong(a, alongA), functionsAlong(b, alongB)];
  const planes: Float64Array[] = [];
  const bent: Float64Array[] = [];
  for (const [m, f] of ofA.entries()) {
    for (const [o, g] of ofB.entries()) {
      const product = weights.map((_, at) => f[Math.floor(at / nColumns)] * g[at % nColumns]);
      const {left} = takeOutMargins({values: product, weights, nColumns});
      const variance = left.reduce((sum, d, at) => sum + weights[at] * d * d, 0) / all;
      const isPlane = (a.column === null || m === 0) && (b.column === null || o === 0);
      const restsOnAll = isPlane && (a.column !== null || b.column !== null);
      const surface = restsOnAll ? left : left.map((d, at) => (weights[at] > 0 ? d : 0));
      if (variance > LEAST_VARIANCE) (isPlane ? planes : bent).push(surface);
    }
  }
  return {surfaces: [...planes, ...bent], nPlanes: planes.length};
}

/** By knot: of levels, one for each; of a number, its straight line and then what bends, orthogonal, of mean 0 and variance 1. */
function functionsAlong({knots, column}: Axis, weights: readonly number[]): number[][] {
  if (column === null) return knots.map((_, k) => knots.map((_knot, other) => Number(other === k)));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const inner = (f: readonly number[], g: readonly number[]): number => f.reduce((sum, d, k) => sum + weights[k] * d * g[k], 0) / all;
  const candidates = [knots, ...knots.slice(1, -1).map((_, m) => knots.map((_knot, k) => Number(k === m + 1)))];
  const functions: number[][] = [knots.map(() => 1)];
  for (const candidate of candidates) {
    let left = [...candidate];
    for (const f of functions) {
      const along = inner(left, f);
      left = left.map((d, k) => d - along * f[k]);
    }
    const length = Math.sqrt(inner(left, left));
    if (length > 0) functions.push(left.map((d) => d / length));
  }
  return functions.slice(1);
}

function createTerm([a, b]: readonly [Axis, Axis], surfaces: readonly Float64Array[]): Term {
  const nFunctions = surfaces.length;
  const nCodes = a.before.length * b.before.length;
  const heights = new Float64Array(nCodes * nFunctions);
  for (let at = 0; at < nCodes; ++at)
    for (const [crossing, share] of crossingsOf([a, b], at))
      for (const [m, surface] of surfaces.entries()) heights[at * nFunctions + m] += share * surface[crossing];
  const codes = a.codes.map((code, i) => (code < 0 || b.codes[i] < 0 ? -1 : code * b.before.length + b.codes[i]));
  return {codes, nCodes, heights, nFunctions};
}

/**
 * A pair as it ships: one shape for two numbers, else one for each level, or for each two.
 *
 * @param coefficients one per function
 * @returns none where the fit took it to nothing, as it does with a pair that was only another one's shadow
 */
export function toPairShapes({axes: [a, b], surfaces}: PairBasis, coefficients: ArrayLike<number>): PairShape[] {
  const heights = surfaces[0].map((_, at) => surfaces.reduce((sum, surface, m) => sum + coefficients[m] * surface[at], 0));
  if (heights.every((d) => Math.abs(d) < LEAST_HEIGHT)) return [];
  const heightAt = (k: number | null, l: number | null): number => (k === null || l === null ? 0 : heights[k * b.knots.length + l]);
  return slicesOf(a).flatMap((along) =>
    slicesOf(b).map((across) => ({
      columns: [along.column, across.column] as [number, number],
      knots: [along.knots, across.knots] as [number[], number[]],
      values: along.places.map((k) => across.places.map((l) => heightAt(k, l)))
    }))
  );
}

/** What one encoded column sees of an axis: at each of its knots the axis's own, or null where it adds nothing. */
function slicesOf({knots, column}: Axis): {column: number; knots: number[]; places: (number | null)[]}[] {
  if (column !== null) return [{column, knots, places: [...knots.keys()]}];
  return knots.map((level, k) => ({column: level, knots: [0, 1], places: [null, k]}));
}
