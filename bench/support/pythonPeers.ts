import type {Cost} from "./measure.js";
import type {BenchUsers} from "./users.js";
import {spawn, spawnSync} from "node:child_process";
import {existsSync, mkdirSync, writeFileSync} from "node:fs";
import {createInterface} from "node:readline";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {encodeFloat32} from "../../lib/model/encode.js";
import {fitEncoding} from "../../lib/fit/learners/fitEncoding.js";
import {PEERS_HOME} from "./home.js";

const PACKAGES = ["numpy", "scikit-learn>=1.5", "xgboost-cpu", "lightgbm", "ydf"];

/** A Python process that holds the users and fits other people's models. */
export interface PythonPeers {
  versions: Record<string, string>;
  fit(model: string, params: object): Promise<Cost>;
  ask<T>(command: string, args?: object): Promise<T>;
  stop(): void;
}

/** Python's packages, installed outside of the repository where they are not there yet; null, and said so, without. */
export async function startPython(users: BenchUsers): Promise<PythonPeers | null> {
  const python = install();
  if (!python) return null;
  const child = spawn(python, [fileURLToPath(new URL("../peers.py", import.meta.url))], {
    stdio: ["pipe", "pipe", "ignore"]
  });
  const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]();
  const ask = async <T>(command: string, args: object = {}): Promise<T> => {
    child.stdin.write(`${JSON.stringify({command, arguments: args})}\n`);
    const {value, done} = await lines.next();
    const answer = done ? {error: "the Python process ended"} : (JSON.parse(value) as T & {error?: string});
    if (answer.error) throw new Error(`${command}: ${answer.error}`);
    return answer as T;
  };
  await ask("load", writeUsers(users));
  return {
    versions: await ask("versions"),
    fit: (model, params) => ask("fit", {model, params}),
    ask,
    stop: () => child.stdin.end()
  };
}

function install(): string | null {
  const folder = join(PEERS_HOME, "venv");
  const python = join(folder, "bin/python");
  if (!existsSync(python)) {
    mkdirSync(PEERS_HOME, {recursive: true});
    spawnSync("python3", ["-m", "venv", folder]);
    spawnSync(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...PACKAGES], {
      stdio: ["ignore", "ignore", "inherit"]
    });
  }
  if (spawnSync(python, ["-c", "import sklearn"]).status === 0) return python;
  process.stderr.write(`SKIPPED: Python's peers (${PACKAGES.join(", ")}) cannot be had in ${folder}.\n`);
  return null;
}

function writeUsers({all, trainRows, folds}: BenchUsers): {path: string; rows: number; columns: number} {
  const encoding = fitEncoding(all.table, {standardise: false, missing: "median", levels: "dropFirst"});
  const columns = encodeFloat32(encoding, all.table);
  const path = join(PEERS_HOME, "users.bin");
  const isTrain = new Uint8Array(all.y.length);
  for (const row of Array.from(trainRows)) isTrain[row] = 1;
  writeFileSync(
    path,
    Buffer.concat([
      ...columns.map((values) => Buffer.from(values.slice().buffer)),
      Buffer.from(all.y),
      Buffer.from(folds),
      Buffer.from(isTrain)
    ])
  );
  return {path, rows: all.y.length, columns: columns.length};
}
