import type {Metafile} from "esbuild";
import {readFile} from "node:fs/promises";
import {join, relative, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {build} from "esbuild";
import {hashOf, sha256} from "./hash.js";
import {findPackage} from "./packages.js";
import {getNamed} from "../../lib/named.js";

/**
 * A hash of each file's code and of all that it imports: the bundle without comments and spaces, and the versions of
 * the packages it reaches. A change to a comment, or to a function that nobody imports, changes nothing.
 *
 * @param sources file URLs
 * @param root the project's folder, from which packages are looked up
 * @returns by file URL
 */
export async function fingerprint(sources: readonly string[], root: string): Promise<Map<string, string>> {
  const urls = [...new Set(sources)].sort();
  const {outputFiles, metafile} = await build({
    entryPoints: urls.map((url) => fileURLToPath(url)),
    absWorkingDir: root,
    outdir: resolve(root, "never-written"),
    outbase: root,
    bundle: true,
    write: false,
    metafile: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "silent"
  });
  const versions = new Map<string, Promise<string>>();
  const versionOf = (name: string): Promise<string> => {
    if (!versions.has(name)) versions.set(name, readVersion(name, root));
    return versions.get(name) as Promise<string>;
  };
  const byEntry = new Map<string, string>();
  for (const file of outputFiles) {
    const output = getNamed(metafile.outputs, relative(root, file.path).replaceAll("\\", "/"));
    const packages = await Promise.all(packagesOf(output).map(async (name) => `${name}@${await versionOf(name)}`));
    byEntry.set(resolve(root, output.entryPoint ?? ""), hashOf(sha256(file.contents), packages));
  }
  return new Map(urls.map((url) => [url, byEntry.get(fileURLToPath(url)) as string]));
}

/** The names of the packages that a bundle imports, sorted; Node's own modules are left out. */
function packagesOf(output: Metafile["outputs"][string]): string[] {
  const names = output.imports
    .filter(({external, path}) => external && !path.startsWith("node:") && !path.startsWith("."))
    .map(({path}) =>
      path
        .split("/")
        .slice(0, path.startsWith("@") ? 2 : 1)
        .join("/")
    );
  return [...new Set(names)].sort();
}

async function readVersion(name: string, root: string): Promise<string> {
  const folder = findPackage(name, root);
  if (folder === null) return process.version; // one of Node's own modules, imported without "node:"
  const {version} = JSON.parse(await readFile(join(folder, "package.json"), "utf-8")) as {version?: unknown};
  return String(version);
}
