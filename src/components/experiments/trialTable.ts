import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {Column, Sort} from "../ui/dataTable.js";
import type {Part} from "../ui/dom.js";
import type {ExperimentsChoice} from "./experimentsState.js";
import type {TrialColumn} from "./trialColumns.js";
import type {TrialRow} from "./trialRows.js";
import {getMetricInfo} from "../shared/metricWords.js";
import {dataTable, sortRows} from "../ui/dataTable.js";
import {el, svg} from "../ui/dom.js";
import {goesOn} from "./goesOn.js";
import {foldClaim} from "./foldPicture.js";
import {finishedRows} from "./trialRows.js";
import {sameInAll, trialColumns} from "./trialColumns.js";

export interface TrialTableOptions {
  /** by learner or recipe */
  colorOf: (group: string) => string;
  onPick: (id: string) => void;
  onSort: (sort: Sort) => void;
}

export interface TrialsShown {
  rows: readonly TrialRow[];
  choice: ExperimentsChoice;
}

/** So many trials are drawn at once: a search of thousands must not hold up a reader who looks at the best. */
const AT_ONCE = 60;

/** The order is judged by so many of the best. */
const MOST_BEST = 15;

/** The trials shown, the failed and the stopped too, to sort by anything; a press on a trial's name chooses it, or lets it go. */
export function trialTable(book: ExperimentsBook, {colorOf, onPick, onSort}: TrialTableOptions): Part<TrialsShown> {
  const element = el("div", {class: "trial-table"});
  let nDrawn = AT_ONCE;
  let last: TrialsShown | null = null;

  function draw(shown: TrialsShown): void {
    const columns = shownColumns(book, shown);
    const {ordered, sort} = orderTrials(book, shown, columns);
    const scrolled = element.querySelector(".table-scroll")?.scrollLeft ?? 0;
    const caption = [sayCount(ordered.length, book.trials.length), sayTrust(book, shown)].filter(Boolean).join(". ");
    const table = dataTable({
      columns: [nameColumn(colorOf), ...columns.map((d) => d.column)],
      rows: ordered.slice(0, nDrawn),
      sort: {key: columns.find((d) => d.word === sort.key)?.column.key ?? sort.key, descending: sort.descending},
      pinned: isBaseRate,
      caption,
      hideCaption: true,
      empty: "No trial ended like this. Choose another state or learner.",
      rowClass: (row) => (shown.choice.trial.includes(row.id) ? "selected" : null),
      onSort: ({key, descending}) => onSort({key: columns.find((d) => d.column.key === key)?.word ?? key, descending})
    });
    element.replaceChildren(
      el("p", {class: "table-title", "aria-hidden": "true"}, caption), // outside the box, which may be narrower than it
      table,
      goesOn(table),
      ...below(ordered.length, sameInAll(book, shown.rows, shown.choice.metric))
    );
    markChosen(element, shown.choice.trial);
    const box = element.querySelector<HTMLElement>(".table-scroll");
    if (box) box.scrollLeft = scrolled;
  }

  function below(nTrials: number, same: readonly string[]): HTMLElement[] {
    const more = el("button", {type: "button", class: "more no-print"}, `Show ${Math.min(AT_ONCE, nTrials - nDrawn)} more of ${nTrials}`);
    more.addEventListener("click", () => {
      nDrawn += AT_ONCE;
      if (last) draw(last);
    });
    return [
      ...(nTrials > nDrawn ? [more] : []),
      ...(same.length > 0 ? [el("p", {class: "hint"}, `The same in all of these: ${same.join(", ")}.`)] : [])
    ];
  }

  element.addEventListener("click", (event) => {
    const id = (event.target as HTMLElement).closest<HTMLElement>("button.pick")?.dataset.trial;
    if (id) onPick(id);
  });
  return {
    element,
    show(shown) {
      if (last && isSameTable(last, shown)) markChosen(element, shown.choice.trial);
      else {
        if (last && last.rows !== shown.rows) nDrawn = AT_ONCE;
        draw(shown);
      }
      last = shown;
    }
  };
}

/** Whether nothing but the chosen trials differs, so that the table stands. */
function isSameTable(a: TrialsShown, b: TrialsShown): boolean {
  return a.rows === b.rows && a.choice.hide === b.choice.hide && a.choice.sort === b.choice.sort;
}

function shownColumns(book: ExperimentsBook, {rows, choice}: TrialsShown): TrialColumn[] {
  return trialColumns(book, rows, choice.metric).filter((d) => !choice.hide.includes(d.word));
}

/** The trials in the table's order, the base rate on top. */
function orderTrials(
  book: ExperimentsBook,
  {rows, choice}: TrialsShown,
  columns: readonly TrialColumn[]
): {ordered: TrialRow[]; sort: Sort} {
  const best: Sort = {key: "mean", descending: getMetricInfo(book, choice.metric).better === "higher"};
  const sort = choice.sort ?? best;
  const all = [{word: "id", column: nameColumn(() => "")}, ...trialColumns(book, rows, choice.metric), ...columns];
  const column = all.find((d) => d.word === sort.key)?.column;
  const sorted = column ? sortRows(rows, column, sort.descending) : [...rows];
  return {ordered: [...sorted.filter(isBaseRate), ...sorted.filter((d) => !isBaseRate(d))], sort};
}

function isBaseRate({group}: TrialRow): boolean {
  return group === "baseline";
}

/** @example "12 of 78 trials" */
function sayCount(shown: number, all: number): string {
  return shown === all ? `All ${all} trials` : `${shown} of ${all} trials`;
}

/** How far the order of the best can be trusted; null where nothing finished. */
function sayTrust(book: ExperimentsBook, {rows, choice: {metric}}: TrialsShown): string | null {
  const best = finishedRows(rows, getMetricInfo(book, metric).better).slice(0, MOST_BEST);
  return best.length === 0 ? null : foldClaim(best, metric);
}

function nameColumn(colorOf: (group: string) => string): Column<TrialRow> {
  return {key: "id", title: "Trial", format: (_id, row) => trialName(row, colorOf(row.group))};
}

function trialName({id, finalist}: TrialRow, color: string): HTMLElement {
  return el(
    "span",
    {},
    el(
      "button",
      {type: "button", class: "pick", "data-trial": id, title: "Choose, to see it in the charts and beside others"},
      svg("svg", {width: 10, height: 10, "aria-hidden": "true"}, svg("circle", {cx: 5, cy: 5, r: 4.5, fill: color})),
      ` ${id}`
    ),
    finalist ? el("small", {}, "finalist") : null
  );
}

function markChosen(table: HTMLElement, chosen: readonly string[]): void {
  for (const button of table.querySelectorAll<HTMLElement>("button.pick")) {
    const pressed = chosen.includes(button.dataset.trial ?? "");
    button.setAttribute("aria-pressed", String(pressed));
    button.closest("tr")?.classList.toggle("selected", pressed);
  }
}
