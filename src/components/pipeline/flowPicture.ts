import {svg} from "../ui/dom.js";
import {wrapText} from "../ui/chartImage.js";

/** In pixels; letters are somewhat narrower than the page's, so that lines break where they do there. */
const [LETTERS, LINE] = [12, 16];

/** The flow as one drawing, to be saved: lanes, tasks, bars and lines where they stand in the page. @param graph in the page */
export function flowPicture(graph: HTMLElement): SVGElement {
  const box = graph.getBoundingClientRect();
  const at = (node: Element): {x: number; y: number; width: number; height: number} => {
    const {left, top, width, height} = node.getBoundingClientRect();
    return {x: Math.round(left - box.left), y: Math.round(top - box.top), width: Math.round(width), height: Math.round(height)};
  };
  const lines = [...graph.querySelectorAll(".flow-lines path")].map((path) => {
    const isPicked = path.classList.contains("picked");
    return svg("path", {
      d: path.getAttribute("d"),
      fill: "none",
      stroke: isPicked ? "var(--accent)" : "var(--rule-strong)",
      "stroke-width": isPicked ? 2.25 : 1
    });
  });
  const heads = [...graph.querySelectorAll(".flow-lane h3")].map((head) => {
    const {x, y} = at(head);
    return svg("text", {x, y: y + 14, "font-size": 15, "font-weight": 640, fill: "var(--ink)"}, head.firstChild?.textContent ?? "");
  });
  const tasks = [...graph.querySelectorAll<HTMLElement>(".flow-task")].map((task) => {
    const place = at(task);
    const titles = wrapText(task.querySelector(".flow-title")?.textContent ?? "", place.width - 8, LETTERS);
    const bar = task.querySelector<SVGElement>(".flow-bar rect");
    const [state, seconds] = [...task.querySelectorAll(".flow-state > span")].map((d) => d.textContent ?? "");
    const foot = {y: place.y + place.height - 10, "font-size": LETTERS, fill: "var(--muted)"};
    return svg(
      "g",
      {},
      svg("rect", {...place, rx: 3, fill: "var(--surface)", stroke: "var(--rule-strong)"}),
      titles.map((line, i) =>
        svg("text", {x: place.x + 9, y: place.y + 18 + LINE * i, "font-size": LETTERS, "font-weight": 560, fill: "var(--ink)"}, line)
      ),
      bar ? svg("rect", {...at(bar), fill: barFill(bar), stroke: "var(--ink)"}) : null,
      svg("text", {x: place.x + 9, ...foot}, state),
      svg("text", {x: place.x + place.width - 9, "text-anchor": "end", ...foot}, seconds ?? "")
    );
  });
  return svg("svg", {width: Math.round(box.width), height: Math.round(box.height)}, lines, heads, tasks);
}

/** Hollow where the store had the result. */
function barFill(bar: SVGElement): string {
  const states = bar.closest(".flow-bar")?.classList;
  if (states?.contains("failed")) return "var(--error)";
  return states?.contains("ran") ? "var(--ink)" : "var(--paper)";
}
