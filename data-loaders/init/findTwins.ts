import type {DuckDBConnection} from "@duckdb/node-api";
import type {ColumnProfile} from "../../lib/infer/columnProfile.js";
import type {TableFacts} from "../../lib/infer/tableFacts.js";
import {TOP_TEXTS} from "../../lib/infer/columnProfile.js";
import {rows} from "./askColumns.js";

type Placed = ColumnProfile & {cell: string};

/**
 * Columns that say what another says: the same in every row, as "Start" beside "Created", or whole numbers of which each goes with one text of
 * the other, and each text of that with one number, as "DeptID" beside "Department".
 *
 * @param profiles of all columns of `seen`
 * @param label its column, which has no twin: what says the same gives it away
 * @returns by column the one that it says again, the first where several are
 */
export async function findTwins(
  connection: DuckDBConnection,
  profiles: readonly ColumnProfile[],
  label: string
): Promise<TableFacts["twins"]> {
  const placed = profiles.map((profile, j) => ({...profile, cell: `c${j}`})).filter((d) => d.name !== label && isOwn(d));
  const pairs = placed.flatMap((own, i) =>
    placed.flatMap((other, k) => {
      if (k < i && haveSameTexts(own, other)) return [{own, other, areSame: true}];
      return areCodesOf(own, other) ? [{own, other, areSame: false}] : [];
    })
  );
  if (pairs.length === 0) return new Map();
  const asked = pairs.map(({own, other, areSame}) =>
    areSame
      ? `(count(*) FILTER (${own.cell} IS DISTINCT FROM ${other.cell}))::INTEGER`
      : `count(DISTINCT (${own.cell}, ${other.cell}))::INTEGER`
  );
  const [counts] = await rows(connection, `SELECT ${asked.join(", ")} FROM seen`);
  const twins = new Map<string, {of: string; areCodes: boolean}>();
  for (const [k, {own, other, areSame}] of pairs.entries()) {
    const nPairs = own.nDistinct + (own.nMissing > 0 ? 1 : 0); // those without a value go together too
    const isTwin = Number(counts[k]) === (areSame ? 0 : nPairs);
    if (isTwin && !twins.has(own.name)) twins.set(own.name, {of: other.name, areCodes: !areSame});
  }
  return twins;
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
