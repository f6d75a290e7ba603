import type {Metafile, OutputFile} from "esbuild";
import {mkdir, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {dirname, join, relative, resolve, sep} from "node:path";
import {build} from "esbuild";
import {check, someOf} from "../../lib/check.js";
import {getNamed} from "../../lib/named.js";

/** Modules of this site and of npm packages, as pages name them; Framework's own stay as they are. */
const MODULE = /_(?:import|node)\/[^"'\s]+?\.js(?=["'])/g;
const PRELOAD = /<link rel="modulepreload" href="([^"]*?)(_(?:import|node)\/[^"]+)">\n?/g;
/** The predictor for other programs: its address is stable, so that it only points to what is bundled. */
const PREDICTOR = "api/predict.js";
/** The element for other people's pages: whole at its stable address, so that it can be copied, and is one request. */
const ELEMENT = "api/churn-predictor.js";

/** What pages share is split off for the next page's sake, finely; these have a weight to keep to, and share nothing. */
const ALONE: ReadonlySet<string> = new Set(["predict.html"]);

/**
 * Puts the hundred modules of a page together into a few files, each loaded by the pages that need it, without what no
 * page uses. Over a slow line the requests, and not the bytes, are what a reader waits for.
 *
 * @param folder the finished site; its pages are rewritten to name the bundled files
 * @returns the modules that went into the bundles, by their old paths
 * @throws if a page names a module that is not there
 */
export async function bundleModules(folder: string): Promise<string[]> {
  const pages = await readPages(folder);
  const groups = [
    ...[...pages.keys()].filter((name) => ALONE.has(name)).map((name) => [name]),
    [...pages.keys()].filter((name) => !ALONE.has(name))
  ];
  const written = new Map<string, string>();
  const outputs: OutputFile[] = [];
  const modules = new Set<string>();
  for (const group of groups) {
    const entries = [...new Set(group.flatMap((name) => findModules(pages.get(name) ?? "")))].sort();
    if (entries.length === 0) continue;
    const {outputFiles, metafile} = await bundle(folder, entries);
    // oxlint-disable-next-line churnbook/no-rows-as-arguments -- files of one bundle: few
    outputs.push(...outputFiles);
    for (const path of Object.keys(metafile.inputs)) modules.add(path);
    const bundled = indexOutputs(metafile);
    for (const name of group)
      written.set(
        name,
        name === PREDICTOR ? pointTo(findModules(pages.get(name) ?? ""), bundled) : rewrite(pages.get(name) ?? "", bundled)
      );
  }
  if (outputs.length === 0) return [];
  const {outputFiles, metafile} = await bundleElement(folder);
  // oxlint-disable-next-line churnbook/no-rows-as-arguments -- one file
  outputs.push(...outputFiles);
  for (const path of Object.keys(metafile.inputs)) modules.add(path);
  for (const module of await listModules(folder)) await rm(join(folder, module));
  for (const {path, contents} of outputs) {
    await mkdir(dirname(path), {recursive: true});
    await writeFile(path, contents);
  }
  for (const [name, text] of written) await writeFile(join(folder, name), text);
  return [...modules];
}

/** Text of all files that name modules, without the hints that browsers should load them early. */
async function readPages(folder: string): Promise<Map<string, string>> {
  const names = (await readdir(folder, {recursive: true}))
    .filter((name) => name.endsWith(".html") || name.split(sep).join("/") === PREDICTOR)
    .sort();
  return new Map(
    await Promise.all(
      names.map(async (name): Promise<[string, string]> => [name.split(sep).join("/"), await readFile(join(folder, name), "utf-8")])
    )
  );
}

/** The predictor names one module to pass on, and others only so that they load early. */
function findModules(text: string): string[] {
  const passedOn = /export \* from "[^"]*?(_import\/[^"]+)"/.exec(text);
  return passedOn ? [passedOn[1]] : [...text.replace(PRELOAD, "").matchAll(MODULE)].map(([path]) => path);
}

async function listModules(folder: string): Promise<string[]> {
  const names = await Promise.all(
    ["_import", "_node"].map(async (part) =>
      (await readdir(join(folder, part), {recursive: true}).catch(() => [])).map((name) => join(part, name))
    )
  );
  return names.flat().filter((name) => name.endsWith(".js"));
}

interface Bundle {
  outputFiles: OutputFile[];
  metafile: Metafile;
}

const OPTIONS = {
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  write: false,
  metafile: true,
  logLevel: "silent"
} as const;

/** The element in one file; it has nothing of Framework's, nor of the pages'. */
async function bundleElement(folder: string): Promise<Bundle> {
  const [entry] = findModules(await readFile(join(folder, ELEMENT), "utf-8"));
  return build({
    ...OPTIONS,
    absWorkingDir: resolve(folder),
    entryPoints: [join(resolve(folder), entry)],
    outfile: join(resolve(folder), ELEMENT)
  });
}

async function bundle(folder: string, entries: readonly string[]): Promise<Bundle> {
  const present = new Set((await listModules(folder)).map((name) => name.split(sep).join("/")));
  const missing = entries.filter((entry) => !present.has(entry));
  check(missing.length === 0, {where: "build", rule: "every module that a page names must be there", got: someOf(missing)});
  return build({
    ...OPTIONS,
    absWorkingDir: resolve(folder),
    entryPoints: entries.map((entry) => ({in: join(resolve(folder), entry), out: entry.replace(/(\.[0-9a-f]{8})?\.js$/, "")})),
    outdir: resolve(folder),
    entryNames: "[dir]/[name].[hash]",
    chunkNames: "_import/shared/[name].[hash]", // two folders deep, as the predictor is, which finds the models from where it stands
    splitting: true,
    plugins: [
      {name: "framework", setup: ({onResolve}) => onResolve({filter: /_(observablehq|npm)\//}, ({path}) => ({path, external: true}))}
    ]
  });
}

interface Bundled {
  /** the bundled file of a module that pages name */
  file: string;
  /** that file and all that it imports at once, itself first */
  closure: string[];
}

function indexOutputs({outputs}: Metafile): Map<string, Bundled> {
  const closureOf = (file: string, seen: Set<string>): Set<string> => {
    if (seen.has(file)) return seen;
    seen.add(file);
    for (const {path, kind, external} of getNamed(outputs, file).imports)
      if (kind === "import-statement" && !external) closureOf(path, seen);
    return seen;
  };
  return new Map(
    Object.entries(outputs).flatMap(([file, {entryPoint}]) =>
      entryPoint ? [[entryPoint, {file, closure: [...closureOf(file, new Set())]}]] : []
    )
  );
}

/** A page that names the bundled files, with the hints for all of them at once. */
function rewrite(html: string, bundled: ReadonlyMap<string, Bundled>): string {
  const [hint] = html.matchAll(PRELOAD);
  const needed = [...new Set(findModules(html).flatMap((entry) => bundled.get(entry)?.closure ?? []))];
  const hints = needed.map((file) => `<link rel="modulepreload" href="${hint?.[1] ?? "./"}${file}">\n`).join("");
  const text = html.replace(PRELOAD, (_match, _prefix, _path, at: number) => (at === hint?.index ? "<!--hints-->" : "")); // one place for all
  return text.replace(MODULE, (path) => bundled.get(path)?.file ?? path).replace("<!--hints-->", () => hints);
}

function pointTo([entry]: readonly string[], bundled: ReadonlyMap<string, Bundled>): string {
  const {file, closure} = bundled.get(entry) as Bundled;
  const early = closure.filter((d) => d !== file).map((d) => `import "${relative("api", d).split(sep).join("/")}";\n`);
  return `${early.join("")}export * from "../${file}";\n`;
}
