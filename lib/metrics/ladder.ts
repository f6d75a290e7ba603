import type {LadderStep} from "../book/scores.js";
import {check} from "../check.js";

/**
 * Who would contact whom, two models on the same users, at whole-percent lines. A line is kept only where each of the four
 * cells is empty or holds `minGroup` users, and from the last kept line either nobody or as many moved from each cell to each
 * other; so neither a cell nor the difference of two lines tells of a few users.
 *
 * @param first length n, in [0, 1]
 * @param second length n: scores of the same users by the other model
 * @throws if the lengths differ
 */
export function climbLadder(first: ArrayLike<number>, second: ArrayLike<number>, minGroup: number): LadderStep[] {
  check(first.length === second.length, {
    where: "climbLadder",
    rule: "both models must have scored the same users",
    got: `${first.length} and ${second.length} scores`
  });
  const counts = countPairs(first, second);
  const steps: LadderStep[] = [];
  let last = 0; // a line that contacts everybody
  for (let percent = 1; percent < LINES; ++percent) {
    const {moved, cells} = compareLines(counts, last, percent);
    if (![...moved, ...cells].every((n) => n === 0 || n >= minGroup)) continue;
    const [, onlySecond, onlyFirst, both] = cells;
    steps.push({percent, both, onlyFirst, onlySecond});
    last = percent;
  }
  return steps;
}

const LINES = 100;

/** Users by how many of the lines 1, 2, ..., 99 in 100 each model puts them at or above. */
function countPairs(first: ArrayLike<number>, second: ArrayLike<number>): Uint32Array {
  const counts = new Uint32Array(LINES * LINES);
  for (let i = 0; i < first.length; ++i) counts[LINES * linesBelow(first[i]) + linesBelow(second[i])] += 1;
  return counts;
}

/** As numbers compare: `score >= percent / 100`. */
function linesBelow(score: number): number {
  let lines = Math.max(0, Math.min(LINES - 1, Math.floor(score * LINES)));
  while (lines > 0 && lines / LINES > score) --lines;
  while (lines < LINES - 1 && (lines + 1) / LINES <= score) ++lines;
  return lines;
}

/** Cells at the line `to` (neither, only second, only first, both), and how many moved between each two since `from`. */
function compareLines(counts: Uint32Array, from: number, to: number): {moved: number[]; cells: number[]} {
  const flows = new Array<number>(16).fill(0);
  for (let a = 0; a < LINES; ++a) {
    for (let b = 0; b < LINES; ++b) {
      const n = counts[LINES * a + b];
      if (n > 0) flows[4 * cellAt(a, b, from) + cellAt(a, b, to)] += n;
    }
  }
  const cells = [0, 1, 2, 3].map((cell) => flows.reduce((sum, n, i) => (i % 4 === cell ? sum + n : sum), 0));
  return {moved: flows.filter((_, i) => Math.floor(i / 4) !== i % 4), cells};
}

function cellAt(a: number, b: number, line: number): number {
  return (a >= line ? 2 : 0) + (b >= line ? 1 : 0);
}
