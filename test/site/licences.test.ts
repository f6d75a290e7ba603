import {readFileSync} from "node:fs";
import {join} from "node:path";
import {build} from "esbuild";
import {expect, inject, test} from "vitest";
import {listFiles} from "../support/sources.js";

const {folder, error} = inject("site");

/** What the pages' own sources reach, found without a look at how the site is built. */
async function bundledPackages(): Promise<string[]> {
  const {metafile} = await build({
    entryPoints: [...listFiles("src/components", [".ts"]), ...listFiles("src/api", [".ts"]).filter((path) => !path.endsWith(".json.ts"))],
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    format: "esm",
    outdir: "out",
    platform: "browser",
    external: ["observablehq:*", "npm:*", "node:*"],
    logLevel: "error"
  });
  const used = Object.values(metafile.outputs).flatMap(({inputs}) =>
    Object.entries(inputs).flatMap(([path, {bytesInOutput}]) => (bytesInOutput > 0 ? [path] : []))
  );
  return [...new Set(used.flatMap((path) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []))];
}

test("licences.txt has every package that the site bundles, each with a text, and is linked from /about", async () => {
  if (error) throw new Error(error);
  const text = readFileSync(join(folder, "licences.txt"), "utf8");
  const parts = text.split(/^~{80}\n/m).slice(1);
  const sections = Array.from({length: parts.length / 2}, (_, i) => ({names: parts[2 * i], words: parts[2 * i + 1].trim()}));
  const packages = await bundledPackages();
  expect(packages.length).toBeGreaterThan(10);
  const shipped = ["@observablehq/framework", "@observablehq/runtime", "@duckdb/duckdb-wasm", "Inter and Newsreader,", "Churnbook"];
  const listed = sections.flatMap(({names}) => names.trim().split("\n"));
  expect([...packages, ...shipped].filter((name) => !listed.some((line) => line.startsWith(`${name} `)))).toEqual([]);
  expect(sections.filter(({words}) => words.length < 50).map(({names}) => names)).toEqual([]);
  expect(text).toContain("Copyright (c) 2026 the Churnbook authors");
  expect(text).toContain("SIL OPEN FONT LICENSE");
  expect(text).not.toContain(process.cwd());
  expect(readFileSync(join(folder, "about.html"), "utf8")).toContain('<a href="./licences.txt">');
});
