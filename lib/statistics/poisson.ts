import type {Random} from "../random.js";

/** Further from the mean than so many standard deviations, and as many counts, no draw is ever seen. */
const FAR = 12;

/**
 * Draws from a Poisson distribution, each at the cost of one random number and a step or two: a walk along its cumulated probabilities
 * that starts near its end.
 *
 * @param mean > 0; the table is some 24 square roots of it long
 * @see Chen and Asau (1974), On generating random variates from an empirical distribution
 */
export function poissonDrawer(mean: number): (random: Random) => number {
  const reach = Math.ceil(FAR * Math.sqrt(mean) + FAR);
  const least = Math.max(0, Math.floor(mean) - reach);
  const mode = Math.floor(mean);
  const weights = new Float64Array(mode + reach - least + 1);
  weights[mode - least] = 1; // from the mode outwards: exp(-mean) would be 0 for a large mean
  for (let k = mode + 1; k <= mode + reach; ++k) weights[k - least] = (weights[k - least - 1] * mean) / k;
  for (let k = mode - 1; k >= least; --k) weights[k - least] = (weights[k - least + 1] * (k + 1)) / mean;
  const cumulated = new Float64Array(weights.length);
  let total = 0;
  for (let i = 0; i < weights.length; ++i) cumulated[i] = total += weights[i];
  for (let i = 0; i < weights.length; ++i) cumulated[i] /= total;
  cumulated[weights.length - 1] = 1;
  const guide = new Int32Array(weights.length);
  for (let g = 0, i = 0; g < guide.length; ++g) {
    while (cumulated[i] <= g / guide.length) ++i;
    guide[g] = i;
  }
  return (random) => {
    const u = random();
    let i = guide[Math.floor(u * guide.length)];
    while (cumulated[i] <= u) ++i;
    return least + i;
  };
}
