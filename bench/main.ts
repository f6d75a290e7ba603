import type {Bench} from "./support/bench.js";
import type {Line} from "./support/report.js";
import {writeFileSync} from "node:fs";
import {availableParallelism, cpus, loadavg} from "node:os";
import {fileURLToPath} from "node:url";
import {boostingCase} from "./cases/boosting.js";
import {flowCase} from "./cases/flow.js";
import {forestCase} from "./cases/forest.js";
import {growthCase} from "./cases/growth.js";
import {logisticCase} from "./cases/logistic.js";
import {qualityCase} from "./cases/quality.js";
import {rowsCase} from "./cases/rows.js";
import {scoringCase} from "./cases/scoring.js";
import {wideCase} from "./cases/wide.js";
import {runSimulations} from "./simulations/simulations.js";
import {startPython} from "./support/pythonPeers.js";
import {renderTable} from "./support/report.js";
import {readUsers} from "./support/users.js";

/** `npm run bench [case ...]`: the named cases, or all, into bench/RESULTS.md. */
const cases: Record<string, (bench: Bench) => Line[] | Promise<Line[]>> = {
  forest: forestCase,
  boosting: boostingCase,
  logistic: logisticCase,
  scoring: scoringCase,
  quality: qualityCase,
  growth: growthCase,
  flow: flowCase,
  wide: wideCase,
  rows: rowsCase
};

const simulated = await runSimulations(process.argv.slice(2));
const chosen = process.argv.slice(2).filter((name) => !simulated.includes(name));
if (simulated.length > 0 && chosen.length === 0) process.exit();
const unknown = chosen.filter((name) => !Object.hasOwn(cases, name));
if (unknown.length > 0) throw new Error(`bench: cases must be among ${Object.keys(cases).join(", ")}; got ${unknown.join(", ")}.`);

const users = await readUsers();
const python = await startPython(users);
const load = loadavg()[0];
const say = (text: string): void => void process.stderr.write(`${text} ...\n`);
const lines: Line[] = [];
try {
  for (const [name, run] of Object.entries(cases))
    if (chosen.length === 0 || chosen.includes(name)) lines.push(...(await run({users, python, say})));
} finally {
  python?.stop();
}

const {all, train} = users;
const [nAll, nTrain] = [all, train].map(({y}) => y.length.toLocaleString("en"));
const text = `# What was measured

Written by \`npm run bench\`; do not edit. Measured on ${users.name}: ${nAll} users with a label, ${nTrain} of them to train on.
One thread each unless a line says otherwise. Both sides of a ratio took turns in one run: the median of the rounds' ratios, and
in brackets the least and the most. Times on the clock; processor time counts all threads, for ours with compiler and collector.

Node ${process.version}, ${availableParallelism()} cores (${cpus()[0].model.trim()}), load average at the start ${load.toFixed(1)}.
Peers: ${
  python
    ? Object.entries(python.versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(", ")
    : "none of Python's could be had"
}.

${renderTable(lines)}
`;
process.stdout.write(text);
if (chosen.length === 0) writeFileSync(fileURLToPath(new URL("./RESULTS.md", import.meta.url)), text);
