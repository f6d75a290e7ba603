import type {InputReference, ScoreReference} from "../book/reference.js";
import type {CategoryColumn, Column, NumberColumn} from "../dataset/table.js";
import type {ScoreGroup} from "../book/scores.js";
import {carryCounts, FEW, MIN_GROUP, roundTo, toCount} from "../groups.js";
import {tellColumn} from "../statistics/tell.js";
import {quantile, sortPresent} from "../statistics/quantile.js";
import {countCells} from "./cells.js";

/** Of more different values than this, or than one in so many rows, only shares are kept, so that no user can be told from them. */
const MOST_KNOTS = 99;

/**
 * What has to be known of a column to compare another with it: counts of at least 20, and no row. Knots are told values, and what
 * lies at or between them is counted as it is; cells of too few users are counted with their neighbours.
 */
export function summariseColumn(column: Column): InputReference {
  return column.kind === "number" ? summariseNumbers(column) : summariseLevels(column);
}

function summariseNumbers({name, values}: NumberColumn): InputReference {
  const sorted = Float64Array.from(sortPresent("summariseColumn", tellColumn(values)), Math.fround);
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  const most = Math.max(1, Math.min(MOST_KNOTS, Math.floor(sorted.length / MIN_GROUP)));
  const knots = distinct.length <= most ? Array.from(distinct) : takeShares(sorted, most);
  const {counts, nMissing} = countCells(knots, values);
  const median = sorted.length > 0 ? quantile(sorted, 0.5) : null;
  return {name, kind: "number", nMissing: toldOrNone(nMissing), median, knots, counts: carryCounts(counts)};
}

/** So many values at equal distances, without the ends, which are single users'. */
function takeShares(sorted: Float64Array, n: number): number[] {
  const places = Array.from({length: n}, (_, i) => Math.round(((i + 1) / (n + 1)) * (sorted.length - 1)));
  return [...new Set(places.map((place) => sorted[place]))];
}

function summariseLevels({name, levels, codes}: CategoryColumn): InputReference {
  const counts = levels.map(() => 0);
  let nMissing = 0;
  for (const code of codes) {
    if (code < 0) ++nMissing;
    else ++counts[code];
  }
  return {name, kind: "category", nMissing: toldOrNone(nMissing), levels: [...levels], counts: counts.map(toldOrNone)};
}

/** 0 in place of a count of too few. */
function toldOrNone(count: number): number {
  return toCount(count) === FEW ? 0 : count;
}

const N_BINS = 50;
/** 0.29 * 50 is a little less than 14.5, and so on. */
const DUST = 1e-9;

/** Scores as counts in bins of equal width, with their mean, of at least 20 users each. @param scores each in [0, 1]; NaN is no score and left out */
export function summariseScores(scores: ArrayLike<number>): ScoreReference {
  const counts = Array.from({length: N_BINS}, () => 0);
  let sum = 0;
  let n = 0;
  for (let i = 0; i < scores.length; ++i) {
    if (Number.isNaN(scores[i])) continue;
    ++counts[Math.min(N_BINS - 1, Math.floor(scores[i] * N_BINS + DUST))];
    sum += scores[i];
    ++n;
  }
  return {mean: n > 0 ? roundTo(sum / n, 6) : 0, counts: carryCounts(counts)};
}

/** The same of score groups: whole groups, each in the bin of its mean, so that no bin cuts one in two. */
export function summariseGroups(groups: readonly ScoreGroup[]): ScoreReference {
  const counts = Array.from({length: N_BINS}, () => 0);
  let sum = 0;
  let n = 0;
  for (const group of groups) {
    counts[Math.min(N_BINS - 1, Math.floor(group.mean * N_BINS + DUST))] += group.n;
    sum += group.n * group.mean;
    n += group.n;
  }
  return {mean: n > 0 ? roundTo(sum / n, 6) : 0, counts};
}
