import type {CohortInput, CohortsBook} from "../../lib/book/cohorts.js";
import type {CohortsState} from "./cohortsState.js";
import type {CohortRow} from "./cohortRows.js";
import {capitalised, formatCount, formatRange, formatShare} from "../../lib/format.js";
import {sayIs} from "../../lib/cohorts/words.js";
import {formatLine} from "../../lib/whatif/values.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {rowUnit} from "../ui/rowUnit.js";
import {lineControl} from "./cohortPanel.js";
import {cohortRows, foundOf} from "./cohortRows.js";
import {nearestLine} from "./cohortsState.js";

/** Inputs that the definition protects: who would be contacted, found and missed, level by level. Empty without any. */
export function protectedPanel(book: CohortsBook, state: CohortsState): HTMLElement {
  const inputs = book.inputs.filter(({isProtected}) => isProtected);
  if (inputs.length === 0 || book.lines.length === 0) return el("p", {class: "muted"}, inputs.length === 0 ? "" : sayNoLine(book));
  const line = lineControl(book, state);
  const body = el("div");
  state.watch(({threshold}) => {
    const k = nearestLine(book, threshold);
    line.set(String(k));
    body.replaceChildren(
      ...inputs.flatMap((input) => [
        el("h3", {}, input.title),
        el("p", {}, sayParity(input, k)),
        levelsTable(input, {k, line: book.lines[k].line})
      ])
    );
  });
  return el("div", {}, el("div", {class: "control-bar"}, line.element), body);
}

function sayNoLine({model}: CohortsBook): string {
  return model.isBaseline
    ? `The base rate says the same of everyone: no line parts the ${rowUnit.many}.`
    : `There are too few ${rowUnit.many} to count at a line.`;
}

/** Whether the shares found differ, in words: by intervals that hold together, as all levels are compared. */
export function sayParity(input: CohortInput, k: number): string {
  const told = input.cohorts.flatMap(({label, churned, above}) => (above[k] ? [{label, churned, over: above[k]}] : []));
  if (told.length < 2) return `At this line too few lie above it to set levels of ${input.title} side by side.`;
  const level = 1 - ALPHA / told.length;
  const ranked = told.map((d) => ({...d, ...foundOf(d.over, d.churned, level)})).sort((p, q) => p.estimate - q.estimate);
  const [least, most] = [ranked[0], ranked[ranked.length - 1]];
  const shares =
    `Of ${rowUnit.many} who churned, ${formatShare(least.estimate, 0)} are found where ${input.title} ${sayIs(least.label)}, and ` +
    `${formatShare(most.estimate, 0)} where it ${sayIs(most.label)}`;
  return least.high < most.low ? `${shares}: more than chance explains.` : `${shares}: chance may explain it.`;
}

const ALPHA = 0.05;

type LevelRow = CohortRow & {missed: number | null};

function levelsTable(input: CohortInput, {k, line}: {k: number; line: number}): HTMLElement {
  const share = (value: number | null): string => (value === null ? "few" : formatShare(value));
  return dataTable<LevelRow>({
    caption: `By ${input.title}: contacting who scores at least ${formatLine(line)}`,
    columns: [
      {key: "label", title: input.title},
      {key: "n", title: capitalised(rowUnit.many), format: formatCount},
      {key: "happened", title: "Churned", format: share},
      {key: "contacted", title: "Contacted", align: "right", format: share},
      {
        key: "found",
        title: "Of the churned: found",
        align: "right",
        format: (value) => (value === null ? "few" : `${formatShare(value.estimate)} (${formatRange(value, formatShare)})`),
        sortValue: (value) => value?.estimate ?? null
      },
      {key: "missed", title: "missed", align: "right", format: share}
    ],
    rows: cohortRows(input, k).map((row) => ({...row, missed: row.found && 1 - row.found.estimate}))
  });
}
