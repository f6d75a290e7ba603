import type {RowRemark} from "../../lib/batch/describeRows.js";
import type {Model} from "../../lib/model/model.js";
import {mkdtemp, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {basename, join} from "node:path";
import {tableFromIPC, type Vector} from "apache-arrow";
import {csvParseRows, dsvFormat} from "d3";
import {scoreFiles} from "../../data-loaders/score/scoreFiles.js";
import {describeBadRow, describeOutsideRow, joinRowRemarks} from "../../lib/batch/describeRows.js";
import {listScores, NEW_COLUMNS, scoresHeader} from "../../lib/batch/outputRows.js";
import {createJsonRowReader} from "../../lib/batch/readJsonRow.js";
import {scoreSource} from "../../lib/batch/scoreSource.js";
import {ChurnbookError} from "../../lib/check.js";
import {createScorer} from "../../lib/model/scorer.js";
import {useArrowCodecs} from "../../lib/rows/arrowCodecs.js";
import {createArrowPrinter} from "../../lib/rows/arrowColumn.js";
import {BARE} from "../../lib/rows/bareRow.js";
import {checkColumnNames, checkMatch, matchColumns} from "../../lib/rows/matchColumns.js";
import {openFile} from "../../src/components/shared/openFile.js";
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
  /** rows without a value in any cell, which are set aside; they stand among the faults too */
  nAside: number;
  /** the saved rows as texts under their header, without what the door adds; empty at the endpoint */
  kept: string[][];
}

const nothing: DoorAnswer = {refused: null, scores: [], faults: [], warnings: [], nAside: 0, kept: []};

const countAside = (faults: DoorAnswer["faults"]): number => faults.filter(([, words]) => words.startsWith(BARE)).length;

export interface ScoreDoorOptions {
  /** of the output; default: that of the file if it is Arrow, else "csv" */
  ending?: string;
}

/** `churnbook score`, as a person calls it. */
export async function scoreDoor(path: string, model: Model, options: ScoreDoorOptions = {}): Promise<DoorAnswer> {
  return (await scoreWithReasons(path, model, {...options, nReasons: 0})).answer;
}

/** More than doors say alike. */
export interface DoorDetails {
  answer: DoorAnswer;
  /** the faults of the answer in full, with their lines */
  said: string[];
}

/** As {@link scoreDoor}, with what `--reasons` adds: by scored row, the effect of each input that has one. */
export async function scoreWithReasons(
  path: string,
  model: Model,
  {nReasons, ending = /\.(arrow|feather)$/.test(path) ? "arrow" : "csv"}: ScoreDoorOptions & {nReasons: number}
): Promise<DoorDetails & {effects: Map<string, number>[]}> {
  const folder = await mkdtemp(join(tmpdir(), "churnbook-door-"));
  try {
    const {output, errors, warnings} = await scoreFiles({
      input: path,
      output: join(folder, `out.${ending}`),
      model,
      column: COLUMN,
      nReasons,
      unknownLevel: "refuse",
      workers: 1,
      progress: {scored() {}, writing() {}, end() {}}
    });
    const saved = ending === "arrow" ? readArrow(await readFile(output)) : parseSaved(await readFile(output, "utf8"));
    const width = saved[0].length - 1 - 2 * Math.min(nReasons, model.inputs.length);
    const said = await readRemarks(errors);
    const faults = said.map(withoutLine);
    const answer = {
      refused: null,
      scores: saved.slice(1).map((row) => Number(row[width])),
      faults,
      warnings: (await readRemarks(warnings)).map(withoutLine),
      nAside: countAside(faults),
      kept: saved.map((row) => row.slice(0, width))
    };
    return {answer, said: said.map(([, words]) => words), effects: saved.slice(1).map((row) => new Map(pairsOf(row.slice(width + 1))))};
  } catch (error) {
    return {answer: refusal(error), said: [], effects: []};
  } finally {
    await rm(folder, {recursive: true});
  }
}

const COLUMN = "churn_probability";

/** It is separated as the file that was scored: by what stands before the last column's name. */
function parseSaved(text: string): string[][] {
  return dsvFormat(text[text.indexOf(COLUMN) - 1]).parseRows(text);
}

