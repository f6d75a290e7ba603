import type {LadderStep} from "../book/scores.js";
import type {Cell} from "../groups.js";
import type {Groups} from "../statistics/intervals.js";
import {check} from "../check.js";
import {addCells, countBins, FEW, toldRows} from "../groups.js";

/**
 * Who would contact whom, two models on the same users, at whole-percent lines. A line is kept only where each of the four
 * cells is empty or holds `minGroup` users, and from the last kept line either nobody or as many moved from each cell to each
 * other; so neither a cell nor the difference of two lines tells of a few users.
 *
 * @param first length n, in [0, 1]
 * @param second length n: scores of the same users by the other model
 * @param customers length n, where rows repeat them: then as many of these
 * @throws if the lengths differ
 */
export function climbLadder(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  {minGroup, customers = null}: {minGroup: number; customers?: Groups}
): LadderStep[] {
  check(first.length === second.length, {
    where: "climbLadder",
    rule: "both models must have scored the same users",
    got: `${first.length} and ${second.length} scores`
  });
  const counts = countPairs(first, second, customers);
  const steps: LadderStep[] = [];
  let last = 0; // a line that contacts everybody
  for (let percent = 1; percent < LINES; ++percent) {
    const {moved, cells} = compareLines(counts, last, percent);
    if (![...moved, ...cells].every((cell) => cell.n === 0 || (cell.n >= minGroup && toldRows(cell) !== FEW))) continue;
    const [, onlySecond, onlyFirst, both] = cells.map(({n}) => n);
    steps.push({percent, both, onlyFirst, onlySecond});
    last = percent;
  }
  return steps;
}

const LINES = 100;

/** Users by how many of the lines 1, 2, ..., 99 in 100 each model puts them at or above. */
function countPairs(first: ArrayLike<number>, second: ArrayLike<number>, customers: Groups): Cell[] {
  const codes = Int32Array.from(first, (score, i) => LINES * linesBelow(score) + linesBelow(second[i]));
  return countBins(codes, new Uint8Array(first.length), LINES * LINES, customers);
}

/** As numbers compare: `score >= percent / 100`. */
function linesBelow(score: number): number {
  let lines = Math.max(0, Math.min(LINES - 1, Math.floor(score * LINES)));
  while (lines > 0 && lines / LINES > score) --lines;
  while (lines < LINES - 1 && (lines + 1) / LINES <= score) ++lines;
  return lines;
}

/** Cells at the line `to` (neither, only second, only first, both), and how many moved between each two since `from`. */
function compareLines(counts: readonly Cell[], from: number, to: number): {moved: Cell[]; cells: Cell[]} {
  const flows = Array.from({length: 16}, (): Cell[] => []);
  for (let a = 0; a < LINES; ++a) {
    for (let b = 0; b < LINES; ++b) {
      const cell = counts[LINES * a + b];
      if (cell.n > 0) flows[4 * cellAt(a, b, from) + cellAt(a, b, to)].push(cell);
    }
  }
  const cells = [0, 1, 2, 3].map((place) => addCells(flows.filter((_, i) => i % 4 === place).flat()));
  return {moved: flows.filter((_, i) => Math.floor(i / 4) !== i % 4).map(addCells), cells};
}

function cellAt(a: number, b: number, line: number): number {
  return (a >= line ? 2 : 0) + (b >= line ? 1 : 0);
}
