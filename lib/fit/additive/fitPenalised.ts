import type {Remainder} from "./coarseRows.js";
import type {Direction} from "./keepDirections.js";
import type {Curvature} from "./termCurvature.js";
import type {TermDesign} from "./termDesign.js";
import {cholesky, inverseDiagonal, solveCholesky} from "../cholesky.js";
import {roundTo} from "../../groups.js";
import {logit} from "../../model/logOdds.js";
import {clamp, meanOf} from "../../numbers.js";
import {keepDirections} from "./keepDirections.js";
import {curvatureOf, extendCurvature} from "./termCurvature.js";
import {countFunctions, gradeRows, gradientOf} from "./termDesign.js";

/** What is fitted. */
export interface Penalised {
  design: TermDesign;
  /** length nRows, 0 or 1 */
  y: Uint8Array;
  /** per coefficient: the group that it is shrunk with; -1: free */
  groups: Int32Array;
  nGroups: number;
  /** linear combinations of coefficients that must not be negative */
  directions?: readonly Direction[];
}

/** A place on the way to a maximum. Nobody changes it. */
interface Place {
  coefficients: Float64Array;
  /** of the rows, there */
  grade: ReturnType<typeof gradeRows>;
  /** at the last place where it was worked out */
  curvature: Curvature;
}

/** The penalties that the rows speak for, and about where a fit under them is. */
export interface Settled {
  /** per group: half of this times the sum of squares is what is taken off */
  penalties: Float64Array;
  place: Place;
}

export interface PenalisedFit {
  coefficients: Float64Array;
  remainder: Remainder;
  logLikelihood: number;
  /** the largest element of the gradient per row, where it ended, but for what directions hold it back by */
  gradient: number;
  /** how many coefficients' worth of freedom the fit used */
  freedom: number;
}

/** Steps in which penalties are still moved, at the most. */
const ROUNDS = 16;
/** They are where they belong when a round changes no group's freedom by so many coefficients' worth: chosen, and a fit tells no less. */
const SETTLED = 0.05;
/** In these the curvature is worked out anew where it is stale: that costs a round or two, and is free. Until the last it may be rough. */
const ANEW = [2, 6];
/** It is when the rows' variances have moved by so large a share. */
const STALE = 0.1;
const LAST_STEPS = 25;
/** A step that does not take the gradient to this share of it asks for the curvature anew. */
const QUICK = 0.1;
/** No element of the gradient per row is larger at a maximum, */
const AT_MAXIMUM = 1e-12;
/** and near one, whose log-likelihood is the maximum's to a hundredth or better, of millions of rows too. */
const NEAR_MAXIMUM = 1e-6;
/** The curvature is taken of about so many rows, where there are more; the gradient always of all. */
const ENOUGH = 20_000;
/** A rough one is of so many for each coefficient, and so many at least: it leads the first rounds, of which nothing is kept. */
const ROUGH = {each: 10, least: 2_000};
/** What two sums of a likelihood differ by where they are the same. */
const ROUNDING = 1e-13;
const RANGE = [1e-3, 1e8] as const;

/**
 * A logistic regression with a penalty on each group's squares, whose size is estimated with the coefficients: the variance that
 * a group's coefficients show beside what is only their error (Fellner and Schall's update, as Wood and Fasiolo, 2017, have it for
 * smoothing parameters). A group in which there is nothing is so taken to nothing; one of a hundred levels as far as they differ.
 *
 * @param from of the design's first terms, whose groups come first: where this one begins
 */
