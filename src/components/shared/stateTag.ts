import {el, svg} from "../ui/dom.js";

/** How a trial or a task ended. */
export type EndState = "ran" | "finished" | "cached" | "stopped" | "skipped" | "failed";

/** A filled disc, a ring with a core, half a disc, an empty ring, a cross: told apart without colour. */
const SHAPES: Record<EndState, () => SVGElement[]> = {
  ran: () => [svg("circle", {cx: 8, cy: 8, r: 6, fill: "currentColor"})],
  finished: () => [svg("circle", {cx: 8, cy: 8, r: 6, fill: "currentColor"})],
  cached: () => [ring(), svg("circle", {cx: 8, cy: 8, r: 2.5, fill: "currentColor"})],
  stopped: () => [ring(), svg("path", {d: "M8 2a6 6 0 0 1 0 12z", fill: "currentColor"})],
  skipped: () => [
    svg("circle", {cx: 8, cy: 8, r: 5.25, fill: "none", stroke: "currentColor", "stroke-width": 1.5, "stroke-dasharray": "2.5,2"})
  ],
  failed: () => [svg("path", {d: "M3 3l10 10M13 3L3 13", stroke: "currentColor", "stroke-width": 3, "stroke-linecap": "round"})]
};

const TONES: Record<EndState, string> = {
  ran: "good",
  finished: "good",
  cached: "muted",
  stopped: "muted",
  skipped: "muted",
  failed: "error"
};

/** A state's word: what the store had is called so on every page. */
export function sayState(state: EndState): string {
  return state === "cached" ? "stored" : state;
}

/** A state as shape, word and colour. */
export function stateTag(state: EndState, word: string = sayState(state)): HTMLElement {
  return el("span", {class: `state-tag ${TONES[state]}`}, stateShape(state), word);
}

/** The shape alone, for places where the word stands near. */
function stateShape(state: EndState): SVGElement {
  return svg("svg", {width: 12, height: 12, viewBox: "0 0 16 16", "aria-hidden": "true"}, SHAPES[state]());
}

function ring(): SVGElement {
  return svg("circle", {cx: 8, cy: 8, r: 5.25, fill: "none", stroke: "currentColor", "stroke-width": 1.5});
}
