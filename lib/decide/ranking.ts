import type {LineDesign, ScoreGroup} from "../book/scores.js";
import type {RateMove} from "../model/shiftBaseRate.js";
import type {Outcomes} from "../statistics/intervals.js";
import {SCORE_GRID} from "../book/scores.js";
import {check} from "../check.js";
import {countContacted, total} from "../metrics/scoreGroups.js";
import {shiftScore} from "../model/shiftBaseRate.js";
import {wilsonInterval} from "../statistics/intervals.js";

/** A place where the contact line can stand: whoever scores at least `line` is contacted, and counted exactly. */
export interface Stop {
  line: number;
  contacted: number;
  /** churners among them */
  churned: number;
}

/** As how many users one of each outcome counts; more or less than 1 where another share churns than in the data. */
export interface ClassWeights {
  churned: number;
  retained: number;
}

/** Users by falling score in groups, with running counts, so that any contact depth is one look-up. Counts are weighted, and whole where weights are 1. */
export interface Ranking {
  n: number;
  churned: number;
  /** churned / n */
  baseRate: number;
  weights: ClassWeights;
  groups: readonly ScoreGroup[];
  /** by stop, where rows repeat customers; null: each row is drawn by itself */
  designs: readonly LineDesign[] | null;
  /** one more than there are groups: nobody first, everybody last */
  stops: readonly Stop[];
}

/** Users by a line, each counted, and how well counts of them are known. */
export type CountedUsers = Pick<Ranking, "n" | "churned" | "stops" | "designs" | "weights">;

/**
 * @param groups from the highest scores down, by models that had not learned from these users (out-of-fold, or test)
 * @throws if one class is absent
 */
export function rankGroups(groups: readonly ScoreGroup[]): Ranking {
  const {n, churned, retained} = total(groups);
  check(churned > 0 && retained > 0, {where: "rankGroups", rule: "both classes must occur", got: `${churned} churned of ${n}`});
  const stops: Stop[] = [{line: 1, contacted: 0, churned: 0}];
  for (const group of groups) {
    const {contacted, churned: found} = stops[stops.length - 1];
    stops.push({line: group.from / SCORE_GRID, contacted: contacted + group.n, churned: found + group.churned});
  }
  return {n, churned, baseRate: churned / n, weights: {churned: 1, retained: 1}, groups, designs: designsOf(groups), stops};
}

/** What a figure counts for each user, by what a line does and what happened. */
interface LineWeights {
  truePositive: number;
  falsePositive: number;
  falseNegative: number;
  trueNegative: number;
}

/** Rows that score at least an edge, and all, by outcome. */
interface LineCounts {
  n: number;
  churned: number;
  called: number;
  /** churned among the called */
  found: number;
}

const ALONE: LineDesign = [1, 1, 1, 1, 1];

function designsOf(groups: readonly ScoreGroup[]): LineDesign[] | null {
  const designs = groups.flatMap(({design}) => (design ? [design] : []));
  return designs.length < groups.length ? null : [ALONE, ...designs];
}

/**
 * How many times the variance of a figure is what it would be if each row was drawn by itself: 1, but where rows repeat customers. Between two
 * stops it is that of the nearer.
 *
 * @param contacted so many users, as the ranking counts them
 * @param figure by what happened to a user, what that adds to the figure, as the ranking counts users
 */
export function designAt({n, churned, stops, designs, weights}: CountedUsers, contacted: number, figure: LineWeights): number {
  if (designs === null) return 1;
  const above = Math.max(
    1,
    stops.findIndex((stop) => stop.contacted >= Math.min(contacted, n))
  );
  const k = contacted - stops[above - 1].contacted < stops[above].contacted - contacted ? above - 1 : above;
  const seen = (all: number, left: number): number => left / weights.churned + (all - left) / weights.retained;
  const counts = {
    n: seen(n, churned),
    churned: churned / weights.churned,
    called: seen(stops[k].contacted, stops[k].churned),
    found: stops[k].churned / weights.churned
  };
  return designOfFigure([designs[k], designs[designs.length - 1]], counts, {
    truePositive: figure.truePositive * weights.churned,
    falsePositive: figure.falsePositive * weights.retained,
    falseNegative: figure.falseNegative * weights.churned,
    trueNegative: figure.trueNegative * weights.retained
  });
}

/**
 * The ranking as it is in a time in which another share churns, all else alike: users count by their outcome so that the share comes out, and
 * scores move as a model's do ({@link shiftScore}). Who stands above whom stays.
 *
 * @param ranking of users as they were, each counted once
 * @param move scores move from the rate that the model learned from; users from their own
 */
export function rankAtRate({groups, designs, stops, n, churned, baseRate}: Ranking, move: RateMove): Ranking {
  const weights = {churned: move.to / baseRate, retained: (1 - move.to) / (1 - baseRate)};
  const counted = (all: number, left: number): number => left * weights.churned + (all - left) * weights.retained;
  const moveEdge = (from: number): number => shiftScore(from / SCORE_GRID, move);
  return {
    n: counted(n, churned),
    churned: churned * weights.churned,
    baseRate: move.to,
    weights,
    designs,
    groups: groups.map((group) => ({
      n: counted(group.n, group.churned),
      churned: group.churned * weights.churned,
      from: moveEdge(group.from) * SCORE_GRID,
      mean: shiftScore(group.mean, move)
    })),
    stops: stops.map(({line, contacted, churned: left}) => ({
      line: shiftScore(line, move),
      contacted: counted(contacted, left),
      churned: left * weights.churned
    }))
  };
}

/**
 * Weighted counts with what one of each outcome brings, as the users who were seen: chance draws these, and not their weights.
 *
 * @param found churners among them. @param stayers who stayed
 */
