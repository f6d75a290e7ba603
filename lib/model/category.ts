import type {DatasetDefinition, Unseen} from "../dataset/definition.js";
import type {Column, Table} from "../dataset/table.js";
import type {CategoryInput, EncodedColumn, ModelInput} from "./model.js";
import {MISSING_LEVEL, otherSpellings, UNKNOWN_LEVEL} from "../rows/cell.js";

/** Codes of a category's values as a model reads them, beside the places of its levels. */
export const MISSING = -1;
/** a level pooled from rare ones */
export const OTHER = -2;
/** nothing that the model knows: refused, or none of its levels */
export const NOTHING = -3;

/**
 * A function that gives the code of a category's value: the place of a level, {@link MISSING}, {@link OTHER}, or
 * {@link NOTHING} where no training row had such a value and the model has nothing to read it as. No value is the level `blank`, if there is one.
 *
 * @param isLenient read what would be refused as whatever the model has: the pooled level, or the missing one
 */
export function createCategoryReader(input: CategoryInput, isLenient = false): (value: string | null) => number {
  const {levels, missing, other, blank} = input;
  const pooled = new Set(other?.levels);
  const codes = new Map(levels.map((level, code) => [level, pooled.has(level) ? OTHER : code]));
  const isOpen = other !== undefined && (isLenient || other.levels === undefined);
  const unknown = isOpen ? OTHER : isLenient && missing ? MISSING : NOTHING;
  const nothing = blank !== undefined ? (codes.get(blank) ?? unknown) : missing ? MISSING : isOpen ? OTHER : NOTHING;
  for (const [text, level] of otherSpellings(input)) if (!codes.has(text)) codes.set(text, codes.get(level) ?? unknown);
  return (value) => (value === null ? nothing : (codes.get(value) ?? unknown));
}

/** The code for which a column of a category is 1. */
export function codeOf(inputs: readonly ModelInput[], column: EncodedColumn & {kind: "level" | "rest"}): number {
  if (column.kind === "rest") return column.rest === "missing" ? MISSING : OTHER;
  const input = inputs.find((d) => d.name === column.input);
  return input?.kind === "category" ? input.levels.indexOf(column.level) : NOTHING;
}

/**
 * A text that a model reads as its pooled level: "other", or, where that is a level of its own, the same with a mark.
 * Only for a model that pools whatever it does not know.
 */
export function otherText({levels}: Pick<CategoryInput, "levels">): string {
  let text = "other";
  while (levels.includes(text)) text += "*";
  return text;
}

/**
 * The inputs of a fitted model with what its definition says of categories' values that no training row had. Where these
 * score as the pooled level, rare levels are values like any other unseen one; where they are refused, the pooled level takes
 * those rare ones that the definition lists. The names of others tell of few users, and are not kept.
 */
export function settleUnseen(inputs: readonly ModelInput[], definition: Pick<DatasetDefinition, "inputs" | "unseen">): ModelInput[] {
  return inputs.map((input) => {
    if (input.kind === "number" || !input.other?.levels) return input;
    const defined = definition.inputs.find((d) => d.name === input.name);
    const unseen: Unseen = defined?.unseen ?? definition.unseen ?? "other";
    const rare = new Set(input.other.levels);
    const listed = unseen === "refuse" ? input.other.levels.filter((level) => defined?.levels?.includes(level)) : [];
    return {
      ...input,
      levels: input.levels.filter((level) => !rare.has(level) || listed.includes(level)),
      other: {nLevels: rare.size, ...(unseen === "refuse" ? {levels: listed} : {})}
    };
  });
}

/**
 * Marks the rows that a model refuses for a category's value that it has nothing for.
 *
 * @param table with every input of the model
 * @returns length nRows: 1 where it is refused
 */
export function markRefused(inputs: readonly ModelInput[], {nRows, columns}: Table): Uint8Array {
  const refused = new Uint8Array(nRows);
  for (const input of inputs) {
    const column = columns.find((d: Column) => d.name === input.name);
    if (input.kind !== "category" || column?.kind !== "category") continue;
    const read = createCategoryReader(input);
    const codes = [...column.levels, null].map((value) => read(value));
    for (let i = 0; i < nRows; ++i) {
      const code = column.codes[i];
      if (codes[code < 0 ? column.levels.length : code] === NOTHING) refused[i] = 1;
    }
  }
  return refused;
}

/** The values of a category that a person can choose or be shown: the levels that the model knows, and the pooled one where it takes any text. */
export function shownLevels(input: CategoryInput): string[] {
  return isOpen(input) ? [...input.levels, otherText(input)] : [...input.levels];
}

/** The place among the shown levels of a code, as a table of the model's own levels, or {@link createCategoryReader}, has it; -1: missing. */
export function placeAmongShown(input: CategoryInput, code: number): number {
  return code === OTHER && isOpen(input) ? input.levels.length : Math.max(code, MISSING);
}

function isOpen({other}: CategoryInput): boolean {
  return other !== undefined && other.levels === undefined;
}

/** A table whose categories have the levels that models show in place of their own; what no model reads is left as it is. */
export function poolLevels(table: Table, inputs: readonly ModelInput[]): Table {
  const columns = table.columns.map((column): Column => {
    const input = inputs.find((d) => d.name === column.name);
    if (column.kind !== "category" || input?.kind !== "category") return column;
    const levels = shownLevels(input);
    const other = otherText(input);
    const places = column.levels.map((level) => levels.indexOf(input.levels.includes(level) ? level : other));
    return {...column, levels, codes: column.codes.map((code) => (code < 0 ? MISSING : places[code]))};
  });
  return {...table, columns};
}

/** Whether a category's code, as lib/rows/cell reads it, cannot be scored: no value, or a text that is no level, where the model has nothing for it. */
export function refusalOf(input: CategoryInput): (code: number) => boolean {
  const read = createCategoryReader(input);
  const [missing, unknown] = [read(null) === NOTHING, read(otherText(input)) === NOTHING];
  return (code) => (code === MISSING_LEVEL && missing) || (code === UNKNOWN_LEVEL && unknown);
}
