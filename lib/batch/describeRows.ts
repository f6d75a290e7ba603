import type {Model} from "../model/model.js";
import type {RowSource} from "../rows/rowSource.js";
import type {CellRemark, RowJudge} from "./judgeRow.js";
import type {ScoredRows} from "./scoreSource.js";
import {TEXT} from "../rows/physicalType.js";
import {createRowJudge} from "./judgeRow.js";

/** What is to say of one row. */
export interface RowRemark {
  /** from 1 under the header, lines that are no rows included: as `churnbook score` counts */
  row: number;
  /** of a CSV file: the line on which the row begins */
  line: number | null;
  /** as the file names it; null: the whole row is meant */
  column: string | null;
  reason: string;
}

/** A scored file with what it was scored from. */
export interface ScoredSource {
  source: RowSource;
  model: Model;
  /** by input of the model: the column's place in the file */
  places: readonly number[];
  scored: ScoredRows;
}

/** Why a row cannot be scored, cell by cell. @param row from 0 */
export function describeBadRow(file: Pick<ScoredSource, "source" | "model" | "places">, row: number): RowRemark[] {
  const {cells, fault} = file.source.read(row);
  if (cells === null) return [{...placeOf(file, row), column: null, reason: fault}];
  return describe(file, row, (judge, inputs) => judge.faults(inputs));
}

/** Which numbers of a scored row cannot be. @param row from 0 */
export function describeOutsideRow(file: Pick<ScoredSource, "source" | "model" | "places">, row: number): RowRemark[] {
  return describe(file, row, (judge, inputs) => judge.doubts(inputs));
}

function describe(
  {source, model, places}: Pick<ScoredSource, "source" | "model" | "places">,
  row: number,
  ask: (judge: RowJudge, inputs: (string | null)[]) => CellRemark[]
): RowRemark[] {
  const {cells} = source.read(row);
  if (cells === null) return [];
  const at = placeOf({source}, row);
  const judge = createRowJudge(model, {types: places.map((place) => source.types?.[place] ?? TEXT)});
  const inputs = places.map((place) => cells[place]);
  return ask(judge, inputs).map(({place, reason}) => ({...at, column: source.columns[places[place]], reason}));
}

function placeOf({source}: Pick<ScoredSource, "source">, row: number): Pick<RowRemark, "row" | "line"> {
  return {row: row + 1, line: source.lineOf?.(row) ?? null};
}

/** What is said of one row, in the words of the file of errors. @example 'line 6: tenure must be a finite number or empty; got "long"' */
export function joinRowRemarks(remarks: readonly RowRemark[]): string {
  const words = remarks.map(({column, reason}) => (column === null ? reason : `${column} ${reason}`)).join("; ");
  return remarks[0]?.line == null ? words : `line ${remarks[0].line}: ${words}`;
}
