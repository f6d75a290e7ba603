import type {Data, DataType, RecordBatchReader, Vector} from "apache-arrow";
import type {Block, Scored} from "../../lib/batch/block.js";
import type {ErrorFile} from "./errorFile.js";
import type {ScoreJob, ScoreTotals} from "./scoreJob.js";
import type {Model, ModelInput} from "../../lib/model/model.js";
import {setImmediate} from "node:timers/promises";
import {Field, Float32, Float64, makeData, RecordBatch, Schema, Struct, Utf8, vectorFromArray} from "apache-arrow";
import {check} from "../../lib/check.js";
import {setAside} from "../../lib/batch/block.js";
import {createRowSample} from "../../lib/drift/rowSample.js";
import {explainArrowFault} from "../../lib/rows/arrowFault.js";
import {findBareFault} from "../../lib/rows/bareRow.js";
import {openArrow} from "./openArrow.js";
import {openArrowOutput} from "./arrowOutput.js";
import {createRowJudge, joinRemarks} from "../../lib/batch/judgeRow.js";
import {arrowNames, arrowType, createArrowPrinter, createBareTest, readArrowColumn} from "../../lib/rows/arrowColumn.js";
import {checkColumnTypes, columnKindOf} from "../../lib/rows/cell.js";
import {createErrorFile} from "./errorFile.js";
import {createPromptScorer} from "./promptScorer.js";
import {checkNewColumns, newColumns} from "./scoreJob.js";
import {namesInFile} from "./tableSource.js";

/** Rows that are scored at once, while no signal is heard: fewer where reasons are asked for, which take long of each. */
const SLICE_ROWS = 65_536;
const SLICE_EXPLAINED = 2048;

/** Scores an Arrow IPC file or stream, batch by batch; the output is Arrow too. */
export async function scoreArrow(job: ScoreJob): Promise<ScoreTotals> {
  check(job.files.length === 1, {where: "score", rule: "Arrow files are scored one at a time", got: job.files.length});
  const {reader, isFile} = await openArrow(job.files[0], `score ${job.files[0].name}`);
  const {schema: own} = reader; // a reader that is done has none
  const columns = arrowNames(own);
  const types = own.fields.map(({type}) => arrowType(type as DataType));
  const where = `score ${job.files[0].name}`;
  const inputs = namesInFile(job.model.inputs, columns, where);
  checkColumnTypes(
    where,
    inputs.map((input) => ({name: input.name, kind: columnKindOf(input), type: types[columns.indexOf(input.name)]}))
  );
  checkNewColumns(job, columns);
  const output = openArrowOutput(job.output, isFile);
  const totals: ScoreTotals = {nRows: 0, nBad: 0, nDoubtful: 0, notes: [], sample: createRowSample(inputs.length)};
  const files: Remarks = {error: null, warning: null};
  const scorer = createPromptScorer(job, Infinity);
  let schema: Schema | null = null;
  try {
    for await (const batch of readSlices(reader, job)) {
      const block = toBlock(batch, {...job.model, inputs});
      const settle = totals.sample.take(block);
      const scored = scorer.score(block);
      const isBare = createBareTest(columns.map((_, j) => batch.getChildAt(j) as Vector));
      for (let i = 0; i < scored.nRows; ++i) if (isBare(i)) setAside(scored, i);
      settle(scored.isBad);
      const wider = addColumns(batch, scored, {job, own});
      schema ??= wider.schema;
      for (const [from, to] of goodRuns(scored)) await output.write(to - from === batch.numRows ? wider : wider.slice(from, to));
      if (scored.nBad + scored.nDoubtful > 0) await addRemarks(files, {batch, scored, job, inputs, before: totals.nRows});
      totals.nRows += scored.nRows;
      totals.nBad += scored.nBad;
      totals.nDoubtful += scored.nDoubtful;
      job.progress.scored(totals.nRows, null);
    }
  } finally {
    await scorer.close();
  }
  await output.close(schema ?? addFields(own, job));
  await files.error?.close();
  await files.warning?.close();
  return totals;
}

/** The file's batches, in parts that are scored at once. */
async function* readSlices(reader: RecordBatchReader, {files, nReasons}: ScoreJob): AsyncGenerator<RecordBatch> {
  const most = nReasons > 0 ? SLICE_EXPLAINED : SLICE_ROWS;
  try {
    for await (const whole of reader as unknown as AsyncIterable<RecordBatch>) {
      for (let start = 0; start < whole.numRows; start += most) {
        yield whole.numRows <= most ? whole : whole.slice(start, Math.min(whole.numRows, start + most));
        await setImmediate(); // signals are heard here
      }
    }
  } catch (error) {
    const {message} = error as Error;
    if (!/compress|codec|arrow|buffer|message|invalid/i.test(message)) throw error;
    throw explainArrowFault(error, `score ${files[0].name}`);
  }
}

