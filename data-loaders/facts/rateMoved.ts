import type {PeriodSkill} from "../../lib/book/models.js";
import {findRateMove} from "../../lib/champion/rateMoved.js";
import {formatShare} from "../../lib/format.js";

/** That the latest churned otherwise than those that models learned from, in a sentence; nothing where {@link findRateMove} finds no such move. */
export function sayRateMoved(periods: readonly Pick<PeriodSkill, "set" | "n" | "churnRate">[], units: string): string {
  const move = findRateMove(periods);
  if (move === null) return "";
  return (
    `Of the ${units} that it learned from ${formatShare(move.before)} churned, of the later ones kept apart ${formatShare(move.after)}: where the ` +
    "rate goes on moving, scores lag behind it. Batch moves them to a rate that is known by then."
  );
}
