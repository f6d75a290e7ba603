import type {Bench} from "../support/bench.js";
import type {Line} from "../support/report.js";
import type {BuildCost} from "../flowProcess.js";
import {spawnSync} from "node:child_process";
import {mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {loadavg, tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {readSettings} from "../../data-loaders/settings.js";
import {atMost, numberLine} from "../support/report.js";
import {resample} from "../support/resample.js";

const SMALL = 15_000;
const SIZES = [
  {nRows: 100_000, seconds: 60, megabytes: 4000},
  {nRows: 1_000_000, seconds: 240, megabytes: 4000}
];

/** Whole builds, site included, of tables of many rows: time, memory, and whether the site stays as large as of few. */
export async function largeCase({say}: Bench): Promise<Line[]> {
  const small = await buildOf(SMALL, say);
  const lines: Line[] = [];
  for (const {nRows, seconds, megabytes} of SIZES) {
    const built = await buildOf(nRows, say);
    const rows = nRows.toLocaleString("en");
    const detail = `${Math.round(built.processorSeconds)} s of processor over both cores; load before ${built.load.toFixed(1)}`;
    lines.push(numberLine(`build of ${rows} rows, 2 cores: seconds`, built.seconds, {detail, bar: atMost(seconds)}));
    lines.push(numberLine(`build of ${rows} rows: peak MB`, built.peakMegabytes, {bar: atMost(megabytes)}));
    const ratio = built.siteBytes / small.siteBytes;
    const sizes = `${(built.siteBytes / 1e6).toFixed(1)} MB; of ${SMALL.toLocaleString("en")} rows ${(small.siteBytes / 1e6).toFixed(1)} MB`;
    lines.push(numberLine(`size of the site, ${rows} rows / ${SMALL.toLocaleString("en")}`, ratio, {detail: sizes, bar: atMost(1.1)}));
  }
  return lines;
}

interface Built extends BuildCost {
  seconds: number;
  siteBytes: number;
  /** the machine's, before */
  load: number;
}

async function buildOf(nRows: number, say: Bench["say"]): Promise<Built> {
  const folder = mkdtempSync(join(tmpdir(), "churnbook-large-"));
  try {
    const table = join(folder, "users.csv");
    await resample(nRows, table);
    const definition = join(folder, "users.dataset.json");
    writeFileSync(definition, keepRepeats(readFileSync(readSettings().dataset, "utf8")));
    say(`a build of ${nRows} rows`);
    const load = loadavg()[0];
    const started = performance.now();
    const program = fileURLToPath(new URL("../flowProcess.ts", import.meta.url));
    const site = join(folder, "site");
    const {status, stderr, stdout} = spawnSync(process.execPath, ["--import", "tsx", program, "--site"], {
      env: {
        ...process.env,
        CHURN_DATA: table,
        CHURN_DATASET: definition,
        CHURN_HOME: join(folder, "home"),
        CHURN_OUTPUT: site,
        CHURN_WORKERS: "2"
      },
      encoding: "utf8",
      maxBuffer: 1 << 26
    });
    if (status !== 0) throw new Error(`the build of ${nRows} rows failed: ${stderr.slice(-2000)}`);
    const seconds = (performance.now() - started) / 1000;
    return {...(JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as BuildCost), seconds, siteBytes: sizeOf(site), load};
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** The same definition for resampled users: of each there are many who are nearly alike, which would stop the build. */
function keepRepeats(definition: string): string {
  const read = JSON.parse(definition) as {protocol?: object};
  return JSON.stringify({...read, protocol: {...read.protocol, repeats: "keep"}});
}

function sizeOf(folder: string): number {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
