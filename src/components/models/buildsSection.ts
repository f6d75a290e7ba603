import type {ModelsBook} from "../../lib/book/models.js";
import {readHistory} from "../shared/buildHistory.js";
import {historyChart} from "../shared/historyChart.js";
import {address} from "../ui/address.js";
import {el} from "../ui/dom.js";

/** The Champion from build to build; hidden where the site remembers one build alone. The page does not wait for it: it may be long. */
export function buildsSection({metrics, selectionMetric}: Pick<ModelsBook, "metrics" | "selectionMetric">): HTMLElement {
  const section = el(
    "details",
    {class: "expert", "data-testid": "builds", hidden: true},
    el("summary", {}, "The Champion from build to build")
  );
  void readHistory().then((index) => {
    if (index === null || index.builds.length < 2) return;
    section.hidden = false;
    section.append(
      historyChart(index, {metrics, claimed: selectionMetric}),
      el(
        "p",
        {},
        "What else changed, and who would cross the contact line: ",
        el("a", {href: address.to("history")}, "two builds side by side"),
        "."
      )
    );
  });
  return section;
}
