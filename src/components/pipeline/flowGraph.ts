import type {PipelineBook, TaskRecord} from "../../lib/book/pipeline.js";
import type {Part} from "../ui/dom.js";
import type {Lane} from "./taskFacts.js";
import {formatFixed, formatSeconds, sayMoment} from "../../lib/format.js";
import type {ChartTable} from "../ui/chartTable.js";
import {figureActions, isBookEmbeddable, tableTwin} from "../ui/chartFigure.js";
import {el, svg} from "../ui/dom.js";
import {sayState, stateTag} from "../shared/stateTag.js";
import {flowPicture} from "./flowPicture.js";
import {LANES, lanesOf, retrySentence, savedSentence, timelineClaim} from "./taskFacts.js";

interface Node {
  task: TaskRecord;
  lane: Lane;
  button: HTMLElement;
}

/**
 * The flow from left to right in four lanes, a button for every task: its bar is as long as it took when it last really ran, filled
 * where that was in this run and hollow where its result came from the store. Lines lead from what a task reads; on a narrow
 * screen the lanes stand below each other, without lines. A press shows the task's card.
 *
 * @returns `show` marks the picked task, what it reads and who reads it
 */
export function flowGraph(book: PipelineBook, onPick: (name: string) => void): Part<string> {
  const lanes = lanesOf(book);
  const longest = Math.max(...book.tasks.map((d) => d.ranSeconds), 1e-3);
  const nodes = book.tasks.map((task): Node => ({task, lane: lanes.get(task.name) ?? "data", button: taskButton(task, {longest, onPick})}));
  const lines = svg("svg", {class: "flow-lines", "aria-hidden": "true"});
  const graph = el(
    "div",
    {class: "flow-graph"},
    lines,
    LANES.map(({lane, title, about}) =>
      el(
        "section",
        {class: "flow-lane", "aria-label": title},
        el("h3", {}, title, el("small", {}, about)),
        el(
          "ol",
          {},
          nodes.filter((d) => d.lane === lane).map(({button}) => el("li", {}, button))
        )
      )
    )
  );
  let picked = "";
  const draw = (): void => drawLines(lines, nodes, picked);
  new ResizeObserver(() => requestAnimationFrame(draw)).observe(graph);
  return {
    element: el(
      "div",
      {class: "flow", "data-figure": "flow"},
      el("p", {class: "figure-title"}, timelineClaim(book)),
      el(
        "p",
        {class: "hint"},
        `A bar is as long as its task took when it last really ran, at most ${formatSeconds(longest)}: filled in this run, hollow where the store had it. ` +
          "Press a task for its record, and for what it reads and who reads it."
      ),
      graph,
      el("p", {class: "hint"}, [retrySentence(book), savedSentence(book)].filter(Boolean).join(" ")),
      flowFoot(book, graph)
    ),
    show(name) {
      picked = name;
      for (const {task, button} of nodes) button.setAttribute("aria-pressed", String(task.name === name));
      draw();
    }
  };
}

/** The numbers on demand, and what saves them and the graph. */
function flowFoot(book: PipelineBook, graph: HTMLElement): HTMLElement {
  return el(
    "div",
    {class: "figure-foot"},
    el(
      "div",
      {class: "figure-more"},
      tableTwin(
        () => taskTable(book),
        () => "Every task of the run"
      ).element,
      figureActions(graph, {
        image: () => ({title: timelineClaim(book), fileName: "flow"}),
        table: () => taskTable(book),
        picture: () => flowPicture(graph),
        isEmbeddable: isBookEmbeddable()
      })
    )
  );
}

function taskButton(task: TaskRecord, {longest, onPick}: {longest: number; onPick: (name: string) => void}): HTMLElement {
  const {title, state, ranSeconds} = task;
  const share = ranSeconds / longest;
  const bar = svg(
    "svg",
    {class: `flow-bar ${state}`, height: 8, width: "100%", "aria-hidden": "true"},
    state === "skipped" ? null : svg("rect", {x: 1, y: 1, height: 6, width: `${Math.max(1, 97 * share).toFixed(2)}%`})
  );
  const button = el(
    "button",
    {type: "button", class: "flow-task", "data-task": task.name},
    el("span", {class: "flow-title"}, title),
    bar,
    el("span", {class: "flow-state"}, stateTag(state), state === "skipped" ? null : el("span", {}, formatSeconds(ranSeconds)))
  );
  button.addEventListener("click", () => onPick(task.name));
  return button;
}

/** A line from every task to its readers, behind the buttons; those of the picked one stand out. */
function drawLines(lines: SVGElement, nodes: readonly Node[], picked: string): void {
  const box = lines.getBoundingClientRect();
  if (box.width === 0) return;
  const byName = new Map(nodes.map((d) => [d.task.name, d]));
  const paths = nodes.flatMap(({task, lane, button}) =>
    task.inputs.flatMap((input) => {
      const from = byName.get(input);
      if (!from) return [];
      const ends = [from.button.getBoundingClientRect(), button.getBoundingClientRect()];
      const isPicked = task.name === picked || input === picked;
      return [{isPicked, path: svg("path", {d: curve(ends, box, from.lane === lane), class: isPicked ? "picked" : null})}];
    })
  );
  lines.replaceChildren(...paths.toSorted((a, b) => Number(a.isPicked) - Number(b.isPicked)).map((d) => d.path));
}

/** Within a lane round its left side, else from the right side of the one to the left side of the other. */
function curve([from, to]: DOMRect[], box: DOMRect, isSameLane: boolean): string {
  const [y1, y2] = [from, to].map((d) => Math.round(d.top + d.height / 2 - box.top));
  const x2 = Math.round(to.left - box.left);
  if (isSameLane) return `M${x2} ${y1}C${x2 - 16} ${y1} ${x2 - 16} ${y2} ${x2} ${y2}`;
  const x1 = Math.round(from.right - box.left);
  const reach = Math.max(18, (x2 - x1) / 2);
  return `M${x1} ${y1}C${x1 + reach} ${y1} ${x2 - reach} ${y2} ${x2} ${y2}`;
}

interface TaskRow {
  title: string;
  state: string;
  /** in seconds after the run's start */
  began: number;
  ended: number;
  /** in seconds, when it last really ran; null: it never did */
  took: number | null;
  ranAt: string;
  tries: number;
}

/** The same in numbers, for copying and for readers who want every one. */
function taskTable({tasks}: PipelineBook): ChartTable<TaskRow> {
  const rows = tasks.map(({title, state, startMs, endMs, ranSeconds, ranAt, attempts}): TaskRow => ({
    title,
    state: sayState(state),
    began: startMs / 1000,
    ended: endMs / 1000,
    took: state === "skipped" ? null : ranSeconds,
    ranAt: ranAt === undefined ? "–" : sayMoment(ranAt),
    tries: attempts.length
  }));
  const seconds = (value: number | null): string => (value === null ? "–" : formatFixed(value, 2));
  return {
    rows,
    columns: [
      {key: "title", title: "Task"},
      {key: "state", title: "State"},
      {key: "began", title: "Began after", unit: "s", format: seconds},
      {key: "ended", title: "Ended after", unit: "s", format: seconds},
      {key: "took", title: "Last run took", unit: "s", format: seconds},
      {key: "ranAt", title: "Last ran"},
      {key: "tries", title: "Tries"}
    ]
  };
}