function addFields(schema: Schema, job: ScoreJob): Schema {
  const added = newColumns(job).map(
    (name, k) => new Field(name, k === 0 ? new Float64() : k % 2 === 1 ? new Utf8() : new Float32(), k > 0)
  );
  const names = arrowNames(schema); // apache-arrow writes two of one name as one
  const own = schema.fields.map((field, j) => (field.name === names[j] ? field : field.clone({name: names[j]})));
  return new Schema([...own, ...added], schema.metadata);
}

/** @param own the file's schema; a batch's may confuse columns of one name */
function addColumns(batch: RecordBatch, {nRows, probability, reasons}: Scored, {job, own}: {job: ScoreJob; own: Schema}): RecordBatch {
  const {nReasons, model} = job;
  const children: Data[] = [...batch.data.children, makeData({type: new Float64(), length: nRows, nullCount: 0, data: probability})];
  for (let r = 0; r < nReasons && reasons; ++r) {
    const places = Array.from({length: nRows}, (_, i) => reasons.input[i * nReasons + r]);
    children.push(
      vectorFromArray(
        places.map((j) => (j < 0 ? null : model.inputs[j].name)),
        new Utf8()
      ).data[0]
    );
    children.push(
      vectorFromArray(
        places.map((j, i) => (j < 0 ? null : reasons.effect[i * nReasons + r])),
        new Float32()
      ).data[0]
    );
  }
  const schema = addFields(own, job);
  return new RecordBatch(schema, makeData({type: new Struct(schema.fields), length: nRows, nullCount: 0, children}));
}

/** Stretches [from, to) of rows that could be scored. */
function goodRuns({nRows, isBad, nBad}: Scored): [number, number][] {
  if (nBad === 0) return [[0, nRows]];
  const runs: [number, number][] = [];
  for (let i = 0; i < nRows; ++i) {
    if (isBad[i]) continue;
    const last = runs.at(-1);
    if (last && last[1] === i) last[1] = i + 1;
    else runs.push([i, i + 1]);
  }
  return runs;
}

interface Found {
  batch: RecordBatch;
  scored: Scored;
  job: ScoreJob;
  /** under the names that the file gives them */
  inputs: ModelInput[];
  /** rows before this batch */
  before: number;
}

/** What is said of rows, in files that are made with the first of them. */
type Remarks = Record<"error" | "warning", ErrorFile | null>;

async function addRemarks(files: Remarks, {batch, scored, job, inputs, before}: Found): Promise<void> {
  const {fields} = batch.schema;
  const columns = arrowNames(batch.schema);
  const types = fields.map(({type}) => arrowType(type as DataType));
  const printers = fields.map((_, j) => createArrowPrinter(batch.getChildAt(j) as Vector));
  const places = inputs.map(({name}) => columns.indexOf(name));
  const judge = createRowJudge({...job.model, inputs}, {types: places.map((place) => types[place]), unknownLevel: job.unknownLevel});
  for (let i = 0; i < scored.nRows; ++i) {
    const kind = scored.isBad[i] ? "error" : scored.isDoubtful[i] ? "warning" : null;
    if (kind === null) continue;
    const cells = printers.map((print) => print(i));
    const read = places.map((place) => cells[place]);
    const words = findBareFault(cells, types) ?? joinRemarks(kind === "error" ? judge.faults(read) : judge.doubts(read));
    const file = (files[kind] ??= createErrorFile(kind === "error" ? job.errors : job.warnings, {columns, kind}));
    await file.add({file: job.files[0].name, row: before + i + 1}, words, cells);
  }
}

/** A batch's inputs as a block. */
function toBlock(batch: RecordBatch, {inputs, missing, format}: Pick<Model, "inputs" | "missing" | "format">): Block {
  const {numRows: nRows} = batch;
  const columns = arrowNames(batch.schema);
  const values = new Float32Array(inputs.length * nRows);
  for (const [j, rule] of inputs.entries()) {
    const vector = batch.getChildAt(columns.indexOf(rule.name)) as Vector;
    readArrowColumn(vector, {rule, missing, format}, values.subarray(j * nRows, (j + 1) * nRows));
  }
  return {nRows, inputs: values};
}
