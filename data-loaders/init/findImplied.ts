import type {DuckDBConnection} from "@duckdb/node-api";
import type {ColumnProfile} from "../../lib/infer/columnProfile.js";
import type {Implied} from "../../lib/infer/tableFacts.js";
import {MIN_GROUP} from "../../lib/groups.js";

/** Categories of more texts are not held against one another, nor are more columns. */
const MOST_TEXTS = 8;
const MOST_COLUMNS = 40;
/** Rules that a person would still read. */
const MOST_RULES = 12;
/** A text that nearly every row has is implied by anything. */
const COMMON = 0.9;

/**
 * Finds categories that speak of one another in every row: where the internet service is "No", online security is "No internet
 * service". A text of three or more that another column's text always comes with; of a chain of such columns the first names it.
 *
 * @param profiles of all columns of `seen`
 * @param options customer: the column that says whose a row is, where rows repeat customers: then a text is told of as many of these
 */
export async function findImplied(
  connection: DuckDBConnection,
  profiles: readonly ColumnProfile[],
  {label, customer}: {label: string; customer?: ColumnProfile}
): Promise<Implied[]> {
  const users = customer ? `count(DISTINCT c${profiles.indexOf(customer)})` : "count(*)";
  const columns = profiles
    .map((profile, j) => ({...profile, cell: `c${j}`}))
    .filter(({name, nDistinct, nNumbers}) => name !== label && nDistinct >= 2 && nDistinct <= MOST_TEXTS && nNumbers === 0)
    .slice(0, MOST_COLUMNS);
  const found: Implied[] = [];
  for (const left of columns) {
    const rights = columns.filter((right) => right !== left && right.nDistinct >= 3);
    const pairsOf = await findPairs(connection, {left, rights, users});
    for (const [k, right] of rights.entries()) {
      for (const {level, must} of pairsOf[k]) {
        const isNamed = found.some((d) => d.right === right.name && d.must === must);
        const isTurned = found.some((d) => d.right === left.name && d.must === level);
        if (!isNamed && !isTurned && found.length < MOST_RULES) found.push({left: left.name, level, right: right.name, must});
      }
    }
  }
  return found;
}

type Placed = ColumnProfile & {cell: string};

interface Pair {
  level: string;
  must: string;
}

/** Texts of a column that come with one text alone of another, by each of the others; the table is read once for all of them. */
async function findPairs(
  connection: DuckDBConnection,
  {left, rights, users}: {left: Placed; rights: readonly Placed[]; users: string}
): Promise<Pair[][]> {
  const only = rights.map(({cell}) => `CASE WHEN min(${cell}) = max(${cell}) THEN min(${cell}) END`);
  const reader = await connection.runAndReadAll(
    `SELECT ${[left.cell, ...only].join(", ")} FROM seen GROUP BY 1 HAVING ${users} >= ${MIN_GROUP} ORDER BY 1`
  );
  const rows = reader.getRows();
  return rights.map((right, k) => {
    const shareOf = (text: string): number => (right.top.find((d) => d.text === text)?.count ?? 0) / right.nRows;
    const isText = (profile: ColumnProfile, text: string): boolean => profile.top.some((d) => d.text === text);
    return rows
      .filter((row) => row[k + 1] !== null)
      .map((row): Pair => ({level: String(row[0]), must: String(row[k + 1])}))
      .filter(({level, must}) => isText(left, level) && isText(right, must) && shareOf(must) < COMMON);
  });
}