/** Cells as text, as they stand in CSV; nothing where they are null. */
function readArrow(bytes: Uint8Array): string[][] {
  useArrowCodecs();
  const table = tableFromIPC(bytes);
  const names = table.schema.fields.map(({name}) => name);
  const printers = names.map((_, j) => createArrowPrinter(table.getChildAt(j) as Vector));
  return [names, ...Array.from({length: table.numRows}, (_, i) => printers.map((print) => print(i) ?? ""))];
}

function pairsOf(cells: readonly string[]): [string, number][] {
  return cells.flatMap((name, k): [string, number][] => (k % 2 === 0 && name !== "" ? [[name, Number(cells[k + 1])]] : []));
}

async function readRemarks(path: string | null): Promise<[number, string][]> {
  if (path === null) return [];
  const [, ...rows] = csvParseRows(await readFile(path, "utf8"));
  return rows.map(([row, words]) => [Number(row), words]);
}

/** Only files of text have lines. */
function withoutLine([row, words]: [number, string]): [number, string] {
  return [row, words.replace(/^line \d+: /, "")];
}

/** /batch: the library of the page, from a file's bytes to what is saved. */
export async function pageDoor(path: string, model: Model): Promise<DoorAnswer> {
  return (await pageWithInputs(path, model)).answer;
}

/** As {@link pageDoor}, with what the cells of each scored row were read as, by input: see createCellReader. */
export async function pageWithInputs(path: string, model: Model): Promise<DoorDetails & {inputs: number[][]}> {
  const bytes = new Uint8Array(await readFile(path));
  const names = model.inputs.map(({name}) => name);
  const where = `score ${basename(path)}`;
  try {
    const file = {name: basename(path), size: bytes.length, arrayBuffer: async () => bytes.buffer};
    const {source} = await openFile(file, {
      inputs: names,
      format: model.format,
      asker: "score",
      signal: new AbortController().signal,
      onProgress() {}
    });
    checkColumnNames(source.columns, {where, added: NEW_COLUMNS});
    const {places} = matchColumns(names, source.columns);
    checkMatch(names, source.columns, {places, where});
    const scored = finish(scoreSource(source, {model, places, where}));
    const all = {source, model, places, scored};
    const rows = [...listScores({source, scored}, {name: "", sha256: ""})];
    const words = (remarks: RowRemark[]): [number, string] => [remarks[0].row, joinRowRemarks(remarks)];
    const width = source.columns.length;
    const said = scored.bad.map((row) => words(describeBadRow(all, row)));
    const faults = said.map(withoutLine);
    const answer = {
      refused: null,
      scores: rows.map((row) => Number(row[width])),
      faults,
      warnings: scored.outside.map((row) => withoutLine(words(describeOutsideRow(all, row)))),
      nAside: countAside(faults),
      kept: [scoresHeader(all, {}).slice(0, width), ...rows.map((row) => row.slice(0, width).map((cell) => String(cell ?? "")))]
    };
    const good = Array.from(scored.probability.keys()).filter((row) => !Number.isNaN(scored.probability[row]));
    return {answer, said: said.map(([, d]) => d), inputs: good.map((row) => scored.inputs.map((values) => values[row]))};
  } catch (error) {
    return {answer: refusal(error), said: [], inputs: []};
  }
}

/** The endpoint, row by row. @param rows as JSON has them */
export function endpointDoor(rows: readonly object[], model: Model): DoorAnswer {
  const read = createJsonRowReader(model);
  const {scoreRow} = createScorer(model);
  const answers = rows.map((row, i) => ({...read(row), place: i + 1}));
  const faults = answers.flatMap(({faults, place}): [number, string][] => (faults ? [[place, faults.join("; ")]] : []));
  return {
    ...nothing,
    scores: answers.flatMap(({row}) => (row ? [scoreRow(row)] : [])),
    faults,
    nAside: countAside(faults),
    warnings: answers.flatMap(({warnings, place}): [number, string][] => (warnings?.length ? [[place, warnings.join("; ")]] : []))
  };
}

function refusal(error: unknown): DoorAnswer {
  if (!(error instanceof ChurnbookError)) throw error;
  return {...nothing, refused: error.message.replace(/^[^:]*: /, "")};
}
