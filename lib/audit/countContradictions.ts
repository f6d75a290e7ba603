import type {DatasetDefinition} from "../dataset/definition.js";
import type {Table} from "../table/table.js";
import {listContradictionRules} from "./rules.js";

/**
 * In how many ways each row contradicts the definition: checks, constraints, ranges and levels. Missing cells and repeated
 * rows are no contradictions.
 *
 * @returns length nRows
 */
export function countContradictions(table: Table, definition: DatasetDefinition): Uint8Array {
  const counts = new Uint8Array(table.nRows);
  for (const {isFound} of listContradictionRules(table, definition)) {
    for (let i = 0; i < table.nRows; ++i) if (isFound(i)) ++counts[i];
  }
  return counts;
}
