import type {AssumptionName} from "../../lib/decide/tornado.js";
import type {RangeControl} from "../ui/controls.js";
import type {Part} from "../ui/dom.js";
import type {DecideChoice} from "./decideState.js";
import type {Decision} from "./decision.js";
import {assumptionTitles, speakAssumption, unitOf, formatPart} from "../../lib/decide/moneyWords.js";
import {rangeControl, selectControl} from "../ui/controls.js";
import {el} from "../ui/dom.js";
import {isUsual, limits, units, usualWords} from "./decideState.js";
import {formatFixed} from "../../lib/format.js";
import {lineInHundred} from "../../lib/whatif/values.js";
import {describeEdge, edgeAt} from "../../lib/decide/contactLine.js";
import {lineAtShare} from "../../lib/decide/bookLine.js";
import {rowUnit} from "../ui/rowUnit.js";

type Key = "value" | "contact" | "offer" | "save" | "vain";

/** The sliders end where most readers' numbers do; the fields take all that the address takes. */
const inputs: {key: Key; assumption: AssumptionName; max: number; step: number}[] = [
  {key: "value", assumption: "value", max: 500, step: 1},
  {key: "contact", assumption: "contactCost", max: 20, step: 0.1},
  {key: "offer", assumption: "offerCost", max: 100, step: 0.5},
  {key: "save", assumption: "saveRate", max: 100, step: 0.5},
  {key: "vain", assumption: "falseAccept", max: 100, step: 0.5}
];

/** What a campaign costs and brings: the reader's assumptions, every one marked so. */
export function assumptionInputs(choice: DecideChoice, onChange: (change: Partial<DecideChoice>) => void): Part<Decision> {
  let money = choice.unit;
  const controls = inputs.map(({key, assumption, max, step}): {key: Key; assumption: AssumptionName; control: RangeControl} => {
    const {title, meaning} = assumptionTitles[assumption];
    const {min, max: most} = limits[key];
    const control = rangeControl({
      label: title,
      unit: unitOf(assumption, money),
      min,
      max,
      most,
      step,
      value: choice[key],
      name: key,
      valueText: (value) => speakAssumption(assumption, value, money),
      hint: meaning,
      onInput: (value) => onChange({[key]: value})
    });
    return {key, assumption, control};
  });
  const unit = selectControl<string>({
    label: "Money in",
    choices: units.map((value) => ({value, label: value})),
    value: money,
    onChange: (value) => onChange({unit: value})
  });
  const reset = el("button", {type: "button", class: "quiet no-print"}, "Reset the assumptions");
  reset.addEventListener("click", () => onChange(usualWords));
  return {
    element: el(
      "section",
      {class: "dc-assumptions", "aria-label": "Your assumptions"},
      el("div", {class: "dc-assumptions-head"}, el("h2", {}, "Your assumptions"), unit.element),
      controls.map((d) => d.control.element),
      reset
    ),
    show({choice: now}) {
      reset.setAttribute("aria-disabled", String(isUsual(now)));
      money = now.unit;
      unit.set(now.unit);
      for (const {key, assumption, control} of controls) {
        control.setUnit(unitOf(assumption, money));
        control.set(now[key]);
      }
    }
  };
}

/** Pages take no line of 100 in 100; this one picks nobody either, where no score is higher. */
const HIGHEST = 99.9;

/** Where the line goes: to a score, to a depth in percent that no score names, or (neither) to the recommendation. */
export type SetLine = (line: {threshold: number; depth: number | null}) => void;

/** One line, set from either side: by the share of users to contact, or by the score from which to contact. */
export function depthControl(first: Decision, onChange: SetLine): Part<Decision> {
  let latest = first;
  let moving: "depth" | "line" | null = null;
  const move = (which: "depth" | "line", line: Parameters<SetLine>[0]): void => {
    moving = which; // what the reader holds is not moved under the hand
    onChange(line);
    moving = null;
  };
  const picked = (): string => formatPart(latest.point.contacted, latest.point.n);
  const depth = rangeControl({
    label: `How many of the ${rowUnit.people} to contact`,
    isBare: true,
    min: 0,
    max: 100,
    step: 0.1,
    keyStep: 0.5,
    value: 10,
    name: "depth",
    valueText: (value) => `top ${formatFixed(value, 1)} percent`,
    onInput: (value) =>
      move("depth", value === 0 ? {threshold: 0, depth: 0} : {threshold: lineAtShare(latest.ranking, value / 100), depth: null})
  });
  const line = rangeControl({
    label: "Everyone who scores at least",
    unit: "in 100",
    min: 0.1,
    max: HIGHEST,
    step: 0.1,
    value: 20,
    name: "threshold",
    valueText: (value) => `${formatFixed(value, 1)} in 100, ${picked()} of ${rowUnit.people}`,
    onInput: (value) => move("line", {threshold: Number((value / 100).toFixed(6)), depth: null})
  });
  const edge = el("p", {class: "ui muted dc-edge"});
  const follow = el("button", {type: "button", class: "quiet"}, "This is the recommendation");
  follow.addEventListener("click", () => onChange({threshold: 0, depth: null}));
  return {
    element: el("section", {class: "dc-depth no-print", "aria-label": "Contact line"}, depth.element, line.element, follow, edge),
    show(decision) {
      latest = decision;
      const {point, isChosen, best, ranking, byValue} = decision;
      edge.textContent = describeEdge({threshold: point.threshold, edge: edgeAt(ranking, point.threshold)});
      depth.set(moving === "depth" ? depth.value : tenth(point.share * 100));
      line.set(moving === "line" ? line.value : Math.min(HIGHEST, lineInHundred(point.threshold)));
      follow.setAttribute("aria-disabled", String(!isChosen));
      const back = best.contacted === 0 ? "Back to the recommendation: run nothing" : "Back to the recommended line";
      follow.textContent = isChosen ? back : byValue ? "This is the recommended line" : "This is the recommendation";
    }
  };
}

function tenth(value: number): number {
  return Number(value.toFixed(1)); // as it is told in words
}