export function settlePenalties(penalised: Penalised, from?: Settled): Settled {
  const {groups, nGroups} = penalised;
  const sizes = countGroups(groups, nGroups);
  const penalties = new Float64Array(nGroups).fill(1);
  if (from) penalties.set(from.penalties);
  const climb = createClimb(penalised, beginAt(penalised, from?.place), penalties);
  let freedoms = sizes;
  for (let round = 0; round < ROUNDS; ++round) {
    climb.step();
    const isLast = round + 1 === ANEW[ANEW.length - 1];
    if (ANEW.includes(round + 1) && (climb.isStale() || (isLast && climb.isRough()))) climb.renew({isRough: !isLast});
    const before = freedoms;
    freedoms = update(penalties, {coefficients: climb.place().coefficients, variances: climb.variances(), groups, sizes});
    climb.penaltiesMoved();
    if (!climb.isRough() && freedoms.every((freedom, g) => Math.abs(freedom - before[g]) < SETTLED)) break;
  }
  return {penalties, place: climb.place()};
}

/**
 * The fit under multiples of the penalties that the rows speak for: Newton's steps by Cholesky's decomposition, each halved until it climbs.
 *
 * @param settled of the same design, by {@link settlePenalties}
 * @param options multipliers: per group. isRough: whether its log-likelihood and freedom are all that is asked, so that a few steps do
 */
export function fitPenalised(
  penalised: Penalised,
  settled: Settled,
  {multipliers, isRough = false}: {multipliers: readonly number[]; isRough?: boolean}
): PenalisedFit {
  // to a few digits, so that the order of the rows, which moves the last ones, says nothing
  const penalties = settled.penalties.map((penalty, g) => roundTo(penalty * multipliers[g]));
  const climb = createClimb(penalised, settled.place, penalties);
  const tolerance = isRough ? NEAR_MAXIMUM : AT_MAXIMUM;
  let gradient = Infinity;
  for (let i = 0, stuck = 0, isNew = false; i < LAST_STEPS && gradient > tolerance && stuck < 2; ++i) {
    const taken = climb.step();
    // the first gradient after the curvature is new tells of the step before
    const isSlow: boolean = taken.gradient > QUICK * gradient && !isNew;
    if (isSlow) climb.renew();
    isNew = isSlow;
    gradient = taken.gradient;
    stuck = taken.hasMoved ? 0 : stuck + 1;
  }
  const {coefficients, grade} = climb.place();
  const freedom = climb.variances().reduce((sum, variance, m) => sum + 1 - penaltyOf(penalties, penalised.groups[m]) * variance, 0);
  return {coefficients, remainder: grade, logLikelihood: grade.logLikelihood, gradient, freedom};
}

/** A way up under penalties that may move. */
interface Climb {
  place(): Place;
  /** one of Newton's, halved until it climbs. gradient: the largest element per row, before it */
  step(): {gradient: number; hasMoved: boolean};
  /** whether the rows' variances have moved since the curvature was worked out */
  isStale(): boolean;
  /** whether the curvature is of few rows */
  isRough(): boolean;
  /** works the curvature out anew */
  renew(options?: {isRough: boolean}): void;
  /** per coefficient */
  variances(): Float64Array;
  /** must be said */
  penaltiesMoved(): void;
}

/** @param penalties per group */
function createClimb({design, y, groups, directions = []}: Penalised, start: Place, penalties: Float64Array): Climb {
  let {coefficients, grade, curvature} = start;
  let lower: Float64Array[] | null = null; // of the curvature and the penalties, while both are the same
  const penaltyAt = (m: number): number => penaltyOf(penalties, groups[m]);
  const decompose = (): Float64Array[] =>
    (lower ??= cholesky(curvature.triangle.map((row, m) => addToLast(row, penaltyAt(m) + design.nRows * 1e-12))));
  const takenOff = (at: Float64Array): number => at.reduce((sum, d, m) => sum + (penaltyAt(m) * d ** 2) / 2, 0);
  return {
    place: () => ({coefficients, grade, curvature}),
    step() {
      const height = grade.logLikelihood - takenOff(coefficients);
      const slope = gradientOf(design, grade.residual).map((d, m) => d - penaltyAt(m) * coefficients[m]);
      const free = addTo(coefficients, solveCholesky(decompose(), slope), 1);
      const kept = keepDirections(free, decompose(), directions);
      const whole = kept.coefficients.map((d, m) => d - coefficients[m]);
      const gradient = slope.reduce((most, d, m) => Math.max(most, Math.abs(d + kept.pull[m])), 0) / design.nRows;
      for (let length = 1; length > 1e-4; length /= 2) {
        const next = addTo(coefficients, whole, length);
        const there = gradeRows(design, y, next);
        if (there.logLikelihood - takenOff(next) < height - ROUNDING * Math.abs(height)) continue;
        [coefficients, grade] = [next, there];
        return {gradient, hasMoved: true};
      }
      return {gradient, hasMoved: false};
    },
    isStale: () => changeOf(grade.spread, curvature.spread) > STALE,
    isRough: () => curvature.every > everyOf(design),
    renew({isRough} = {isRough: false}) {
      [curvature, lower] = [curvatureOf(design, grade.spread, everyOf(design, isRough)), null];
    },
    variances: () => inverseDiagonal(decompose()),
    penaltiesMoved() {
      lower = null;
    }
  };
}

