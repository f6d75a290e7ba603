import type {RecordBatch, Vector} from "apache-arrow";
import {check, someOf} from "../../../lib/check.js";
import {MISSING_TEXTS} from "../../../lib/dataset/missing.js";
import type {ModelInput} from "../../../lib/model/model.js";
import {MISSING_LEVEL, UNKNOWN_LEVEL} from "../blocks/block.js";
import type {Block} from "../blocks/block.js";
import {parseNumber, trimCell} from "../describeFaults.js";

/** @throws if an input of the model is not among the columns */
export function checkColumns(columns: readonly string[], inputs: readonly ModelInput[]): void {
  const missing = inputs.filter(({name}) => !columns.includes(name)).map(({name}) => name);
  check(missing.length === 0, {
    where: "score",
    rule: `the file must have every input of the model (${someOf(inputs.map(({name}) => name), 30)})`,
    got: `none named ${someOf(missing, 30)}; it has ${someOf(columns, 30)}`,
    remedy: "Rename the columns, or choose another model with --model."
  });
}

/** A batch's inputs as a block. */
export function toBlock(batch: RecordBatch, inputs: readonly ModelInput[], unknownLevel: "refuse" | "missing"): Block {
  const {numRows: nRows} = batch;
  const values = new Float32Array(inputs.length * nRows);
  for (const [j, input] of inputs.entries()) {
    const vector = batch.getChild(input.name) as Vector;
    const cells = values.subarray(j * nRows, (j + 1) * nRows);
    if (input.kind === "number") for (let i = 0; i < nRows; ++i) cells[i] = readNumber(vector.get(i));
    else readLevels(vector, cells, new Map(input.levels.map((level, code) => [level, code])), unknownLevel === "missing" ? MISSING_LEVEL : UNKNOWN_LEVEL);
  }
  return {nRows, inputs: values};
}

/** A cell as describeFaults takes it. */
export function toText(cell: unknown): string | null {
  return cell === null || cell === undefined || Number.isNaN(cell) ? null : String(cell);
}

/** NaN is missing, an infinity what is no finite number. */
function readNumber(cell: unknown): number {
  if (cell === null || Number.isNaN(cell)) return NaN;
  if (typeof cell === "number" || typeof cell === "bigint" || typeof cell === "boolean") return Number(cell);
  const text = trimCell(String(cell));
  if (MISSING_TEXTS.includes(text)) return NaN;
  const value = parseNumber(text);
  return Number.isNaN(value) ? Infinity : value;
}

function readLevels(vector: Vector, cells: Float32Array, codes: Map<string, number>, unknown: number): void {
  for (let i = 0; i < cells.length; ++i) {
    const text = trimCell(toText(vector.get(i)) ?? "");
    cells[i] = MISSING_TEXTS.includes(text) ? MISSING_LEVEL : codes.get(text) ?? unknown;
  }
}
