import type {Remainder} from "./coarseRows.js";
import type {Jumps, PairBasis} from "./pairBasis.js";
import type {PairInput} from "./pairInput.js";
import type {Term} from "./termDesign.js";
import {cholesky, solveCholesky} from "../cholesky.js";
import {coarsen, countCells} from "./coarseRows.js";
import {findJump} from "./findJump.js";
import {createPairBasis} from "./pairBasis.js";
import {addOwn} from "./termCurvature.js";
import {addUp, sumByCode} from "./termDesign.js";

/** By so much more a jump must raise twice the log-likelihood: the best of hundreds of places does by chance, and fewer knots are left for bends. */
const JUMP_COSTS = 20;

/**
 * The basis of a pair that says most of what the fit without it left, for the functions that it has (Akaike's criterion): its knots at
 * quantiles, or about a jump of either number, or of both. Between knots at quantiles a jump would become a slope that a fifth of the
 * users stand on.
 *
 * @returns null where there is none: see {@link createPairBasis}
 */
export function choosePairBasis(a: PairInput, b: PairInput, remainder: Remainder): PairBasis | null {
  const nCells = countCells(remainder.spread);
  const jumpOfA = findJump(a, coarsen(b, nCells), remainder);
  const jumpOfB = findJump(b, coarsen(a, nCells), remainder);
  let best: {basis: PairBasis; gain: number} | null = null;
  for (const jumps of tries(jumpOfA, jumpOfB)) {
    const basis = createPairBasis(a, b, jumps);
    if (basis === null) continue;
    const nJumps = jumps.filter((d) => d !== null).length;
    const gain = riseOf(basis.term, remainder) - 2 * basis.term.nFunctions - JUMP_COSTS * nJumps;
    if (best === null || gain > best.gain) best = {basis, gain};
  }
  return best?.basis ?? null;
}

/** No jump first, then one, then both. */
function tries(a: number | null, b: number | null): Jumps[] {
  const tried: Jumps[] = [[null, null]];
  if (a !== null) tried.push([a, null]);
  if (b !== null) tried.push([null, b]);
  if (a !== null && b !== null) tried.push([a, b]);
  return tried;
}

/** By how much a term's functions, each held back by a penalty of 1, raise twice the log-likelihood: one step of Newton's from the fit without. */
function riseOf(term: Term, {residual, spread}: Remainder): number {
  const gradient = new Float64Array(term.nFunctions);
  addUp(gradient, 0, term, sumByCode(term, residual));
  const curvature = Array.from(gradient, (_, m) => Float64Array.from({length: m + 1}, (_zero, k) => Number(k === m)));
  addOwn(curvature, 0, term, sumByCode(term, spread));
  const step = solveCholesky(cholesky(curvature), gradient);
  return step.reduce((sum, d, m) => sum + d * gradient[m], 0);
}