/** Of which rows the curvature is taken: each so many-th. */
function everyOf(design: TermDesign, isRough = false): number {
  const enough = isRough ? Math.min(ENOUGH, Math.max(ROUGH.least, ROUGH.each * countFunctions(design))) : ENOUGH;
  return Math.max(1, Math.floor(design.nRows / enough));
}

/** That of the fit of fewer terms; else the intercept alone: where all penalties are infinite a fit ends, and near there nearly always. */
function beginAt({design, y}: Penalised, from?: Place): Place {
  const coefficients = new Float64Array(countFunctions(design));
  const last = coefficients.length - 1;
  if (from) coefficients.set(from.coefficients.subarray(0, -1));
  coefficients[last] = from ? from.coefficients[from.coefficients.length - 1] : logit(meanOf(y));
  const grade = gradeRows(design, y, coefficients);
  const curvature = from ? extendCurvature(from.curvature, design) : curvatureOf(design, grade.spread, everyOf(design, true));
  return {coefficients, grade, curvature};
}

function penaltyOf(penalties: Float64Array, group: number): number {
  return group < 0 ? 0 : penalties[group];
}

/** The sum of what has changed, as a share of what there was. */
function changeOf(now: Float64Array, then: Float64Array): number {
  let [changed, all] = [0, 0];
  for (let i = 0; i < now.length; ++i) {
    changed += Math.abs(now[i] - then[i]);
    all += then[i];
  }
  return changed / all;
}

/** Moves every group's penalty. @returns how many coefficients' worth of freedom each group had under the one before */
function update(
  penalties: Float64Array,
  {coefficients, variances, groups, sizes}: {coefficients: Float64Array; variances: Float64Array; groups: Int32Array; sizes: Float64Array}
): Float64Array {
  const squares = new Float64Array(penalties.length);
  const errors = new Float64Array(penalties.length);
  for (let m = 0; m < coefficients.length; ++m) {
    const g = groups[m];
    if (g < 0) continue;
    squares[g] += coefficients[m] ** 2;
    errors[g] += variances[m];
  }
  const freedoms = sizes.map((size, g) => Math.max(size - penalties[g] * errors[g], 1e-8));
  for (let g = 0; g < penalties.length; ++g) {
    const ratio = freedoms[g] / Math.max(squares[g], 1e-12) / penalties[g];
    penalties[g] = clamp(penalties[g] * ratio ** (ratio > 1 ? 1.5 : 1), RANGE[0], RANGE[1]); // where there is nothing it would creep up
  }
  return freedoms;
}

function countGroups(groups: Int32Array, n: number): Float64Array {
  const sizes = new Float64Array(n);
  for (const g of groups) if (g >= 0) ++sizes[g];
  return sizes;
}

function addTo(from: Float64Array, step: ArrayLike<number>, length: number): Float64Array {
  return from.map((d, m) => d + length * step[m]);
}

function addToLast(row: Float64Array, more: number): Float64Array {
  const copy = row.slice();
  copy[copy.length - 1] += more;
  return copy;
}
