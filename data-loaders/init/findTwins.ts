import type {DuckDBConnection} from "@duckdb/node-api";
import type {ColumnProfile} from "../../lib/infer/columnProfile.js";
import type {ColumnTwin, TableFacts} from "../../lib/infer/tableFacts.js";
import type {NumberMarks} from "../../lib/rows/text.js";
import {TOP_TEXTS} from "../../lib/infer/columnProfile.js";
import {fromNumbers, rows} from "./askColumns.js";

type Placed = ColumnProfile & {cell: string};

/**
 * Columns that say what another says: the same in every row, as "Start" beside "Created", or whole numbers of which each goes with one text of
 * the other, and each text of that with one number, as "DeptID" beside "Department", or amounts that are so many times the other's, as
 * those of a year are of a month's.
 *
 * @param profiles of all columns of `seen`
 * @param label its column, which has no twin: what says the same gives it away
 * @param marks of its numbers
 * @returns by column the one that it says again, the first where several are
 */
export async function findTwins(
  connection: DuckDBConnection,
  profiles: readonly ColumnProfile[],
  {label, marks}: {label: string; marks: NumberMarks}
): Promise<TableFacts["twins"]> {
  const placed = profiles.map((profile, j) => ({...profile, cell: `c${j}`})).filter((d) => d.name !== label && isOwn(d));
  const pairs = placed.flatMap((own, i) =>
    placed.flatMap((other, k) => {
      if (k < i && haveSameTexts(own, other)) return [{own, other, areSame: true}];
      return areCodesOf(own, other) ? [{own, other, areSame: false}] : [];
    })
  );
  const twins = new Map<string, ColumnTwin>();
  if (pairs.length > 0) await addSame(connection, {pairs, twins});
  await addScaled(connection, {placed, marks, twins});
  return twins;
}

/** Those with the same cells, and codes of words. */
async function addSame(
  connection: DuckDBConnection,
  {pairs, twins}: {pairs: readonly {own: Placed; other: Placed; areSame: boolean}[]; twins: Map<string, ColumnTwin>}
): Promise<void> {
  const asked = pairs.map(({own, other, areSame}) =>
    areSame
      ? `(count(*) FILTER (${own.cell} IS DISTINCT FROM ${other.cell}))::INTEGER`
      : `count(DISTINCT (${own.cell}, ${other.cell}))::INTEGER`
  );
  const [counts] = await rows(connection, `SELECT ${asked.join(", ")} FROM seen`);
  for (const [k, {own, other, areSame}] of pairs.entries()) {
    const nPairs = own.nDistinct + (own.nMissing > 0 ? 1 : 0); // those without a value go together too
    const isTwin = Number(counts[k]) === (areSame ? 0 : nPairs);
    if (isTwin && !twins.has(own.name)) twins.set(own.name, {of: other.name, areCodes: !areSame});
  }
}

/** Amounts that are so far from a multiple of others, as a share of their spread, are rounded; and those of fewer values may be one by chance. */
const [ROUNDED, LEAST_AMOUNTS] = [0.002, 20];

/** Those whose amounts are, in every row, so many times another's. */
async function addScaled(
  connection: DuckDBConnection,
  {placed, marks, twins}: {placed: readonly Placed[]; marks: NumberMarks; twins: Map<string, ColumnTwin>}
): Promise<void> {
  const amounts = placed.filter(isAmount);
  if (amounts.length < 2) return;
  const of = amounts.map(({cell}) => `avg(${cell}), quantile_cont(${cell}, 0.25), quantile_cont(${cell}, 0.75)`);
  const [told] = await rows(connection, `SELECT ${of.join(", ")} ${fromNumbers(amounts, marks)}`);
  const scaled = amounts.map((own, i): Amount => {
    const [mean, low, high] = told.slice(3 * i, 3 * i + 3).map(Number);
    return {...own, mean, low, high};
  });
  const pairs = scaled.flatMap((own, i) =>
    scaled
      .slice(0, i)
      .filter((other) => haveSameScale(own, other))
      .map((other) => ({own, other, times: own.mean / other.mean}))
  );
  if (pairs.length === 0) return;
  const asked = pairs.map(
    ({own: {cell: a}, other: {cell: b}, times}) => `max(abs(${a} - ${b} * ${times})), count(*) FILTER ((${a} IS NULL) <> (${b} IS NULL))`
  );
  const [off] = await rows(connection, `SELECT ${asked.join(", ")} ${fromNumbers(amounts, marks)}`);
  for (const [k, {own, other, times}] of pairs.entries()) {
    const isScaled = Number(off[2 * k] ?? Infinity) <= ROUNDED * (own.high - own.low) && Number(off[2 * k + 1]) === 0;
    if (isScaled && !twins.has(own.name)) twins.set(own.name, {of: other.name, areCodes: false, times: roundTimes(times)});
  }
}

/** A number column with its mean and its quartiles. */
type Amount = Placed & {mean: number; low: number; high: number};

function isAmount({nRows, nMissing, nNumbers, nDistinct, numbers, lastDate}: Placed): boolean {
  return numbers !== null && lastDate === null && nNumbers === nRows - nMissing && nDistinct >= LEAST_AMOUNTS;
}

/** As far as means and quartiles tell: of many columns of one range, few come to be compared row by row. */
function haveSameScale(own: Amount, other: Amount): boolean {
  const times = own.mean / other.mean;
  if (own.nMissing !== other.nMissing || !(times > 0) || !Number.isFinite(times)) return false;
  const most = ROUNDED * (own.high - own.low);
  return Math.abs(own.low - other.low * times) <= most && Math.abs(own.high - other.high * times) <= most;
}

/** As many digits as rounded amounts tell. */
function roundTimes(times: number): number {
  return Number(times.toPrecision(3));
}

/** Whether a column's texts are its own, and stand in for no others. */
function isOwn({nDistinct, blank, spelled}: ColumnProfile): boolean {
  return nDistinct >= 2 && blank === undefined && spelled === undefined;
}

/** Whether two columns may say the same in every row: as far as their counts and their most frequent texts tell. */
function haveSameTexts(a: Placed, b: Placed): boolean {
  return (
    a.nDistinct === b.nDistinct &&
    a.nMissing === b.nMissing &&
    a.top.every(({text, count}, i) => text === b.top[i]?.text && count === b.top[i].count)
  );
}

/** Whether one has whole numbers alone and the other none, and both as many, and of as many rows. */
function areCodesOf(codes: Placed, words: Placed): boolean {
  const n = codes.nRows - codes.nMissing;
  const isWhole = codes.nNumbers === n && codes.numbers?.nWhole === n && codes.lastDate === null;
  const isOfWords = words.nNumbers === 0 && words.lastDate === null && words.nDistinct <= TOP_TEXTS;
  return isWhole && isOfWords && codes.nDistinct === words.nDistinct && codes.nMissing === words.nMissing;
}
