import {existsSync} from "node:fs";
import {readdir, readFile, writeFile} from "node:fs/promises";
import {join, resolve, sep} from "node:path";
import {build} from "esbuild";
import {check} from "../../lib/check.js";
import {packageFolder, packageFolders} from "../flow/packages.js";

/** Where readers find it, linked from /about. */
const LICENCES = "licences.txt";
const FRAMEWORK = "@observablehq/framework";
/** Shipped as files, not by an import. */
const SHIPPED = ["@duckdb/duckdb-wasm", FRAMEWORK];

interface Package {
  name: string;
  version: string;
  licence: string;
  /** who made it, where the licence names nobody */
  author: string;
  /** null: the package has none */
  text: string | null;
}

/**
 * Writes one file with the licences of all that the site bundles: npm packages, Framework's own code and what that
 * bundles, DuckDB, the fonts.
 *
 * @param site the built site's folder
 * @param options.modules what was bundled, as {@link bundleModules} returns it
 */
export async function publishLicences(root: string, site: string, {modules}: {modules: readonly string[]}): Promise<void> {
  const folders = [
    ...SHIPPED.map((name) => packageFolder(name, root)),
    ...(await Promise.all([...packagesOf(modules)].map((name) => findPackage(root, name)))),
    ...(await packagesOfClient(root, site))
  ];
  const packages = await Promise.all([...new Set(folders)].map(readPackage));
  const own = await readFile(join(root, "LICENSE"), "utf-8");
  const fonts = await readFile(join(root, "src/fonts/LICENSE.txt"), "utf-8");
  await writeFile(join(site, LICENCES), formatLicences(packages, {own, fonts}));
}

/** @example packagesOf(["_node/d3-array@3.2.5/index.1a.js"]) // {"d3-array@3.2.5"} */
function packagesOf(modules: readonly string[]): Set<string> {
  return new Set(modules.flatMap((path) => /^_node\/((?:@[^/]+\/)?[^/@]+@[^/]+)\//.exec(path)?.[1] ?? []));
}

/** The packages as a text: those with one licence text together, in the order of their names. */
function formatLicences(packages: readonly Package[], {own, fonts}: {own: string; fonts: string}): string {
  const byText = new Map<string, string[]>();
  const sorted = [...packages].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
  for (const {name, version, licence, author, text} of sorted) {
    const words = text ?? `The package says: licence ${licence}${author && `, by ${author}`}. It holds no licence text.`;
    byText.set(words, [...(byText.get(words) ?? []), `${name} ${version} (${licence})`]);
  }
  const parts = [
    ["Churnbook (MIT)", own],
    ["Inter and Newsreader, fonts (OFL-1.1)", fonts],
    ...[...byText].map(([text, names]) => [names.join("\n"), text])
  ];
  const line = "~".repeat(80);
  return parts.map(([names, text]) => `${line}\n${names}\n${line}\n\n${text.trim()}\n`).join("\n");
}

/** Of several versions the one that was bundled. @param spec such as "d3-array@3.2.5" */
async function findPackage(root: string, spec: string): Promise<string> {
  const at = spec.lastIndexOf("@");
  const [name, version] = [spec.slice(0, at), spec.slice(at + 1)];
  for (const folder of await foldersOf(root, name)) if ((await readManifest(folder)).version === version) return folder;
  throw new Error(`licences: ${spec} is bundled, but not installed`);
}

/** Beside the other packages, and below those that want a version of their own. */
async function foldersOf(root: string, name: string): Promise<string[]> {
  const packages = await Promise.all(packageFolders(root).map(listPackages));
  return [...packageFolders(root), ...packages.flat().map((folder) => join(folder, "node_modules"))]
    .map((folder) => join(folder, name))
    .filter((folder) => existsSync(join(folder, "package.json")));
}

async function listPackages(modules: string): Promise<string[]> {
  const outer = await readdir(modules);
  const scopes = outer.filter((name) => name.startsWith("@"));
  const scoped = await Promise.all(scopes.map(async (scope) => (await readdir(join(modules, scope))).map((name) => join(scope, name))));
  return [...outer, ...scoped.flat()].map((name) => join(modules, name));
}

/** What Framework's own code in the site bundles. */
async function packagesOfClient(root: string, site: string): Promise<string[]> {
  const built = (await readdir(join(site, "_observablehq"), {recursive: true})).filter((name) => name.endsWith(".js"));
  const sources = built.map((name) =>
    join(
      packageFolder(FRAMEWORK, root),
      "dist/client",
      name
        .split(sep)
        .join("/")
        .replace(/\.[0-9a-f]{8}\.js$/, ".js")
        .replace(/^client\.js$/, "index.js")
    )
  );
  const {metafile} = await build({
    absWorkingDir: root,
    entryPoints: sources.filter((path) => existsSync(path)),
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    outdir: "out",
    logLevel: "silent",
    plugins: [{name: "outside", setup: ({onResolve}) => onResolve({filter: /^(npm|observablehq):/}, ({path}) => ({path, external: true}))}]
  });
  return [
    ...new Set(Object.keys(metafile.inputs).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(resolve(root, path))?.[0] ?? []))
  ];
}

async function readPackage(folder: string): Promise<Package> {
  const {name, version, license, licenses, author} = await readManifest(folder);
  const licence = license ?? licenses?.[0]?.type;
  check(licence, {where: "build", rule: `${name}, which the site bundles, must have a licence`, got: "none"});
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf-8")));
  return {
    name,
    version,
    licence,
    author: typeof author === "string" ? author : (author?.name ?? ""),
    text: texts.length > 0 ? texts.map((text) => text.replaceAll("\r\n", "\n").trim()).join("\n\n") : null
  };
}

interface Manifest {
  name: string;
  version: string;
  license?: string;
  licenses?: {type: string}[];
  author?: string | {name: string};
}

async function readManifest(folder: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf-8")) as Manifest;
}
