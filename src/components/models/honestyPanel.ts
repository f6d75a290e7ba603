import type {HonestyBook, HonestyFinding} from "../../lib/book/honesty.js";
import type {ModelsBook} from "../../lib/book/models.js";
import type {ScoreGroupsBook} from "../../lib/book/scores.js";
import {el} from "../ui/dom.js";
import {columnChart} from "./columnChart.js";
import {behindTicks, checkMark, decidedList} from "./checkMark.js";
import {gateTable} from "./gateTable.js";
import {groupChart} from "./groupChart.js";
import {slopeChart} from "./slopeChart.js";
import {dataTable} from "../ui/dataTable.js";
import {formatCount} from "../../lib/format.js";
import {recheckMetrics} from "../../lib/metrics/recheck.js";
import {notice} from "../ui/notice.js";
import {rowUnit} from "../ui/rowUnit.js";

/** Whether the numbers of the models page can be believed: gates and checks, the inputs alone and in groups, the spread of the scores. */
export function honestyPanel(models: ModelsBook, {checks, columns, calibration}: HonestyBook, groups: ScoreGroupsBook): HTMLElement {
  return el(
    "div",
    {class: "honesty"},
    recheckLine(models, groups),
    el("div", {class: "checks"}, gateTable(models), findingsTable(checks)),
    el("div", {class: "checks"}, columnChart(columns), el("div", {}, slopeChart(calibration), groupChart(models)))
  );
}

/** How many checks hold, as a claim; an alarm is named. */
export function findingsClaim(checks: readonly HonestyFinding[]): string {
  const alarms = checks.filter((d) => !d.passed && d.kind === "alarm");
  if (alarms.length > 0)
    return `Believe no number yet: ${alarms.map((d) => `“${d.title}”`).join(" and ")} ${alarms.length > 1 ? "do" : "does"} not hold`;
  const cautions = checks.filter((d) => !d.passed);
  if (cautions.length === 0) return "Every check of the numbers holds";
  const count = cautions.length === 1 ? "one caution" : `${cautions.length} cautions`;
  return `No alarm; ${count}: ${cautions.map((d) => `“${d.title}” does not hold`).join(", ")}`;
}

/** The checks that cry out: ticks, and the numbers that decided where one does not hold; the others' on demand. */
function findingsTable(checks: readonly HonestyFinding[]): HTMLElement {
  const table = dataTable({
    caption: findingsClaim(checks),
    rows: checks,
    sortable: false,
    columns: [
      {key: "title", title: "Check"},
      {key: "passed", title: "Holds", align: "left", format: (_, finding) => verdict(finding)}
    ]
  });
  return el("div", {class: "gates"}, table, decidedList(checks.filter((d) => !d.passed)), behindTicks(checks));
}

function verdict({passed, kind}: HonestyFinding): HTMLElement {
  if (passed) return checkMark("passed", "yes");
  return kind === "alarm" ? checkMark("failed", "no: alarm") : checkMark("caution", "no: caution");
}

/** So many differences are named; more are counted. */
const NAMED = 5;

/** Whether the stated metrics are such as the shipped score groups allow; if not, which ones differ and what to do. */
function recheckLine(models: ModelsBook, groups: ScoreGroupsBook): HTMLElement {
  const checks = recheckMetrics(models, groups);
  const wrong = checks.filter((d) => !d.agrees);
  const attributes = {"data-testid": "recheck", "data-passed": String(wrong.length === 0)};
  if (checks.length === 0) {
    return el(
      "p",
      {class: "ui muted", ...attributes},
      `The test ${rowUnit.many} are too few to work the stated metrics out again from groups of them.`
    );
  }
  if (wrong.length === 0) {
    const n = formatCount(checks.length);
    return el(
      "p",
      {class: "ui muted", ...attributes},
      `Worked out again in this browser, from groups of test ${rowUnit.many}: ${n} of ${n} stated metrics of ${models.finalists.length} models ` +
        "lie where the groups allow."
    );
  }
  const titleOf = (name: string): string => models.finalists.find((d) => d.name === name)?.title ?? name;
  const named = wrong
    .slice(0, NAMED)
    .map(
      ({model, metric, stated, allowed}) => `${titleOf(model)}, ${metric}: stated ${stated}, allowed ${allowed.low} to ${allowed.high}.`
    );
  return el(
    "div",
    attributes,
    notice(
      "error",
      `${formatCount(wrong.length)} of ${formatCount(checks.length)} metrics do not come out of the score groups`,
      ...named,
      "The page and its score groups come from different builds, or a file was changed. Reload; if that does not help, build the site again."
    )
  );
}
