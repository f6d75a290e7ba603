import type {OutputRow} from "../../lib/batch/outputRows.js";
import type {Batch} from "./batchState.js";
import {BASE_RATE, errorsHeader, listErrors, listScores, scoresHeader} from "../../lib/batch/outputRows.js";
import {formatCount} from "../../lib/format.js";
import {el} from "../ui/dom.js";
import {download} from "../ui/download.js";
import {formatOwnCsvLines} from "../ui/files.js";
import {runInSlices} from "../shared/runInSlices.js";

/** Rows of one piece of text. */
const PIECE = 500;

/** Buttons that save what came of the file, made in the page when they are pressed. @param readGains expected gains by row, if they are told now */
export function saveFiles(batch: Batch, signal: AbortSignal, readGains: () => Float64Array | null): HTMLElement {
  const {file, scored, by, rate} = batch;
  const stem = file.name.replace(/\.[^.]*$/, "");
  const nGood = scored.nRows - scored.bad.length;
  const told = el("output", {class: "wi-told"});
  const save = (
    text: string,
    name: string,
    {header, rows, test, isMain}: {header: () => string[]; rows: () => Iterable<OutputRow>; test: string; isMain: boolean}
  ): HTMLElement => {
    const button = el("button", {type: "button", class: isMain ? "primary" : null, "data-testid": test}, text);
    button.addEventListener(
      "click",
      () =>
        void runInSlices(formatPieces(header(), rows()), {
          signal,
          onSlice: (n) => (told.textContent = `${formatCount(n)} rows written`)
        }).then(
          (pieces) => {
            told.textContent = `Saved as ${name}.`;
            download(new Blob(pieces, {type: "text/csv"}), name);
          },
          () => (told.textContent = "")
        )
    ); // another file was chosen meanwhile
    return button;
  };
  return el(
    "div",
    {class: "bt-save no-print"},
    nGood > 0
      ? save(`Save the scores: ${formatCount(nGood)} ${nGood === 1 ? "row" : "rows"} (CSV)`, `${stem}.scored.csv`, {
          header: () => scoresHeader(batch, by, readGains()),
          rows: () => listScores(batch, by, readGains()),
          test: "save-scores",
          isMain: true
        })
      : null,
    scored.bad.length > 0
      ? save(`Save the rows that could not be scored: ${formatCount(scored.bad.length)} (CSV)`, `${stem}.errors.csv`, {
          header: () => errorsHeader(batch),
          rows: () => listErrors(batch),
          test: "save-errors",
          isMain: false
        })
      : null,
    told,
    nGood > 0
      ? el(
          "p",
          {class: "wi-note"},
          "Every line of the scores holds all columns of the file as they came, the probability in full, and the model that gave it " +
            `(${by.name}, ${by.sha256.slice(0, 8)})${rate ? `, and the churn rate to which it was moved (${BASE_RATE})` : ""}.`
        )
      : null
  );
}

/** A table's text piece by piece; yields the rows written. */
function* formatPieces(header: readonly string[], rows: Iterable<OutputRow>): Generator<number, string[]> {
  const pieces = [formatOwnCsvLines([header])];
  let waiting: OutputRow[] = [];
  let n = 0;
  for (const row of rows) {
    waiting.push(row);
    if (++n % PIECE !== 0) continue;
    pieces.push(formatOwnCsvLines(waiting));
    waiting = [];
    yield n;
  }
  return [...pieces, formatOwnCsvLines(waiting)];
}
