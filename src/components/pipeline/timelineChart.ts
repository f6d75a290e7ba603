import * as Plot from "@observablehq/plot";
import type {PipelineBook, TaskRecord, TaskState} from "../../lib/book/pipeline.js";
import type {ChartFigure} from "../ui/chartFigure.js";
import type {TimelineRow} from "./timelineRows.js";
import {formatSeconds} from "../../lib/format.js";
import {chartFigure} from "../ui/chartFigure.js";
import {nextIndex} from "../ui/chartReadout.js";
import {colors} from "../ui/colors.js";
import {drawPlot} from "../ui/drawPlot.js";
import {retrySentence, savedSentence, timelineClaim, runEnd, timelineRows} from "./timelineRows.js";

export interface TimelineOptions {
  /** the picked task's name, read at each drawing */
  picked: () => string;
  onPick: (name: string) => void;
}

/** Below this width a task's name stands above its bar. */
const NARROW = 640;

/** When each task ran, was looked up, failed or was skipped: shape and word for each state. Click or arrow keys pick a task. */
export function timelineChart(book: PipelineBook, {picked, onPick}: TimelineOptions): ChartFigure {
  const rows = timelineRows(book);
  const heightAt = (width: number): number => 48 + rows.length * (width < NARROW ? 46 : 30);
  const figure = chartFigure({
    title: timelineClaim(book),
    subtitle:
      `${rows.length} tasks over ${formatSeconds(runEnd(book.tasks) / 1000)} on ${book.cores} cores; a dotted line is ` +
      "waiting for a free core. Pick a task for its details.",
    describe: `${timelineClaim(book)}. ${retrySentence(book)}`,
    height: heightAt,
    chart: (width) => drawTimeline(book, rows, {width, height: heightAt(width), picked: picked(), onPick}),
    table: {
      rows: book.tasks,
      at: {y: (d) => d.name},
      columns: [
        {key: "title", title: "Task"},
        {key: "state", title: "State"},
        {key: "startMs", title: "Began after", format: (ms) => formatSeconds(ms / 1000)},
        {key: "endMs", title: "Ended after", format: (ms) => formatSeconds(ms / 1000)},
        {key: "ranSeconds", title: "Last run took", format: (seconds, task) => (task.state === "skipped" ? "–" : formatSeconds(seconds))},
        {
          key: "attempts",
          title: "Tries",
          align: "right",
          format: (attempts) => String(attempts.length),
          sortValue: (attempts) => attempts.length
        }
      ]
    },
    note: [retrySentence(book), savedSentence(book)].filter(Boolean).join(" "),
    fileName: "pipeline"
  });
  walkByKeys(figure, book.tasks, onPick);
  return figure;
}

/** The arrow keys that read the chart's rows pick the task that is read. */
function walkByKeys(figure: HTMLElement, tasks: readonly TaskRecord[], onPick: (name: string) => void): void {
  const target = figure.querySelector<HTMLElement>(".chart");
  let at = -1;
  target?.addEventListener("keydown", (event) => {
    const next = nextIndex(event.key, at, tasks.length);
    if (next === null) return;
    at = next;
    if (at >= 0) onPick(tasks[at].name);
  });
  target?.addEventListener("blur", () => {
    at = -1;
  });
}

const FILLS: Record<TaskState, string> = {ran: colors.ink, cached: colors.paper, failed: "var(--error)", skipped: "none"};

interface Bar {
  task: TaskRecord;
  /** seconds since the run began */
  from: number;
  to: number;
  state: TaskState;
}

interface DrawOptions {
  width: number;
  height: number;
  picked: string;
  onPick: (name: string) => void;
}

