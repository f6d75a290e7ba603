import type {Model} from "../model/model.js";
import type {RowSource} from "../rows/rowSource.js";
import {checkColumnTypes, columnKindOf, createCellReader, MISSING_LEVEL, UNKNOWN_LEVEL} from "../rows/cell.js";
import {checkHasRows} from "../rows/bareRow.js";
import {TEXT} from "../rows/physicalType.js";
import {createBlockScorer} from "./scoreBlock.js";

export interface ScoreSourceOptions {
  model: Model;
  /** by input of the model: the column's place in the file */
  places: readonly number[];
  /** who reads which file, for errors */
  where?: string;
}

/** A scored file. */
export interface ScoredRows {
  nRows: number;
  /** length nRows: the model's own probability; NaN for rows that cannot be scored */
  probability: Float64Array;
  /** by input of the model, each of length nRows: numbers as float32, codes of levels; NaN and -1 where missing or bad */
  inputs: Float32Array[];
  /** rows that cannot be scored, from 0 */
  bad: number[];
  /** rows that were scored although a number of theirs cannot be, or a level is not known, from 0 */
  outside: number[];
  /** by input: how many of the scored rows have no value */
  missing: number[];
  /** by input: how many of the scored rows have a level that the model does not know */
  unseen: number[];
}

/** Few enough that a block is done within a frame. */
const BLOCK = 512;

/**
 * Checks and scores a file's rows, in their order. A cell that is missing is read as the model's encoding says; a row with
 * a cell that is no finite number, or no level that the model knows, is set aside and costs the others nothing. Each row's
 * probability is that of createScorer, to the bit.
 *
 * Yields the rows that are done, block by block, for whoever has to do other work in between.
 *
 * @throws if a column of the file is of a type that its input cannot be read from, or there is no row
 */
export function* scoreSource(source: RowSource, {model, places, where = "score"}: ScoreSourceOptions): Generator<number, ScoredRows> {
  const {nRows} = source;
  const types = places.map((place) => source.types?.[place] ?? TEXT);
  checkColumnTypes(
    where,
    model.inputs.map((input, j) => ({name: source.columns[places[j]], kind: columnKindOf(input), type: types[j]}))
  );
  checkHasRows(where, nRows);
  const score = createBlockScorer(model, {nReasons: 0});
  const readers = model.inputs.map((input, j) => createCellReader(input, {type: types[j], missing: model.missing, format: model.format}));
  const scored: ScoredRows = {
    nRows,
    probability: new Float64Array(nRows).fill(NaN),
    inputs: model.inputs.map(() => new Float32Array(nRows)),
    bad: [],
    outside: [],
    missing: model.inputs.map(() => 0),
    unseen: model.inputs.map(() => 0)
  };
  for (let start = 0; start < nRows; start += BLOCK) {
    const n = Math.min(BLOCK, nRows - start);
    const inputs = new Float32Array(model.inputs.length * n);
    const isNoRow = new Uint8Array(n);
    for (let i = 0; i < n; ++i) {
      const {cells} = source.read(start + i);
      if (cells === null) isNoRow[i] = 1;
      else for (let j = 0; j < readers.length; ++j) inputs[j * n + i] = readers[j](cells[places[j]]);
    }
    const {probability, isBad, isDoubtful} = score({nRows: n, inputs});
    for (let j = 0; j < readers.length; ++j) scored.inputs[j].set(inputs.subarray(j * n, (j + 1) * n), start);
    for (let i = 0; i < n; ++i) {
      if (isBad[i] || isNoRow[i]) {
        scored.bad.push(start + i);
        continue;
      }
      scored.probability[start + i] = probability[i];
      if (isDoubtful[i]) scored.outside.push(start + i);
      for (let j = 0; j < readers.length; ++j) {
        const value = inputs[j * n + i];
        if (isMissing(model, j, value)) ++scored.missing[j];
        else if (model.inputs[j].kind === "category" && value === UNKNOWN_LEVEL) ++scored.unseen[j];
      }
    }
    yield start + n;
  }
  return scored;
}

function isMissing({inputs}: Model, j: number, value: number): boolean {
  return inputs[j].kind === "number" ? value !== value : value === MISSING_LEVEL;
}
