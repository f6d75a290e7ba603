import type {CoarseRows, Remainder} from "./coarseRows.js";
import type {PairInput} from "./pairInput.js";
import {sumOf} from "../../numbers.js";
import {LEAST_SPREAD} from "./coarseRows.js";

/**
 * Where a number most likely jumps in what it says together with another input: the cut at which the residuals below and above it part
 * most differently from one cell of the other to the next.
 *
 * @returns the least of its values above the jump; null: of levels, and where no cut parts two cells of the other that say something
 * @see Lou, Caruana, Gehrke and Hooker (2013), Accurate intelligible models with pairwise interactions: FAST, with one cut for one input
 */
export function findJump(input: PairInput, {codes: cells, nCodes}: CoarseRows, {residual, spread}: Remainder): number | null {
  if (input.kind === "levels") return null;
  const {codes, counts, sorted} = input.cells;
  const sums = new Float64Array(counts.length * nCodes);
  const variances = new Float64Array(sums.length);
  const [all, variance] = [new Float64Array(nCodes), new Float64Array(nCodes)];
  for (const [i, code] of codes.entries()) {
    if (code < 0 || cells[i] >= nCodes) continue;
    sums[code * nCodes + cells[i]] += residual[i];
    variances[code * nCodes + cells[i]] += spread[i];
    all[cells[i]] += residual[i];
    variance[cells[i]] += spread[i];
  }
  const [below, varianceBelow] = [new Float64Array(nCodes), new Float64Array(nCodes)];
  let best: {differs: number; place: number} | null = null;
  for (let code = 0, place = 0; code < counts.length - 1; ++code) {
    place += counts[code];
    const steps: Step[] = [];
    for (let cell = 0; cell < nCodes; ++cell) {
      below[cell] += sums[code * nCodes + cell];
      varianceBelow[cell] += variances[code * nCodes + cell];
      const [low, high] = [varianceBelow[cell], variance[cell] - varianceBelow[cell]];
      if (low < LEAST_SPREAD || high < LEAST_SPREAD) continue;
      steps.push({height: below[cell] / low - (all[cell] - below[cell]) / high, weight: (low * high) / (low + high)});
    }
    const differs = differenceOf(steps);
    if (differs > (best?.differs ?? 0)) best = {differs, place};
  }
  return best && sorted[best.place];
}

/** By how much those below a cut are above the others in one cell of the other input, and one over the variance of that. */
interface Step {
  height: number;
  weight: number;
}

/** How much the steps differ, in units of their variance: a chi-square of one degree less than there are. */
function differenceOf(steps: readonly Step[]): number {
  const mean = sumOf(steps.map((d) => d.weight * d.height)) / sumOf(steps.map((d) => d.weight));
  return sumOf(steps.map((d) => d.weight * (d.height - mean) ** 2));
}
