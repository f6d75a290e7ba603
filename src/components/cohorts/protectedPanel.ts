import type {CohortInput, CohortsBook} from "../../lib/book/cohorts.js";
import type {CohortsState} from "./cohortsState.js";
import type {CohortRow} from "./cohortRows.js";
import {capitalised, formatCount, formatRange, formatShare, lowerFirst} from "../../lib/format.js";
import {formatLine} from "../../lib/whatif/values.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {rowUnit} from "../ui/rowUnit.js";
import {lineControl} from "./cohortPanel.js";
import {cohortRows} from "./cohortRows.js";
import {nearestLine} from "./cohortsState.js";

/** Inputs that the definition protects: who would be contacted, found and missed, level by level. Empty without any. */
export function protectedPanel(book: CohortsBook, state: CohortsState): HTMLElement {
  const inputs = book.inputs.filter(({isProtected}) => isProtected);
  if (inputs.length === 0 || book.lines.length === 0)
    return el("p", {class: "muted"}, inputs.length === 0 ? "" : `There are too few ${rowUnit.many} to count at a line.`);
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

/** Whether the shares found differ beyond their intervals, in words. */
function sayParity(input: CohortInput, k: number): string {
  const rows = cohortRows(input, k).flatMap(({label, found}) => (found ? [{label, found}] : []));
  if (rows.length < 2) return `At this line too few lie above it to set levels of ${lowerFirst(input.title)} side by side.`;
  const ranked = [...rows].sort((a, b) => a.found.estimate - b.found.estimate);
  const [least, most] = [ranked[0], ranked[ranked.length - 1]];
  const shares = `${formatShare(least.found.estimate, 0)} of ${least.label} who churned are found, and ${formatShare(most.found.estimate, 0)} of ${most.label}`;
  return least.found.high < most.found.low ? `${shares}: more than chance explains.` : `${shares}: their intervals overlap.`;
}

type LevelRow = CohortRow & {missed: number | null};

function levelsTable(input: CohortInput, {k, line}: {k: number; line: number}): HTMLElement {
  const share = (value: number | null): string => (value === null ? "few" : formatShare(value));
  return dataTable<LevelRow>({
    caption: `By ${lowerFirst(input.title)}: contacting who scores at least ${formatLine(line)}`,
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
