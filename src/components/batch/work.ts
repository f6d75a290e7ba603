import type {FileComparison} from "../../lib/drift/compareFile.js";
import type {Session} from "../../lib/whatif/session.js";
import type {Model} from "../../lib/model/model.js";
import type {RateMove} from "../../lib/model/shiftBaseRate.js";
import type {Batch, BatchBook} from "./batchState.js";
import type {FileLike, OpenedFile} from "../shared/openFile.js";
import {compareFile} from "../../lib/drift/compareFile.js";
import {shiftBaseRate} from "../../lib/model/shiftBaseRate.js";
import {scoreSource} from "../../lib/batch/scoreSource.js";
import {countRowsEach, findCustomer, findLabel, readTruth} from "../../lib/judge/readTruth.js";
import {formatCount} from "../../lib/format.js";
import {openFile} from "../shared/openFile.js";
import {runInSlices} from "../shared/runInSlices.js";
import {el} from "../ui/dom.js";

/** How the work is watched, and stopped. */
export interface Watch {
  signal: AbortSignal;
  panel: ProgressPanel;
}

/** Reading takes about this share of the time. */
const READING = 0.2;

/** Reads a file. @throws ChurnbookError if it is no table, and when the signal is aborted */
export function readWatched(file: FileLike, {inputs, format}: Model, {signal, panel}: Watch): Promise<OpenedFile> {
  const words = `Reading ${file.name}`;
  panel.show(words, 0);
  return openFile(file, {
    inputs: inputs.map(({name}) => name),
    format,
    asker: "score",
    signal,
    onProgress: (share) => panel.show(words, share * READING)
  });
}

interface ScoreOptions extends Pick<BatchBook, "label" | "group"> {
  session: Session;
  rate: RateMove | null;
  watch: Watch;
}

/** Checks and scores a file's rows. @param places by input of the model: the column's place */
export async function scoreWatched(
  file: OpenedFile,
  places: readonly number[],
  {session, rate, label, group, watch: {signal, panel}}: ScoreOptions
): Promise<Batch> {
  const {name, title, sha256} = session;
  const model = rate ? shiftBaseRate(session.model, rate) : session.model;
  const {source} = file;
  const onSlice = (done: number): void =>
    panel.show(
      `${formatCount(done)} of ${formatCount(source.nRows)} rows checked and scored`,
      READING + (1 - READING) * (done / source.nRows)
    );
  const scored = await runInSlices(scoreSource(source, {model, places, where: `score ${file.name}`}), {signal, onSlice});
  const place = findLabel({columns: source.columns, types: source.types, places}, label);
  const at = {label: place, customer: findCustomer(source, group)};
  const outcome = place < 0 ? null : {place, truth: await runInSlices(readTruth({source, scored, model}, label, at), {signal})};
  const rowsEach = at.customer < 0 ? null : await runInSlices(countRowsEach({source, scored}, at.customer), {signal});
  return {file, source, model, places, scored, rowsEach, by: {name, title, sha256, baseRate: rate?.to}, rate, outcome};
}

/** Compares the rows that were scored with the training data. */
export function compareWatched(
  {scored, model, rowsEach}: Batch,
  {reference, rowsEach: training}: BatchBook,
  signal: AbortSignal
): Promise<FileComparison> {
  const {inputs: columns, probability, nRows} = scored;
  return runInSlices(
    compareFile({inputs: model.inputs, columns, nRows, isLeftOut: (row) => Number.isNaN(probability[row])}, reference.inputs, {
      rowsEach: {file: rowsEach ?? training, training}
    }),
    {signal}
  );
}

const SPOKEN_MS = 1500;

export interface ProgressPanel {
  element: HTMLElement;
  /** @param share done, in [0, 1] */
  show(words: string, share: number): void;
}

/** How far the work is, seen at once and spoken now and then, and a way to stop it. */
export function progressPanel(name: string, onCancel: () => void): ProgressPanel {
  const bar = el("progress", {max: 1, value: 0, "aria-label": `Work on ${name}`});
  const seen = el("p", {class: "bt-progress-words"});
  const spoken = el("p", {class: "visually-hidden", role: "status"});
  const cancel = el("button", {type: "button", "data-testid": "cancel"}, "Cancel");
  let lastSpoken = performance.now();
  cancel.addEventListener("click", onCancel);
  return {
    element: el("div", {class: "bt-progress", "data-testid": "progress"}, seen, bar, cancel, spoken),
    show(words, share) {
      seen.textContent = words;
      bar.value = share;
      if (performance.now() - lastSpoken < SPOKEN_MS) return;
      lastSpoken = performance.now();
      spoken.textContent = words;
    }
  };
}
