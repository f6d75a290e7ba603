import type {Registry} from "../../../lib/book/registry.js";
import {formatBytes} from "../../../lib/format.js";
import {dataTable} from "../../ui/dataTable.js";
import {el} from "../../ui/dom.js";
import {aliasOf} from "./aliasOf.js";

export interface RegistryOptions {
  /** address of a model file in this site, by the file's name in the registry; null where it is not published */
  hrefOf: (file: string) => string | null;
}

/** What is deployed: every version with its alias, hashes and file; the hash lets anyone check what was downloaded. */
export function registryTable(registry: Registry, {hrefOf}: RegistryOptions): HTMLElement {
  const rows = registry.versions.map(({name, kind, sha256, datasetSha256, bytes, file, inputs, gates}) => ({
    name, alias: aliasOf(registry, name), kind, inputs: inputs.length, gates: `${gates.filter((d) => d.passed).length} of ${gates.length}`, sha256, datasetSha256, bytes, file
  }));
  return dataTable({
    columns: [
      {key: "name", title: "Version"},
      {key: "alias", title: "Alias", format: (alias) => (alias ? el("strong", {}, alias) : "none")},
      {key: "kind", title: "Kind"},
      {key: "inputs", title: "Inputs"},
      {key: "gates", title: "Gates passed", align: "right"},
      {key: "sha256", title: "SHA-256 of the model", format: shortHash},
      {key: "datasetSha256", title: "of the data", format: shortHash},
      {key: "bytes", title: "Size", format: formatBytes},
      {key: "file", title: "Take it", sortable: false, format: (file) => download(file, hrefOf(file))}
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
