import type {Estimate, Interval} from "../book/common.js";
import type {CalibrationBin} from "../book/models.js";
import type {JudgedMetric, Promised} from "./promise.js";
import type {Truth} from "./truth.js";
import type {Verdict} from "./verdict.js";
import {rowsWhere, take} from "../dataset/table.js";
import {sumOf} from "../numbers.js";
import {forkRandom} from "../random.js";
import {calibrationCurve} from "../metrics/curves.js";
import {metricIntervals} from "../metrics/metricIntervals.js";
import {weighUsers} from "../metrics/scored.js";
import {countGroups, effectiveWilson} from "../statistics/intervals.js";
import {JUDGED_METRICS} from "./promise.js";
import {judgePromise} from "./verdict.js";

/** How a model did on a file with the truth, beside what the book promised. */
export interface ScoreCard {
  /** rows that have both a label and a score */
  n: number;
  churned: number;
  /** whose these are, where the file says so; null: each row is taken for a customer of its own */
  customers: number | null;
  /** mean score */
  said: number;
  /** share that churned */
  happened: Interval;
  /** null where all rows have one outcome, or there are no two */
  metrics: Record<JudgedMetric, Estimate> | null;
  /** users of similar score, from low to high */
  calibration: CalibrationBin[];
  promised: Promised | null;
  verdict: Verdict;
}

/** What a contact line would have found. */
export interface AtLine {
  line: number;
  n: number;
  contacted: number;
  /** of those contacted */
  churned: number;
  /** share of the churned that is found; null if nobody churned */
  recall: Interval | null;
  /** share of those contacted who churned; null if nobody is contacted */
  precision: Interval | null;
  promised: {contacted: number; recall: number; precision: number | null} | null;
}

/**
 * Judges a file's scores by its outcomes. Metrics are those of lib/metrics, which agree with scikit-learn; their intervals are over who
 * was in the file, at 95 %: over customers where it says whose its rows are. The same file gives the same card.
 *
 * @param truth at least one row
 */
export function makeScoreCard({y, p, groups = null}: Truth, promised: Promised | null): ScoreCard {
  const n = y.length;
  const churned = sumOf(y);
  const hasBoth = churned > 0 && churned < n;
  return {
    n,
    churned,
    said: sumOf(p) / n,
    customers: groups && countGroups(n, groups),
    happened: effectiveWilson(y, {groups}),
    metrics: hasBoth
      ? metricIntervals(y, {file: p}, {random: forkRandom("judge"), repeats: REPEATS, groups, names: JUDGED_METRICS}).file
      : null,
    calibration: hasBoth ? calibrationCurve(weighUsers("makeScoreCard", y, p), {groups}) : [],
    promised,
    verdict: judgePromise({y, p, groups}, promised)
  };
}

/** Resamples: enough for a standard deviation to 1 in 20, which the interval of the average precision takes. */
const REPEATS = 200;

/** @param line a chance in [0, 1]; whoever scores it is contacted */
export function judgeLine({y, p, groups = null}: Truth, line: number, promised: Promised | null): AtLine {
  const [churned, contacted] = [rowsWhere(y.length, (i) => y[i] === 1), rowsWhere(y.length, (i) => p[i] >= line)];
  const share = (rows: Int32Array, isSo: (row: number) => boolean): Interval | null => {
    const outcomes = Uint8Array.from(rows, (row) => Number(isSo(row)));
    return rows.length > 0 ? effectiveWilson(outcomes, {groups: groups && take(groups, rows, new Float64Array(rows.length))}) : null;
  };
  return {
    line,
    n: y.length,
    contacted: contacted.length,
    churned: contacted.reduce((found, row) => found + y[row], 0),
    recall: share(churned, (row) => p[row] >= line),
    precision: share(contacted, (row) => y[row] === 1),
    promised: promised?.atLine(line) ?? null
  };
}
