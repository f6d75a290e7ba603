import {carriedSearch} from "../../shell/carriedSearch.js";
import {el} from "../../ui/dom.js";

/** Where the line is set by what it brings, with everything that the address holds. @param search the page's own, as it is now */
export function onwardLinks(search: () => string): HTMLElement {
  const decide = el("a", {href: "./decide"}, "Set the line by what a campaign costs and brings");
  const models = el("a", {href: "./models"}, "See how well each model scores");
  for (const [link, to] of [[decide, "decide"], [models, "models"]] as const) {
    for (const kind of ["pointerdown", "focus", "click"]) link.addEventListener(kind, () => (link.href = `./${to}${carriedSearch(search(), "batch", to)}`));
  }
  return el("p", {class: "dc-onward no-print"}, decide, " · ", models);
}
