import type {QueriesBook, QueryTableInfo} from "../../lib/book/queries.js";
import type {EngineFiles, Cell, SqlResult} from "./engine.js";
import type {Column} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {emptyState, errorState, repairNotice} from "../ui/notice.js";
import {createEngine, formatNumber} from "./engine.js";
import {LONGEST_QUERY, queryAddress, sqlEditor} from "./sqlEditor.js";
import {dataTable} from "../ui/dataTable.js";
import {download} from "../ui/download.js";
import {formatCsv} from "../ui/files.js";
import {getNamed} from "../../lib/named.js";
import {nameFile} from "../ui/rowUnit.js";

const ROW_LIMIT = 500;
const SECONDS = 20;

/**
 * Tables, example queries, a box and an answer. The database is loaded when the reader presses the button that says how
 * large it is, and not before; then everything happens in this page.
 */
export function sqlBox({tables, examples}: QueriesBook, files: EngineFiles): HTMLElement {
  const engine = createEngine(
    {...files, tables: Object.fromEntries(tables.map(({name}) => [name, getNamed(files.tables, name)]))},
    ROW_LIMIT
  );
  const address = queryAddress(examples[0].sql);
  const {run, stop, status, bar, element: actions} = sqlActions(megabytes(files.wasm.size ?? NaN, files.worker.size ?? 0));
  const answer = el("div", {class: "sql-result unasked"}, emptyState("No query has run yet", "The answer will stand here."));
  let state: "unloaded" | "busy" | "ready" = "unloaded";
  let abort = new AbortController();

  const editor = sqlEditor({
    examples,
    value: address.value,
    hint: hintText(),
    onInput: keep,
    onExample: (sql) => {
      keep(sql);
      if (state === "ready") void answerQuery();
      else if (state === "unloaded") status.value = "The query is in the box. Load the database to run it.";
    },
    onRun: () => {
      if (state === "ready") void answerQuery();
      else if (state === "unloaded") run.focus();
    },
    onLeave: () => (state === "busy" ? stop : run).focus()
  });
  address.onChange(editor.set);
  run.addEventListener("click", () => void (state === "unloaded" ? load() : answerQuery()));
  stop.addEventListener("click", () => abort.abort(new Error("Stopped.")));

  function keep(sql: string): void {
    if (!address.set(sql)) status.value = `The query is longer than ${LONGEST_QUERY} characters: it runs, but the address cannot hold it.`;
  }

  function become(next: typeof state): void {
    state = next;
    [run.disabled, stop.disabled] = [next === "busy", next !== "busy" || !engine.isLoaded];
  }

  async function load(): Promise<void> {
    become("busy");
    answer.classList.remove("unasked");
    status.value = "Loading the database…";
    bar.classList.remove("idle");
    try {
      await engine.load((read) => {
        bar.value = files.wasm.size ? Math.min(1, read / files.wasm.size) : 0;
      });
      run.textContent = "Run";
      become("ready");
      await answerQuery();
    } catch (error) {
      become("unloaded");
      status.value = "";
      answer.replaceChildren(errorState("The database could not be loaded", messageOf(error), () => void load()));
    }
    bar.classList.add("idle");
  }

  async function answerQuery(): Promise<void> {
    if (state === "busy") return;
    abort = new AbortController();
    become("busy");
    status.value = "Running…";
    const timer = stopInTime(abort);
    try {
      const result = await engine.query(editor.value, abort.signal);
      answer.replaceChildren(resultView(result));
      status.value = result.cut ? `Done: the first ${ROW_LIMIT} rows are shown.` : `Done: ${result.rows.length} rows.`;
    } catch (error) {
      status.value = "";
      answer.replaceChildren(errorState(abort.signal.aborted ? "The query was stopped" : "The query did not run", messageOf(error)));
    }
    clearTimeout(timer);
    become("ready");
  }

  return el(
    "div",
    {class: "sql"},
    repairNotice(address.notice === null ? [] : [address.notice]),
    tableList(tables),
    el("div", {class: "sql-desk"}, editor.element, actions, answer)
  );
}

