import {spawnSync} from "node:child_process";
import {fileURLToPath} from "node:url";
import type {Bench} from "../support/bench.js";
import {atMost, numberLine, round} from "../support/report.js";
import type {Line} from "../support/report.js";
import {slopeOf} from "../support/measure.js";

const SIZES = [15_000, 50_000, 150_000, 500_000, 1_500_000];

/** What one fit in a process of its own needed; see growthProcess.ts. */
export interface Growth {
  nRows: number;
  wallSeconds: number;
  /** of processor, which other programs on the machine change least */
  seconds: number;
  /** of the whole process, drawing the users included */
  peakMegabytes: number;
}

/** How training time grows with the number of users, per learner: the slope of a line on log-log axes. */
export function growthCase({say}: Bench): Line[] {
  return ["logistic", "tree", "forest", "boosting"].map((name) => {
    const points = SIZES.map((nRows) => {
      say(`growth: ${name} on ${nRows} users`);
      return fitApart(name, nRows);
    });
    const detail = points.map((d) => `${d.nRows / 1000} k: ${round(d.seconds)} s, ${Math.round(d.peakMegabytes)} MB`).join("; ");
    return numberLine(`growth of training time (processor), ${name}: slope`, slopeOf(points.map(({nRows, seconds}) => [nRows, seconds])), {
      detail,
      bar: atMost(1.1)
    });
  });
}

function fitApart(name: string, nRows: number): Growth {
  const program = fileURLToPath(new URL("../growthProcess.ts", import.meta.url));
  const {stdout, status, stderr} = spawnSync(process.execPath, ["--import", "tsx", program, name, String(nRows)], {
    encoding: "utf8",
    maxBuffer: 1 << 26
  });
  if (status !== 0) throw new Error(`growth of ${name}: ${stderr}`);
  return JSON.parse(stdout) as Growth;
}
