import type {PeriodSkill} from "../book/models.js";
import type {Interval} from "../book/common.js";
import type {Groups} from "../statistics/intervals.js";
import {isTold, MIN_GROUP, roundWithin, rowsOfEnough} from "../groups.js";
import {codeGroups, effectiveWilson, meanInterval} from "../statistics/intervals.js";
import {take} from "../dataset/table.js";
import {tellOnStep} from "./tellFew.js";
import {logCost} from "./probabilityLosses.js";

/** More spans than these nobody reads. */
const MOST_SPANS = 12;

/** Users of one side, with their times. */
export interface TimedUsers {
  set: PeriodSkill["set"];
  /** length n, 1 churned, 0 retained */
  y: ArrayLike<number>;
  /** length n: the period's place in time; places of what {@link skillByPeriod} is given as names */
  periods: ArrayLike<number>;
  groups: Groups;
  /** length n each: what the model and the base rate say of users that neither had seen; null: these were only learned from */
  scores: {own: ArrayLike<number>; base: ArrayLike<number>} | null;
  /** of what is told of the scores; absent or null: six digits */
  step?: number | null;
}

/**
 * Churn rate and skill as time goes on. Neighbouring periods are joined until each span holds enough users of either class to be told of, and
 * there are not more than a dozen; a side with too few has none.
 *
 * @param names of all periods, in the order of time; where few users share one, a span is named after the month, or a rounded number
 * @returns in the order of time within the side; the first begins, and the last ends, with a period that enough users are of or beyond, so that no
 *   time is told which a few users alone have
 */
export function skillByPeriod({set, y, periods, groups, scores, step = null}: TimedUsers, names: readonly string[]): PeriodSkill[] {
  const spans = cutSpans({y, periods, groups});
  const isSparse = spans.some(({first, last, rows}) => rows.length < MIN_GROUP * (1 + last - first));
  const nameOf = isSparse ? coarseNames(names) : (period: number): string => names[period];
  return spans.map(({first, last, rows}): PeriodSkill => {
    const of = (values: ArrayLike<number>): Float64Array => take(values, rows, new Float64Array(rows.length));
    const [labels, together] = [of(y), groups && of(groups)];
    const saved = scores && Float64Array.from(rows, (i) => logCost(y[i], scores.base[i]) - logCost(y[i], scores.own[i]));
    return {
      set,
      from: nameOf(first),
      to: nameOf(last),
      n: rows.length,
      churnRate: effectiveWilson(labels, {groups: together}),
      saved: saved && tellOnStep(savedBy(saved, together), step)
    };
  });
}

function savedBy(costs: Float64Array, groups: Groups): Interval {
  const {estimate, low, high} = meanInterval(costs, {groups});
  return {estimate, low, high};
}

interface Span {
  first: number;
  last: number;
  rows: Int32Array;
}

/** Whole periods, joined from the earliest on; what is left at the end joins the last span. */
function cutSpans({y, periods, groups}: Pick<TimedUsers, "y" | "periods" | "groups">): Span[] {
  const rows = Int32Array.from(y, (_, i) => i).sort((a, b) => periods[a] - periods[b] || a - b);
  const {codes} = codeGroups(y.length, groups);
  const starts: number[] = [];
  let [start, churned, users] = [0, 0, new Set<number>()];
  for (let at = 0; at < rows.length; ++at) {
    churned += y[rows[at]];
    users.add(codes[rows[at]]);
    const n = at + 1 - start;
    const isEnd = at + 1 === rows.length || periods[rows[at + 1]] !== periods[rows[at]];
    if (!isEnd || !isTold({n, churned}) || users.size < MIN_GROUP || n < y.length / MOST_SPANS) continue;
    starts.push(start);
    [start, churned, users] = [at + 1, 0, new Set()];
  }
  const end = rowsOfEnough(rows.length, groups && take(codes, rows, new Int32Array(rows.length)));
  const [first, last] = [periods[rows[end - 1]], periods[rows[rows.length - end]]];
  return starts.map((from, i) => {
    const own = rows.slice(from, starts[i + 1]);
    return {
      first: i === 0 ? first : periods[own[0]],
      last: i === starts.length - 1 ? Math.max(first, last) : periods[own[own.length - 1]],
      rows: own
    };
  });
}

/** Names that tell no single user's time: of a date its month, of a number as many digits as the spread of all supports. */
function coarseNames(names: readonly string[]): (period: number) => string {
  const numbers = names.map(Number);
  if (numbers.some(Number.isNaN)) return (period) => names[period].slice(0, "2025-01".length);
  const spread = (numbers[numbers.length - 1] - numbers[0]) / MOST_SPANS;
  return (period) => String(roundWithin(numbers[period], spread));
}
