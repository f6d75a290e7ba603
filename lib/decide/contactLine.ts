import type {Interval} from "../book/common.js";
import type {Confusion} from "../metrics/confusion.js";
import type {Ranking} from "./ranking.js";
import {wilsonInterval} from "../statistics/intervals.js";
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

export interface ContactListOptions {
  contacted: number;
  threshold: number;
  model: {name: string; sha256: string};
  /** the user's row in the table, by place in the ranking's data; 1 is the first under the header */
  rowOf: (place: number) => number;
  many: string;
}

/** Head and lines of the list to contact, the highest score first; every line says by which model and line. */
export function buildContactList(
  {score, row}: Ranking,
  {contacted, threshold, model, rowOf, many}: ContactListOptions
): {header: string[]; rows: (string | number)[][]} {
  return {
    // the head says how to find a user again: the list travels without this page
    header: ["rank", `row in the file of ${many} (1 is the first under the header)`, "score", "threshold", "model", "model_sha256"],
    rows: Array.from({length: contacted}, (_, i) => [i + 1, rowOf(row[i]), score[i], threshold, model.name, model.sha256])
  };
}
