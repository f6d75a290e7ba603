import type {ModelsBook} from "../../lib/book/models.js";
import type {ScoresTable} from "../../lib/book/scores.js";
import {formatCount} from "../../lib/format.js";
import {recheckMetrics} from "../../lib/metrics/recheck.js";
import {el} from "../ui/dom.js";
import {notice} from "../ui/notice.js";

/** So many differences are named; more are counted. */
const NAMED = 5;

/** Whether this browser gets the stated metrics out of the shipped scores; if not, which ones differ and what to do. */
export function recheckLine(models: ModelsBook, scores: ScoresTable): HTMLElement {
  const checks = recheckMetrics(models, scores);
  const wrong = checks.filter((d) => !d.agrees);
  const attributes = {"data-testid": "recheck", "data-passed": String(wrong.length === 0)};
  if (wrong.length === 0) {
    const n = formatCount(checks.length);
    return el("p", {class: "ui muted", ...attributes}, `Worked out again in this browser, from the scores of the test rows: ${n} of ${n} metrics of ${models.finalists.length} models come out as stated.`);
  }
  const titleOf = (name: string): string => models.finalists.find((d) => d.name === name)?.title ?? name;
  const named = wrong.slice(0, NAMED).map(({model, metric, stated, found}) => `${titleOf(model)}, ${metric}: stated ${stated}, found ${found}.`);
  return el("div", attributes, notice("error", `${formatCount(wrong.length)} of ${formatCount(checks.length)} metrics do not come out of the scores`, ...named,
    "The page and its scores come from different builds, or a file was changed. Reload; if that does not help, build the site again."));
}
