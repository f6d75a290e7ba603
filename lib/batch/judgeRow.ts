import type {Model} from "../model/model.js";
import type {UnknownLevel} from "./block.js";
import type {PhysicalType} from "../rows/physicalType.js";
import {createCellReader, describeCellFault, describeDoubt, MISSING_LEVEL, UNKNOWN_LEVEL} from "../rows/cell.js";
import {refusalOf} from "../model/category.js";
import {TEXT} from "../rows/physicalType.js";

/** What the rows have in common that were scored, and of which something is to be said. */
export const DOUBTFUL_ROWS = "scored with a number that cannot be, or a level that the model does not know";

/** Something to say of a cell. */
export interface CellRemark {
  /** place of the input in the model */
  place: number;
  /** the input's name */
  input: string;
  /** what must rule, and what came instead: `must be a finite number or empty; got "long"` */
  reason: string;
}

/** What is to be said of a row, by its cells as texts in the order of the model's inputs. */
export interface RowJudge {
  /** the cells that keep the row from being scored; empty when nothing does */
  faults(cells: readonly (string | null)[]): CellRemark[];
  /** the numbers of a row that was scored which cannot be, and its levels that the model does not know */
  doubts(cells: readonly (string | null)[]): CellRemark[];
}

export interface RowJudgeOptions {
  /** by input: of its column; default: text */
  types?: readonly PhysicalType[];
  /** default: "refuse" */
  unknownLevel?: UnknownLevel;
}

export function createRowJudge(
  {inputs, missing, format}: Pick<Model, "inputs" | "missing" | "format">,
  {types = [], unknownLevel = "refuse"}: RowJudgeOptions = {}
): RowJudge {
  const readers = inputs.map((rule, j) => createCellReader(rule, {type: types[j] ?? TEXT, missing, format}));
  const refusals = inputs.map((input) => (input.kind === "category" ? refusalOf(input) : null));
  const judge = (cells: readonly (string | null)[], describe: (place: number, value: number) => string | null): CellRemark[] =>
    inputs.flatMap(({name}, place) => {
      const reason = describe(place, readers[place](cells[place]));
      return reason === null ? [] : [{place, input: name, reason}];
    });
  return {
    faults: (cells) =>
      judge(cells, (place, value) =>
        value === Infinity || refusals[place]?.(settleLevel(value, unknownLevel)) ? describeCellFault(inputs[place], cells[place]) : null
      ),
    doubts: (cells) =>
      judge(cells, (place, value) => describeDoubt(inputs[place], {value: Math.fround(value), cell: cells[place], unknownLevel}))
  };
}

function settleLevel(value: number, unknownLevel: UnknownLevel): number {
  return value === UNKNOWN_LEVEL && unknownLevel === "missing" ? MISSING_LEVEL : value;
}

/** Remarks as one text. @example 'tenure must be a finite number or empty; got "long"; plan must be ...' */
export function joinRemarks(remarks: readonly CellRemark[]): string {
  return remarks.map(({input, reason}) => `${input} ${reason}`).join("; ");
}
