import type {ExportsBook} from "../../../lib/book/exports.js";
import {formatBytes} from "../../../lib/format.js";
import {el} from "../../ui/dom.js";

/** Where the exports lie, from a page at the top of the site. */
const FOLDER = "./api/exports/";

/** What of one finalist can be taken away, and what not and why. */
export function exportsList({finalists}: ExportsBook, name: string): HTMLElement {
  const exported = finalists.find((d) => d.name === name);
  if (!exported) return el("p", {}, "There is nothing to take away.");
  const files = exported.files.map(({file, title, use, bytes}) =>
    el("li", {}, el("a", {href: FOLDER + file, download: file.replaceAll("/", "-")}, title), ` (${formatBytes(bytes)}): ${use}`)
  );
  const refused = exported.refused.map(({title, reason}) => el("li", {class: "refused"}, `${title}: not for this model, because ${reason}`));
  return el("ul", {class: "exports"}, [...files, ...refused]);
}
