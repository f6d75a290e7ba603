import type {InputSummary} from "../book/history.js";
import {formatShare} from "../format.js";

/** An input in two builds. */
export type Pair<S> = readonly [before: S, after: S];
/** What looks like a mistake, in whole sentences; null: nothing. */
export type Doubting<S> = (pair: Pair<S>, about: DoubtedInput) => string | null;

export interface DoubtedInput {
  /** in quotes */
  title: string;
  /** distributions that lie nearer than this may be the same */
  slack: number;
}

/** Missing in so much more, or less, of the rows, and so many times as often. */
const [MISSING_MOVED, MISSING_TIMES] = [0.1, 3];

/** Values that went missing, or came back. */
export function doubtMissing([before, after]: Pair<InputSummary>, {title}: DoubtedInput): string | null {
  const [old, now] = [before.missing, after.missing];
  if (Math.abs(now - old) < MISSING_MOVED || Math.max(old, now) < MISSING_TIMES * Math.min(old, now)) return null;
  const isEmpty = after.kind === "number" ? after.quantiles === null : after.levels.length === 0;
  if (isEmpty)
    return `${title} has no value any more; ${formatShare(old, 0)} of the rows lacked one before. Was a column lost, or its name changed?`;
  const ask = now > old ? "Did a source fail, or is “no value” written otherwise?" : "Has something been filled in for them?";
  return `${title} has no value in ${formatShare(now, 0)} of the rows where it had none in ${formatShare(old, 0)}. ${ask}`;
}
