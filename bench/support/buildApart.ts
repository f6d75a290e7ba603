import type {BuildCost} from "../flowProcess.js";
import {spawn} from "node:child_process";
import {once} from "node:events";
import {mkdtempSync, readdirSync, rmSync, statSync} from "node:fs";
import {loadavg, tmpdir} from "node:os";
import {join} from "node:path";
import {createInterface} from "node:readline";
import {fileURLToPath} from "node:url";

export interface Built extends BuildCost {
  /** on the clock */
  seconds: number;
  siteBytes: number;
  /** the machine's load, before */
  load: number;
  /** what the flow's log said was left, and when, in seconds since the start */
  estimates: Estimate[];
  /** when the flow ended and the pages began */
  flowSeconds: number;
}

interface Estimate {
  at: number;
  left: number;
}

/** The table of a build, and its definition. */
export interface ToBuild {
  data: string;
  dataset: string;
}

/**
 * Builds a book, site included, in a process and a home of its own.
 *
 * @param draw writes the table into the folder
 * @param look at the site, before all is deleted
 */
export async function buildApart(
  title: string,
  draw: (folder: string) => Promise<ToBuild>,
  look: (site: string) => Promise<void> = () => Promise.resolve()
): Promise<Built> {
  const folder = mkdtempSync(join(tmpdir(), "churnbook-bench-"));
  try {
    const {data, dataset} = await draw(folder);
    const load = loadavg()[0];
    const site = join(folder, "site");
    const program = fileURLToPath(new URL("../flowProcess.ts", import.meta.url));
    const env = {...process.env, CHURN_DATA: data, CHURN_DATASET: dataset, CHURN_HOME: join(folder, "home"), CHURN_OUTPUT: site};
    const started = performance.now();
    const child = spawn(process.execPath, ["--import", "tsx", program, "--site"], {env: {...env, CHURN_WORKERS: "2"}});
    const ended = once(child, "close");
    const since = (): number => (performance.now() - started) / 1000;
    const lines: string[] = [];
    const heard = {estimates: [] as Estimate[], flowSeconds: 0};
    const hear = (line: string): void => {
      lines.push(line);
      const left = readSecondsLeft(line);
      if (left !== null) heard.estimates.push({at: since(), left});
      if (line.startsWith("flow: ")) heard.flowSeconds = since();
    };
    for (const stream of [child.stdout, child.stderr]) createInterface(stream).on("line", hear);
    const [status] = (await ended) as [number | null];
    const seconds = since();
    const cost = lines.findLast((line) => line.startsWith("{"));
    if (status !== 0 || cost === undefined) throw new Error(`${title} failed: ${lines.slice(-20).join("\n")}`);
    await look(site);
    return {...(JSON.parse(cost) as BuildCost), ...heard, seconds, siteBytes: sizeOf(site), load};
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** @example readSecondsLeft("  luck 3 of 9 fits; 5 of 20 in all, about 1 min 4 s left") // 64 */
function readSecondsLeft(line: string): number | null {
  const said = /about (?:(\d+) min )?([\d.]+) s left$/.exec(line);
  return said && 60 * Number(said[1] ?? 0) + Number(said[2]);
}

/** By how much the worst estimate after the first tenth of a flow, and before the last, was off: a factor of 1 or more. */
export function worstEstimate({estimates, flowSeconds}: Built): number {
  const told = estimates.filter(({at}) => at >= 0.1 * flowSeconds && at <= 0.9 * flowSeconds);
  return told.reduce((worst, {at, left}) => Math.max(worst, left / (flowSeconds - at), (flowSeconds - at) / left), 1);
}

function sizeOf(folder: string): number {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
