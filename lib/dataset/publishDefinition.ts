import type {DatasetDefinition, InputDefinition} from "./definition.js";
import type {CategoryColumn, Table} from "./table.js";
import {MIN_GROUP} from "../groups.js";
import {getColumn} from "./table.js";

/**
 * A definition as the site holds it: without the levels that fewer than {@link MIN_GROUP} rows have, whoever listed them or gave them
 * other words. Those that no row has go, too, or their absence would tell of the others.
 *
 * @param table the rows that pages count
 */
export function publishDefinition(definition: DatasetDefinition, table: Table): DatasetDefinition {
  const inputs = definition.inputs.map((input): InputDefinition => {
    const {levels, values, ...rest} = input;
    if (!levels && !values) return input;
    const column = getColumn(table, input.name);
    if (column.kind !== "category") return input;
    const told = toldLevels(column);
    const listed = levels?.filter((level) => told.has(level)) ?? [];
    const named = Object.entries(values ?? {}).filter(([level]) => told.has(level));
    return {
      ...rest,
      ...(listed.length > 0 ? {levels: listed} : {}),
      ...(named.length > 0 ? {values: Object.fromEntries(named)} : {})
    };
  });
  return {...definition, inputs};
}

/** Levels that enough rows have. */
function toldLevels({levels, codes}: CategoryColumn): Set<string> {
  const counts = new Uint32Array(levels.length);
  for (let i = 0; i < codes.length; ++i) if (codes[i] >= 0) ++counts[codes[i]];
  return new Set(levels.filter((_, code) => counts[code] >= MIN_GROUP));
}
