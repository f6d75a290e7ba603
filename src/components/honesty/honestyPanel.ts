import type {HonestyBook} from "../../lib/book/honesty.js";
import type {ModelsBook} from "../../lib/book/models.js";
import {el} from "../ui/dom.js";
import {columnChart} from "./columns/columnChart.js";
import {findingsTable} from "./findingsTable.js";
import {groupChart} from "./groups/groupChart.js";
import {slopeChart} from "./slopes/slopeChart.js";

/** Whether the numbers of the models page can be believed: the checks, the inputs alone and in groups, the spread of the scores. */
export function honestyPanel(models: ModelsBook, {checks, columns, calibration}: HonestyBook): HTMLElement {
  return el("div", {class: "honesty"}, findingsTable(checks), columnChart(columns), slopeChart(calibration), groupChart(models));
}
