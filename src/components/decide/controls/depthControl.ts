import {pointAt} from "../../../lib/decide/operatingPoint.js";
import type {Ranking} from "../../../lib/decide/ranking.js";
import {thresholdAtShare} from "../../../lib/decide/ranking.js";
import {formatFixed, formatShare} from "../../../lib/format.js";
import {rangeControl} from "../../ui/controls.js";
import {el} from "../../ui/dom.js";
import type {DecidePart} from "../result/resultBox.js";

export interface DepthOptions {
  ranking: () => Ranking;
  /** 0: follow the recommendation */
  onChange: (threshold: number) => void;
}

/** One line, set from either side: by the share of users to contact, or by the score from which to contact. */
export function depthControl({ranking, onChange}: DepthOptions): DecidePart {
  const depth = rangeControl({
    label: "Contact the top", unit: "% of users", min: 0.5, max: 100, step: 0.5, value: 10, name: "depth",
    valueText: (value) => `top ${formatFixed(value, 1)} percent`,
    onInput: (value) => onChange(thresholdAtShare(ranking(), value / 100))
  });
  const line = rangeControl({
    label: "which is everyone who scores at least", unit: "in 100", min: 0.5, max: 99, step: 0.1, value: 20, name: "threshold",
    valueText: (value) => `${formatFixed(value, 1)} in 100, ${formatShare(pointAt(ranking(), value / 100).share)} of users`,
    onInput: (value) => onChange(value / 100)
  });
  const follow = el("button", {type: "button", class: "quiet"}, "Go to the recommended depth");
  follow.addEventListener("click", () => onChange(0));
  return {
    element: el("section", {class: "dc-depth no-print", "aria-label": "Contact line"}, depth.element, line.element, follow),
    show({point, isChosen, best}) {
      const tenth = (value: number): number => Math.round(value * 10) / 10;
      if (document.activeElement !== depth.element.querySelector("input[type=range]")) depth.set(tenth(point.share * 100));
      if (document.activeElement !== line.element.querySelector("input[type=range]")) line.set(tenth(point.threshold * 100));
      follow.setAttribute("aria-disabled", String(!isChosen));
      follow.textContent = best.contacted === 0 ? "Recommended: run nothing" : isChosen ? `Go to the recommended depth (${formatShare(best.share)})` : "This is the recommended depth";
    }
  };
}
