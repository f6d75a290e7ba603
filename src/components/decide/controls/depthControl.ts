import {formatPart} from "../../../lib/decide/words/part.js";
import {formatFixed, formatShare} from "../../../lib/format.js";
import {rangeControl} from "../../ui/controls.js";
import {el} from "../../ui/dom.js";
import type {DecidePart} from "../decidePart.js";
import type {Decision} from "../state/decision.js";
import {lineAtShare} from "../state/decision.js";

/** Pages take no line of 100 in 100; this one picks nobody either, where no score is higher. */
const HIGHEST = 99.9;

/** Where the line goes: to a score, to a depth in percent that no score names, or (neither) to the recommendation. */
export type SetLine = (line: {threshold: number; depth: number | null}) => void;

/** One line, set from either side: by the share of users to contact, or by the score from which to contact. */
export function depthControl(first: Decision, onChange: SetLine): DecidePart {
  let latest = first;
  let moving: "depth" | "line" | null = null;
  const move = (which: "depth" | "line", line: Parameters<SetLine>[0]): void => {
    moving = which; // what the reader holds is not moved under the hand
    onChange(line);
    moving = null;
  };
  const picked = (): string => formatPart(latest.point.contacted, latest.point.n);
  const depth = rangeControl({
    label: "Contact the top", unit: "% of users", min: 0, max: 100, step: 0.1, keyStep: 0.5, value: 10, name: "depth",
    valueText: (value) => `top ${formatFixed(value, 1)} percent`,
    onInput: (value) => move("depth", value === 0 ? {threshold: 0, depth: 0} : {threshold: lineAtShare(latest.ranking, value / 100), depth: null})
  });
  const line = rangeControl({
    label: "which is everyone who scores at least", unit: "in 100", min: 0.1, max: HIGHEST, step: 0.1, value: 20, name: "threshold",
    valueText: (value) => `${formatFixed(value, 1)} in 100, ${picked()} of users`,
    onInput: (value) => move("line", {threshold: Number((value / 100).toFixed(6)), depth: null})
  });
  const follow = el("button", {type: "button", class: "quiet"}, "Go to the recommended depth");
  follow.addEventListener("click", () => onChange({threshold: 0, depth: null}));
  return {
    element: el("section", {class: "dc-depth no-print", "aria-label": "Contact line"}, depth.element, line.element, follow),
    show(decision) {
      latest = decision;
      const {point, isChosen, best} = decision;
      depth.set(moving === "depth" ? depth.value : tenth(point.share * 100));
      line.set(moving === "line" ? line.value : Math.min(HIGHEST, tenth(point.threshold * 100)));
      follow.setAttribute("aria-disabled", String(!isChosen));
      follow.textContent = best.contacted === 0 ? (isChosen ? "Go to the recommendation: run nothing" : "Recommended: run nothing") : isChosen ? `Go to the recommended depth (${formatShare(best.share)})` : "This is the recommended depth";
    }
  };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
