import type {Settings} from "../settings.js";
import {spawn} from "node:child_process";
import {existsSync} from "node:fs";
import {readdir, rename} from "node:fs/promises";
import {constants, setPriority} from "node:os";
import {dirname, join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {pathToFileURL} from "node:url";
import {build} from "esbuild";
import {makeFolder} from "../flow/files.js";
import {withScratch} from "../flow/scratch.js";
import {codeOf} from "../flow/systemErrors.js";
import {frameworkFolder} from "./framework.js";
import {linkPackages, stageCache} from "./stage.js";

/** What Framework keeps of npm packages: the slowest part of a first build, and the only one that needs nothing of the run. */
const PACKAGES = "_node";

/**
 * So long are they waited for when the flow has ended. On a busy machine a process to which every other goes first may have had no turn
 * by then, and may get none: it is given up for what it takes to bundle anew, by the pages' build at its own priority.
 */
const PATIENCE_MS = 5000;

/**
 * Runs the flow while Framework bundles the npm packages that pages import, on what the processor has left; where they are
 * bundled already, the flow alone. What fails here fails again, with its message, when the pages are built; so it is not told.
 *
 * @param settings of a home that is ours
 * @param run the flow; where it fails, bundling is given up
 */
export async function bundlePackagesWhile<T>(
  settings: Pick<Settings, "root" | "home">,
  run: () => Promise<T>,
  patienceMs = PATIENCE_MS
): Promise<T> {
  const kept = join(stageCache(settings.home), PACKAGES);
  if (existsSync(kept)) return run();
  const room = join(settings.home, "pages");
  await makeFolder(room);
  return withScratch(room, "packages", async (scratch) => {
    const giveUp = new AbortController();
    const bundling = bundlePackages(settings.root, scratch, giveUp.signal).catch(() => null);
    try {
      const result = await run();
      await keep(await Promise.race([bundling, sleep(patienceMs, null, {signal: giveUp.signal}).catch(() => null)]), kept);
      return result;
    } finally {
      giveUp.abort();
      await bundling;
    }
  });
}

/** Moves what was bundled to where Framework looks for it, unless another build was first. */
async function keep(bundled: string | null, kept: string): Promise<void> {
  if (bundled === null) return;
  await makeFolder(dirname(kept));
  await rename(bundled, kept).catch((error: unknown) => {
    if (codeOf(error) !== "ENOTEMPTY" && codeOf(error) !== "EEXIST") throw error;
  });
}

/**
 * Lets Framework bundle them where it would when it builds pages in the folder.
 *
 * @returns the folder of what it made
 */
async function bundlePackages(root: string, folder: string, signal: AbortSignal): Promise<string> {
  const source = join(folder, "src");
  await Promise.all([linkPackages(root, folder), makeFolder(source)]);
  const framework = pathToFileURL(join(frameworkFolder(root), "dist/node.js")).href;
  const program = `
    const {resolveNodeImport} = await import(${JSON.stringify(framework)});
    for (const name of ${JSON.stringify(await importedPackages(root))}) await resolveNodeImport(${JSON.stringify(source)}, name);
  `;
  await runBehind(program, signal);
  return join(source, ".observablehq/cache", PACKAGES);
}

/** The npm packages that code for the browser imports, as it names them. */
async function importedPackages(root: string): Promise<string[]> {
  const source = join(root, "src/components");
  const names = (await readdir(source, {recursive: true})).filter((name) => /(?<!\.d)\.[jt]s$/.test(name));
  const {metafile} = await build({
    absWorkingDir: root,
    entryPoints: names.map((name) => join(source, name)),
    outdir: source,
    bundle: true,
    packages: "external",
    format: "esm",
    platform: "browser",
    external: ["npm:*", "observablehq:*"],
    write: false,
    metafile: true,
    logLevel: "silent"
  });
  const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
  return [...new Set(imports.filter(({external, path}) => external && !path.includes(":")).map(({path}) => path))].sort();
}

/** Runs a module in a process to which every other goes first. @throws if it ends with an error, or is given up */
async function runBehind(program: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted(); // before there was anybody to listen
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {stdio: "ignore"});
  const stop = (): void => void child.kill();
  signal.addEventListener("abort", stop); // and not by spawn's own signal, which would not wait until the process is gone
  process.once("exit", stop);
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
    const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
    if (code !== 0) throw new Error(`bundling packages ended with ${code}`);
  } finally {
    process.removeListener("exit", stop);
  }
}
