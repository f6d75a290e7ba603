import type {InputDefinition} from "../dataset/definition.js";
import type {Table} from "../dataset/table.js";
import {correlationMatrix} from "../statistics/correlation.js";
import {getNumbers} from "../dataset/table.js";

/** Inputs beyond this correlation cannot be told apart, so they are shown and shuffled together. */
const TOGETHER = 0.9;

/**
 * Inputs that move together: linked by a correlation beyond the limit, directly or through others. Each group has at
 * least two, in the definition's order; inputs that stand alone are left out.
 *
 * @param table rows of the inputs; missing values are left out pair by pair
 */
export function correlatedGroups(table: Table, inputs: readonly InputDefinition[], limit = TOGETHER): {title: string; inputs: string[]}[] {
  const numbers = inputs.filter(({kind}) => kind !== "category");
  const correlation = correlationMatrix(numbers.map(({name}) => getNumbers(table, name)));
  const group = numbers.map((_, i) => i);
  for (let i = 0; i < numbers.length; ++i) {
    for (let j = 0; j < i; ++j) {
      const r = correlation[i][j];
      if (r === null || Math.abs(r) <= limit) continue;
      const [from, to] = [group[i], group[j]];
      group.forEach((label, k) => {
        if (label === from) group[k] = to;
      });
    }
  }
  return [...new Set(group)]
    .map((label) => numbers.filter((_, i) => group[i] === label))
    .filter((members) => members.length > 1)
    .map((members) => ({title: joinTitles(members), inputs: members.map(({name}) => name)}));
}

/** @example "Sessions and drives" */
function joinTitles(members: readonly InputDefinition[]): string {
  return members.map(({title}) => title).join(" and ");
}
