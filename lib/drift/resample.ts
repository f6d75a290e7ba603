import {randomBinomial} from "d3";
import type {Random} from "../random.js";

/**
 * Counts of as many rows drawn again with replacement: a bootstrap resample that needs no rows. One binomial per cell, given
 * those before it, so that the total stays.
 *
 * @param counts rows in each cell
 */
export function resampleCounts(counts: readonly number[], random: Random): number[] {
  const draw = randomBinomial.source(random);
  let left = counts.reduce((a, b) => a + b, 0);
  let ahead = left; // of the counts from here on
  return counts.map((count) => {
    if (count === 0) return 0;
    const drawn = count >= ahead ? left : draw(left, count / ahead)();
    left -= drawn;
    ahead -= count;
    return drawn;
  });
}
