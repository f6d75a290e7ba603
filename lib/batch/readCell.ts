import {MISSING_TEXTS} from "../dataset/missing.js";
import type {ModelInput} from "../model/model.js";
import {MISSING_LEVEL, UNKNOWN_LEVEL} from "./block.js";
import {parseNumber, trimCell} from "./describeFaults.js";

/** A cell as a block holds it. */
export type CellReader = (cell: string | null) => number;

const missing = new Set(MISSING_TEXTS);

/**
 * Reads cells of one input. Of a number: NaN where it is missing, an infinity where it is no finite number. Of a category:
 * the place of its level in the model's list, or what {@link MISSING_LEVEL} and {@link UNKNOWN_LEVEL} say.
 *
 * @param unknown what a level that the model does not know becomes
 */
export function createCellReader(input: ModelInput, unknown = UNKNOWN_LEVEL): CellReader {
  if (input.kind === "number") return readNumberText;
  const codes = new Map(input.levels.map((level, code) => [level, code]));
  return (cell) => {
    const text = trimCell(cell ?? "");
    return missing.has(text) ? MISSING_LEVEL : (codes.get(text) ?? unknown);
  };
}

function readNumberText(cell: string | null): number {
  if (cell === null) return NaN;
  const text = trimCell(cell);
  if (missing.has(text)) return NaN;
  const value = parseNumber(text);
  return Number.isNaN(value) ? Infinity : value;
}
