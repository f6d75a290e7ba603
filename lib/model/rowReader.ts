import type {Row} from "../dataset/table.js";
import type {Model, ModelInput} from "./model.js";
import {findNamed} from "../named.js";
import {createCellReader, MISSING_LEVEL, missingNumbers, UNKNOWN_LEVEL} from "../rows/cell.js";
import {missingTextsOf} from "../rows/text.js";

/** What a row has of an input; undefined: nothing of its name. */
export type Given = Row[string] | undefined;

/** A program's row as the scorer takes it: every input of the model, and nothing else. */
export type RowReader = (row: Readonly<Record<string, Given>>) => Row;

/**
 * Prepares to read rows as programs have them, by the rules of cells: a text as a file of the build's table has it; null is missing. A
 * number is what it is, unless it stands for no value. What cannot be read, or is not there, is left as it is, for the scorer to judge.
 */
export function createRowReader(model: Pick<Model, "inputs" | "missing" | "format">): RowReader {
  const readers = model.inputs.map((input): [string, (value: Given) => Given] => [input.name, createValueReader(input, model)]);
  return (row) => Object.fromEntries(readers.map(([name, read]) => [name, read(findNamed(row, name))])) as Row;
}

function createValueReader(input: ModelInput, {missing, format}: Pick<Model, "missing" | "format">): (value: Given) => Given {
  const words = missingTextsOf(missing);
  const numbers = new Set(input.kind === "number" ? missingNumbers(words) : []);
  const read = createCellReader(input, {missing: words, format});
  return (value) => {
    if (typeof value === "number") return numbers.has(value) ? null : value;
    if (typeof value !== "string") return value;
    const cell = read(value);
    if (input.kind === "category") return cell === MISSING_LEVEL ? null : cell === UNKNOWN_LEVEL ? value : input.levels[cell];
    return Number.isNaN(cell) ? null : cell === Infinity ? value : cell;
  };
}
