import type {LabelChoice} from "../dataset/definition.js";
import type {Model} from "../model/model.js";
import type {RowSource} from "../rows/rowSource.js";
import type {ScoredSource} from "../batch/describeRows.js";
import type {ReadTruth} from "./truth.js";
import {matchColumns} from "../rows/matchColumns.js";
import {readingOf} from "../rows/cell.js";
import {TEXT} from "../rows/physicalType.js";
import {rowsEachOf} from "../statistics/intervals.js";
import {trimCell} from "../rows/text.js";
import {collectTruth, createLabelReader} from "./truth.js";

/** A file's columns, and by input of the model the place of the one that it is read from. */
type FileColumns = Pick<RowSource, "columns" | "types"> & Pick<ScoredSource, "places">;

/** Where a file says what happened: the place of its label's column, if it has one that no input is read from. -1: none */
export function findLabel({columns, types, places}: FileColumns, {column}: LabelChoice): number {
  const [place] = matchColumns([column], columns).places;
  const type = types?.[place] ?? TEXT;
  return place >= 0 && !places.includes(place) && typeof readingOf("category", type) === "string" ? place : -1;
}

/** Where a file says whose its rows are: the place of the column by which customers were told apart in training. -1: nowhere */
export function findCustomer({columns}: Pick<FileColumns, "columns">, group: string | undefined): number {
  return group === undefined ? -1 : matchColumns([group], columns).places[0];
}

/** Rows between two pauses. */
const BLOCK = 4096;

/**
 * Reads what happened to the rows that were scored. Yields the rows that are done, for whoever has to do other work in between.
 *
 * @param place of the label's column, as {@link findLabel} has it
 * @param customer that of the customer's, as {@link findCustomer} has it; below 0: there is none
 */
export function* readTruth(
  {source, scored, model}: Pick<ScoredSource, "source" | "scored"> & {model: Pick<Model, "missing" | "format">},
  label: LabelChoice,
  {label: place, customer = -1}: {label: number; customer?: number}
): Generator<number, ReadTruth> {
  const read = createLabelReader(label, {type: source.types?.[place] ?? TEXT, missing: model.missing, format: model.format});
  const truth = collectTruth(label);
  const codeOf = createCoder();
  for (let row = 0; row < scored.nRows; ++row) {
    if (row % BLOCK === 0) yield row;
    const {cells} = source.read(row);
    if (cells === null) continue;
    truth.add(read(cells[place]), scored.probability[row], cells[place], customer < 0 ? undefined : codeOf(cells[customer]));
  }
  return truth.done();
}

/**
 * How many rows that were scored a row's customer has, on average over rows ({@link rowsEachOf}). Yields the rows that are done, for
 * whoever has to do other work in between.
 *
 * @param customer the place of the column, as {@link findCustomer} has it
 */
export function* countRowsEach({source, scored}: Pick<ScoredSource, "source" | "scored">, customer: number): Generator<number, number> {
  const codeOf = createCoder();
  const sizes = new Map<number, number>();
  for (let row = 0; row < scored.nRows; ++row) {
    if (row % BLOCK === 0) yield row;
    const {cells} = source.read(row);
    if (cells === null || Number.isNaN(scored.probability[row])) continue;
    const code = codeOf(cells[customer]);
    sizes.set(code, (sizes.get(code) ?? 0) + 1);
  }
  return rowsEachOf(sizes.values());
}

/** Numbers customers as they come; who is not named is nobody else. */
function createCoder(): (cell: string | null) => number {
  const codes = new Map<string, number>();
  let nobody = 0;
  return (cell) => {
    const name = cell === null ? "" : trimCell(cell);
    if (name === "") return --nobody;
    const code = codes.get(name) ?? codes.size;
    codes.set(name, code);
    return code;
  };
}
