import type {InputSummary, LevelSummary, NumberSummary} from "../book/history.js";
import {PROBABILITIES} from "../book/history.js";

/** How far the values of an input moved between two builds. */
export interface InputMove {
  name: string;
  /** the largest difference of two distribution functions, or of a level's share; in [0, 1] */
  gap: number;
  /** beyond what two draws of so many users differ by */
  isBeyondChance: boolean;
  /** change of the share without a value */
  missing: number;
}

/** So seldom do two draws of one population differ beyond it: of one input, and of all together. */
const [SELDOM, SELDOM_OF_ALL] = [0.01, 0.05];
/** A gap that is smaller is of no account, however many users show it. */
const SMALL = 0.05;

/**
 * Below which gap two draws of so many users of the same population mostly stay: the limit of Kolmogorov's and Smirnov's statistic.
 *
 * @param n users of either build
 * @param options least: a gap that is of no account, however many users show it; among: so many inputs that are looked at
 */
export function slackOf(n: readonly [number, number], {least = SMALL, among = 1}: {least?: number; among?: number} = {}): number {
  const critical = Math.sqrt(Math.log(2 / Math.min(SELDOM, SELDOM_OF_ALL / among)) / 2);
  return Math.max(least, critical * Math.sqrt(1 / Math.max(n[0], 1) + 1 / Math.max(n[1], 1)));
}

/** Where both builds have an input of the same kind, in the later one's order. @param n users of either build, as usersOf has them */
export function compareInputs(before: readonly InputSummary[], after: readonly InputSummary[], n: readonly [number, number]): InputMove[] {
  const known = new Map(before.map((input) => [input.name, input]));
  const least = slackOf(n, {among: after.length});
  return after.flatMap((input) => {
    const old = known.get(input.name);
    const gap = old === undefined ? null : gapOf(old, input);
    if (old === undefined || gap === null) return [];
    const missing = input.missing - old.missing;
    return [{name: input.name, gap, missing, isBeyondChance: gap > least || Math.abs(missing) > least}];
  });
}

function gapOf(before: InputSummary, after: InputSummary): number | null {
  if (before.kind === "number") return after.kind === "number" ? gapOfQuantiles(before.quantiles, after.quantiles) : null;
  return after.kind === "category" ? gapOfLevels(before, after) : null;
}

function gapOfLevels(before: LevelSummary, after: LevelSummary): number {
  const [old, now] = [before, after].map(({levels}) => new Map(levels.map(({level, share}) => [level, share])));
  return [...new Set([...old.keys(), ...now.keys()])].reduce(
    (most, d) => Math.max(most, Math.abs((now.get(d) ?? 0) - (old.get(d) ?? 0))),
    0
  );
}

/** Nothing where one has no value at all: its missing share then says it. */
export function gapOfQuantiles(before: NumberSummary["quantiles"], after: NumberSummary["quantiles"]): number {
  if (before === null || after === null) return 0;
  return Math.max(gapAt(before, after), gapAt(after, before));
}

function gapAt(before: readonly number[], after: readonly number[]): number {
  return before.reduce((most, x, i) => Math.max(most, outside(PROBABILITIES[i], sharesAt(after, x))), 0);
}

function outside(share: number, [low, high]: readonly [number, number]): number {
  return Math.max(0, low - share, share - high);
}

/** Between which shares of the users a value lies: one number where values are many, a span where several quantiles are the same value. */
function sharesAt(quantiles: readonly number[], x: number): [low: number, high: number] {
  const under = quantiles.filter((q) => q < x).length;
  const upTo = quantiles.filter((q) => q <= x).length;
  const [least, most] = [under === 0 ? 0 : PROBABILITIES[under - 1], upTo === quantiles.length ? 1 : PROBABILITIES[upTo]];
  if (under === 0 || under === quantiles.length || new Set(quantiles).size < quantiles.length) return [least, most];
  const part = (x - quantiles[under - 1]) / (quantiles[under] - quantiles[under - 1]);
  const share = least + part * (PROBABILITIES[under] - least);
  return [share, share];
}
