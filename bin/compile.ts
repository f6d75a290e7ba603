import {cp, mkdir, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {dirname, join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {transform} from "esbuild";

const ROOT = resolve(fileURLToPath(import.meta.url), "../..");
/** What `npm pack` ships in place of the TypeScript, laid out as the repository is. */
const COMPILED = join(ROOT, "compiled");
const FOLDERS = ["lib", "data-loaders", "src"];
const FILES = [
  ...["observablehq.config.ts", "package.json", "LICENSE"],
  ...["data/dataset.schema.json", "data/sample.recipe.json", "data/waze.dataset.json"]
];
/** Code that stands in as JavaScript by nothing: there is no TypeScript left to load. */
const LOADER_OF_TYPESCRIPT = "data-loaders/loadTypeScript.js";

await rm(COMPILED, {recursive: true, force: true});
if (!process.argv.includes("--remove")) {
  const inFolders = await Promise.all(FOLDERS.map(listFiles));
  await Promise.all([...FILES, ...inFolders.flat()].map(ship));
}

/** Paths of a folder's files, from the repository; links, what Framework kept and READMEs of code are left out. */
async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(join(ROOT, folder), {withFileTypes: true});
  const found = await Promise.all(
    entries.map((entry) => {
      if (entry.isDirectory()) return entry.name.startsWith(".") ? [] : listFiles(join(folder, entry.name));
      return entry.isFile() && entry.name !== "README.md" ? [join(folder, entry.name)] : [];
    })
  );
  return found.flat();
}

/** A file as it is, or as JavaScript, in which each address of a module that is TypeScript names what is compiled of it. */
async function ship(path: string): Promise<void> {
  const target = join(COMPILED, path.replace(/\.ts$/, ".js"));
  await mkdir(dirname(target), {recursive: true});
  if (path === LOADER_OF_TYPESCRIPT) return writeFile(target, "");
  if (!/\.[jt]s$/.test(path)) return cp(join(ROOT, path), target);
  const source = await readFile(join(ROOT, path), "utf-8");
  const {code} = await transform(source, {
    loader: path.endsWith(".ts") ? "ts" : "js",
    sourcefile: path,
    format: "esm",
    target: "es2022",
    tsconfigRaw: {compilerOptions: {verbatimModuleSyntax: true}}
  });
  await writeFile(target, code.replace(/(["'`]\.{1,2}\/[^"'`\n]*)\.ts(?=["'`])/g, "$1.js"));
}
