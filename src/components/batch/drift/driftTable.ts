import type {JudgedInput, Verdict} from "../../../lib/drift/compareFile.js";
import type {NamedInput} from "../../../lib/drift/words.js";
import {describeDirection, verdictWords} from "../../../lib/drift/words.js";
import {formatShare} from "../../../lib/format.js";
import {dataTable} from "../../ui/dataTable.js";
import {el} from "../../ui/dom.js";

const tones: Record<Verdict, string> = {alike: "good", unsure: "", little: "", some: "warning", much: "error"};
const order: readonly Verdict[] = ["much", "some", "little", "unsure", "alike"];

interface InputLine {
  title: string;
  verdict: Verdict;
  how: string;
  gap: number | null;
}

/** The verdicts in words, the largest difference first. */
export function driftTable(inputs: readonly JudgedInput[], nameOf: (input: string) => NamedInput): HTMLElement {
  const rows = inputs.map((input): InputLine => {
    const named = nameOf(input.reference.name);
    return {title: named.title, verdict: input.verdict, how: describeDirection(input, named), gap: input.gap?.size.estimate ?? null};
  });
  return el("div", {class: "bt-verdicts", "data-testid": "verdicts"}, dataTable<InputLine>({
    caption: "Input by input, against the training data", rows,
    columns: [
      {key: "title", title: "Input"},
      {key: "verdict", title: "Verdict", format: (verdict) => el("span", {class: `badge ${tones[verdict]}`.trim()}, verdictWords[verdict]), sortValue: (verdict) => order.indexOf(verdict)},
      {key: "how", title: "How", sortable: false},
      {key: "gap", title: "Largest gap", format: (gap) => (gap === null ? "–" : formatShare(gap)), hint: "The largest difference between the shares of the file and of training that lie at or under a value, or have a level"}
    ]
  }));
}
