import type {RowRemark} from "../../lib/batch/describeRows.js";
import type {Model} from "../../lib/model/model.js";
import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {basename, join} from "node:path";
import {tableFromIPC} from "apache-arrow";
import {csvParseRows, dsvFormat} from "d3";
import {scoreFiles} from "../../data-loaders/score/scoreFiles.js";
import {describeBadRow, describeOutsideRow, joinRowRemarks} from "../../lib/batch/describeRows.js";
import {listScores, NEW_COLUMNS, scoresHeader} from "../../lib/batch/outputRows.js";
import {createJsonRowReader} from "../../lib/batch/readJsonRow.js";
import {scoreSource} from "../../lib/batch/scoreSource.js";
import {ChurnbookError} from "../../lib/check.js";
import {createScorer} from "../../lib/model/scorer.js";
import {checkColumnNames, checkMatch, matchColumns} from "../../lib/rows/matchColumns.js";
import {openFile} from "../../src/components/batch/openFile.js";
import {finish} from "../lib/rows/finish.js";

/** What a door makes of a file: the same at every door. */
export interface DoorAnswer {
  /** why the whole file is refused, without where it stands; null if it is not */
  refused: string | null;
  /** by scored row, in order */
  scores: number[];
  /** by row that could not be scored: its place from 1, and why (`tenure must be a finite number or empty; got "long"`) */
  faults: [row: number, words: string][];
  /** by scored row with a number that cannot be */
  warnings: [row: number, words: string][];
  /** the saved rows as texts under their header, without what the door adds; empty at the endpoint */
  kept: string[][];
}

const nothing: DoorAnswer = {refused: null, scores: [], faults: [], warnings: [], kept: []};

/** `churnbook score`, as a person calls it; CSV comes out unless the file is Arrow. */
export async function scoreDoor(path: string, model: Model): Promise<DoorAnswer> {
  const folder = await mkdtemp(join(tmpdir(), "churnbook-door-"));
  const isArrow = /\.(arrow|feather)$/.test(path);
  try {
    const {output, errors, warnings} = await scoreFiles({
      input: path,
      output: join(folder, isArrow ? "out.arrow" : "out.csv"),
      model,
      column: COLUMN,
      nReasons: 0,
      unknownLevel: "refuse",
      workers: 1,
      progress: {scored() {}, writing() {}, end() {}}
    });
    const saved = isArrow ? readArrow(await readFile(output)) : parseSaved(await readFile(output, "utf8"));
    return {
      refused: null,
      scores: saved.slice(1).map((row) => Number(row.at(-1))),
      faults: await readRemarks(errors),
      warnings: await readRemarks(warnings),
      kept: saved.map((row) => row.slice(0, -1))
    };
  } catch (error) {
    return refusal(error);
  } finally {
    await rm(folder, {recursive: true});
  }
}

const COLUMN = "churn_probability";

/** It is separated as the file that was scored: by what stands before the last column's name. */
function parseSaved(text: string): string[][] {
  return dsvFormat(text[text.indexOf(COLUMN) - 1]).parseRows(text);
}

function readArrow(bytes: Uint8Array): string[][] {
  const table = tableFromIPC(bytes);
  const names = table.schema.fields.map(({name}) => name);
  return [names, ...table.toArray().map((row: Record<string, unknown>) => names.map((name) => String(row[name])))];
}

async function readRemarks(path: string | null): Promise<[number, string][]> {
  if (path === null) return [];
  const [, ...rows] = csvParseRows(await readFile(path, "utf8"));
  return rows.map(([row, words]) => [Number(row), withoutLine(words)]);
}

/** Only files of text have lines; pageAgrees.test.ts compares them. */
function withoutLine(words: string): string {
  return words.replace(/^line \d+: /, "");
}

/** /batch: the library of the page, from a file's bytes to what is saved. */
export async function pageDoor(path: string, model: Model): Promise<DoorAnswer> {
  const bytes = new Uint8Array(await readFile(path));
  const inputs = model.inputs.map(({name}) => name);
  const where = `score ${basename(path)}`;
  try {
    const file = {name: basename(path), size: bytes.length, arrayBuffer: async () => bytes.buffer};
    const {source} = await openFile(file, {inputs, format: model.format, signal: new AbortController().signal, onProgress() {}});
    checkColumnNames(source.columns, {where, added: NEW_COLUMNS});
    const {places} = matchColumns(inputs, source.columns);
    checkMatch(inputs, source.columns, {places, where});
    const scored = finish(scoreSource(source, {model, places, where}));
    const all = {source, model, places, scored};
    const rows = [...listScores({source, scored}, {name: "", sha256: ""})];
    const words = (remarks: RowRemark[]): [number, string] => [remarks[0].row, withoutLine(joinRowRemarks(remarks))];
    const width = source.columns.length;
    return {
      refused: null,
      scores: rows.map((row) => Number(row[width])),
      faults: scored.bad.map((row) => words(describeBadRow(all, row))),
      warnings: scored.outside.map((row) => words(describeOutsideRow(all, row))),
      kept: [scoresHeader(all).slice(0, width), ...rows.map((row) => row.slice(0, width).map((cell) => String(cell ?? "")))]
    };
  } catch (error) {
    return refusal(error);
  }
}

/** The endpoint, row by row. @param rows as JSON has them */
export function endpointDoor(rows: readonly object[], model: Model): DoorAnswer {
  const read = createJsonRowReader(model);
  const {scoreRow} = createScorer(model);
  const answers = rows.map((row, i) => ({...read(row), place: i + 1}));
  return {
    ...nothing,
    scores: answers.flatMap(({row}) => (row ? [scoreRow(row)] : [])),
    faults: answers.flatMap(({faults, place}): [number, string][] => (faults ? [[place, faults.join("; ")]] : [])),
    warnings: answers.flatMap(({warnings, place}): [number, string][] => (warnings?.length ? [[place, warnings.join("; ")]] : []))
  };
}

function refusal(error: unknown): DoorAnswer {
  if (!(error instanceof ChurnbookError)) throw error;
  return {...nothing, refused: error.message.replace(/^[^:]*: /, "")};
}
