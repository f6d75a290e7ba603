import {execFile, spawnSync} from "node:child_process";
import {createHash} from "node:crypto";
import {closeSync, existsSync, mkdirSync, openSync, rmSync, statSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";

/** Python packages that others wrote, against which our exports are measured. Each set is one virtual environment. */
const SETS = {
  engines: ["onnx>=1.17", "onnxruntime>=1.20", "xgboost-cpu>=2.1", "numpy"],
  mlflow3: ["mlflow>=3,<4", "onnx>=1.17", "onnxruntime>=1.20"],
  mlflow2: ["mlflow>=2.17,<3", "sqlalchemy<2.1", "fastapi<0.116", "onnx>=1.17", "onnxruntime>=1.20"],
  files: ["pandas", "pyarrow", "openpyxl"],
  spark: ["pyspark==3.5.*", "pandas", "pyarrow"]
} as const;

export type PeerSet = keyof typeof SETS;

/** A virtual environment, outside of the repository, kept from one test run to the next. */
export interface Peers {
  python: string;
  /** runs a Python program on a JSON value and gives the JSON value that it prints */
  ask<T>(program: string, question: unknown): Promise<T>;
}

const HOME = join(tmpdir(), "churnbook-peers");
const PATIENCE_MS = 600_000;

/**
 * The packages, installed from PyPI where they are not there yet; null, said loudly, where they cannot be had.
 * Test files that run at once wait for one another's installation.
 */
export async function findPeers(set: PeerSet): Promise<Peers | null> {
  const folder = join(HOME, set);
  const python = join(folder, "bin/python");
  const done = join(folder, `churnbook-ready-${createHash("sha256").update(SETS[set].join()).digest("hex").slice(0, 8)}`);
  mkdirSync(HOME, {recursive: true});
  const lock = `${folder}.lock`;
  const until = Date.now() + PATIENCE_MS;
  while (!existsSync(done) && !takeLock(lock)) {
    if (Date.now() > until) return skip(set, "another installation never ended");
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  if (!existsSync(done)) {
    try {
      const why = install(folder, set);
      if (why) return skip(set, why);
      writeFileSync(done, "");
    } finally {
      rmSync(lock, {force: true});
    }
  }
  return {python, ask: (program, question) => ask(python, program, question)};
}

function install(folder: string, set: PeerSet): string | null {
  const python = join(folder, "bin/python");
  for (const [command, args] of [
    ["python3", ["-m", "venv", folder]],
    [python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...SETS[set]]]
  ] as const) {
    const {status, error, stderr} = spawnSync(command, args, {timeout: PATIENCE_MS, encoding: "utf8"});
    if (status !== 0) return error?.message ?? stderr.trim().split("\n").at(-1) ?? `exit code ${status}`;
  }
  return null;
}

function takeLock(path: string): boolean {
  try {
    closeSync(openSync(path, "wx"));
    return true;
  } catch {
    const born = statSync(path, {throwIfNoEntry: false})?.mtimeMs ?? Date.now();
    if (Date.now() - born > PATIENCE_MS) rmSync(path, {force: true}); // its owner is long dead
    return false;
  }
}

function skip(set: PeerSet, why: string): null {
  process.stderr.write(`\nSKIPPED: the packages "${set}" (${SETS[set].join(", ")}) cannot be had from PyPI: ${why}\n\n`);
  return null;
}

function ask<T>(python: string, program: string, question: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = execFile(python, [program], {maxBuffer: 1 << 28, timeout: 300_000}, (error, stdout, stderr) => {
      if (error) reject(new Error(`${program}: ${stderr.trim().split("\n").slice(-15).join("\n") || error.message}`));
      else resolve(JSON.parse(stdout) as T);
    });
    child.stdin?.end(JSON.stringify(question));
  });
}
