import type {HonestyFinding} from "../../lib/book/honesty.js";
import {dataTable} from "../ui/dataTable.js";
import {el, svg} from "../ui/dom.js";

/** How many checks hold, as a claim; an alarm is named. */
export function findingsClaim(checks: readonly HonestyFinding[]): string {
  const alarms = checks.filter((d) => !d.passed && d.kind === "alarm");
  if (alarms.length > 0) return `Believe no number yet: ${alarms.map((d) => `“${d.title}”`).join(" and ")} ${alarms.length > 1 ? "do" : "does"} not hold`;
  const cautions = checks.filter((d) => !d.passed);
  if (cautions.length === 0) return "Every check of the numbers holds";
  return `No alarm; ${cautions.length === 1 ? "one caution" : `${cautions.length} cautions`}: ${cautions.map((d) => `“${d.title}” does not hold`).join(", ")}`;
}

/** The checks that cry out, with the numbers that decided; shape and word say it, colour only repeats. */
export function findingsTable(checks: readonly HonestyFinding[]): HTMLElement {
  return dataTable({
    caption: findingsClaim(checks),
    rows: checks,
    sortable: false,
    columns: [
      {key: "title", title: "Check"},
      {key: "passed", title: "Holds", align: "left", format: (_, finding) => el("span", {}, verdict(finding), el("small", {}, finding.detail))}
    ]
  });
}

function verdict({passed, kind}: HonestyFinding): HTMLElement {
  if (passed) return tag("passed", "yes", "M3 8.5l3.5 3.5L13 4.5");
  return kind === "alarm" ? tag("failed", "no: alarm", "M4 4l8 8M12 4l-8 8") : tag("caution", "no: caution", "M8 3v6M8 12v1.2");
}

function tag(state: string, word: string, path: string): HTMLElement {
  return el("span", {class: `gate ${state}`},
    svg("svg", {width: 14, height: 14, viewBox: "0 0 16 16", "aria-hidden": "true"},
      svg("path", {d: path, fill: "none", stroke: "currentColor", "stroke-width": 2.5, "stroke-linecap": "round"})),
    word);
}
