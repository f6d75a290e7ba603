import type {ExportsBook} from "../../../lib/book/exports.js";
import type {ModelsBook} from "../../../lib/book/models.js";
import type {Registry} from "../../../lib/book/registry.js";
import {el} from "../../ui/dom.js";
import {exportsPanel} from "../exports/exportsPanel.js";
import {gateTable} from "./gateTable.js";
import {registryTable} from "./registryTable.js";

/** Which gates each finalist passed, what is released of it, and every form in which it can be taken away. */
export function releasePanel(book: ModelsBook, registry: Registry, exports: ExportsBook): HTMLElement {
  return el("div", {class: "release"}, gateTable(book), registryTable(registry, {hrefOf: (file) => `./api/${file}`}), exportsPanel(exports, registry));
}
