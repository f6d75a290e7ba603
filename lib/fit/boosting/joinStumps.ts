import type {BoostedTree} from "./growBoostedTree.js";
import type {Boosted} from "./boost.js";

/**
 * Trees of one split that part the same column at the same place, as one that adds what all of them add: of hundreds of steps by single
 * splits many repeat an earlier one, most of all where many rows let them go on for long. Scores stay but for the last digit. The joined
 * tree tells the users of its first. Other trees stay as they are, and all stand where the first of them stood.
 */
export function joinStumps({trees, values}: Pick<Boosted, "trees" | "values">): Pick<Boosted, "trees" | "values"> {
  const joined: Pick<Boosted, "trees" | "values"> = {trees: [], values: []};
  const places = new Map<string, number>();
  for (const [t, tree] of trees.entries()) {
    const key = stumpOf(tree);
    const place = key === null ? undefined : places.get(key);
    if (place !== undefined) {
      joined.values[place] = joined.values[place].map((value, node) => value + values[t][node]);
      continue;
    }
    if (key !== null) places.set(key, joined.trees.length);
    joined.trees.push(tree);
    joined.values.push(values[t]);
  }
  return joined;
}

/** Where a tree of one split parts the rows, and how its nodes are numbered; null: it has none, or more. */
function stumpOf({column, bin, left, right, missingLeft}: BoostedTree): string | null {
  return column.length === 3 ? [column[0], bin[0], left[0], right[0], missingLeft[0]].join(" ") : null;
}
