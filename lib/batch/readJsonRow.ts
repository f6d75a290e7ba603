import type {Row} from "../dataset/table.js";
import type {Model, ModelInput} from "../model/model.js";
import type {CellReader} from "../rows/cell.js";
import type {JsonCell} from "../rows/jsonCell.js";
import {someOf} from "../check.js";
import {otherText, refusalOf} from "../model/category.js";
import {columnKindOf, createCellReader, describeCellFault, describeDoubt, MISSING_LEVEL, readingOf, UNKNOWN_LEVEL} from "../rows/cell.js";
import {findBareFault} from "../rows/bareRow.js";
import {jsonCell} from "../rows/jsonCell.js";

/** A row that can be scored, with what is odd in it; or what keeps it from being scored. Each word names its input. */
export type JsonRow = {row: Row; warnings: string[]; faults: null} | {row: null; warnings: null; faults: string[]};

/**
 * Prepares to read rows as JSON has them, by the same rules as the cells of a file: a text that is a number is one, true and false
 * are 1 and 0, the missing words are null.
 */
export function createJsonRowReader({inputs, missing, format}: Pick<Model, "inputs" | "missing" | "format">): (json: object) => JsonRow {
  const readers = inputs.map((input) => createReaders(input, {missing, format}));
  const refusals = inputs.map((input) => (input.kind === "category" ? refusalOf(input) : null));
  const names = inputs.map(({name}) => name);
  const rule = `the row must have every input of the model (${someOf(names, 20)}), null where it is missing`;
  return (json) => {
    const given = new Map(Object.entries(json));
    const absent = names.filter((name) => !given.has(name));
    const cells = [...given.values()].map(jsonCell);
    const bare = findBareFault(
      cells.map(({text}) => text),
      cells.map(({type}) => type)
    );
    if (bare !== null && absent.length === 0) return {row: null, warnings: null, faults: [bare]};
    const faults = absent.length > 0 ? [`${rule}; got none named ${someOf(absent, 20)}`] : [];
    const warnings: string[] = [];
    const values = inputs.map((input, j): [string, Row[string]] => {
      const {name} = input;
      const cell = jsonCell(given.get(name));
      const value = readers[j](cell);
      if (value === null || value === Infinity || refusals[j]?.(value)) {
        faults.push(`${name} ${describeCellFault(input, cell.text)}`);
        return [name, null];
      }
      const doubt = describeDoubt(input, {value: Math.fround(value), cell: cell.text});
      if (doubt !== null) warnings.push(`${name} ${doubt}`);
      return [name, toValue(input, value)];
    });
    return faults.length > 0 ? {row: null, warnings: null, faults} : {row: Object.fromEntries(values), warnings, faults: null};
  };
}

/** @returns null for a cell of a type that the input cannot be read from */
function createReaders(rule: ModelInput, options: Pick<Model, "missing" | "format">): (cell: JsonCell) => number | null {
  const byType = new Map<string, CellReader>();
  return ({type, text}) => {
    if (typeof readingOf(columnKindOf(rule), type) !== "string") return null;
    const reader = byType.get(type.name) ?? createCellReader(rule, {type, ...options});
    byType.set(type.name, reader);
    return reader(text);
  };
}

function toValue(rule: ModelInput, value: number): Row[string] {
  if (rule.kind === "number") return Number.isNaN(value) ? null : value;
  if (value === MISSING_LEVEL) return null;
  return value === UNKNOWN_LEVEL ? otherText(rule) : rule.levels[value];
}
