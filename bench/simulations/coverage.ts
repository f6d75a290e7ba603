import type {MetricName} from "../../lib/metrics/metrics.js";
import {METRIC_NAMES} from "../../lib/metrics/metrics.js";
import {metricIntervals} from "../../lib/metrics/metricIntervals.js";
import {sigmoid} from "../../lib/model/logOdds.js";
import {pairDifferences} from "../../lib/metrics/pairedDifferences.js";
import {metrics} from "../../lib/metrics/metrics.js";
import {normalQuantile} from "../../lib/statistics/distributions.js";
import {drawNormal, forkRandom} from "../../lib/random.js";

const TABLES = 1000;
const SIZES = [200, 600, 3000];
const RATES = [0.02, 0.2, 0.5];
const REPEATS = 300;
/** spread of the true log-odds: a ROC AUC of about 0.76 */
const SPREAD = 1.1;
/** An interval that is told in fewer of the tables is told of their luck: it is counted, and not judged. */
const OFTEN = 0.5;

/** What is counted: each metric's own interval, and the log loss saved against the base rate. */
type Measure = MetricName | "logLossSaved";

interface Cell {
  n: number;
  rate: number;
  /** users drawn together, who share part of their log-odds; 1: drawn one by one */
  groupSize: number;
}

export interface Coverage extends Cell {
  measure: Measure;
  /** tables that told an interval */
  told: number;
  /** of these, that held the truth */
  held: number;
}

/**
 * How often stated intervals hold the truth: tables of test users are drawn one after another from a population whose churn
 * probabilities are known, and scored by these. So every metric's true value is known too.
 */
export function simulateCoverage(say: (text: string) => void): Coverage[] {
  const alone = SIZES.flatMap((n) => RATES.map((rate): Cell => ({n, rate, groupSize: 1})));
  const grouped = [600, 3000].map((n): Cell => ({n, rate: 0.2, groupSize: 6}));
  return [...alone, ...grouped].flatMap((cell) => {
    say(
      `coverage: ${TABLES} tables of ${cell.n} users at ${100 * cell.rate} %${cell.groupSize > 1 ? `, ${cell.groupSize} a customer` : ""}`
    );
    return coverCell(cell);
  });
}

function coverCell(cell: Cell): Coverage[] {
  const intercept = interceptOf(cell.rate);
  const truth = truthOf(intercept, cell.rate);
  const counts = new Map<Measure, {told: number; held: number}>();
  for (let table = 0; table < TABLES; ++table) {
    const {y, p, groups} = drawUsers(cell, intercept, forkRandom("coverage", cell.n, cell.rate, cell.groupSize, table));
    const churned = y.reduce((a, b) => a + b, 0);
    if (churned === 0 || churned === y.length) continue;
    const options = {random: forkRandom("coverage", "resamples", table), repeats: REPEATS, groups};
    const own = metricIntervals(y, {truth: p}, options).truth;
    const base = p.map(() => cell.rate);
    const {difference} = pairDifferences({y, scores: {truth: p, base}}, metrics.slice(0, 1), options)("logLoss", "truth", "base");
    const saved = own.logLoss.low === null ? {...difference, low: null, high: null} : difference;
    for (const [measure, {low, high}] of [...Object.entries(own), ["logLossSaved", saved] as const]) {
      if (low === null || high === null) continue;
      const count = counts.get(measure as Measure) ?? {told: 0, held: 0};
      count.told += 1;
      if (low <= truth[measure as Measure] && truth[measure as Measure] <= high) count.held += 1;
      counts.set(measure as Measure, count);
    }
  }
  const measures: Measure[] = [...METRIC_NAMES, "logLossSaved"];
  return measures.map((measure) => ({...cell, measure, told: 0, held: 0, ...counts.get(measure)}));
}

interface Users {
  y: Uint8Array;
  p: Float64Array;
  groups: Uint32Array | null;
}

