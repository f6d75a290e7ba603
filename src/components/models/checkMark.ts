import {el, svg} from "../ui/dom.js";

export type CheckState = "passed" | "caution" | "failed";

const SIGNS: Record<CheckState, string> = {
  passed: "M3 8.5l3.5 3.5L13 4.5",
  caution: "M8 3v6M8 12v1.2",
  failed: "M4 4l8 8M12 4l-8 8"
};

/** A tick, a cross, or the sign of a caution: shape says it, colour only repeats. What holds needs no word but for those who hear it. */
export function checkMark(state: CheckState, word: string): HTMLElement {
  return el(
    "span",
    {class: `gate ${state}`},
    svg(
      "svg",
      {width: 14, height: 14, viewBox: "0 0 16 16", "aria-hidden": "true"},
      svg("path", {d: SIGNS[state], fill: "none", stroke: "currentColor", "stroke-width": 2.5, "stroke-linecap": "round"})
    ),
    el("span", {class: state === "passed" ? "visually-hidden" : null}, word)
  );
}

/** A check, and the numbers that decided it, in words. */
export interface Decided {
  title: string;
  detail: string;
}

/** The numbers behind every tick, on demand. */
export function behindTicks(checks: readonly Decided[]): HTMLElement {
  const fold = el("details", {class: "twin"}, el("summary", {}, "Show the numbers behind every tick"));
  fold.addEventListener("toggle", () => {
    if (fold.open && fold.childElementCount === 1) fold.append(decidedList(checks));
  });
  return fold;
}

/** Checks with their numbers, one a line. */
export function decidedList(checks: readonly Decided[]): HTMLElement {
  return el(
    "ul",
    {class: "decided"},
    checks.map(({title, detail}) => el("li", {}, el("strong", {}, title), `: ${detail}`))
  );
}
