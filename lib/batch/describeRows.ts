import type {Model} from "../model/model.js";
import type {RowSource} from "../rows/rowSource.js";
import type {Ranges, ScoredRows} from "./scoreSource.js";
import {formatValue} from "../format.js";
import {findFaults} from "./cell.js";

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
  ranges: Ranges;
  scored: ScoredRows;
}

/** Why a row cannot be scored, cell by cell. @param row from 0 */
export function describeBadRow(
  {source, model: {inputs}, places}: Pick<ScoredSource, "source" | "model" | "places">,
  row: number
): RowRemark[] {
  const {cells, fault} = source.read(row);
  if (cells === null) return [{row: row + 1, column: "the whole line", reason: fault}];
  const named = Object.fromEntries(inputs.map(({name}, j) => [name, cells[places[j]]]));
  return findFaults(inputs, named).map(({input, reason}) => ({
    row: row + 1,
    column: source.columns[places[inputs.findIndex((d) => d.name === input)]],
    reason
  }));
}

/** Which numbers of a scored row lie outside what can be. @param row from 0 */
export function describeOutsideRow({source, model: {inputs}, places, ranges, scored}: ScoredSource, row: number): RowRemark[] {
  return inputs.flatMap(({name, kind}, j) => {
    const {min = -Infinity, max = Infinity} = ranges[name] ?? {};
    const value = scored.inputs[j][row];
    if (kind !== "number" || !(value < min || value > max)) return [];
    return [
      {row: row + 1, column: source.columns[places[j]], reason: `${formatValue(value)} is outside what can be: ${sayRange(min, max)}`}
    ];
  });
}

/** @example sayRange(0, Infinity) // "0 or more" */
export function sayRange(min: number, max: number): string {
  if (max === Infinity) return min === -Infinity ? "any number" : `${formatValue(min)} or more`;
  return min === -Infinity ? `${formatValue(max)} or less` : `${formatValue(min)} to ${formatValue(max)}`;
}
