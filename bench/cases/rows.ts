import type {Bench} from "../support/bench.js";
import type {ToBuild} from "../support/buildApart.js";
import type {Line} from "../support/report.js";
import {fileURLToPath} from "node:url";
import {join} from "node:path";
import {buildApart, worstEstimate} from "../support/buildApart.js";
import {drawUsersTo} from "../support/drawTables.js";
import {atMost, numberLine} from "../support/report.js";
import {slopeOf} from "../support/measure.js";
import {measureTransfer} from "../support/transfer.js";

const SMALL = 15_000;
/** Seconds on the clock of two quiet cores, and megabytes. */
const SIZES = [
  {nRows: 100_000, seconds: 60, megabytes: 4000},
  {nRows: 1_000_000, seconds: 240, megabytes: 4000},
  {nRows: 10_000_000, seconds: 1800, megabytes: 12_000}
];
/** By page, kilobytes of a first visit. */
const TRANSFERS = {"/predict": 200, "/decide": 250};
const DATASET = fileURLToPath(new URL("../../data/waze.dataset.json", import.meta.url));

/** Whole builds, site included, of synthetic users in Parquet: time, memory, what the log promised, and whether the site stays as large as of few. */
export async function rowsCase({say}: Bench): Promise<Line[]> {
  const build = async (nRows: number) => {
    const title = `a build of ${nRows.toLocaleString("en")} rows`;
    say(title);
    let transfer: Record<string, number> = {};
    const draw = async (folder: string): Promise<ToBuild> => {
      const data = join(folder, "users.parquet");
      await drawUsersTo(data, nRows, DATASET);
      return {data, dataset: DATASET};
    };
    const built = await buildApart(title, draw, async (site) => void (transfer = await measureTransfer(site, Object.keys(TRANSFERS))));
    say(
      `${title}: ${Math.round(built.seconds)} s, ${Math.round(built.processorSeconds)} s of processor, ${Math.round(built.peakMegabytes)} MB`
    );
    return {...built, nRows, transfer};
  };
  const small = await build(SMALL);
  const all = [small];
  const lines: Line[] = [];
  for (const {nRows, seconds, megabytes} of SIZES) {
    const built = await build(nRows);
    all.push(built);
    const rows = nRows.toLocaleString("en");
    const detail = `${Math.round(built.processorSeconds)} s of processor over both cores; load before ${built.load.toFixed(1)}`;
    lines.push(numberLine(`build of ${rows} rows, 2 cores: seconds`, built.seconds, {detail, bar: atMost(seconds)}));
    lines.push(numberLine(`build of ${rows} rows: peak MB`, built.peakMegabytes, {bar: atMost(megabytes)}));
    lines.push(numberLine(`build of ${rows} rows: worst estimate of what is left, factor`, worstEstimate(built), {bar: atMost(1.5)}));
    const ratio = built.siteBytes / small.siteBytes;
    const sizes = `${(built.siteBytes / 1e6).toFixed(1)} MB; of ${SMALL.toLocaleString("en")} rows ${(small.siteBytes / 1e6).toFixed(1)} MB`;
    for (const [path, kilobytes] of Object.entries(TRANSFERS))
      lines.push(numberLine(`${path} of ${rows} rows: transferred until ready, kB`, built.transfer[path] / 1000, {bar: atMost(kilobytes)}));
    lines.push(numberLine(`size of the site, ${rows} rows / ${SMALL.toLocaleString("en")}`, ratio, {detail: sizes, bar: atMost(1.1)}));
  }
  const slope = slopeOf(all.map(({nRows, processorSeconds}) => [nRows, processorSeconds]));
  const detail = all.map(({nRows, processorSeconds}) => `${nRows / 1000} k: ${Math.round(processorSeconds)} s`).join("; ");
  lines.push(numberLine("growth of a build (processor): slope", slope, {detail, bar: atMost(1.05)}));
  return lines;
}
