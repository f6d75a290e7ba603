import type {PipelineBook, TaskRecord} from "../../lib/book/pipeline.js";
import type {Child} from "../ui/dom.js";
import {check, someOf} from "../../lib/check.js";
import {formatBytes, formatSeconds, sayMoment} from "../../lib/format.js";
import {el} from "../ui/dom.js";
import {notice, emptyState, repairNotice} from "../ui/notice.js";
import {stateTag} from "../shared/stateTag.js";
import {readersOf, taskToShow} from "./taskFacts.js";
import {choiceField, urlState} from "../ui/urlState.js";
import {flowGraph} from "./flowGraph.js";

export interface TaskCardOptions {
  name: string;
  onPick: (name: string) => void;
}

/** All that is recorded of one task: tries, what it read and who reads it, outputs, hashes, the tail of its log. */
function taskCard(book: PipelineBook, {name, onPick}: TaskCardOptions): HTMLElement {
  const task = book.tasks.find((d) => d.name === name);
  check(task, {
    where: "taskCard",
    rule: `the run must have the task "${name}"`,
    got: someOf(
      book.tasks.map((d) => d.name),
      20
    )
  });
  const error = task.attempts.at(-1)?.error ?? null;
  const links = (names: readonly string[], none: string): Child =>
    names.length === 0
      ? none
      : el(
          "span",
          {class: "task-links"},
          names.map((other) => taskLink(book, other, onPick))
        );
  return el(
    "section",
    {class: "card task-card"},
    el("h3", {}, task.title, stateTag(task.state)),
    task.state === "failed" && error ? notice("error", "It failed", error) : null,
    el(
      "dl",
      {},
      item("Reads from", links(task.inputs, "no other task")),
      item("Is read by", links(readersOf(book, name), "no other task")),
      item("When", whenItRan(task)),
      item("Tries", tries(task)),
      item("Outputs", outputs(task)),
      item("Hash of its code", hash(task.sourceHash)),
      item("of its inputs", hash(task.inputHash)),
      item("of its outputs", task.outputHash ? hash(task.outputHash) : "none")
    ),
    el("h4", {}, "Log, last lines"),
    task.log.length > 0 ? el("pre", {tabindex: 0}, task.log.join("\n")) : el("p", {class: "muted"}, "It wrote nothing.")
  );
}

function item(term: string, ...content: Child[]): HTMLElement {
  return el("div", {}, el("dt", {}, term), el("dd", {}, content));
}

function whenItRan({state, startMs, endMs, ranSeconds, ranAt}: TaskRecord): string {
  if (state === "skipped") return "never: something it reads from failed";
  const took = formatSeconds((endMs - startMs) / 1000);
  const when = ranAt === undefined ? "" : ` on ${sayMoment(ranAt)}`;
  if (state === "cached") return `looked up in ${took}; it last really ran${when}, and took ${formatSeconds(ranSeconds)}`;
  return `began ${formatSeconds(startMs / 1000)} after the start and took ${took}`;
}

function tries({state, attempts}: TaskRecord): Child {
  if (attempts.length === 0) return state === "cached" ? "none needed: its result was in the store" : "none";
  if (attempts.length === 1) return "one";
  return el(
    "ol",
    {},
    attempts.map(({startMs, endMs, error}, i) => {
      const idle = i === 0 ? "" : `, after a pause of ${formatSeconds((startMs - attempts[i - 1].endMs) / 1000)}`;
      return el("li", {}, `${formatSeconds((endMs - startMs) / 1000)}${idle}: ${error ?? "succeeded"}`);
    })
  );
}

function outputs({outputs: files}: TaskRecord): Child {
  if (files.length === 0) return "none";
  return el(
    "ul",
    {},
    files.map(({name, bytes}) => el("li", {}, `${name}, ${formatBytes(bytes)}`))
  );
}

function hash(text: string): HTMLElement {
  return el("code", {title: text, class: "hash"}, text.slice(0, 16));
}

function taskLink(book: PipelineBook, name: string, onPick: (name: string) => void): HTMLElement {
  const task = book.tasks.find((d) => d.name === name);
  const button = el("button", {type: "button", class: "quiet"}, task?.title ?? name);
  button.addEventListener("click", () => onPick(name));
  return button;
}

/** The flow as a graph with the picked task's card below; the task stands in the address. */
export function pipelinePanel(book: PipelineBook): HTMLElement {
  if (book.tasks.length === 0) return emptyState("No run was recorded.", "Run npx churnbook build; it writes down every task.");
  const state = urlState({
    task: choiceField(
      book.tasks.map((d) => d.name),
      taskToShow(book)
    )
  });
  const card = el("div", {role: "region", "aria-live": "polite", "aria-label": "The picked task"});
  const pick = (task: string): void => {
    state.set({task});
    show();
    card.scrollIntoView({block: "nearest"}); // below a graph that may fill the screen
  };
  const graph = flowGraph(book, pick);
  const show = (): void => {
    card.replaceChildren(taskCard(book, {name: state.value.task, onPick: pick}));
    graph.show(state.value.task);
  };
  state.onChange(show);
  show();
  return el("div", {class: "pipeline-panel"}, repairNotice(state.notices), graph.element, card);
}
