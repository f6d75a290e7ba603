import type {Interval} from "../book/common.js";
import type {ValueCell, ValueGroups} from "../book/scores.js";
import type {RateMove} from "../model/shiftBaseRate.js";
import type {Assumptions} from "./money.js";
import type {CountedUsers} from "./ranking.js";
import {BASIS, perUser} from "./money.js";
import {designAt, seenOutcomes} from "./ranking.js";
import {sumOf} from "../numbers.js";
import {shiftScore} from "../model/shiftBaseRate.js";
import {outcomeInterval} from "../statistics/intervals.js";

/** What is assumed of a campaign, where each has a value of their own. */
export type CostAssumptions = Omit<Assumptions, "value">;

/**
 * What contacting somebody is expected to bring: the money of /decide, with the chance to leave and the value of this one.
 *
 * @param score in [0, 1]
 * @param value may be negative: then it brings a loss
 * @example expectedGain(0.3, 100, {saveRate: 0.1, offerCost: 5, contactCost: 1, falseAccept: 0.3}) // 0.8
 */
export function expectedGain(score: number, value: number, assumptions: CostAssumptions): number {
  const {churner, stayer} = perUser({...assumptions, value});
  return score * churner + (1 - score) * stayer;
}

/** Users in cells of like score and value. */
export interface ValuedUsers {
  cells: readonly ValueCell[];
  /** the same users by score, with what one of each outcome counts */
  ranking: CountedUsers;
}

/** Users as the data has them, or as they are at the rate to which a ranking of the same users was moved; null: nobody has a value. */
export function valueUsers(
  values: Pick<ValueGroups, "cells"> | undefined,
  ranking: CountedUsers,
  move?: RateMove | null
): ValuedUsers | null {
  if (!values) return null;
  return move ? valueAtRate(values.cells, move, ranking) : {cells: values.cells, ranking};
}

/** The cells as they are at the rate to which a ranking of the same users was moved. @param ranking that one */
function valueAtRate(cells: readonly ValueCell[], move: RateMove, ranking: CountedUsers): ValuedUsers {
  const {weights} = ranking;
  const moved = cells.map(({n, churned, from, mean, value}) => ({
    n: churned * weights.churned + (n - churned) * weights.retained,
    churned: churned * weights.churned,
    from, // which strip a cell is of
    mean: shiftScore(mean, move),
    value
  }));
  return {cells: moved, ranking};
}

/** Some users, on average. */
export interface SomeUsers {
  n: number;
  score: number;
  value: number;
  /** expected, each */
  gain: number;
}

/** As many contacted by expected gain as by risk: who changes, and what that brings. */
export interface ValueChange {
  contacted: number;
  /** contacted by gain alone, and by risk alone; null: nobody */
  added: SomeUsers | null;
  dropped: SomeUsers | null;
  /** per 1,000 users, by what happened to them */
  byRisk: number;
  byGain: number;
  /** byGain less byRisk, with its 95% interval over who was seen */
  more: Interval;
}

/**
 * Ranks cells by risk and by expected gain. A depth within cells that stand alike takes the same share of each of them.
 *
 * @param users as cutValueCells has them
 * @param contacted of these
 */
export function compareByValue(users: ValuedUsers, contacted: number, assumptions: CostAssumptions): ValueChange {
  const {cells} = users;
  const gains = cells.map(({mean, value}) => expectedGain(mean, value, assumptions));
  const risk = takeTop(cells, contacted, (k) => cells[k].from);
  const gain = takeTop(cells, contacted, (k) => gains[k]);
  const change = gain.map((share, k) => share - risk[k]);
  const brings = (shares: readonly number[]): Interval => moneyOf(users, shares, assumptions);
  return {
    contacted,
    added: describe(
      cells,
      change.map((share) => Math.max(0, share)),
      gains
    ),
    dropped: describe(
      cells,
      change.map((share) => Math.max(0, -share)),
      gains
    ),
    byRisk: brings(risk).estimate,
    byGain: brings(gain).estimate,
    more: brings(change)
  };
}

/** Everybody who is expected to bring more than they cost. */
export interface BestByValue {
  contacted: number;
  /** of the contacted */
  churned: number;
  /** of all {@link n} */
  allChurned: number;
  n: number;
  /** the save rate from which contacting them pays; its ends are where those of {@link gain} come to nothing. Infinity: none does */
  breakEven: Interval;
  /** what contacting them brought, per 1,000 users, with its 95% interval */
  gain: Interval;
  /** what as many at the highest risk brought */
  byRisk: number;
}

