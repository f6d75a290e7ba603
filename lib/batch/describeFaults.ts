import {someOf} from "../check.js";
import {MISSING_TEXTS} from "../dataset/missing.js";
import type {ModelInput} from "../model/model.js";

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
    if (input.kind === "category") return input.levels.includes(text) ? [] : [{input: input.name, reason: `must be ${someOf(input.levels, 12)} or empty; got ${JSON.stringify(cell)}`}];
    return Number.isFinite(Math.fround(parseNumber(text))) ? [] : [{input: input.name, reason: `must be a finite number or empty; got ${JSON.stringify(cell)}`}];
  });
}

/**
 * What keeps a row from being scored, as one text; empty when nothing does.
 *
 * @param cells as texts, by column; null is missing
 * @example describeFaults([{name: "tenure", kind: "number"}], {tenure: "long"}) // 'tenure must be a finite number or empty; got "long"'
 */
export function describeFaults(inputs: readonly ModelInput[], cells: Readonly<Record<string, string | null>>): string {
  return findFaults(inputs, cells).map(({input, reason}) => `${input} ${reason}`).join("; ");
}

/** A decimal number, with or without an exponent, as both JavaScript and DuckDB read the pattern. */
export const NUMBER_PATTERN = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?";
const NUMBER = new RegExp(`^${NUMBER_PATTERN}$`);

/** NaN unless the text is a decimal number, with or without an exponent. */
export function parseNumber(text: string): number {
  return NUMBER.test(text) ? Number(text) : NaN;
}

/** A cell without the blanks around it; only those that the SQL of tables trims too. */
export function trimCell(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, "");
}
