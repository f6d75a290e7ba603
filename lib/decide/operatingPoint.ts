import type {Interval} from "../book/common.js";
import type {Confusion} from "../metrics/confusion.js";
import {wilsonInterval} from "../statistics/wilsonInterval.js";
import type {Ranking} from "./ranking.js";
import {countAbove} from "./ranking.js";

/** What a contact line does: who is called, who is missed. */
export interface OperatingPoint extends Confusion {
  threshold: number;
  n: number;
  contacted: number;
  /** contacted / n */
  share: number;
  /** churners among the contacted, with Wilson interval; null if nobody is contacted */
  precision: Interval | null;
  /** churners contacted, of all churners, with Wilson interval */
  recall: Interval;
  /** precision / base rate; null if nobody is contacted */
  lift: number | null;
}

/** Counts at a score line: whoever scores at least the threshold is contacted. */
export function pointAt(ranking: Ranking, threshold: number): OperatingPoint {
  const {n, churned, baseRate, churnedAbove} = ranking;
  const contacted = countAbove(ranking, threshold);
  const truePositive = churnedAbove[contacted];
  const precision = contacted === 0 ? null : wilsonInterval(truePositive, contacted);
  return {
    threshold,
    n,
    contacted,
    share: contacted / n,
    truePositive,
    falsePositive: contacted - truePositive,
    falseNegative: churned - truePositive,
    trueNegative: n - contacted - (churned - truePositive),
    precision,
    recall: wilsonInterval(truePositive, churned),
    lift: precision ? precision.estimate / baseRate : null
  };
}
