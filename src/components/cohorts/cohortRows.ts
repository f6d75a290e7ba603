import type {CohortInput, CohortsBook, Found} from "../../lib/book/cohorts.js";
import type {Estimate, Interval} from "../../lib/book/common.js";
import type {Measure} from "./cohortsState.js";
import {formatFixed, formatPoints, formatRange, formatShare, formatSigned, shareGap} from "../../lib/format.js";
import {sayIs} from "../../lib/cohorts/words.js";
import {normalReach} from "../../lib/statistics/distributions.js";
import {wilsonInterval} from "../../lib/statistics/intervals.js";

/** A cohort with what is drawn of it. */
export interface CohortRow {
  label: string;
  n: number;
  churned: number;
  said: number;
  happened: number;
  gap: Interval;
  standsOut: boolean;
  rocAuc: Estimate;
  /** of all, who score at least the line; null: too few to be told of */
  contacted: number | null;
  /** of those who churned; see {@link foundOf} */
  found: Interval | null;
}

/** In percentage points, with its interval. @example sayGap({estimate: 0.02, low: -0.01, high: 0.05}) // "+2.0 (−1.0 to +5.0)" */
export function sayGap({estimate, low, high}: Interval): string {
  const points = (value: number): string => formatSigned(value * 100);
  return `${points(estimate)} (${formatRange({low, high}, points)})`;
}

/** @param line a place of the ladder, -1 for none */
export function cohortRows({cohorts}: Pick<CohortInput, "cohorts">, line: number): CohortRow[] {
  return cohorts.map(({label, n, churned, said, gap, standsOut, rocAuc, above}) => {
    const over = above[line] ?? null;
    return {
      label,
      n,
      churned,
      said,
      happened: churned / n,
      gap: {...gap, estimate: shareGap(churned / n, said)},
      standsOut,
      rocAuc,
      contacted: over && over.n / n,
      found: over && foundOf(over, churned)
    };
  });
}

/** The share of those who churned that is found, with Wilson's interval: over users, or over customers where rows repeat them. */
export function foundOf({churned: found, effective}: Found, churned: number, level?: number): Interval {
  if (effective === undefined) return wilsonInterval(found, churned, level);
  return wilsonInterval((found / churned) * effective, effective, level);
}

/** What is drawn of a measure: an interval by cohort, and what is true of all. */
export interface Drawn {
  label: string;
  estimate: number;
  low: number;
  high: number;
  standsOut: boolean;
}

export function drawnRows(rows: readonly CohortRow[], measure: Measure): Drawn[] {
  return rows.flatMap(({label, gap, rocAuc, found, standsOut}): Drawn[] => {
    const value = measure === "gap" ? gap : measure === "ranking" ? rocAuc : found;
    if (value === null) return [];
    const {estimate} = value;
    return [{label, estimate, low: value.low ?? estimate, high: value.high ?? estimate, standsOut: measure === "gap" && standsOut}];
  });
}

/** The same of all users together: no gap, the ROC AUC of all, and the share found at the line. */
export function ofAll({users, rocAuc, lines}: Pick<CohortsBook, "users" | "rocAuc" | "lines">, measure: Measure, line: number): number {
  if (measure === "gap") return 0;
  return measure === "ranking" ? rocAuc.estimate : (lines[line]?.churned ?? 0) / users.churned;
}

/** The finding, in words. */
export function claimOf(title: string, rows: readonly CohortRow[], {measure, all}: {measure: Measure; all: number}): string {
  const drawn = drawnRows(rows, measure);
  if (drawn.length === 0) return `Too few lie above the line in any cohort of ${title} to be told of`;
  const ranked = [...drawn].sort((a, b) => a.estimate - b.estimate);
  const [least, most] = [ranked[0], ranked[ranked.length - 1]];
  if (measure === "gap") return claimOfGaps(title, rows);
  const say = measure === "ranking" ? (value: number) => formatFixed(value, 2) : (value: number) => formatShare(value, 0);
  const subject = measure === "ranking" ? "The ROC AUC within cohorts" : "The share found";
  const ends = `from ${say(least.estimate)} where ${title} ${sayIs(least.label)} to ${say(most.estimate)} where it ${sayIs(most.label)}`;
  const chance = drawn.length > 1 && !isBeyondChance(least, most, drawn.length) ? ", which chance may explain" : "";
  return `${subject} goes ${ends}${chance}; of all it is ${say(all)}`;
}

/**
 * Whether the lowest and the highest of several cohorts differ by more than chance makes the furthest of as many pairs differ (Bonferroni), as
 * Newcombe takes the difference of two shares from their own intervals. Where one has no interval, nothing is claimed.
 */
function isBeyondChance(least: Drawn, most: Drawn, nCohorts: number): boolean {
  if ([least, most].some(({low, high}) => low === high)) return false;
  const pairs = (nCohorts * (nCohorts - 1)) / 2;
  const wider = normalReach(1 - (1 - LEVEL) / pairs) / normalReach(LEVEL);
  return most.estimate - least.estimate > wider * Math.hypot(most.estimate - most.low, least.high - least.estimate);
}

/** Of all intervals of cohorts. */
const LEVEL = 0.95;

function claimOfGaps(name: string, rows: readonly CohortRow[]): string {
  const out = rows.filter(({standsOut}) => standsOut);
  const [worst] = [...(out.length > 0 ? out : rows)].sort((a, b) => Math.abs(b.gap.estimate) - Math.abs(a.gap.estimate));
  const gap = formatPoints(worst.gap.estimate);
  return out.length > 0
    ? `By ${name}, ${out.length} of ${rows.length} cohorts stand${out.length === 1 ? "s" : ""} out, most where it ${sayIs(worst.label)}: ${gap}`
    : `By ${name} nothing stands out; the largest gap, ${gap} where it ${sayIs(worst.label)}, is one that chance makes`;
}
