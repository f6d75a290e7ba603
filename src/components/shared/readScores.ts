import type {Table} from "apache-arrow";
import type {ScoresTable} from "../../lib/book/scores.js";
import {rowsOf} from "../../lib/book/scores.js";
import {check} from "../../lib/check.js";

/** The columns that are no finalist's. */
const OWN = ["set", "y", "skipped"];

/**
 * The shape of `scores.arrow` as arrays: `set`, `y`, the rows, and one column of probabilities per finalist.
 *
 * @throws if `set`, `y` or `skipped` is absent
 */
export function readScores(table: Table): ScoresTable {
  const names = table.schema.fields.map((field) => field.name);
  const missing = OWN.filter((name) => !names.includes(name));
  check(missing.length === 0, {where: "readScores", rule: `scores.arrow must have the columns ${OWN.join(", ")}`, got: names.join(", ")});
  const scores = names
    .filter((name) => !OWN.includes(name))
    .map((name): [string, Float32Array] => [name, Float32Array.from(numbersOf(table, name))]);
  return {
    set: Uint8Array.from(numbersOf(table, "set")),
    y: Uint8Array.from(numbersOf(table, "y")),
    row: rowsOf(numbersOf(table, "skipped")),
    scores: Object.fromEntries(scores)
  };
}

function numbersOf(table: Table, name: string): ArrayLike<number> {
  return table.getChild(name)?.toArray() as ArrayLike<number>;
}
