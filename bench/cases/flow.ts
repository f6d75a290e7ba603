import {spawnSync} from "node:child_process";
import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import type {Bench} from "../support/bench.js";
import {atMost, numberLine, round} from "../support/report.js";
import type {Line} from "../support/report.js";

/** The whole flow from the table to its artefacts by `churnbook flow`, in a new home: once with nothing done, once with all done. */
export function flowCase({say}: Bench): Line[] {
  const home = mkdtempSync(join(tmpdir(), "churnbook-flow-"));
  try {
    return [
      {title: "cold", bar: 25},
      {title: "warm", bar: 1.5}
    ].map(({title, bar}) => {
      say(`the flow, ${title}`);
      const started = performance.now();
      const program = fileURLToPath(new URL("../../bin/churnbook.js", import.meta.url));
      const {status, stderr} = spawnSync("bash", ["-c", `TIMEFORMAT="%U %S"; time "$0" "$@"`, process.execPath, program, "flow"], {
        env: {...process.env, CHURN_HOME: home, CHURN_WORKERS: "2"},
        encoding: "utf8",
        maxBuffer: 1 << 26
      });
      if (status !== 0) throw new Error(`the flow failed: ${stderr.slice(-2000)}`);
      const seconds = (performance.now() - started) / 1000;
      const [user, system] = (stderr.trim().split("\n").at(-1) ?? "").split(" ").map(Number);
      const detail = `${round(user + system)} s of processor over both cores`;
      return numberLine(`default flow, 2 cores, ${title}: seconds`, seconds, {detail, bar: atMost(bar)});
    });
  } finally {
    rmSync(home, {recursive: true, force: true});
  }
}
