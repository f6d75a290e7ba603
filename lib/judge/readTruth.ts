import type {LabelChoice} from "../dataset/definition.js";
import type {Model} from "../model/model.js";
import type {RowSource} from "../rows/rowSource.js";
import type {ScoredSource} from "../batch/describeRows.js";
import type {ReadTruth} from "./truth.js";
import {matchColumns} from "../rows/matchColumns.js";
import {readingOf} from "../rows/cell.js";
import {TEXT} from "../rows/physicalType.js";
import {collectTruth, createLabelReader} from "./truth.js";

/** A file's columns, and by input of the model the place of the one that it is read from. */
type FileColumns = Pick<RowSource, "columns" | "types"> & Pick<ScoredSource, "places">;

/** Where a file says what happened: the place of its label's column, if it has one that no input is read from. -1: none */
export function findLabel({columns, types, places}: FileColumns, {column}: LabelChoice): number {
  const [place] = matchColumns([column], columns).places;
  const type = types?.[place] ?? TEXT;
  return place >= 0 && !places.includes(place) && typeof readingOf("category", type) === "string" ? place : -1;
}

/** Rows between two pauses. */
const BLOCK = 4096;

/**
 * Reads what happened to the rows that were scored. Yields the rows that are done, for whoever has to do other work in between.
 *
 * @param place of the label's column, as {@link findLabel} has it
 */
export function* readTruth(
  {source, scored, model}: Pick<ScoredSource, "source" | "scored"> & {model: Pick<Model, "missing" | "format">},
  label: LabelChoice,
  place: number
): Generator<number, ReadTruth> {
  const read = createLabelReader(label, {type: source.types?.[place] ?? TEXT, missing: model.missing, format: model.format});
  const truth = collectTruth(label);
  for (let row = 0; row < scored.nRows; ++row) {
    if (row % BLOCK === 0) yield row;
    const {cells} = source.read(row);
    if (cells !== null) truth.add(read(cells[place]), scored.probability[row], cells[place]);
  }
  return truth.done();
}
