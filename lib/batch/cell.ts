import type {ModelInput} from "../model/model.js";
import {someOf} from "../check.js";
import {MISSING_TEXTS, parseNumber, trimCell} from "../rows/text.js";
import {MISSING_LEVEL, UNKNOWN_LEVEL} from "./block.js";

/** A cell that keeps its row from being scored. */
export interface Fault {
  /** the input's name */
  input: string;
  /** what must rule, and what came instead: `must be a finite number or empty; got "long"` */
  reason: string;
}

/**
 * The cells that keep a row from being scored, in the one voice of errors; empty when nothing does.
 *
 * @param cells as texts, by input; null is missing
 */
export function findFaults(inputs: readonly ModelInput[], cells: Readonly<Record<string, string | null>>): Fault[] {
  return inputs.flatMap((input) => {
    const cell = cells[input.name];
    const text = trimCell(cell ?? "");
    if (MISSING_TEXTS.includes(text)) return [];
    if (input.kind === "category")
      return input.levels.includes(text)
        ? []
        : [{input: input.name, reason: `must be ${someOf(input.levels, 12)} or empty; got ${JSON.stringify(cell)}`}];
    return Number.isFinite(Math.fround(parseNumber(text)))
      ? []
      : [{input: input.name, reason: `must be a finite number or empty; got ${JSON.stringify(cell)}`}];
  });
}

/**
 * What keeps a row from being scored, as one text; empty when nothing does.
 *
 * @param cells as texts, by column; null is missing
 * @example describeFaults([{name: "tenure", kind: "number"}], {tenure: "long"}) // 'tenure must be a finite number or empty; got "long"'
 */
export function describeFaults(inputs: readonly ModelInput[], cells: Readonly<Record<string, string | null>>): string {
  return findFaults(inputs, cells)
    .map(({input, reason}) => `${input} ${reason}`)
    .join("; ");
}

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
