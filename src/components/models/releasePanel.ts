import type {Column} from "../ui/dataTable.js";
import type {ExportFile, ExportsBook} from "../../lib/book/exports.js";
import type {Registry} from "../../lib/book/registry.js";
import {address} from "../ui/address.js";
import {el} from "../ui/dom.js";
import {dataTable} from "../ui/dataTable.js";
import {leftOut} from "../shared/leftOut.js";
import {formatBytes, listWords} from "../../lib/format.js";

/** What is released of each finalist, and every form in which it can be taken away. */
export function releasePanel(registry: Registry, exports: ExportsBook): HTMLElement {
  return el("div", {class: "release"}, registryTable(registry, {hrefOf: (file) => address.file(`api/${file}`)}), exportsPanel(exports));
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
    about: aboutVersion({name, kind, inputs, gates}),
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

/** What a version's name does not say; of gates only how many it fails. */
function aboutVersion({name, kind, inputs, gates}: Pick<Registry["versions"][number], "name" | "kind" | "inputs" | "gates">): string {
  const failed = gates.filter((d) => !d.passed).length;
  return [
    kind === name ? null : kind,
    inputs.length === 1 ? "1 input" : `${inputs.length} inputs`,
    failed > 0 ? `fails ${failed} of ${gates.length} gates` : null
  ]
    .filter(Boolean)
    .join(", ");
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

/** Every form in which a finalist can be taken away: a row per format, a column per finalist; what is left out, and why, under it. */
function exportsPanel({finalists}: ExportsBook): HTMLElement {
  const formats = [...new Map(finalists.flatMap(({files}) => files.map(({title, use}) => [title, use] as const)))];
  const rows = formats.map(([title, use]): ExportRow => ({
    title,
    use,
    ...Object.fromEntries(finalists.map(({name, files}) => [`of:${name}`, files.find((d) => d.title === title)]))
  }));
  const columns: Column<ExportRow>[] = [
    {key: "title", title: "Format", format: (title, {use}) => el("span", {}, title, el("small", {}, use))},
    ...finalists.map(({name}): Column<ExportRow> => ({
      key: `of:${name}`,
      title: name,
      align: "right",
      format: (file: ExportFile | undefined, {title}: ExportRow) =>
        file ? exportLink(file, `${title} of ${name}`) : el("span", {class: "muted"}, "none")
    }))
  ];
  const note = leftOut("The models for other engines are not in this file, to keep it small.", {
    page: "models",
    anchor: "#what-may-be-released"
  });
  const table = dataTable({columns, rows, sortable: false, caption: "For other engines", hideCaption: true});
  const nFiles = finalists.reduce((sum, {files}) => sum + files.length, 0);
  return el(
    "details",
    {class: "expert"},
    el("summary", {}, `For other engines: ${nFiles} files`),
    note,
    table,
    refusals(finalists).map((sentence) => el("p", {class: "figure-note"}, sentence))
  );
}

interface ExportRow {
  title: string;
  use: string;
  [of: `of:${string}`]: ExportFile | undefined;
}

function exportLink({file, bytes}: ExportFile, name: string): HTMLElement {
  const href = address.file(`api/exports/${file}`);
  return el("a", {href, download: file.replaceAll("/", "-"), "aria-label": `${name}, ${formatBytes(bytes)}`}, formatBytes(bytes));
}

/** Which formats which finalists have not, and why: a sentence per format and reason. */
export function refusals(finalists: readonly Pick<ExportsBook["finalists"][number], "name" | "refused">[]): string[] {
  const names = new Map<string, string[]>();
  for (const {name, refused} of finalists) {
    for (const {title, reason} of refused) {
      const why = reason.replace(/; got [^.]*\./, "."); // what came instead differs by model, and is no reason
      const key = JSON.stringify([title, why]);
      names.set(key, [...(names.get(key) ?? []), name]);
    }
  }
  return [...names].map(([key, list]) => {
    const [title, why] = JSON.parse(key) as [string, string];
    return `${title}: not for ${listWords(list)}, because ${why}`;
  });
}
