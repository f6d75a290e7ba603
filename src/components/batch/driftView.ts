import type {FileComparison, JudgedInput, Verdict} from "../../lib/drift/compareFile.js";
import type {NamedInput} from "../../lib/drift/words.js";
import type {BatchBook} from "./batchState.js";
import {LEAST_ROWS} from "../../lib/drift/compareFile.js";
import {describeDrift, verdictWords, describeDirection} from "../../lib/drift/words.js";
import {formatCount, formatShare} from "../../lib/format.js";
import {selectControl} from "../ui/controls.js";
import {el} from "../ui/dom.js";
import {emptyState} from "../ui/notice.js";
import {driftChart} from "./driftChart.js";
import {partsChart} from "./partsChart.js";
import {dataTable} from "../ui/dataTable.js";
import {rowUnit} from "../ui/rowUnit.js";

/** What a file is compared with. */
function sayTraining({book, reference, hasTime}: Pick<BatchBook, "book" | "reference" | "hasTime">): string {
  const users = `${formatCount(reference.nUsers)} labelled ${rowUnit.many}`;
  if (hasTime) return `“Training” is all ${users}, from the first period to the last.`;
  return `The data has no time axis: “training” is one ${book.period?.replace(/^the /, "") ?? "period"} of ${users}.`;
}

/** Whether the file is like the training data, and in what it is not. */
export function driftView(compared: FileComparison, shared: BatchBook): HTMLElement {
  const {book, reference} = shared;
  const nameOf = (name: string): NamedInput => book.inputs.find((d) => d.name === name) ?? {title: name, unit: null};
  const caution = el(
    "p",
    {class: "wi-note"},
    `${sayTraining(shared)} A difference says that the file is other, not since when or why, and where it is large the ` +
      `scores rest on fewer ${rowUnit.many} like these.`
  );
  if (compared.inputs.length === 0) {
    return el(
      "div",
      {"data-testid": "drift"},
      emptyState(
        describeDrift(compared, (name) => name),
        compared.n < LEAST_ROWS
          ? `With fewer than ${LEAST_ROWS} rows chance alone makes most inputs look different.`
          : "Choose another model to compare the inputs that it reads."
      ),
      caution
    );
  }
  const worst = [...compared.inputs].sort((a, b) => b.index.estimate - a.index.estimate);
  const shown = el("div");
  const show = (name: string): void => {
    const input = worst.find((d) => d.reference.name === name) ?? worst[0];
    shown.replaceChildren(partsChart(input, nameOf(input.reference.name)));
  };
  const chooser = selectControl({
    label: "Input",
    value: worst[0].reference.name,
    onChange: show,
    choices: worst.map(({reference: {name}, verdict}) => ({value: name, label: `${nameOf(name).title}: ${verdictWords[verdict]}`}))
  });
  show(worst[0].reference.name);
  return el(
    "div",
    {"data-testid": "drift"},
    driftChart(compared, {nameOf, nUsers: reference.nUsers}),
    driftTable(worst, nameOf),
    caution,
    el("h3", {}, "One input in detail"),
    el("div", {class: "no-print"}, chooser.element),
    shown
  );
}

const tones: Record<Verdict, string> = {alike: "good", unsure: "", little: "", some: "warning", much: "error"};
const order: readonly Verdict[] = ["much", "some", "little", "unsure", "alike"];

interface InputLine {
  title: string;
  verdict: Verdict;
  how: string;
  gap: number | null;
}

/** The verdicts in words, the largest difference first. */
function driftTable(inputs: readonly JudgedInput[], nameOf: (input: string) => NamedInput): HTMLElement {
  const rows = inputs.map((input): InputLine => {
    const named = nameOf(input.reference.name);
    return {title: named.title, verdict: input.verdict, how: describeDirection(input, named), gap: input.gap?.size.estimate ?? null};
  });
  return el(
    "div",
    {class: "bt-verdicts", "data-testid": "verdicts"},
    dataTable<InputLine>({
      caption: "Input by input, against the training data",
      rows,
      columns: [
        {key: "title", title: "Input"},
        {
          key: "verdict",
          title: "Verdict",
          format: (verdict) => el("span", {class: `badge ${tones[verdict]}`.trim()}, verdictWords[verdict]),
          sortValue: (verdict) => order.indexOf(verdict)
        },
        {key: "how", title: "How", sortable: false},
        {
          key: "gap",
          title: "Largest gap",
          format: (gap) => (gap === null ? "–" : formatShare(gap)),
          hint: "The largest difference between the shares of the file and of training that lie at or under a value, or have a level"
        }
      ]
    })
  );
}
