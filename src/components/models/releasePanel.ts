import type {ExportsBook} from "../../lib/book/exports.js";
import type {ModelsBook, Gate} from "../../lib/book/models.js";
import type {Registry} from "../../lib/book/registry.js";
import type {Column} from "../ui/dataTable.js";
import {address} from "../ui/address.js";
import {el, svg} from "../ui/dom.js";
import {dataTable} from "../ui/dataTable.js";
import {emptyState} from "../ui/notice.js";
import {leftOut} from "../shared/leftOut.js";
import {modelLabel, getFinalist, roleOf} from "../shared/roles.js";
import {formatBytes} from "../../lib/format.js";
import {findNamed, getNamed} from "../../lib/named.js";

/** Which gates each finalist passed, what is released of it, and every form in which it can be taken away. */
export function releasePanel(book: ModelsBook, registry: Registry, exports: ExportsBook): HTMLElement {
  return el(
    "div",
    {class: "release"},
    gateTable(book),
    registryTable(registry, {hrefOf: (file) => address.file(`api/${file}`)}),
    exportsPanel(exports, registry)
  );
}

interface GateRow {
  name: string;
  [gate: `gate:${string}`]: Gate | undefined;
}

/** Which finalist passes which gate, with the numbers that decided; shape and word say it, colour only repeats. */
function gateTable(book: ModelsBook): HTMLElement {
  const names = book.finalists.map((d) => d.name).filter((name) => (findNamed(book.gates, name) ?? []).length > 0);
  if (names.length === 0) return emptyState("No gate was run.", "Build the book again; the selection task runs them.");
  const kinds = [...new Map(names.flatMap((name) => getNamed(book.gates, name)).map((gate) => [gate.name, gate.title])).entries()];
  const rows = names.map((name): GateRow => ({
    name,
    ...Object.fromEntries(getNamed(book.gates, name).map((gate) => [`gate:${gate.name}`, gate]))
  }));
  const columns: Column<GateRow>[] = [
    {key: "name", title: "Model", format: (name) => modelLabel(getFinalist(book, name).title, roleOf(book, name))},
    ...kinds.map(([kind, title]): Column<GateRow> => ({key: `gate:${kind}`, title, align: "left", format: gateCell}))
  ];
  return dataTable({columns, rows, sortable: false, caption: gateClaim(book)});
}

function gateCell(gate: Gate | undefined): HTMLElement {
  if (!gate) return el("span", {class: "muted"}, "not run");
  const word = gate.passed ? "passed" : "failed";
  return el("span", {}, el("span", {class: `gate ${word}`}, gateSign(gate.passed), word), el("small", {}, gate.detail));
}

function gateSign(passed: boolean): SVGElement {
  const path = passed ? "M3 8.5l3.5 3.5L13 4.5" : "M4 4l8 8M12 4l-8 8";
  return svg(
    "svg",
    {width: 14, height: 14, viewBox: "0 0 16 16", "aria-hidden": "true"},
    svg("path", {d: path, fill: "none", stroke: "currentColor", "stroke-width": 2.5, "stroke-linecap": "round"})
  );
}

/** Who may be released, as a claim. */
export function gateClaim(book: Pick<ModelsBook, "finalists" | "gates">): string {
  const candidates = book.finalists.filter((d) => d.recipe === null && (findNamed(book.gates, d.name) ?? []).length > 0);
  const passing = candidates.filter((d) => getNamed(book.gates, d.name).every((gate) => gate.passed));
  if (passing.length === 0) return "No finalist passes every gate: nothing may be released";
  if (passing.length === 1) return `Only ${getFinalist(book, passing[0].name).title} passes every gate`;
  return `${passing.length} of ${candidates.length} candidates pass every gate`;
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
    kind,
    inputs: inputs.length,
    gates: `${gates.filter((d) => d.passed).length} of ${gates.length}`,
    sha256,
    datasetHash,
    bytes,
    file
  }));
  return dataTable({
    columns: [
      {key: "name", title: "Version"},
      {key: "alias", title: "Alias", format: (alias) => (alias ? el("strong", {}, alias) : "none")},
      {key: "kind", title: "Kind"},
      {key: "inputs", title: "Inputs"},
      {key: "gates", title: "Gates passed", align: "right"},
      {key: "sha256", title: "SHA-256 of the model", format: shortHash},
      {key: "datasetHash", title: "of the data", format: shortHash},
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

/** A version's aliases, as other programs ask for them: "@champion"; empty where it has none. */
function aliasOf({aliases}: Pick<Registry, "aliases">, name: string): string {
  return [name === aliases.champion ? "@champion" : null, name === aliases.challenger ? "@challenger" : null].filter(Boolean).join(" ");
}

/** What can be taken away, finalist by finalist; the Champion's stands open. */
function exportsPanel(exports: ExportsBook, registry: Pick<Registry, "aliases">): HTMLElement {
  const parts = exports.finalists.map(({name, files}) => {
    const alias = aliasOf(registry, name);
    const title = el("summary", {}, el("strong", {}, name), alias ? ` ${alias}` : "", `: ${files.length} files`);
    return el("details", {class: "expert", open: name === registry.aliases.champion}, title, exportsList(exports, name));
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
