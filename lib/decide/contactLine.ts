import type {Ranking} from "./ranking.js";
import {countAbove} from "./ranking.js";

/**
 * The shortest decimal that contacts exactly the users whom `threshold` contacts. It can be written into an address and
 * read back without a user joining or leaving, which a score rounded to some digits cannot.
 *
 * @param threshold in (0, 1]
 * @returns in (0, 1) unless a score lies between 1 and the next lower number; `threshold` itself where no shorter number does
 */
export function shortestLine(ranking: Pick<Ranking, "score">, threshold: number): number {
  const contacted = countAbove(ranking, threshold);
  for (let digits = 2; digits < 17; ++digits) {
    const unit = 10 ** digits;
    const [down, up] = [Math.floor(threshold * unit), Math.ceil(threshold * unit)];
    // one step lower still, where the line is 1: pages take no line at the very end
    const line = [down / unit, up / unit, (down - 1) / unit].find((d) => d > 0 && d < 1 && countAbove(ranking, d) === contacted);
    if (line !== undefined) return line;
  }
  return threshold;
}
