import type {PipelineBook} from "../../../lib/book/pipeline.js";
import {el} from "../../ui/dom.js";
import {emptyState, repairNotice} from "../../ui/notice.js";
import {choiceField, urlState} from "../../ui/urlState.js";
import {taskCard} from "./taskCard.js";
import {timelineChart} from "./timelineChart.js";
import {taskToShow} from "./timelineRows.js";

/** The timeline with the picked task beside it; the task stands in the address. */
export function pipelinePanel(book: PipelineBook): HTMLElement {
  if (book.tasks.length === 0) return emptyState("No run was recorded.", "Run npm run build; it writes down every task.");
  const state = urlState({task: choiceField(book.tasks.map((d) => d.name), taskToShow(book))});
  const card = el("div");
  const show = (): void => {
    card.replaceChildren(taskCard(book, {name: state.value.task, onPick: pick}));
    timeline.redraw();
  };
  const pick = (task: string): void => {
    state.set({task});
    show();
  };
  const timeline = timelineChart(book, {picked: () => state.value.task, onPick: pick});
  state.onChange(show);
  show();
  return el("div", {class: "pipeline-panel"}, repairNotice(state.notices), timeline, card);
}