/** The buttons below the box, and what they tell. */
function sqlActions(size: string) {
  const run = el("button", {type: "button", class: "primary"}, `Load the database (${size}) and run`);
  const stop = el("button", {type: "button", disabled: true}, "Stop");
  const status = el("output", {class: "sql-status", "aria-live": "polite"});
  const bar = el("progress", {max: 1, value: 0, "aria-label": "Loading the database", class: "sql-progress idle"});
  return {run, stop, status, bar, element: el("div", {class: "sql-actions"}, run, stop, status, bar)};
}

/** @returns the timer, to be cleared when the query ends before */
function stopInTime(abort: AbortController): ReturnType<typeof setTimeout> {
  const reason = new Error(`Stopped after ${SECONDS} seconds. Ask for less, for example with LIMIT or fewer joined rows.`);
  return setTimeout(() => abort.abort(reason), SECONDS * 1000);
}

/** What the box takes and shows. */
function hintText(): string {
  return (
    `Ctrl or ⌘ with Enter runs, Esc leaves the box. At most ${ROW_LIMIT} rows are shown, and a query may take ${SECONDS} ` +
    "seconds. It runs DuckDB in this page: nothing is sent anywhere."
  );
}

/** @example megabytes(7_600_000, 770_000) // "8.4 MB" */
function megabytes(...bytes: number[]): string {
  const sum = bytes.reduce((total, part) => total + part, 0);
  return Number.isFinite(sum) ? `${(sum / 1e6).toFixed(1)} MB` : "about 8 MB";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A table of more columns than this shows the first of them, and the others on a click. */
const MOST_COLUMNS = 12;

/** The tables with what a row is, and their columns, on demand. */
function tableList(tables: readonly QueryTableInfo[]): HTMLElement {
  const list = el(
    "div",
    {class: "sql-tables"},
    tables.map(({name, about, rows, columns}) =>
      el(
        "div",
        {class: "sql-table"},
        el("h3", {}, el("code", {}, name), el("small", {}, ` ${rows.toLocaleString("en")} rows`)),
        el("p", {}, about),
        columnList(columns.slice(0, MOST_COLUMNS), `Columns of ${name}`),
        columns.length > MOST_COLUMNS
          ? el(
              "details",
              {},
              el("summary", {}, `${columns.length - MOST_COLUMNS} more columns`),
              columnList(columns.slice(MOST_COLUMNS), `More columns of ${name}`)
            )
          : null
      )
    )
  );
  return el("details", {class: "expert"}, el("summary", {}, `What can be asked of: ${tables.map(({name}) => name).join(", ")}`), list);
}

function columnList(columns: QueryTableInfo["columns"], label: string): HTMLElement {
  return el(
    "ul",
    {class: "sql-columns", "aria-label": label},
    columns.map((column) => el("li", {}, el("code", {}, column.name), column.kind === "number" ? null : el("small", {}, ` ${column.kind}`)))
  );
}

/** The result as a table that can be sorted and taken away; what stands in a cell is text, whatever it says. */
function resultView({columns, rows, cut}: SqlResult): HTMLElement {
  if (columns.length === 0) return emptyState("Done: there is nothing to show");
  const save = el("button", {type: "button", class: "quiet"}, "Save as CSV");
  save.addEventListener("click", () => download(new Blob([formatCsv(columns, rows)], {type: "text/csv"}), nameFile("query.csv")));
  return el(
    "div",
    {class: "sql-answer"},
    el("div", {class: "sql-answer-head"}, el("p", {}, countText(rows.length, cut)), save),
    dataTable<Record<string, Cell>>({
      columns: columns.map((title, i): Column<Record<string, Cell>> => ({
        key: keyOf(i),
        title,
        format: (value) => (typeof value === "number" ? formatNumber(value) : (value ?? "–"))
      })),
      rows: rows.map((row) => Object.fromEntries(row.map((cell, i) => [keyOf(i), cell]))),
      caption: "Result of the query",
      hideCaption: true,
      empty: "No row fits the query."
    })
  );
}

/** @example countText(500, true) // "The first 500 rows; the result has more." */
export function countText(count: number, cut: boolean): string {
  if (cut) return `The first ${count} rows; the result has more.`;
  return count === 1 ? "1 row." : `${count} rows.`;
}

/** Titles may repeat, places do not. */
function keyOf(i: number): string {
  return `column${i}`;
}
