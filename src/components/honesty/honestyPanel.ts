import type {HonestyBook} from "../../lib/book/honesty.js";
import type {ModelsBook} from "../../lib/book/models.js";
import type {ScoresTable} from "../../lib/book/scores.js";
import {el} from "../ui/dom.js";
import {columnChart} from "./columns/columnChart.js";
import {findingsTable} from "./findingsTable.js";
import {groupChart} from "./groups/groupChart.js";
import {recheckLine} from "./recheckLine.js";
import {slopeChart} from "./slopes/slopeChart.js";

/** Whether the numbers of the models page can be believed: the checks, the inputs alone and in groups, the spread of the scores. */
export function honestyPanel(models: ModelsBook, {checks, columns, calibration}: HonestyBook, scores: ScoresTable): HTMLElement {
  return el("div", {class: "honesty"}, recheckLine(models, scores), findingsTable(checks), columnChart(columns), slopeChart(calibration), groupChart(models));
}
