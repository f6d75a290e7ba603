import type {Luck} from "../../../lib/book/honesty.js";
import type {MetricInfo} from "../../../lib/book/models.js";
import {formatMetric, titleInSentence} from "../../models/formatMetric.js";

/** What luck alone gives as many trials as were made. */
export function bestByLuck({best, nTrials}: Luck, metric: string): number {
  return best[metric][nTrials - 1];
}

/** Whether the best trial on the real labels is better than the best of 19 in 20 shuffles. */
export function beatsLuck({rare}: Luck, {name, better}: MetricInfo, found: number): boolean {
  return better === "lower" ? found < rare[name] : found > rare[name];
}

/** Whether shuffled labels would have done as well, as a claim. @param found the best finished trial's mean on the real labels */
export function luckClaim(luck: Luck, metric: MetricInfo, found: number): string {
  const title = titleInSentence(metric.title);
  const [show, chance] = [found, luck.rare[metric.name]].map((value) => formatMetric(metric.name, value));
  if (!beatsLuck(luck, metric, found)) return `Shuffled labels may do as well by ${title}: ${show} could be luck`;
  return `${metric.title} ${show} is beyond luck: on shuffled labels the best of ${luck.nTrials} trials reaches ${chance} in one of 20 shuffles`;
}

/** How much the best by luck differs from shuffle to shuffle, in a sentence. */
export function luckSpread({bests, deviation, shuffles}: Luck, {name}: MetricInfo): string {
  const [low, high] = [Math.min(...bests[name]), Math.max(...bests[name])].map((value) => formatMetric(name, value));
  return `Over ${shuffles} shuffles the best by luck ran from ${low} to ${high} (standard deviation ${formatMetric(name, deviation[name])}).`;
}

/** Hopeless trials may stretch the axis to this many times what the rest need. */
const STRETCH = 1.5;

/** Where to cut the axis so that a few hopeless trials do not squeeze the rest; all of the real ones and nine in ten others stay. */
export function luckRange({scores}: Luck, {name, better}: MetricInfo, real: readonly number[]): {low: number; high: number; nBeyond: number} {
  const [share, sorted] = [better === "lower" ? 0.9 : 0.1, scores[name].toSorted((a, b) => a - b)];
  const edge = sorted[Math.round(share * (sorted.length - 1))];
  const all = [...real, ...scores[name]];
  const [lowest, highest] = [Math.min(...all), Math.max(...all)];
  const [low, high] = better === "lower" ? [lowest, Math.max(edge, ...real)] : [Math.min(edge, ...real), highest];
  if (highest - lowest <= STRETCH * (high - low)) return {low: lowest, high: highest, nBeyond: 0};
  return {low, high, nBeyond: all.filter((d) => d < low || d > high).length};
}

/** How luck grows with trying, in a sentence. */
export function luckGrowth(luck: Luck, metric: MetricInfo): string {
  const curve = luck.best[metric.name];
  const middle = Math.min(10, luck.nTrials);
  const at = (n: number): string => formatMetric(metric.name, curve[n - 1]);
  if (luck.nTrials <= middle) return `On shuffled labels one trial gets ${at(1)} on average, and the best of ${luck.nTrials} gets ${at(luck.nTrials)}.`;
  return `The more one tries, the luckier the best: on shuffled labels one trial gets ${at(1)} on average, the best of ${middle} gets ${at(middle)}, the best of ${luck.nTrials} gets ${at(luck.nTrials)}.`;
}

/** Whether the Champion, fitted to shuffled labels, knows nothing, as it must. */
export function shuffledSentence(title: string, detail: string, passed: boolean): string {
  return passed
    ? `${title} itself, fitted to shuffled labels, knows nothing, as it must: ${detail}.`
    : `${title} itself, fitted to shuffled labels, seems to know something: ${detail}. Rows held out have found a way into fitting; believe no number here.`;
}
