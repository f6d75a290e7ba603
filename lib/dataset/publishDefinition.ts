import type {DatasetDefinition} from "./definition.js";
import type {Table} from "./table.js";
import {MIN_GROUP} from "../groups.js";
import {getColumn} from "./table.js";

/**
 * A definition as the site holds it: without the levels that fewer than {@link MIN_GROUP} rows have, whoever listed them. Those that no
 * row has go, too, or their absence would tell of the others.
 *
 * @param table the rows that pages count
 */
export function publishDefinition(definition: DatasetDefinition, table: Table): DatasetDefinition {
  const inputs = definition.inputs.map((input) => {
    if (!input.levels) return input;
    const column = getColumn(table, input.name);
    if (column.kind !== "category") return input;
    const counts = new Map<string, number>();
    for (let i = 0; i < table.nRows; ++i) {
      const level = column.levels[column.codes[i]];
      counts.set(level, (counts.get(level) ?? 0) + 1);
    }
    const {levels, ...rest} = input;
    const told = levels.filter((level) => (counts.get(level) ?? 0) >= MIN_GROUP);
    return told.length > 0 ? {...rest, levels: told} : rest;
  });
  return {...definition, inputs};
}
