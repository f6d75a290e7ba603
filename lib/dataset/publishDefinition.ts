import type {DatasetDefinition, InputDefinition} from "./definition.js";
import type {CategoryColumn, Table} from "./table.js";
import {countUsers, MIN_GROUP} from "../groups.js";
import {getColumn} from "./table.js";

/**
 * A definition as the site holds it: without the levels that fewer than {@link MIN_GROUP} users have, whoever listed them or gave them
 * other words. Those that no row has go, too, or their absence would tell of the others.
 *
 * @param table the rows that pages count
 * @param customers by row, where rows repeat them
 */
export function publishDefinition(
  definition: DatasetDefinition,
  table: Table,
  customers: ArrayLike<number> | null = null
): DatasetDefinition {
  const inputs = definition.inputs.map((input): InputDefinition => {
    const {levels, values, spelled, ...rest} = input;
    if (!levels && !values && !spelled) return input;
    const column = getColumn(table, input.name);
    if (column.kind !== "category") return input;
    const told = toldLevels(column, customers);
    const listed = levels?.filter((level) => told.has(level)) ?? [];
    const named = Object.entries(values ?? {}).filter(([level]) => told.has(level));
    const others = Object.entries(spelled ?? {}).filter(([level]) => told.has(level));
    return {
      ...rest,
      ...(listed.length > 0 ? {levels: listed} : {}),
      ...(named.length > 0 ? {values: Object.fromEntries(named)} : {}),
      ...(others.length > 0 ? {spelled: Object.fromEntries(others)} : {})
    };
  });
  return {...definition, inputs};
}

/** Levels that enough users have. */
function toldLevels({levels, codes}: CategoryColumn, customers: ArrayLike<number> | null): Set<string> {
  const counts = countUsers(codes, levels.length, customers);
  return new Set(levels.filter((_, code) => counts[code] >= MIN_GROUP));
}
