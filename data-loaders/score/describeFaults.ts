import {someOf} from "../../lib/check.js";
import {MISSING_TEXTS} from "../../lib/dataset/missing.js";
import type {ModelInput} from "../../lib/model/model.js";

/**
 * What keeps a row from being scored, in the one voice of errors; empty when nothing does.
 *
 * @param cells as texts, by column; null is missing
 * @example describeFaults([{name: "tenure", kind: "number"}], {tenure: "long"}) // 'tenure must be a finite number or empty; got "long"'
 */
export function describeFaults(inputs: readonly ModelInput[], cells: Readonly<Record<string, string | null>>): string {
  const faults = inputs.flatMap((input) => {
    const cell = cells[input.name];
    const text = trimCell(cell ?? "");
    if (MISSING_TEXTS.includes(text)) return [];
    if (input.kind === "category") return input.levels.includes(text) ? [] : [`${input.name} must be ${someOf(input.levels, 12)} or empty; got ${JSON.stringify(cell)}`];
    return Number.isFinite(Math.fround(parseNumber(text))) ? [] : [`${input.name} must be a finite number or empty; got ${JSON.stringify(cell)}`];
  });
  return faults.join("; ");
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
