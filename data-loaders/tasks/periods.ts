import type {ModelsBook} from "../../lib/book/models.js";
import {findRateMove} from "../../lib/champion/rateMoved.js";
import {getNamed} from "../../lib/named.js";
import type {Groups} from "../../lib/statistics/intervals.js";
import {countBins, isTold} from "../../lib/groups.js";
import {judgedRows} from "../../lib/fit/protocol/folds.js";
import {rowsWith} from "../../lib/fit/protocol/split.js";
import type {TimedUsers} from "../../lib/metrics/periodSkill.js";
import {skillByPeriod} from "../../lib/metrics/periodSkill.js";
import {rowsWhere, take} from "../../lib/dataset/table.js";
import {scoresOf} from "./outputs.js";

/** Numbers beside a table, by row. */
type Arrays = Readonly<Record<string, ArrayLike<number>>>;

interface Judges {
  /** of scoresTable */
  arrays: Arrays;
  champion: string;
  base: string;
  /** of all periods, in the order of time */
  names: readonly string[];
  /** of what the test is told in; null: six digits */
  step: number | null;
}

/** What a book tells of time. */
type OverTime = Pick<ModelsBook, "periods" | "rateMove">;

/**
 * Churn rate and skill by period: of those who were only learned from, of those whom folds hold out, and of the test; and whether the rate of the
 * test, which is later, lies apart from that of the others.
 *
 * @param sides what stands beside the train and the test rows
 * @returns empty where the definition names no time
 */
export function periodsOf({train, test}: {train: Arrays; test: Arrays}, {arrays, champion, base, names, step}: Judges): OverTime {
  if (!("period" in train)) return {periods: [], rateMove: null};
  const scoresIn = (set: number): {own: Float64Array; base: Float64Array} => {
    const rows = rowsWith(arrays.set, set);
    const of = (name: string): Float64Array => take(getNamed(arrays, scoresOf(name)), rows, new Float64Array(rows.length));
    return {own: of(champion), base: of(base)};
  };
  const usersOf = ({y, period, group}: Partial<Arrays>): Pick<TimedUsers, "y" | "periods" | "groups"> => ({
    y: y as ArrayLike<number>,
    periods: period as ArrayLike<number>,
    groups: group ?? null
  });
  const heldOut = judgedRows(train.fold);
  const first = firstRows({y: train.y, period: train.period, group: train.group}, heldOut);
  const [learned, judged, later] = [takeArrays(train, first), takeArrays(train, heldOut), test].map(usersOf);
  const spans = {
    learned: skillByPeriod({set: "learned", ...learned, scores: null}, names),
    outOfFold: skillByPeriod({set: "outOfFold", ...judged, scores: scoresIn(0)}, names),
    test: skillByPeriod({set: "test", ...later, scores: scoresIn(1), step}, names)
  };
  const isTold = spans.outOfFold.length > 0 && spans.test.length > 0; // the rates are those of all spans of a side
  const before =
    spans.learned.length > 0
      ? usersOf(
          takeArrays(
            train,
            [first, heldOut].flatMap((rows) => Array.from(rows))
          )
        )
      : judged;
  return {periods: [...spans.learned, ...spans.outOfFold, ...spans.test], rateMove: isTold ? findRateMove(before, later) : null};
}

/** What stands beside the train rows. */
interface FirstOf {
  y: ArrayLike<number>;
  period: ArrayLike<number>;
  group?: Groups;
}

/** Rows from before all that folds hold out; none where so few others are not held out that a difference would tell of them. */
function firstRows({y, period, group = null}: FirstOf, heldOut: Int32Array): Int32Array {
  const isHeld = new Uint8Array(y.length);
  let earliest = Infinity;
  for (const row of heldOut) {
    isHeld[row] = 1;
    earliest = Math.min(earliest, period[row]);
  }
  const others = rowsWhere(isHeld.length, (row) => isHeld[row] === 0);
  const first = others.filter((row) => period[row] < earliest);
  const codes = Int8Array.from(y, (_, row) => (isHeld[row] === 1 ? -1 : Number(period[row] < earliest)));
  const [later, told] = countBins(codes, y, 2, group);
  return isTold(told, later) ? first : new Int32Array(0);
}

/** Some rows of numbers beside a table. */
export function takeArrays(arrays: Arrays, rows: ArrayLike<number>): Record<string, Int32Array> {
  return Object.fromEntries(Object.entries(arrays).map(([name, values]) => [name, take(values, rows, new Int32Array(rows.length))]));
}
