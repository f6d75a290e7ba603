import type {Params} from "../../lib/book/common.js";
import type {Table} from "../../lib/dataset/table.js";
import type {Bench} from "../support/bench.js";
import type {Line} from "../support/report.js";
import {spawn} from "node:child_process";
import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {loadavg, tmpdir} from "node:os";
import {join} from "node:path";
import {sqlName, sqlText, withDuckDB} from "../../data-loaders/ingest/duckdb.js";
import {getLearner} from "../../lib/fit/learners/learners.js";
import {writeModel} from "../../lib/model/writeModel.js";
import {createRandom} from "../../lib/random.js";
import {getValue} from "../../lib/dataset/table.js";
import {atMost, numberLine, round} from "../support/report.js";

const ROWS = 10_000_000;
const WORKERS = 2;
const LARGEST_MB = 1000;
const MODELS: {learner: string; params: Params; seconds: number; what: string}[] = [
  {learner: "logistic", params: {}, seconds: 8, what: "logistic regression"},
  {learner: "forest", params: {nTrees: 100, maxDepth: 6}, seconds: 15, what: "a forest of 100 trees, 6 deep"}
];

/**
 * What `churnbook score` costs on a Parquet table of ten million rows, made by repeating the users with some jitter. The command runs
 * as a person runs it, in a process of its own, on two cores.
 */
export async function scoreCase({users: {all}, say}: Bench): Promise<Line[]> {
  const folder = await mkdtemp(join(tmpdir(), "churnbook-bench-score-"));
  try {
    const table = join(folder, "users.parquet");
    await writeUsers(all.table, table);
    const lines: Line[] = [];
    for (const {learner: kind, params, seconds, what} of MODELS) {
      const title = `churnbook score, ${ROWS.toLocaleString("en")} rows by ${what}`;
      say(title);
      const learner = getLearner(kind);
      const model = join(folder, `${kind}.json`);
      await writeFile(model, writeModel(learner.fit(all, {...learner.defaults, ...params}, {random: createRandom(kind)})));
      const cost = await measure([table, "--model", model, "--out", join(folder, "scored.parquet"), "--workers", String(WORKERS)]);
      const detail =
        `${Math.round(ROWS / cost.seconds)} rows/s; ${round(cost.cpuSeconds)} s of processor; load before ` +
        `${cost.load[0].toFixed(1)}, after ${cost.load[1].toFixed(1)}`;
      lines.push(numberLine(`${title}: seconds`, cost.seconds, {detail, bar: atMost(seconds)}));
      lines.push(numberLine(`${title}: peak MB`, cost.peakMb, {detail: "of the whole process, by the kernel", bar: atMost(LARGEST_MB)}));
    }
    return lines;
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

/** The users again and again, numbers moved by a few hundredths, in row groups of DuckDB's usual size. */
async function writeUsers(users: Table, path: string): Promise<void> {
  const csv = `${path}.csv`;
  const names = users.columns.map((column) => column.name);
  const rows = Array.from({length: users.nRows}, (_, i) => users.columns.map((column) => getValue(column, i) ?? "").join(","));
  await writeFile(csv, `${names.join(",")}\n${rows.join("\n")}\n`);
  const cells = users.columns.map(({name, kind}) =>
    kind === "number" ? `(${sqlName(name)}::DOUBLE * (0.97 + 0.06 * random())) AS ${sqlName(name)}` : sqlName(name)
  );
  const copies = Math.ceil(ROWS / users.nRows);
  await withDuckDB(async (connection) => {
    await connection.run("SELECT setseed(0.5)");
    await connection.run(
      `COPY (SELECT ${cells.join(", ")} FROM range(${copies}), read_csv(${sqlText(csv)}) LIMIT ${ROWS}) TO ${sqlText(path)} ` +
        "(FORMAT parquet, ROW_GROUP_SIZE 122880)"
    );
  });
}

interface ProcessCost {
  seconds: number;
  /** of all threads; other programs change it less */
  cpuSeconds: number;
  /** the most memory that it had at once */
  peakMb: number;
  /** the machine's load before and after; other programs make the seconds longer */
  load: [number, number];
}

async function measure(args: readonly string[]): Promise<ProcessCost> {
  const before = loadavg()[0];
  const begun = performance.now();
  const child = spawn(process.execPath, ["bin/churnbook.js", "score", ...args], {stdio: ["ignore", "inherit", "inherit"]});
  let seen = {peakMb: NaN, cpuSeconds: NaN};
  const timer = setInterval(() => void readProcess(child.pid).then((found) => (seen = found ?? seen)), 100);
  const code = await new Promise((resolve) => child.once("close", resolve));
  clearInterval(timer);
  if (code !== 0) throw new Error(`churnbook score ended with ${String(code)}`);
  return {seconds: (performance.now() - begun) / 1000, ...seen, load: [before, loadavg()[0]]};
}

/** What Linux counts of a process that runs, all its threads together; elsewhere nothing. */
async function readProcess(pid: number | undefined): Promise<{peakMb: number; cpuSeconds: number} | null> {
  const [status, stat] = await Promise.all(["status", "stat"].map((file) => readFile(`/proc/${pid}/${file}`, "utf8").catch(() => "")));
  const kilobytes = /^VmHWM:\s*(\d+)/m.exec(status)?.[1];
  if (kilobytes === undefined) return null;
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" "); // the 14th and 15th of proc(5): hundredths of a second
  return {peakMb: (Number(kilobytes) * 1024) / 1e6, cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100};
}
