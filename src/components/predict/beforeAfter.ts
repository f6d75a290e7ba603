import type {PredictBook} from "../../lib/book/predict.js";
import type {Counterfactual} from "../../lib/whatif/counterfactual.js";

import {formatBeside, formatLine, tellApart, unitAfter} from "../../lib/whatif/values.js";
import {rangeOf} from "../../lib/whatif/setInput.js";
import {el} from "../ui/dom.js";

export interface Crossing {
  change: Pick<Counterfactual, "changes" | "probability">;
  /** the score as it is */
  before: number;
  /** the line that is crossed */
  line: number;
}

/**
 * A change as before and after: the score on both sides of the line, and each changed input as a slider with a ghost
 * where it stands now. A picture of the sentence beside it.
 *
 * @param inputs of the book; a change of any other is drawn over its own two values
 */
export function beforeAfter({inputs}: Pick<PredictBook, "inputs">, {change, before, line}: Crossing): HTMLElement {
  const top = Math.max(before, change.probability, line) * 1.15;
  const score = ghostTrack({from: before / top, to: change.probability / top, line: line / top});
  const rows = change.changes.map(({input: name, from, to}) => {
    const input = inputs.find((d) => d.name === name) ?? null;
    const usual = input ? rangeOf(input, false) : {min: from, max: to};
    const [low, high] = [Math.min(usual.min, from, to), Math.max(usual.max, from, to)];
    const at = (x: number): number => (x - low) / (high - low || 1);
    const [was, is] = tellApart(from, to);
    const unit = input?.unit ? unitAfter(to, input.unit) : "";
    return ghostRow(input?.title ?? name, ghostTrack({from: at(from), to: at(to)}), `${was} → ${is}${unit}`);
  });
  return el(
    "div",
    {class: "wi-before-after", "aria-hidden": "true"},
    ghostRow("Score", score, `${formatBeside(before, line)} → ${formatBeside(change.probability, line)}`, `line ${formatLine(line)}`),
    rows
  );
}

function ghostRow(title: string, track: HTMLElement, said: string, note = ""): HTMLElement {
  return el("div", {class: "wi-ghost-row"}, el("b", {}, title), track, el("span", {}, said, note ? el("small", {}, note) : null));
}

/** A slider that nobody can move: a ghost where it was, a line to where it would be. @param places shares of the width */
function ghostTrack({from, to, line}: {from: number; to: number; line?: number}): HTMLElement {
  const mark = (kind: string, at: number, size = 0): HTMLElement =>
    el("i", {class: kind, style: `--at: ${at.toFixed(4)}; --size: ${size.toFixed(4)}`});
  return el(
    "span",
    {class: "wi-ghost-track"},
    mark("wi-way", Math.min(from, to), Math.abs(to - from)),
    line === undefined ? null : mark("wi-ghost-line", line),
    mark("wi-was", from),
    mark("wi-is", to)
  );
}
