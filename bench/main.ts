import type {Bench} from "./support/bench.js";
import type {Line} from "./support/report.js";
import {readFileSync, writeFileSync} from "node:fs";
import {availableParallelism, cpus, loadavg} from "node:os";
import {fileURLToPath} from "node:url";
import {boostingCase} from "./cases/boosting.js";
import {flowCase} from "./cases/flow.js";
import {forestCase} from "./cases/forest.js";
import {growthCase} from "./cases/growth.js";
import {logisticCase} from "./cases/logistic.js";
import {qualityCase} from "./cases/quality.js";
import {rowsCase} from "./cases/rows.js";
import {scoreCase} from "./cases/score.js";
import {scoringCase} from "./cases/scoring.js";
import {startCase} from "./cases/start.js";
import {wideCase} from "./cases/wide.js";
import {runSimulations} from "./simulations/simulations.js";
import {startPython} from "./support/pythonPeers.js";
import {renderTable} from "./support/report.js";
import {replaceSections} from "./support/results.js";
import {readUsers} from "./support/users.js";

/** `npm run bench [case ...]`: the named cases, or all, each into its section of bench/RESULTS.md. */
const cases: Record<string, (bench: Bench) => Line[] | Promise<Line[]>> = {
  forest: forestCase,
  boosting: boostingCase,
  logistic: logisticCase,
  scoring: scoringCase,
  quality: qualityCase,
  growth: growthCase,
  score: scoreCase,
  flow: flowCase,
  start: startCase,
  wide: wideCase,
  rows: rowsCase
};

const HEAD = `# What was measured

Written by \`npm run bench\`; do not edit: what is measured beside it, and why settings are as they are, stands in NOTES.md.
One thread each unless a line says otherwise. Both sides of a ratio took turns in one run: the median of the rounds' ratios, and
in brackets the least and the most. Times on the clock; processor time counts all threads, for ours with compiler and collector.`;

const simulated = await runSimulations(process.argv.slice(2));
const chosen = process.argv.slice(2).filter((name) => !simulated.includes(name));
if (simulated.length > 0 && chosen.length === 0) process.exit();
const unknown = chosen.filter((name) => !Object.hasOwn(cases, name));
if (unknown.length > 0) throw new Error(`bench: cases must be among ${Object.keys(cases).join(", ")}; got ${unknown.join(", ")}.`);

const users = await readUsers();
const python = await startPython(users);
const say = (text: string): void => void process.stderr.write(`${text} ...\n`);
const results = fileURLToPath(new URL("./RESULTS.md", import.meta.url));
try {
  for (const [name, run] of Object.entries(cases)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    const load = loadavg()[0];
    const lines = await run({users, python, say});
    const text = `${describe(load)}\n\n${renderTable(lines)}\n`;
    process.stdout.write(`## ${name}\n\n${text}\n`);
    writeFileSync(results, replaceSections(readFileSync(results, "utf8"), [{name, text}], {head: HEAD, order: Object.keys(cases)}));
  }
} finally {
  python?.stop();
}

/** On what a case was measured. @param load the machine's load average when it began */
function describe(load: number): string {
  const {all, train} = users;
  const [nAll, nTrain] = [all, train].map(({y}) => y.length.toLocaleString("en"));
  const peers = python
    ? Object.entries(python.versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(", ")
    : "none of Python's could be had";
  return (
    `Measured on ${users.name}: ${nAll} users with a label, ${nTrain} of them to train on. Node ${process.version}, ` +
    `${availableParallelism()} cores (${cpus()[0].model.trim()}), load average at the start ${load.toFixed(1)}. Peers: ${peers}.`
  );
}
