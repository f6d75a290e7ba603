import type {CohortsBook, Slice} from "../../lib/book/cohorts.js";
import {saySaid, sayWhere} from "../../lib/cohorts/words.js";
import {capitalised, formatCount, formatP, formatShare} from "../../lib/format.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {rowUnit} from "../ui/rowUnit.js";
import {sayGap} from "./cohortRows.js";

/** What the search for gaps found, in words, and all that it looked at. */
export function weakestSlices({weakest}: Pick<CohortsBook, "weakest">): HTMLElement {
  const out = weakest.slices.filter(({standsOut}) => standsOut);
  return el(
    "div",
    {},
    el("p", {class: "wi-finding", "data-testid": "weakest"}, el("strong", {}, sayWeakest(weakest.slices, out))),
    weakest.slices.length > 0 ? slicesTable(weakest.slices) : null
  );
}

function sayWeakest(slices: readonly Slice[], out: readonly Slice[]): string {
  if (slices.length === 0) return `There are too few ${rowUnit.many} to look for slices on one half and check them on the other.`;
  if (out.length === 0)
    return slices.length === 1 ? "The one slice looked at does not stand out." : `Nothing stands out among ${slices.length} slices.`;
  const [worst] = out;
  const others = out.length > 1 ? ` ${out.length - 1} more stand${out.length === 2 ? "s" : ""} out.` : "";
  return `Where ${sayWhere(worst.conditions)}: ${saySaid(worst)}.${others}`;
}

function slicesTable(slices: readonly Slice[]): HTMLElement {
  return dataTable({
    caption: `Slices, the largest gap first, as the other half of the ${rowUnit.many} has them`,
    columns: [
      {key: "conditions", title: "Where", align: "left", sortable: false, format: (conditions) => capitalised(sayWhere(conditions))},
      {key: "n", title: capitalised(rowUnit.many), format: formatCount},
      {key: "said", title: "Said", format: (value) => formatShare(value)},
      {key: "churned", title: "Churned", format: (value, {n}) => formatShare(value / n), sortValue: (value, {n}) => value / n},
      {
        key: "gap",
        title: "Gap",
        unit: "points",
        align: "right",
        format: sayGap,
        sortValue: ({estimate}) => Math.abs(estimate)
      },
      {key: "adjustedP", title: "p, adjusted", format: formatP},
      {key: "standsOut", title: "Stands out", align: "left", format: (value) => (value ? "yes" : "no")}
    ],
    rows: slices,
    rowClass: ({standsOut}) => (standsOut ? "selected" : null)
  });
}
