import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {spawnSync} from "node:child_process";
import {tmpdir} from "node:os";
import {basename, join, resolve} from "node:path";
import {parseArgs} from "node:util";
import {fileURLToPath} from "node:url";
import type {ModelsBook} from "../lib/book/models.js";
import {check} from "../lib/check.js";
import {goForward} from "../lib/fit/protocol/folds.js";
import {getNamed} from "../lib/named.js";
import {openBook} from "../data-loaders/flow/book.js";
import {decodeTable} from "../data-loaders/ingest/arrowTable.js";
import {scoresOf} from "../data-loaders/tasks/outputs.js";

/**
 * What a book crowns beside other people's best on the same folds of the same train rows: `npx tsx bench/tables.ts <table.csv ...>`. Each
 * book is built by `churnbook flow` in a home of its own, by the definition beside the table, or by `init` where there is none.
 */
const {positionals, values} = parseArgs({allowPositionals: true, options: {home: {type: "string"}}});
check(positionals.length > 0, {where: "tables", rule: "there must be a table", got: "none"});
const lines = [
  "| table | crowned | log loss | logistic | the same, rare levels pooled | boosting | EBM | behind the best |",
  "| --- | --- | --: | --: | --: | --: | --: | --: |"
];
for (const path of positionals) lines.push(await measure(resolve(path)));
process.stdout.write(`${lines.join("\n")}\n`);

interface Peers {
  logistic: number;
  /** levels of fewer than 20 rows as one, as books have them: whoever knows such a level by name knows of few people */
  pooled: number;
  boosting: number;
  ebm: number | null;
}

async function measure(table: string): Promise<string> {
  const name = basename(table).replace(/\.\w+$/, "");
  const scratch = mkdtempSync(join(tmpdir(), "churnbook-tables-"));
  try {
    const home = values.home ?? join(scratch, "home");
    if (!values.home) churnbook("flow", table, "--yes", "--home", home);
    const {finalists, champion} = await (await openBook(home)).readJson<ModelsBook>("models.json");
    const file = join(scratch, "rows.json");
    writeFileSync(file, JSON.stringify(rowsOf(home, {name, champion})));
    const {ours, ...peers} = askPeers(file);
    const best = Math.min(...Object.values(peers).filter((loss) => loss !== null));
    const show = (loss: number | null): string => (loss === null ? "not installed" : loss.toFixed(4));
    const title = finalists.find((d) => d.name === champion)?.title ?? champion;
    const losses = [ours, peers.logistic, peers.pooled, peers.boosting, peers.ebm].map(show);
    return `| ${[name, title, ...losses, (ours - best).toFixed(4)].join(" | ")} |`;
  } finally {
    rmSync(scratch, {recursive: true, force: true});
  }
}

/** What folds hold out: inputs, labels, folds, and the Champion's scores. */
function rowsOf(home: string, {name, champion}: {name: string; champion: string}): object {
  const {table, arrays} = decodeTable(readOutput(home, "split", "train.arrow"));
  const {arrays: scores} = decodeTable(readOutput(home, "finalists", "outOfFold.arrow"));
  check(!goForward(arrays.fold), {
    where: name,
    rule: "folds must be dealt by lot: peers know no others",
    got: "folds that go forward in time"
  });
  const columns = table.columns.map((column) =>
    column.kind === "number"
      ? {name: column.name, values: Array.from(column.values, (x) => (Number.isNaN(x) ? null : x))}
      : {name: column.name, levels: Array.from(column.codes, (code) => (code < 0 ? "missing" : column.levels[code]))}
  );
  const [y, folds, ours] = [arrays.y, arrays.fold, getNamed(scores, scoresOf(champion))].map((values) => Array.from(values));
  return {columns, y, folds, ours};
}

function askPeers(file: string): Peers & {ours: number} {
  const python = process.env.CHURN_BENCH_PYTHON;
  check(python, {
    where: "tables",
    rule: "CHURN_BENCH_PYTHON must name a Python with scikit-learn and pandas, and interpret-core for EBM",
    got: "none"
  });
  const {status, stdout, stderr} = spawnSync(python, [fileURLToPath(new URL("./tablePeers.py", import.meta.url)), file], {
    encoding: "utf8"
  });
  check(status === 0, {where: "tables", rule: "Python's peers must answer", got: stderr.slice(-2000)});
  return JSON.parse(stdout) as Peers & {ours: number};
}

function churnbook(...args: string[]): void {
  const {status, stderr} = spawnSync(process.execPath, [fileURLToPath(new URL("../bin/churnbook.js", import.meta.url)), ...args], {
    encoding: "utf8"
  });
  check(status === 0, {where: `churnbook ${args.join(" ")}`, rule: "it must end well", got: stderr.slice(-2000)});
}

/** What a task of the home's last run left. */
function readOutput(home: string, task: string, file: string): Uint8Array {
  const entries = readdirSync(join(home, "store")).filter(
    (key) => key.startsWith(`${task}-`) && /^[0-9a-f]{24}$/.test(key.slice(task.length + 1))
  );
  check(entries.length === 1, {
    where: home,
    rule: `it must hold one result of ${task}`,
    got: entries.length,
    remedy: "Begin with an empty home."
  });
  return readFileSync(join(home, "store", entries[0], file));
}
