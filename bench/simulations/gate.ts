import type {Listed} from "../../lib/named.js";
import type {TrainingData} from "../../lib/fit/learners/learner.js";
import {crossValidate} from "../../lib/fit/protocol/crossValidate.js";
import {drawNormal, forkRandom, shuffleRows} from "../../lib/random.js";
import {gateBaseRate, rankingOf} from "../../lib/champion/gates.js";
import {isFew} from "../../lib/champion/fewUsers.js";
import {learners} from "../../lib/fit/learners/learners.js";
import {metrics} from "../../lib/metrics/metrics.js";
import {pairDifferences} from "../../lib/metrics/pairedDifferences.js";
import {recalibrate} from "../../lib/fit/protocol/recalibrate.js";
import {stratifiedFolds} from "../../lib/fit/protocol/folds.js";
import {trialsOf} from "../../lib/fit/protocol/search.js";

const TABLES = 400;
const N_ROWS = 300;
const N_NUMBERS = 8;
const RATES = [0.2];
const FOLDS = 5;
/** Most of the tables of pure noise in which a learner may seem to beat the base rate. */
const MOST = 0.05;

const logLoss = metrics.filter((d) => d.name === "logLoss");
/** what the gate goes by */
const judged = metrics.filter((d) => d.name === "logLoss" || d.name === "rocAuc");

/** By learner, in how many tables of noise its best trial passed the gate. */
export interface Passed {
  rate: number;
  passed: Listed<number>;
}

/**
 * How often pure noise passes the gate of the base rate: inputs that know nothing of who churned, each learner's search with the trials
 * that every book gives it, the best trial recalibrated where a book would, and judged on its out-of-fold scores as a book judges.
 */
export function simulateGate(say: (text: string) => void): Passed[] {
  return RATES.map((rate) => {
    say(`gate: ${TABLES} tables of noise, ${N_ROWS} users at ${100 * rate} %`);
    const passed: Listed<number> = Object.fromEntries(searched.map((d) => [d.name, 0]));
    for (let table = 0; table < TABLES; ++table) {
      const random = forkRandom("gate", rate, table);
      const data = drawNoise(rate, random);
      const folds = stratifiedFolds(data.y, FOLDS, random);
      for (const {name} of searched) passed[name] += Number(passes(name, data, folds));
    }
    return {rate, passed};
  });
}

const searched = learners.filter((d) => d.name !== "baseline");

function passes(name: string, data: TrainingData, folds: Uint8Array): boolean {
  const best = searchBest(name, data, folds);
  const recalibration = recalibrate({y: data.y, scores: best, folds});
  const model = recalibration.state === "used" ? recalibration.outOfFold : best;
  const base = searchBest("baseline", data, folds);
  const differ = pairDifferences({y: data.y, scores: {model, base}}, judged, {random: forkRandom("gate", "resamples")});
  const rocAuc = rankingOf(differ("rocAuc", "model", "base"), data.y);
  const few = {isFew: isFew(data.y, null), hasTrees: ["tree", "forest", "boosting"].includes(name)};
  return gateBaseRate({logLoss: differ("logLoss", "model", "base").difference, rocAuc}, "users", few).passed;
}

/** The out-of-fold scores of the learner's trial of least log loss. */
function searchBest(name: string, data: TrainingData, folds: Uint8Array): ArrayLike<number> {
  const learner = learners.filter((d) => d.name === name)[0];
  const runs = trialsOf(learner, {nTrials: learner.trials, seed: 42}).map(({id, params}) =>
    crossValidate(learner, data, params, {folds, seed: 42, trial: id, metrics: ["logLoss"]})
  );
  return runs.reduce((a, b) => (logLoss[0].score(data.y, b.outOfFold) < logLoss[0].score(data.y, a.outOfFold) ? b : a)).outOfFold;
}

/** The counts as a table for readers; `ok` unless noise passes more often than promised. */
export function describeGate(found: readonly Passed[]): {text: string; ok: boolean} {
  const names = searched.map((d) => d.name);
  const line = (values: readonly string[]): string => `| ${values.join(" | ")} |`;
  const rows = found.map(({rate, passed}) => [`${100 * rate} %`, `${TABLES}`, ...names.map((name) => `${passed[name]}`)]);
  return {
    text: [line(["churn rate", "tables", ...names]), line(["---", "---", ...names.map(() => "---")]), ...rows.map(line)].join("\n"),
    ok: found.every(({passed}) => names.every((name) => (passed[name] as number) <= MOST * TABLES))
  };
}

/** Normal numbers and a category of two levels; exactly the share churned that is asked for. */
function drawNoise(rate: number, random: () => number): TrainingData {
  const y = new Uint8Array(N_ROWS);
  for (const row of shuffleRows(Int32Array.from(y.keys()), random).subarray(0, Math.round(rate * N_ROWS))) y[row] = 1;
  const numbers = Array.from({length: N_NUMBERS}, (_, i) => ({
    name: `x${i}`,
    kind: "number" as const,
    values: Float32Array.from(y, () => drawNormal(random))
  }));
  const category = {name: "side", kind: "category" as const, levels: ["a", "b"], codes: Int32Array.from(y, () => Number(random() < 0.5))};
  return {table: {nRows: N_ROWS, columns: [...numbers, category]}, y};
}