/** Customers of a group share half of the spread of their log-odds, and their luck: one draw decides for all whose score it reaches. */
function drawUsers({n, groupSize}: Cell, intercept: number, random: () => number): Users {
  const y = new Uint8Array(n);
  const p = new Float64Array(n);
  const groups = groupSize > 1 ? new Uint32Array(n) : null;
  let [shared, luck] = [0, 0];
  for (let i = 0; i < n; ++i) {
    if (i % groupSize === 0) [shared, luck] = [drawNormal(random), random()];
    const z = groupSize > 1 ? Math.SQRT1_2 * (shared + drawNormal(random)) : shared;
    p[i] = sigmoid(intercept + SPREAD * z);
    y[i] = Number(luck < p[i]);
    if (groups) groups[i] = Math.floor(i / groupSize);
  }
  return {y, p, groups};
}

const POPULATION = 50_000;

/** The normal distribution, evenly, from its highest values to its lowest. */
const NORMAL = Float64Array.from({length: POPULATION}, (_, i) => -normalQuantile((i + 0.5) / POPULATION));

function populationOf(intercept: number): Float64Array {
  return NORMAL.map((z) => sigmoid(intercept + SPREAD * z));
}

function interceptOf(rate: number): number {
  let [low, high] = [-12, 12];
  for (let step = 0; step < 40; ++step) {
    const middle = (low + high) / 2;
    const mean = populationOf(middle).reduce((a, b) => a + b, 0) / POPULATION;
    if (mean < rate) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Every metric as the number of users grows without end. */
function truthOf(intercept: number, rate: number): Record<Measure, number> {
  const p = populationOf(intercept); // falling
  const n = p.length;
  let [loss, brier, right, called, calledChurned, churned, retained, pairs, precision, top] = new Array<number>(10).fill(0);
  for (let i = 0; i < n; ++i) {
    loss -= p[i] * Math.log(p[i]) + (1 - p[i]) * Math.log(1 - p[i]);
    brier += p[i] * (1 - p[i]);
    right += Math.max(p[i], 1 - p[i]);
    if (p[i] >= 0.5) [called, calledChurned] = [called + 1, calledChurned + p[i]];
    pairs += (1 - p[i]) * (churned + p[i] / 2);
    churned += p[i];
    retained += 1 - p[i];
    precision += (p[i] * churned) / (i + 1);
    if (i < n / 10) top += p[i];
  }
  const base = -(rate * Math.log(rate) + (1 - rate) * Math.log(1 - rate));
  return {
    logLoss: loss / n,
    brierScore: brier / n,
    rocAuc: pairs / (churned * retained),
    averagePrecision: precision / churned,
    accuracy: right / n,
    f1AtHalf: (2 * calledChurned) / (called + churned),
    recallAtHalf: calledChurned / churned,
    precisionAtHalf: calledChurned / called,
    liftAtTenPercent: top / (n / 10) / rate,
    calibrationError: 0,
    logLossSaved: loss / n - base
  };
}

/** The cells as a table for readers; `ok` unless an interval that is told often holds the truth in fewer or more than it says. */
export function describeCoverage(found: readonly Coverage[]): {text: string; ok: boolean} {
  const cells = [...new Set(found.map(nameOf))];
  const measures = [...new Set(found.map((d) => d.measure))].filter((measure) => found.some((d) => d.measure === measure && d.told > 0));
  const judged = found.filter(({told}) => told >= OFTEN * TABLES);
  const shares = judged.map(({held, told}) => held / told);
  const show = (cell: string, measure: Measure): string => {
    const {told, held} = found.find((d) => nameOf(d) === cell && d.measure === measure) as Coverage;
    if (told === 0) return "not told";
    const share = `${((100 * held) / told).toFixed(1)}`;
    return told >= OFTEN * TABLES ? share : `(${held} of ${told})`;
  };
  const rows = measures.map((measure) => [measure, ...cells.map((cell) => show(cell, measure))]);
  const line = (values: readonly string[]): string => `| ${values.join(" | ")} |`;
  const range = `${(100 * Math.min(...shares)).toFixed(1)} to ${(100 * Math.max(...shares)).toFixed(1)}`;
  return {
    text: [line(["", ...cells]), line(["---", ...cells.map(() => "---")]), ...rows.map(line), "", `All judged: ${range} in 100.`].join(
      "\n"
    ),
    ok: shares.every((share) => share >= 0.93 && share <= 0.97)
  };
}

function nameOf({n, rate, groupSize}: Cell): string {
  return `${n}, ${100 * rate} %${groupSize > 1 ? `, ${groupSize} rows a customer` : ""}`;
}
