import {formatPart} from "../../../lib/decide/words/part.js";
import {formatFixed, formatShare} from "../../../lib/format.js";
import {rangeControl} from "../../ui/controls.js";
import {el} from "../../ui/dom.js";
import type {DecidePart} from "../decidePart.js";
import type {Decision} from "../state/decision.js";
import {lineAtShare} from "../state/decision.js";

/** 0: follow the recommendation. */
export type SetLine = (threshold: number) => void;

/** One line, set from either side: by the share of users to contact, or by the score from which to contact. */
export function depthControl(first: Decision, onChange: SetLine): DecidePart {
  let latest = first;
  let moving: "depth" | "line" | null = null;
  const move = (which: "depth" | "line", threshold: number): void => {
    moving = which; // what the reader holds is not moved under the hand
    onChange(threshold);
    moving = null;
  };
  const picked = (): string => formatPart(latest.point.contacted, latest.point.n);
  const depth = rangeControl({
    label: "Contact the top", unit: "% of users", min: 0, max: 100, step: 0.1, keyStep: 0.5, value: 10, name: "depth",
    valueText: (value) => `top ${formatFixed(value, 1)} percent`,
    onInput: (value) => move("depth", lineAtShare(latest.ranking, value / 100))
  });
  const line = rangeControl({
    label: "which is everyone who scores at least", unit: "in 100", min: 0.1, max: 100, step: 0.1, value: 20, name: "threshold",
    valueText: (value) => `${formatFixed(value, 1)} in 100, ${picked()} of users`,
    onInput: (value) => move("line", Number((value / 100).toFixed(6)))
  });
  const follow = el("button", {type: "button", class: "quiet"}, "Go to the recommended depth");
  follow.addEventListener("click", () => onChange(0));
  return {
    element: el("section", {class: "dc-depth no-print", "aria-label": "Contact line"}, depth.element, line.element, follow),
    show(decision) {
      latest = decision;
      const {point, isChosen, isNothing, best} = decision;
      depth.set(moving === "depth" ? depth.value : tenth(point.share * 100));
      line.set(moving === "line" ? line.value : isNothing ? 100 : tenth(point.threshold * 100));
      follow.setAttribute("aria-disabled", String(!isChosen));
      follow.textContent = best.contacted === 0 ? (isChosen ? "Go to the recommendation: run nothing" : "Recommended: run nothing") : isChosen ? `Go to the recommended depth (${formatShare(best.share)})` : "This is the recommended depth";
    }
  };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
