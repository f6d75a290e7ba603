import {writeFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {describeCoverage, simulateCoverage} from "./coverage.js";
import {describeGate, simulateGate} from "./gate.js";
import {describeWorlds, measureWorlds} from "./measureWorlds.js";
import {getNamed} from "../../lib/named.js";

/** What a simulation found: a table for readers, and whether every promise held. */
interface Found {
  text: string;
  ok: boolean;
}

interface Simulation {
  /** what is promised, above the table */
  promise: string;
  run(say: (text: string) => void): Found | Promise<Found>;
}

/** Worlds whose truth is known: each takes many minutes, runs by its name alone, and writes a file of its own. */
const simulations: Record<string, Simulation> = {
  coverage: {
    promise:
      "How many of 100 stated 95 % intervals hold the truth, over the uncertainty of who was drawn. 1,000 tables of test users a column\n" +
      "(users, churn rate), scored by their true probabilities (ROC AUC about 0.76). In brackets: told in fewer than half of the tables,\n" +
      "because too few churned or were called churned, and so not judged. Promised: every one that is judged, 93 to 97.",
    run: (say) => describeCoverage(simulateCoverage(say))
  },
  gate: {
    promise:
      "In how many tables of pure noise (300 users, nine inputs that know nothing of who churned) the best trial of each learner's search\n" +
      'passes the gate "beats the base rate". Promised: at most 5 of 100.',
    run: (say) => describeGate(simulateGate(say))
  },
  worlds: {
    promise:
      "Books of simulated tables, each by `churnbook flow` alone, beside scikit-learn and interpret on the same train rows: expected log loss over\n" +
      "20,000 fresh customers whose chances are known, means over the tables. Logistic regressions (ridge, levels one-hot or target-encoded; and\n" +
      "on splines) and HistGradientBoosting have the settings of their least out-of-fold log loss, EBM the better of 0 and 10 pairs by the\n" +
      "truth itself. Promised:\n" +
      "nothing is crowned where there is nothing to find, and elsewhere the Champion lies at most 0.002 behind the best of them.",
    run: async (say) => describeWorlds(await measureWorlds(say))
  }
};

/** Runs those that are named; each result is printed and written beside this file. @returns their names */
export async function runSimulations(names: readonly string[]): Promise<string[]> {
  const known = names.filter((name) => Object.hasOwn(simulations, name));
  for (const name of known) {
    const {promise, run} = getNamed(simulations, name);
    const {text, ok} = await run((line) => void process.stderr.write(`${line} ...\n`));
    const verdict = ok ? "The promise held." : "**The promise was missed.**";
    const page = [`# ${name}`, `Written by \`npm run bench ${name}\`; do not edit.`, promise, text, `${verdict}\n`].join("\n\n");
    process.stdout.write(page);
    writeFileSync(fileURLToPath(new URL(`./${name}.md`, import.meta.url)), page);
    if (!ok) process.exitCode = 1;
  }
  return known;
}
