import type {ChildProcess} from "node:child_process";
import type {Bench} from "../support/bench.js";
import type {Line} from "../support/report.js";
import {spawn} from "node:child_process";
import {once} from "node:events";
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {freePort} from "../../test/support/freePort.js";
import {atMost, numberLine} from "../support/report.js";

const RUNS = [
  {title: "nothing kept", bar: 40},
  {title: "again", bar: 5}
];

/** `npm start` on the sample until a page is served: in a new home, and once more. */
export async function startCase({say}: Bench): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), "churnbook-start-"));
  try {
    const lines: Line[] = [];
    for (const {title, bar} of RUNS) {
      say(`npm start, ${title}`);
      const seconds = await timeStart(folder);
      lines.push(numberLine(`npm start on the sample, 2 cores, ${title}: seconds to a served page`, seconds, {bar: atMost(bar)}));
    }
    return lines;
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

async function timeStart(folder: string): Promise<number> {
  const port = await freePort();
  const env = {...process.env, CHURN_DATA: "", CHURN_DATASET: "", CHURN_HOME: join(folder, "home"), CHURN_OUTPUT: join(folder, "dist")};
  const started = performance.now();
  const child = spawn("npm", ["start"], {env: {...env, CHURN_WORKERS: "2", PORT: String(port)}, stdio: "ignore", detached: true});
  const ended = once(child, "close");
  try {
    while (!(await isServed(`http://127.0.0.1:${port}/`))) {
      if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode} before a page was served`);
      await sleep(20);
    }
    return (performance.now() - started) / 1000;
  } finally {
    stopGroup(child);
    await ended;
  }
}

async function isServed(url: string): Promise<boolean> {
  const response = await fetch(url).catch(() => null);
  return response !== null && response.ok && (await response.text()).includes("</html>");
}

/** npm and what it started: they are a group of their own. */
function stopGroup({pid, exitCode}: ChildProcess): void {
  if (pid !== undefined && exitCode === null) process.kill(-pid, "SIGTERM");
}
