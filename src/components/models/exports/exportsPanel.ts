import type {ExportsBook} from "../../../lib/book/exports.js";
import type {Registry} from "../../../lib/book/registry.js";
import {el} from "../../ui/dom.js";
import {aliasOf} from "../deployed/aliasOf.js";
import {exportsList} from "./exportsList.js";

/** What can be taken away, finalist by finalist; the Champion's stands open. */
export function exportsPanel(exports: ExportsBook, registry: Pick<Registry, "aliases">): HTMLElement {
  const parts = exports.finalists.map(({name, files}) => {
    const alias = aliasOf(registry, name);
    const title = el("summary", {}, el("strong", {}, name), alias ? ` ${alias}` : "", `: ${files.length} files`);
    return el("details", {class: "expert", open: name === registry.aliases.champion}, title, exportsList(exports, name));
  });
  return el("section", {}, el("h3", {}, "For other engines"), parts);
}
