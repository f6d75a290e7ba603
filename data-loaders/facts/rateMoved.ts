import type {RateMove} from "../../lib/book/models.js";
import {formatShare} from "../../lib/format.js";

/** That the latest churned otherwise than those that models learned from, in a sentence; nothing where chance may explain it. */
export function sayRateMoved(move: RateMove | null, units: string): string {
  if (move === null) return "";
  return (
    `Of the ${units} that it learned from ${formatShare(move.before)} churned, of the later ones kept apart ${formatShare(move.after)}: where the ` +
    "rate goes on moving, scores lag behind it. Batch moves them to a rate that is known by then."
  );
}
