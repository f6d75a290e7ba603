import type {ExportsBook} from "../../lib/book/exports.js";
import type {Registry} from "../../lib/book/registry.js";
import {address} from "../ui/address.js";
import {el} from "../ui/dom.js";
import {dataTable} from "../ui/dataTable.js";
import {leftOut} from "../shared/leftOut.js";
import {formatBytes} from "../../lib/format.js";

/** What is released of each finalist, and every form in which it can be taken away. */
export function releasePanel(registry: Registry, exports: ExportsBook): HTMLElement {
  return el(
    "div",
    {class: "release"},
    registryTable(registry, {hrefOf: (file) => address.file(`api/${file}`)}),
    exportsPanel(exports, registry)
  );
}

export interface RegistryOptions {
  /** address of a model file in this site, by the file's name in the registry; null where it is not published */
  hrefOf: (file: string) => string | null;
}

/** What is deployed: every version with its alias, hashes and file; the hash lets anyone check what was downloaded. */
function registryTable(registry: Registry, {hrefOf}: RegistryOptions): HTMLElement {
  const rows = registry.versions.map(({name, kind, sha256, datasetHash, bytes, file, inputs, gates}) => ({
    name,
    alias: aliasOf(registry, name),
    about: `${kind}, ${inputs.length === 1 ? "1 input" : `${inputs.length} inputs`}, ${gates.filter((d) => d.passed).length} of ${gates.length} gates`,
    sha256,
    datasetHash,
    bytes,
    file
  }));
  return dataTable({
    columns: [
      {
        key: "name",
        title: "Version",
        format: (name, {alias, about}) => el("span", {}, name, alias ? el("strong", {}, ` ${alias}`) : null, el("small", {}, about))
      },
      {
        key: "sha256",
        title: "SHA-256",
        sortable: false,
        format: (sha256, {datasetHash}) => el("span", {}, shortHash(sha256), el("small", {}, "data ", shortHash(datasetHash)))
      },
      {
        key: "file",
        title: "Take it",
        sortable: false,
        format: (file, {bytes}) => el("span", {}, download(file, hrefOf(file)), el("small", {}, formatBytes(bytes)))
      }
    ],
    rows,
    rowClass: (row) => (row.alias ? "selected" : null),
    caption: registry.rule
  });
}

function shortHash(hash: string): HTMLElement {
  return el("code", {title: hash}, hash.slice(0, 12));
}

function download(file: string, href: string | null): HTMLElement | string {
  const name = file.split("/").at(-1) ?? file;
  return href === null ? "not published" : el("a", {href, download: name}, name);
}

/** A version's aliases, as other programs ask for them: "@champion"; empty where it has none. */
function aliasOf({aliases}: Pick<Registry, "aliases">, name: string): string {
  return [name === aliases.champion ? "@champion" : null, name === aliases.challenger ? "@challenger" : null].filter(Boolean).join(" ");
}

/** What can be taken away, finalist by finalist. */
function exportsPanel(exports: ExportsBook, registry: Pick<Registry, "aliases">): HTMLElement {
  const parts = exports.finalists.map(({name, files}) => {
    const alias = aliasOf(registry, name);
    const title = el("summary", {}, el("strong", {}, name), alias ? ` ${alias}` : "", `: ${files.length} files`);
    return el("details", {class: "expert"}, title, exportsList(exports, name));
  });
  const note = leftOut("The models for other engines are not in this file, to keep it small.", {
    page: "models",
    anchor: "#what-may-be-released"
  });
  return el("section", {}, el("h3", {}, "For other engines"), note, parts);
}

/** What of one finalist can be taken away, and what not and why. */
function exportsList({finalists}: ExportsBook, name: string): HTMLElement {
  const exported = finalists.find((d) => d.name === name);
  if (!exported) return el("p", {}, "There is nothing to take away.");
  const files = exported.files.map(({file, title, use, bytes}) =>
    el(
      "li",
      {},
      el("a", {href: address.file(`api/exports/${file}`), download: file.replaceAll("/", "-")}, title),
      ` (${formatBytes(bytes)}): ${use}`
    )
  );
  const refused = exported.refused.map(({title, reason}) =>
    el("li", {class: "refused"}, `${title}: not for this model, because ${reason}`)
  );
  return el("ul", {class: "exports"}, [...files, ...refused]);
}
