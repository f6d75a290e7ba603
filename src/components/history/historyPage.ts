import type {BuildRecord, HistoryIndex, IndexedBuild, Population} from "../../lib/book/history.js";
import type {ModelsBook} from "../../lib/book/models.js";
import {compareBuilds} from "../../lib/history/compareBuilds.js";
import {addDrift, earlierThan} from "../../lib/history/slowDrift.js";
import {readHistory, readHistoryFile} from "../shared/buildHistory.js";
import {leftOut} from "../shared/leftOut.js";
import {historyChart} from "../shared/historyChart.js";
import {controlBar, selectControl} from "../ui/controls.js";
import {el} from "../ui/dom.js";
import {emptyState, errorState, repairNotice} from "../ui/notice.js";
import {choiceField, urlState} from "../ui/urlState.js";
import {diffView} from "./diffView.js";
import {sayDay, sayMoment} from "../../lib/format.js";

/** The whole page: two builds to choose, what changed between them, and all builds as charts. */
export async function historyPage(book: Pick<ModelsBook, "metrics" | "selectionMetric">): Promise<HTMLElement> {
  const index = await readHistory();
  if (index === null)
    return (
      leftOut("This copy of the book has no history of builds.", {page: "history", anchor: ""}) ??
      errorState("The history of builds cannot be read", REMEDY)
    );
  if (index.builds.length < 2)
    return emptyState(
      "This is the first build that this site remembers: there is nothing to compare it with yet.",
      "Build the book again of newer data, into the same folder or with --history and this site’s address, and the two stand here side by side."
    );
  return el(
    "div",
    {},
    await comparison(index),
    el("h2", {}, "Every build"),
    historyChart(index, {metrics: book.metrics, claimed: book.selectionMetric})
  );
}

const REMEDY = "The file api/history/index.json is missing or damaged. The other pages stay usable.";

/** Builds by the beginning of their hash, the latest first; with the time of the day where a day has several. */
function choicesOf(builds: readonly IndexedBuild[], current: string): {value: string; label: string}[] {
  const days = builds.map(({builtOn}) => dayOf(builtOn));
  return [...builds].reverse().map(({book, builtOn, date, title}) => {
    const isOne = days.filter((day) => day === dayOf(builtOn)).length === 1;
    const data = date === null ? "" : `, data as of ${sayDay(date.date)}`;
    return {
      value: shortOf(book),
      label: `${isOne ? sayDay(dayOf(builtOn)) : sayMoment(builtOn)}${data}, ${title}${book === current ? " (this build)" : ""}`
    };
  });
}

function dayOf(builtOn: string): string {
  return builtOn.slice(0, 10);
}

function shortOf(book: string): string {
  return book.slice(0, 12);
}

async function comparison({builds, current}: HistoryIndex): Promise<HTMLElement> {
  const names = builds.map(({book}) => shortOf(book));
  const own = names.includes(shortOf(current)) ? shortOf(current) : names[names.length - 1];
  const previous = names.filter((name) => name !== own).at(-1) ?? own;
  const state = urlState({before: choiceField(names, previous), after: choiceField(names, own)});
  const choices = choicesOf(builds, current);
  const shown = el("div");
  const books = builds.map(({book}) => book);
  const wholeOf = (short: string): string => books[names.indexOf(short)];
  let asked = 0;
  const show = async (): Promise<void> => {
    const turn = ++asked;
    const [before, after] = [wholeOf(state.value.before), wholeOf(state.value.after)];
    const isStep = books.indexOf(before) < books.indexOf(after);
    const view = await viewOf(before, after, isStep ? earlierThan(books, before) : null);
    if (turn === asked) shown.replaceChildren(view); // another choice may have come first
  };
  const choose = (change: Partial<typeof state.value>): void => {
    state.set(change);
    void show();
  };
  const controls = {
    before: selectControl({label: "Before", choices, value: state.value.before, onChange: (before) => choose({before})}),
    after: selectControl({label: "After", choices, value: state.value.after, onChange: (after) => choose({after})})
  };
  state.onChange((value) => {
    controls.before.set(value.before);
    controls.after.set(value.after);
    void show();
  });
  await show();
  return el("div", {}, repairNotice(state.notices), controlBar(controls.before.element, controls.after.element), shown);
}

/** @param earlier a build before either, since which something may have moved little by little; null: none */
async function viewOf(before: string, after: string, earlier: string | null): Promise<HTMLElement> {
  const [old, now] = await Promise.all([before, after].map((book) => readHistoryFile<BuildRecord>(`${book}.json`)));
  if (old === null || now === null)
    return (
      leftOut("The record of that build is not in this copy of the book.", {page: "history", anchor: ""}) ??
      errorState("A build cannot be read", REMEDY)
    );
  const hash = now.population?.hash;
  const population = hash === undefined ? null : await readHistoryFile<Population>(`population-${hash}.json`);
  const first = earlier === null ? null : await readHistoryFile<BuildRecord>(`${earlier}.json`);
  return diffView(addDrift(compareBuilds(old, now, population), first, now));
}
