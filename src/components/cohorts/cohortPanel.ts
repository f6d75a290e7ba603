import type {CohortsBook} from "../../lib/book/cohorts.js";
import type {CohortsState, Measure} from "./cohortsState.js";
import {formatShare} from "../../lib/format.js";
import {formatLine} from "../../lib/whatif/values.js";
import {segmentedControl, selectControl} from "../ui/controls.js";
import {el} from "../ui/dom.js";
import {emptyState} from "../ui/notice.js";
import {rowUnit} from "../ui/rowUnit.js";
import {cohortFigure} from "./cohortFigure.js";
import {measuresOf, nearestLine} from "./cohortsState.js";

const MEASURES: Record<Measure, string> = {gap: "Said and happened", ranking: "Ranking", found: "Found at the line"};

/** One input's cohorts: by gap, by ranking, or by who is found at the contact line. */
export function cohortPanel(book: CohortsBook, state: CohortsState): HTMLElement {
  if (book.inputs.length === 0)
    return emptyState("No input has two cohorts that may be told of.", `Each needs at least 20 ${rowUnit.many} of either outcome.`);
  const input = selectControl({
    label: "Input",
    value: state.value.input,
    choices: book.inputs.map(({input: value, title}) => ({value, label: title})),
    onChange: (value) => state.set({input: value})
  });
  const measures = measuresOf(book);
  const measure = segmentedControl<Measure>({
    label: "Look at",
    value: state.value.measure,
    choices: measures.map((value) => ({value, label: MEASURES[value]})),
    onChange: (value) => state.set({measure: value})
  });
  const line = book.lines.length > 0 ? lineControl(book, state) : null;
  const body = el("div", {class: "cohort-body"});
  state.watch((choice) => {
    input.set(choice.input);
    measure.element.hidden = measures.length === 1;
    measure.set(choice.measure);
    line?.set(String(nearestLine(book, choice.threshold)));
    if (line) line.element.hidden = choice.measure !== "found";
    const shown = book.inputs.find((d) => d.input === choice.input) ?? book.inputs[0];
    body.replaceChildren(cohortFigure(book, shown, {measure: choice.measure, line: nearestLine(book, choice.threshold)}));
  });
  return el("div", {}, el("div", {class: "control-bar"}, input.element, measure.element, line?.element), body);
}

/** The ladder of lines; the nearest to the book's contact line is chosen. */
export function lineControl(book: CohortsBook, state: CohortsState): ReturnType<typeof selectControl<string>> {
  return selectControl<string>({
    label: "Contact from a score of",
    value: String(nearestLine(book, state.value.threshold)),
    choices: book.lines.map(({line, n}, k) => ({
      value: String(k),
      label: `${formatLine(line)}: ${formatShare(n / book.users.n, 0)} of all`
    })),
    onChange: (k) => state.draw(book.lines[Number(k)].line)
  });
}
