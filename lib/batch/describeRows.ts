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
  /** as the file names it */
  column: string;
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
  if (cells === null) return [{row: row + 1, column: "the whole line", reason: fault}];
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
  const judge = createRowJudge(
    model,
    places.map((place) => source.types?.[place] ?? TEXT)
  );
  const inputs = places.map((place) => cells[place]);
  return ask(judge, inputs).map(({place, reason}) => ({row: row + 1, column: source.columns[places[place]], reason}));
}
