import type {FileComparison} from "../../../lib/drift/compareFile.js";
import {compareFile} from "../../../lib/drift/compareFile.js";
import {scoreSource} from "../../../lib/batch/scoreSource.js";
import {formatCount} from "../../../lib/format.js";
import type {Session} from "../../../lib/whatif/answer/session.js";
import type {Batch, BatchBook, OpenedFile} from "../batch.js";
import type {FileLike} from "../intake/openFile.js";
import {openFile} from "../intake/openFile.js";
import type {ProgressPanel} from "./progressPanel.js";
import {runInSlices} from "./runInSlices.js";

/** How the work is watched, and stopped. */
export interface Watch {
  signal: AbortSignal;
  panel: ProgressPanel;
}

/** Reading takes about this share of the time. */
const READING = 0.2;

/** Reads a file. @throws ChurnbookError if it is no table, and when the signal is aborted */
export function readWatched(file: FileLike, inputs: readonly string[], {signal, panel}: Watch): Promise<OpenedFile> {
  const words = `Reading ${file.name}`;
  panel.show(words, 0);
  return openFile(file, {inputs, signal, onProgress: (share) => panel.show(words, share * READING)});
}

/** Checks and scores a file's rows. @param places by input of the model: the column's place */
export async function scoreWatched(file: OpenedFile, places: readonly number[], {session, ranges, watch: {signal, panel}}: {session: Session; ranges: BatchBook["ranges"]; watch: Watch}): Promise<Batch> {
  const {model, name, title, sha256} = session;
  const {source} = file;
  const onSlice = (done: number): void => panel.show(`${formatCount(done)} of ${formatCount(source.nRows)} rows checked and scored`, READING + (1 - READING) * (done / source.nRows));
  const scored = await runInSlices(scoreSource(source, {model, places, ranges}), {signal, onSlice});
  return {file, source, model, places, ranges, scored, by: {name, title, sha256}};
}

/** Compares the rows that were scored with the training data. */
export function compareWatched({scored, model}: Batch, {reference}: BatchBook, signal: AbortSignal): Promise<FileComparison> {
  const {inputs: columns, probability, nRows} = scored;
  return runInSlices(compareFile({inputs: model.inputs, columns, nRows, isLeftOut: (row) => Number.isNaN(probability[row])}, reference.inputs), {signal});
}
