import type {Batch, BatchBook} from "./batchState.js";
import type {Line} from "./countCards.js";
import {describeBadRow, describeOutsideRow} from "../../lib/batch/describeRows.js";
import {DOUBTFUL_ROWS} from "../../lib/batch/judgeRow.js";
import type {Gains} from "./gains.js";
import {formatCount, shorten} from "../../lib/format.js";
import {address} from "../ui/address.js";
import {selectControl} from "../ui/controls.js";
import {el} from "../ui/dom.js";
import {notice} from "../ui/notice.js";
import {countGains, findWorth, worthColumns} from "./gains.js";
import {countCards, goodScores, lineControl} from "./countCards.js";
import {readTable, sayColumns, remarkTable, topRows} from "./resultTables.js";
import {saveFiles} from "./saveFiles.js";
import {scoreChart} from "./scoreChart.js";
import {sayMove} from "../../lib/decide/rateWords.js";
import {getNamed} from "../../lib/named.js";

export interface ResultView {
  element: HTMLElement;
  /** to the focus after a change that took the focused element away */
  heading: HTMLElement;
  showLine(): void;
}

export interface ResultOptions {
  shared: BatchBook;
  /** the line as it is now */
  line: () => Line;
  onLine: (threshold: number) => void;
  /** aborted when another file takes the place of this one */
  signal: AbortSignal;
  /** for choosing other columns */
  columns: HTMLElement;
}

/** What came of a file: counts, where it can be saved, who scores how high, and which rows need a look. */
export function resultView(batch: Batch, {shared, line, onLine, signal, columns}: ResultOptions): ResultView {
  const {scored, file, by, rate} = batch;
  const scores = goodScores(scored);
  const cards = countCards(batch, shared);
  const control = lineControl(line(), onLine);
  const training = getNamed(shared.reference.scores, by.name);
  const chart =
    scores.length > 0 && training ? scoreChart({scores, training, model: by.title, baseRate: shared.book.baseRate, rate, line}) : null;
  const heading = el(
    "h2",
    {tabindex: -1},
    `${formatCount(scores.length)} of ${formatCount(scored.nRows)} ${scored.nRows === 1 ? "row" : "rows"} of ${file.name} scored`
  );
  const showLine = (): void => {
    cards.showLine(line());
    control.show(line());
    chart?.redraw();
  };
  const worth = worthControl(batch, shared);
  showLine();
  return {
    heading,
    showLine,
    element: el(
      "section",
      {class: "bt-result", "data-testid": "result"},
      heading,
      file.note ? notice("info", file.note) : null,
      rate ? notice("info", sayMove(rate)) : null,
      el("p", {class: "bt-read", "data-testid": "columns"}, sayColumns(batch).join(" ")),
      cards.element,
      control.element,
      worth.control,
      saveFiles(batch, signal, worth.readGains),
      chart,
      ...rowsToLookAt(batch),
      worth.list,
      el(
        "details",
        {class: "expert"},
        el("summary", {}, "How each input and its missing values were read, and other columns"),
        readTable(batch, shared),
        columns
      )
    )
  };
}

const NONE = "-1";

/** Which column says what each is worth, and the list that says score and expected gain of the highest. */
function worthControl(batch: Batch, {value}: BatchBook): {control: HTMLElement; list: HTMLElement; readGains: () => Float64Array | null} {
  const list = el("div");
  const told = el("p", {class: "wi-note", "data-testid": "gain-told"});
  const found = findWorth(batch, value);
  let gains: Gains | null = null;
  const show = (place: number): void => {
    gains = place < 0 ? null : countGains(batch, place, address.search);
    told.textContent = gains?.told ?? (place < 0 ? "" : `“${batch.source.columns[place]}” holds no number, so no gain is told.`);
    list.replaceChildren(topRows(batch, gains));
  };
  const {element} = selectControl({
    label: "What each is worth, for the gain expected of a contact",
    choices: [
      {value: NONE, label: "(not said)"},
      ...worthColumns(batch).map((place) => ({value: String(place), label: shorten(batch.source.columns[place], 40)}))
    ],
    value: String(found),
    onChange: (place) => show(Number(place))
  });
  element.querySelector("select")?.setAttribute("name", "worth");
  show(found);
  return {control: el("div", {class: "bt-worth no-print"}, element, told), list, readGains: () => gains?.gains ?? null};
}

function rowsToLookAt(batch: Batch): (HTMLElement | null)[] {
  const {bad, outside} = batch.scored;
  const rows = (count: string): string => (count === "1" ? "1 row" : `${count} rows`);
  return [
    bad.length > 0
      ? remarkTable({
          rows: bad,
          name: "bad-rows",
          describe: (row) => describeBadRow(batch, row),
          caption: (count) => `${rows(count)} could not be scored`
        })
      : null,
    bad.length > 0 && usesDecimalCommas(batch)
      ? el(
          "p",
          {class: "wi-note"},
          "Some numbers have a decimal comma. Write decimals with a point, and leave thousands without separators."
        )
      : null,
    outside.length > 0
      ? remarkTable({
          rows: outside,
          name: "outside-rows",
          describe: (row) => describeOutsideRow(batch, row),
          caption: (count) => `${rows(count)} ${DOUBTFUL_ROWS}`
        })
      : null
  ];
}

/** Whether a cell among the first bad rows looks like 3,5. */
function usesDecimalCommas(batch: Batch): boolean {
  return batch.scored.bad
    .slice(0, 100)
    .flatMap((row) => describeBadRow(batch, row))
    .some(({reason}) => /got "\s*[+-]?\d+,\d+\s*"$/.test(reason));
}
