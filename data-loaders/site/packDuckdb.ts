import type {Settings} from "../settings.js";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {promisify} from "node:util";
import {gunzip, gzip} from "node:zlib";
import {writeWhole} from "../flow/files.js";
import {packageFolder} from "../flow/packages.js";
import {isAbsent} from "../flow/systemErrors.js";
import {stageCache} from "./stage.js";

const PACKAGE = "@duckdb/duckdb-wasm";
/** Beside what Framework keeps of npm packages: slow to make, and right for as long as the package's version stays. */
const KEPT = "_duckdb-wasm";

/**
 * DuckDB's WebAssembly, gzipped: 34 MB become 8, which every host takes.
 */
export async function packDuckdb({root, home}: Pick<Settings, "root" | "home">): Promise<Uint8Array> {
  const folder = packageFolder(PACKAGE, root);
  const {version} = JSON.parse(await readFile(join(folder, "package.json"), "utf-8")) as {version: string};
  const path = join(stageCache(home), KEPT, `duckdb-eh-${version}.wasm.gz`);
  const wasm = await readFile(join(folder, "dist/duckdb-eh.wasm"));
  const kept = await readFile(path).catch((error: unknown) => {
    if (isAbsent(error)) return null;
    throw error;
  });
  const unpacked = kept && (await promisify(gunzip)(kept).catch(() => null));
  if (kept && unpacked?.equals(wasm)) return kept; // a damaged one is packed again
  const packed = await promisify(gzip)(wasm); // the highest level takes twice as long, for half a hundredth
  await writeWhole(path, packed);
  return packed;
}

/** DuckDB's worker, without the address of a source map that is not shipped. */
export async function readDuckdbWorker({root}: Pick<Settings, "root">): Promise<string> {
  const code = await readFile(join(packageFolder(PACKAGE, root), "dist/duckdb-browser-eh.worker.js"), "utf-8");
  return code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
}
