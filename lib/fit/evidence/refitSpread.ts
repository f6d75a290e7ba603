import type {RefitSpread} from "../../book/predict.js";
import type {Table} from "../../dataset/table.js";
import type {Model} from "../../model/model.js";
import type {Random} from "../../random.js";
import type {Groups} from "../../statistics/intervals.js";
import {rowsWhere, take} from "../../dataset/table.js";
import {countUsers, MIN_GROUP, roundTo} from "../../groups.js";
import {createScorer} from "../../model/scorer.js";
import {shuffleRows} from "../../random.js";
import {codeGroups} from "../../statistics/intervals.js";
import {studentReach} from "../../statistics/distributions.js";

/** Refits, and how many where each reads more cells, rows times inputs, than so many: fewer know the spread less well, which Student's reach says. */
const REFITS = {usual: 12, wide: 8, mostCells: 250_000} as const;
/** A refit sees half of the rows, or so many: more would take longer than the whole page is worth. */
const MOST_ROWS = 3000;
/** Groups of users who score alike. */
const MOST_GROUPS = 20;
const LEVEL = 0.95;

/** What halves are drawn of. */
interface Drawn {
  nRows: number;
  nInputs: number;
  /** whose each row is, where rows repeat customers */
  groups?: Groups;
}

/**
 * The rows of each refit: half of them, drawn without putting back, rows that go together all or none. Halves differ from each other as
 * whole samples do (the delete-half jackknife); what fewer rows add is taken off by {@link measureSpread}.
 *
 * @see Shao and Wu (1989), A general theory for jackknife variance estimation
 */
export function drawHalves({nRows, nInputs, groups = null}: Drawn, random: Random): Int32Array[] {
  const {codes, sizes} = codeGroups(nRows, groups);
  const wanted = Math.min(MOST_ROWS, nRows / 2);
  const {usual, wide, mostCells} = REFITS;
  return Array.from({length: wanted * nInputs > mostCells ? wide : usual}, () => {
    const isDrawn = new Uint8Array(sizes.length);
    let drawn = 0;
    for (const unit of shuffleRows(Int32Array.from(sizes.keys()), random)) {
      if (drawn >= wanted) break;
      isDrawn[unit] = 1;
      drawn += sizes[unit];
    }
    return rowsWhere(codes.length, (row) => isDrawn[codes[row]] === 1);
  });
}

export interface SpreadOptions {
  /** of the model, for the book */
  name: string;
  /** rows to score: those that halves were drawn from */
  table: Table;
  /** whose each is, where rows repeat customers */
  groups: Groups;
  /** rows of a half */
  nDrawn: number;
  /** how many rows the model was fitted on, of which the table may hold a share */
  nFitted: number;
}

/**
 * How far refits' log-odds lie apart, told by the model's own: a recalibration of the model holds for its refits too. An average over
 * users who score alike, so that of a user who is unlike them it may say too little.
 *
 * @param refits fitted on {@link drawHalves}; their variance is that of `nDrawn` of the table's rows, scaled to that of `nFitted`
 * @returns null of so few rows that nothing may be told
 */
export function measureSpread(model: Model, refits: readonly Model[], options: SpreadOptions): RefitSpread | null {
  const {name, table, groups, nDrawn, nFitted} = options;
  const {nRows} = table;
  if (nRows < MIN_GROUP || refits.length < 2) return null;
  const score = (one: Model): Float64Array => createScorer(one, {unknownLevel: "missing"}).logOddsTable(table);
  const own = score(model);
  const moved = refits.map((refit) => score(model.calibration ? {...refit, calibration: model.calibration} : refit));
  const scale = 1 / nFitted / (1 / nDrawn - 1 / nRows);
  const order = Int32Array.from(own.keys()).sort((a, b) => own[a] - own[b]);
  const nGroups = Math.max(1, Math.min(MOST_GROUPS, Math.floor(nRows / MIN_GROUP)));
  const spread: RefitSpread = {model: name, n: refits.length, logOdds: [], reach: []};
  for (let group = 0, start = 0; group < nGroups; ++group) {
    let end = Math.round(((group + 1) * nRows) / nGroups);
    while (end > start && end < nRows && own[order[end]] === own[order[end - 1]]) ++end; // equal scores stay together
    const rows = order.subarray(start, end);
    if (countUsers(new Uint8Array(rows.length), 1, groups && take(groups, rows, new Int32Array(rows.length)))[0] < MIN_GROUP) continue; // goes with the next
    const variance = rows.reduce((sum, row) => sum + varianceAt(moved, row), 0) / rows.length;
    spread.logOdds.push(roundTo(rows.reduce((sum, row) => sum + own[row], 0) / rows.length, 4));
    spread.reach.push(roundTo(studentReach(LEVEL, refits.length - 1) * Math.sqrt(scale * variance), 3));
    start = end;
  }
  return spread.reach.length > 0 ? spread : null;
}

function varianceAt(moved: readonly Float64Array[], row: number): number {
  let [sum, squares] = [0, 0];
  for (const scores of moved) {
    const apart = scores[row] - moved[0][row]; // small numbers, so that squares lose nothing
    sum += apart;
    squares += apart * apart;
  }
  return Math.max(0, squares - (sum * sum) / moved.length) / (moved.length - 1);
}