export function seenOutcomes(
  {weights}: Pick<Ranking, "weights">,
  found: [n: number, brings: number],
  stayers: [n: number, brings: number]
): Outcomes {
  return [
    [found[0] / weights.churned, found[1] * weights.churned],
    [stayers[0] / weights.retained, stayers[1] * weights.retained]
  ];
}

/** How many users the line contacts: exactly at a stop, else as many as a stop beside it does. */
export function countAbove({groups, stops}: Pick<Ranking, "groups" | "stops">, threshold: number): number {
  return stops[countContacted(groups, threshold)].contacted;
}

/** Churners among the first k users; between two stops as many as chance finds, since nothing tells users of a group apart. */
export function churnersAmong({stops}: Pick<Ranking, "stops">, k: number): number {
  let [low, high] = [0, stops.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (stops[middle].contacted <= k) low = middle;
    else high = middle;
  }
  const [from, to] = [stops[low], stops[high]];
  return from.churned + ((k - from.contacted) / (to.contacted - from.contacted)) * (to.churned - from.churned);
}

/**
 * The line that contacts about a share of the users: the stop nearest to it. Any share above 0 contacts somebody.
 *
 * @param share in [0, 1]; 0 gives a line that contacts nobody
 */
export function thresholdAtShare({stops, n}: Pick<Ranking, "stops" | "n">, share: number): number {
  check(share >= 0 && share <= 1, {where: "thresholdAtShare", rule: "share must lie in [0, 1]", got: share});
  if (share === 0) return 1;
  const gap = (stop: Stop): number => Math.abs(stop.contacted - share * n);
  return stops.slice(1).reduce((best, stop) => (gap(stop) < gap(best) ? stop : best)).line;
}

/** A point of a cumulative gains chart: contact this share, find that share of the churners. */
export interface GainsPoint {
  share: number;
  model: number;
  /** interval (95%) of what the model finds among so many; see {@link countKnown} */
  low: number;
  high: number;
  /** contacting at random finds as much as it contacts */
  random: number;
  /** knowing everything finds every contacted user to be a churner */
  perfect: number;
}

/** Gains at evenly spaced shares, from 0 to 1, `steps + 1` points. */
export function traceGains(ranking: Ranking, steps = 100): GainsPoint[] {
  const {n, churned, baseRate} = ranking;
  return Array.from({length: steps + 1}, (_, i) => {
    const share = i / steps;
    const model = churnersAmong(ranking, share * n) / churned;
    const known = countKnown(ranking, share, model);
    const {low, high} = wilsonInterval(model * known, known);
    return {share, model, low, high, random: share, perfect: Math.min(1, share / baseRate)};
  });
}

/** Users on either side of a depth by whom the churn rate at it is known, as a share of all. */
const NEAR = 0.05;

/**
 * How many churners, if each were found by a chance of its own, would give the share found among so many users the error that it has. They
 * are more than the churners: as many users are contacted whoever is drawn, so where more churners come to the top, the line rises, and
 * leaves others out. Wilson's interval over the churners themselves holds 99 in 100 truths, and where most churn all of them.
 *
 * @param share of users contacted. @param found of the churners
 */
function countKnown(ranking: Ranking, share: number, found: number): number {
  const {n, churned, weights} = ranking;
  const [from, to] = [Math.max(0, share - NEAR), Math.min(1, share + NEAR)];
  const rate = (churnersAmong(ranking, to * n) - churnersAmong(ranking, from * n)) / ((to - from) * n);
  const [retained, stayers] = [n - churned, share * n - found * churned];
  const squares =
    weights.churned * churned * (found * (1 - found - rate * (1 - share)) ** 2 + (1 - found) * (rate * share - found) ** 2) +
    weights.retained * rate ** 2 * (stayers * (1 - share) ** 2 + (retained - stayers) * share ** 2);
  const design = designAt(ranking, share * n, {
    truePositive: 1 - found - rate * (1 - share),
    falseNegative: rate * share - found,
    falsePositive: -rate * (1 - share),
    trueNegative: rate * share
  });
  const variance = (design * squares) / churned ** 2;
  return found > 0 && found < 1 && variance > 0 ? (found * (1 - found)) / variance : churned / weights.churned / design;
}

/**
 * How many times the variance of a figure over rows is what it would be if each row was drawn by itself; never less than 1.
 *
 * @param design of the line, and of one that calls everybody
 * @param figure by what happened to a row, what it adds to the figure
 */
function designOfFigure(
  [design, all]: readonly [LineDesign, LineDesign],
  {n, churned, called, found}: LineCounts,
  figure: LineWeights
): number {
  const [a, b, c] = [found / n, (called - found) / n, churned / n];
  const alone = (share: number): number => share * (1 - share);
  const vary = (times: readonly [number, number, number, number, number], ofAll: number): number => {
    const [aa, bb, cc] = [times[0] * alone(a), times[1] * alone(b), ofAll * alone(c)];
    const ab = (times[4] * alone(a + b) - aa - bb) / 2;
    const ac = (aa + cc - times[2] * alone(c - a)) / 2;
    const bc = (times[3] * alone(1 - c - b) - bb - cc) / 2;
    // each row's figure less that of one that is spared
    const [wc, wb] = [figure.falseNegative - figure.trueNegative, figure.falsePositive - figure.trueNegative];
    const wa = figure.truePositive - figure.falseNegative;
    return wa ** 2 * aa + wb ** 2 * bb + wc ** 2 * cc + 2 * (wa * wb * ab + wa * wc * ac + wb * wc * bc);
  };
  const independent = vary([1, 1, 1, 1, 1], 1);
  return independent > 0 ? Math.max(1, vary(design, all[0]) / independent) : 1;
}
