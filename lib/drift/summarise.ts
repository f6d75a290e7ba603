import type {InputReference, ScoreReference} from "../book/reference.js";
import type {CategoryColumn, Column, NumberColumn} from "../dataset/table.js";
import {quantile, sortPresent} from "../statistics/quantile.js";
import {countCells} from "./cells.js";

/** Of more different values than this, or than one in so many rows, only shares are kept, so that no user can be told from them. */
const MOST_KNOTS = 99;
const ROWS_PER_KNOT = 20;

/** What has to be known of a column to compare another with it: counts, and no row. */
export function summariseColumn(column: Column): InputReference {
  return column.kind === "number" ? summariseNumbers(column) : summariseLevels(column);
}

function summariseNumbers({name, values}: NumberColumn): InputReference {
  const sorted = sortPresent("summariseColumn", values);
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  const most = Math.max(1, Math.min(MOST_KNOTS, Math.floor(sorted.length / ROWS_PER_KNOT)));
  const knots = distinct.length <= most ? Array.from(distinct) : takeShares(sorted, most);
  const {counts, nMissing} = countCells(knots, values);
  return {name, kind: "number", nMissing, median: sorted.length > 0 ? quantile(sorted, 0.5) : null, knots, counts};
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
  return {name, kind: "category", nMissing, levels: [...levels], counts};
}

const N_BINS = 50;
/** 0.29 * 50 is a little less than 14.5, and so on. */
const DUST = 1e-9;

/** Scores as counts in bins of equal width, with their mean. @param scores each in [0, 1]; NaN is no score and left out */
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
  return {mean: n > 0 ? sum / n : 0, counts};
}
