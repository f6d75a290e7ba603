import {spawnSync} from "node:child_process";
import {existsSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";
import {PEERS_HOME} from "./home.js";

/** The parts of onnxruntime's interface that are used here, alike in its web and node packages. */
export interface OnnxRuntime {
  env: {wasm: {numThreads?: number}; versions: {common: string}};
  Tensor: new (type: string, data: Float32Array | string[], dims: number[]) => object;
  InferenceSession: {create(model: Uint8Array, options: object): Promise<OnnxSession>};
}

export interface OnnxSession {
  run(feeds: Record<string, object>): Promise<Record<string, {data: Float32Array}>>;
}

/** An npm package from the repository or, installed there if need be, from outside of it; null, and said so, without. */
export function loadOnnxRuntime(name: "onnxruntime-web" | "onnxruntime-node"): OnnxRuntime | null {
  const require = createRequire(join(PEERS_HOME, "package.json"));
  try {
    if (!existsSync(join(PEERS_HOME, "node_modules", name))) {
      // the node package's own install script fetches what a processor does not need
      spawnSync("npm", ["install", "--prefix", PEERS_HOME, "--ignore-scripts", "--no-audit", "--no-fund", name], {
        stdio: "ignore"
      });
    }
    return require(name) as OnnxRuntime;
  } catch (error) {
    process.stderr.write(`SKIPPED: ${name} cannot be had: ${error instanceof Error ? error.message.split("\n")[0] : error}\n`);
    return null;
  }
}
