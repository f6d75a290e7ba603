import type {DuckDBConnection} from "@duckdb/node-api";
import type {ColumnProfile} from "../../lib/infer/columnProfile.js";
import type {NumberMarks} from "../../lib/rows/text.js";
import type {SeenTable} from "./openTable.js";
import {maySayWhen} from "../../lib/infer/inferColumn.js";
import {plainWordsOf, unitOf} from "../../lib/dataset/plainWords.js";
import type {DateOrder} from "../../lib/rows/dates.js";
import type {Undated} from "./profileDates.js";
import {askEach, fromNumbers, rows, sharing} from "./askColumns.js";
import {chooseMarks, countWords, profileColumn} from "./profileColumn.js";
import {findDateOrder, findLastDate} from "./profileDates.js";

/** What was seen of every column of the table `seen`, and how its numbers are written. */
export async function profileTable(
  connections: readonly DuckDBConnection[],
  {columns, nRows}: SeenTable
): Promise<{profiles: ColumnProfile[]; marks: NumberMarks; dates: DateOrder | undefined; isDateOrderSeen: boolean}> {
  const [connection] = connections;
  const several = sharing(connections, nRows);
  const words = await askEach(several, columns, (one, _, j) => countWords(one, `c${j}`, nRows));
  const marks = chooseMarks(words);
  const profiles = await askEach(several, columns, async (one, {name, type}, j): Promise<Undated> => {
    const profile = await profileColumn(one, `c${j}`, {...words[j], marks});
    return {...profile, name, type, nRows};
  });
  const {order: dates, isSeen} = await findDateOrder(connection, profiles);
  const dated: ColumnProfile[] = [];
  for (const [j, profile] of profiles.entries()) dated.push({...profile, ...(await findLastDate(connection, `c${j}`, {profile, dates}))});
  const accounting = dated.some((d) => d.marks?.accounting === true && d.nNumbers === d.nRows - d.nMissing);
  return {profiles: dated, marks: {...marks, ...(accounting ? {accounting} : {})}, dates, isDateOrderSeen: isSeen};
}

/** The column that, with the customer, names a row: a customer has one row for each of its values; null where there is none. */
export async function findTime(
  connection: DuckDBConnection,
  profiles: readonly ColumnProfile[],
  customer: ColumnProfile
): Promise<string | null> {
  for (const [j, profile] of profiles.entries()) {
    if (profile === customer || profile.nDistinct > customer.nDistinct || !maySayWhen(profile)) continue;
    const [[nRows, nPairs]] = await rows(connection, `SELECT count(*), count(DISTINCT (c${profiles.indexOf(customer)}, c${j})) FROM seen`);
    if (Number(nPairs) === Number(nRows)) return profile.name;
  }
  return null;
}

/** Columns of one unit, or of none, that are compared; of more, the first ones. */
const MOST_COMPARED = 12;
const LEAST_ROWS = 100;
/** Columns without a unit are of one scale where they say the same, and not nothing, in so many rows and in such a share of them. */
const LEAST_EQUAL = {rows: 20, share: 0.01};

/**
 * Pairs of number columns of one scale of which the left is never above the right, and not only because the one ends where the other begins.
 * Of one scale are those of one unit, and those of none that are often equal: what can still be bought on a card, and its limit.
 */
export async function findOrdered(
  connection: DuckDBConnection,
  profiles: readonly ColumnProfile[],
  marks: NumberMarks
): Promise<{left: string; right: string}[]> {
  const numbers = profiles.flatMap(({name, nNumbers, nRows, nMissing, numbers: range, isBare}, j) => {
    if (range === null || nNumbers < nRows - nMissing) return [];
    return [{name, unit: unitOf(name), cell: `c${j}`, isBare, isWhole: range.nWhole === nNumbers, ...range}];
  });
  const found: {left: string; right: string}[] = [];
  for (const unit of new Set(numbers.map((d) => d.unit))) {
    const alike = numbers.filter((d) => d.unit === unit).slice(0, MOST_COMPARED);
    const pairs = alike.flatMap((left) =>
      alike.filter((right) => left !== right && mayBeBelow(left, right)).map((right) => ({left, right}))
    );
    if (pairs.length === 0) continue;
    const counts = pairs.map(
      ({left: {cell: a}, right: {cell: b}}) =>
        `count(${a} + ${b}), ${[`${a} > ${b}`, `${a} < ${b}`, `${a} = ${b} AND ${a} <> 0`].map((is) => `count(*) FILTER (${is})`).join(", ")}`
    );
    const [told] = await rows(connection, `SELECT ${counts.join(", ")} ${fromNumbers(alike, marks)}`);
    for (const [k, {left, right}] of pairs.entries()) {
      const [n, above, below, equal] = told.slice(4 * k, 4 * k + 4).map(Number);
      const isOneScale = unit !== null || equal >= Math.max(LEAST_EQUAL.rows, LEAST_EQUAL.share * n);
      if (n >= LEAST_ROWS && above === 0 && below > 0 && isOneScale) found.push({left: left.name, right: right.name});
    }
  }
  return found;
}

type Ranged = {name: string; unit: string | null; isWhole: boolean; min: number; max: number};

/**
 * Whether a column may never be above another: both have values between the one's least and the other's most, and of no unit neither end is
 * beyond; and what is counted is held against what is measured only where their names share a word.
 */
function mayBeBelow(left: Ranged, right: Ranged): boolean {
  if (left.unit !== null) return left.max > right.min;
  const isOfOneKind = left.isWhole === right.isWhole || plainWordsOf(left.name).some((word) => plainWordsOf(right.name).includes(word));
  return left.max > right.min && left.max <= right.max && left.min <= right.min && isOfOneKind;
}