/** Whom to contact where each has a value: whoever is expected to bring more than they cost, by the means of their cell. */
export function bestByValue(users: ValuedUsers, assumptions: CostAssumptions): BestByValue {
  const {cells} = users;
  const shares = cells.map(({mean, value}) => Number(expectedGain(mean, value, assumptions) > 0));
  const contacted = sumOf(cells.map(({n}, k) => shares[k] * n));
  const byRisk = takeTop(cells, contacted, (k) => cells[k].from);
  const gainAt = (saveRate: number): Interval => moneyOf(users, shares, {...assumptions, saveRate});
  const brings = alongRates(gainAt);
  return {
    contacted,
    churned: sumOf(cells.map((cell, k) => shares[k] * cell.churned)),
    allChurned: sumOf(cells.map(({churned}) => churned)),
    n: countOf(cells),
    breakEven: {
      estimate: rateWhere((rate) => brings(rate).estimate),
      low: rateWhere((rate) => brings(rate).high),
      high: rateWhere((rate) => brings(rate).low)
    },
    gain: gainAt(assumptions.saveRate),
    byRisk: moneyOf(users, byRisk, assumptions).estimate
  };
}

/**
 * A gain at any save rate, from what it is at three, since it is asked for at every movement of a slider: what anybody brings is a straight line
 * of the rate, so the mean is one, and the square of its interval's reach a parabola.
 */
function alongRates(gainAt: (saveRate: number) => Interval): (saveRate: number) => Interval {
  const [none, half, all] = [0, 0.5, 1].map(gainAt);
  const [a, b, c] = [none, half, all].map(({estimate, low}) => (estimate - low) ** 2);
  return (rate) => {
    const estimate = none.estimate + rate * (all.estimate - none.estimate);
    const reach = Math.sqrt(Math.max(0, a + rate * (4 * b - 3 * a - c) + rate ** 2 * (2 * a - 4 * b + 2 * c)));
    return {estimate, low: estimate - reach, high: estimate + reach};
  };
}

/** The least save rate at which something that rises with it is no loss, by bisection; Infinity: at none. */
function rateWhere(gainAt: (saveRate: number) => number): number {
  if (gainAt(0) >= 0) return 0;
  if (gainAt(1) < 0) return Infinity;
  let [low, high] = [0, 1];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (gainAt(middle) < 0) low = middle;
    else high = middle;
  }
  return high;
}

function countOf(cells: readonly ValueCell[]): number {
  return sumOf(cells.map(({n}) => n));
}

/** By cell, the share of its users among the first of a ranking. */
function takeTop(cells: readonly ValueCell[], contacted: number, keyOf: (cell: number) => number): number[] {
  const byKey = new Map<number, number[]>();
  for (const k of cells.keys()) byKey.set(keyOf(k), [...(byKey.get(keyOf(k)) ?? []), k]);
  const shares = cells.map(() => 0);
  let left = contacted;
  for (const [, alike] of [...byKey].sort(([a], [b]) => b - a)) {
    const n = alike.reduce((sum, k) => sum + cells[k].n, 0);
    const share = Math.min(1, left / n);
    for (const k of alike) shares[k] = share;
    left -= share * n;
    if (left <= 0) break;
  }
  return shares;
}

function describe(cells: readonly ValueCell[], shares: readonly number[], gains: readonly number[]): SomeUsers | null {
  let [n, score, value, gain] = [0, 0, 0, 0];
  for (const [k, cell] of cells.entries()) {
    const own = shares[k] * cell.n;
    n += own;
    score += own * cell.mean;
    value += own * cell.value;
    gain += own * gains[k];
  }
  return n < 0.5 ? null : {n, score: score / n, value: value / n, gain: gain / n};
}

/** Per 1,000 users, by what happened. @param shares of each cell's users; a negative share takes what they bring away */
function moneyOf({cells, ranking}: ValuedUsers, shares: readonly number[], assumptions: CostAssumptions): Interval {
  const outcomes = cells.flatMap((cell, k) => {
    const {churner, stayer} = perUser({...assumptions, value: cell.value});
    const [sign, share] = [Math.sign(shares[k]), Math.abs(shares[k])];
    return seenOutcomes(ranking, [share * cell.churned, sign * churner], [share * (cell.n - cell.churned), sign * stayer]);
  });
  const {estimate, low, high} = outcomeInterval(outcomes, countOf(cells), {design: designOfMoney(cells, ranking, {shares, assumptions})});
  return {estimate: estimate * BASIS, low: low * BASIS, high: high * BASIS};
}

/** As of as many at the highest risk, each of the mean value: nothing tells how many customers the rows of a cell come from. */
function designOfMoney(
  cells: readonly ValueCell[],
  ranking: CountedUsers,
  {shares, assumptions}: {shares: readonly number[]; assumptions: CostAssumptions}
): number {
  const taken = cells.map(({n}, k) => n * Math.abs(shares[k]));
  const contacted = sumOf(taken);
  if (contacted === 0) return 1;
  const {churner, stayer} = perUser({...assumptions, value: sumOf(cells.map(({value}, k) => value * taken[k])) / contacted});
  return designAt(ranking, contacted, {truePositive: churner, falsePositive: stayer, falseNegative: 0, trueNegative: 0});
}
