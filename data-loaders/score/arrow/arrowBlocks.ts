import type {RecordBatch, Vector} from "apache-arrow";
import {check, someOf} from "../../../lib/check.js";
import type {ModelInput} from "../../../lib/model/model.js";
import {MISSING_LEVEL, UNKNOWN_LEVEL} from "../../../lib/batch/block.js";
import type {Block} from "../../../lib/batch/block.js";
import {createCellReader} from "../../../lib/batch/readCell.js";
import type {CellReader} from "../../../lib/batch/readCell.js";

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
    const read = createCellReader(input, unknownLevel === "missing" ? MISSING_LEVEL : UNKNOWN_LEVEL);
    for (let i = 0; i < nRows; ++i) cells[i] = input.kind === "number" ? readNumber(vector.get(i), read) : read(toText(vector.get(i)));
  }
  return {nRows, inputs: values};
}

/** A cell as describeFaults takes it. */
export function toText(cell: unknown): string | null {
  return cell === null || cell === undefined || Number.isNaN(cell) ? null : String(cell);
}

/** Arrow has numbers of its own; what is text is read as text. */
function readNumber(cell: unknown, readText: CellReader): number {
  if (typeof cell === "number" || typeof cell === "bigint" || typeof cell === "boolean") return Number(cell);
  return readText(toText(cell));
}