function drawTimeline(book: PipelineBook, rows: readonly TimelineRow[], {width, height, picked, onPick}: DrawOptions): Node {
  const end = runEnd(book.tasks) / 1000;
  const narrow = width < NARROW;
  const wholeRow = {y: nameOf, strokeWidth: narrow ? 42 : 28, insetLeft: narrow ? 0 : -228, insetRight: narrow ? 0 : -130};
  const plot = drawPlot({
    width,
    height,
    marginTop: narrow ? 22 : 12,
    marginLeft: narrow ? 4 : 230,
    marginRight: narrow ? 4 : 132,
    x: {domain: [0, end], label: "Seconds since the run began →", ticks: narrow ? 4 : 8},
    y: {domain: rows.map(nameOf), type: "band", axis: null},
    marks: [
      Plot.gridX({stroke: colors.rule, strokeOpacity: 1}),
      Plot.ruleY(
        rows.filter((d) => d.task.name === picked),
        {...wholeRow, stroke: colors.accent, strokeOpacity: 0.2}
      ),
      ...drawBars(rows, end, narrow),
      ...drawLabels(rows, narrow),
      Plot.ruleY(rows, {...wholeRow, stroke: "transparent", strokeWidth: narrow ? 44 : 28, className: "task-hit"})
    ]
  });
  plot.querySelectorAll<SVGElement>("g.task-hit line").forEach((line, i) => {
    line.style.cursor = "pointer";
    line.style.pointerEvents = "all";
    line.addEventListener("click", () => onPick(rows[i].task.name));
  });
  return plot;
}

function nameOf({task}: {task: TaskRecord}): string {
  return task.name;
}

/** A bar for each try, a cross where it failed, a dotted line for the wait. @param end seconds of the whole run */
function drawBars(rows: readonly TimelineRow[], end: number, narrow: boolean): Plot.Markish[] {
  const bars = rows.flatMap(({task, attempts}) =>
    attempts.map((d): Bar => ({task, from: d.from * end, to: (d.from + d.width) * end, state: d.failed ? "failed" : task.state}))
  );
  const waits = rows.flatMap(({task, waiting}) =>
    waiting ? [{task, from: waiting.from * end, to: (waiting.from + waiting.width) * end}] : []
  );
  return [
    Plot.ruleY(waits, {
      y: nameOf,
      dy: narrow ? 5 : 0,
      x1: "from",
      x2: "to",
      stroke: colors.muted,
      strokeDasharray: "1,4",
      strokeWidth: 1.5
    }),
    Plot.barX(bars, {
      y: nameOf,
      x1: "from",
      x2: "to",
      fill: (d: Bar) => FILLS[d.state],
      stroke: (d: Bar) => (d.state === "failed" ? "var(--error)" : colors.ink),
      strokeWidth: 1.5,
      insetTop: narrow ? 18 : 8,
      insetBottom: 8,
      insetLeft: -1,
      insetRight: -1
    }),
    Plot.text(
      bars.filter((d) => d.state === "failed"),
      {
        y: nameOf,
        x: "from",
        text: () => "✕",
        dx: 9,
        dy: narrow ? 5 : 0,
        fontWeight: 700,
        fill: colors.paper,
        stroke: "var(--error)",
        strokeWidth: 5
      }
    )
  ];
}

/** The task's title at the left, its state in words at the right; above the bar where there is no room beside it. */
function drawLabels(rows: readonly TimelineRow[], narrow: boolean): Plot.Markish[] {
  const label = {y: nameOf, fill: colors.ink, dy: narrow ? -12 : 0, stroke: colors.paper, strokeWidth: narrow ? 4 : 0} as const;
  return [
    Plot.text(rows, {
      ...label,
      frameAnchor: "left",
      text: (d: TimelineRow) => d.task.title,
      textAnchor: "start",
      dx: narrow ? 2 : -224,
      fontWeight: 550,
      lineWidth: narrow ? 18 : 19,
      textOverflow: "ellipsis-end"
    }),
    Plot.text(rows, {
      ...label,
      frameAnchor: "right",
      text: (d: TimelineRow) => stateWords(d.task),
      textAnchor: narrow ? "end" : "start",
      dx: narrow ? -2 : 12
    })
  ];
}

const SIGNS: Record<TaskState, string> = {ran: "●", cached: "◎", failed: "✕", skipped: "○"};

function stateWords({state, startMs, endMs}: TaskRecord): string {
  const timed = state === "ran" || state === "failed";
  return `${SIGNS[state]} ${state}${timed ? ` ${formatSeconds((endMs - startMs) / 1000)}` : ""}`;
}
