import type {Interval} from "../book/common.js";
import type {ArmCounts, Campaign} from "./campaign.js";
import {clamp} from "../numbers.js";
import {createRandom, drawNormal} from "../random.js";
import {normalTwoSided} from "../statistics/distributions.js";
import {cutByCount} from "../statistics/bins.js";
import {countArms, noCounts} from "./campaign.js";
import {riskDifference} from "./effect.js";

/** Customers of like score, and what contact did to them. */
export interface ScoreBand extends ArmCounts {
  from: number;
  to: number;
  effect: Interval;
}

const MOST_BANDS = 10;
/** A band has about so many customers of either group, or there are fewer bands. */
const LEAST_IN_BAND = 20;

/**
 * What contact did by tenth of the score, from the highest down; of few customers in fewer bands, none where there would be one.
 * Equal scores share a band. A band that happens to hold one group alone joins its neighbour.
 */
export function traceBands(campaign: Pick<Campaign, "contacted" | "churned" | "score">): ScoreBand[] {
  const {contacted, score} = campaign;
  if (score === null) return [];
  const rows = Int32Array.from([...contacted.keys()].filter((i) => !Number.isNaN(score[i])));
  const {nContacted, nAlone} = countArms(campaign, rows);
  const nBands = clamp(Math.floor(Math.min(nContacted, nAlone) / LEAST_IN_BAND), 1, MOST_BANDS);
  if (nBands < 2) return [];
  const {bins, codes} = cutByCount(
    Float64Array.from(rows, (i) => score[i]),
    nBands
  );
  const bands: ScoreBand[] = [];
  let held: number[] = [];
  for (let bin = bins.length - 1; bin >= 0; --bin) {
    for (const [k, i] of rows.entries()) if (codes[k] === bin) held.push(i);
    const counts = countArms(campaign, held);
    if (counts.nContacted === 0 || counts.nAlone === 0) continue;
    bands.push(describeBand(campaign, held, counts));
    held = [];
  }
  return bands.length < 2 ? [] : bands;
}

function describeBand({score}: Pick<Campaign, "score">, rows: readonly number[], counts: ArmCounts): ScoreBand {
  let [from, to] = [Infinity, -Infinity];
  for (const i of rows) {
    from = Math.min(from, score ? score[i] : NaN);
    to = Math.max(to, score ? score[i] : NaN);
  }
  return {...counts, from, to, effect: riskDifference(counts)};
}

/** Several neighbouring bands as one. @param bands at least one, from the highest down */
function joinBands(bands: readonly ScoreBand[]): ScoreBand {
  const counts = noCounts();
  for (const band of bands) {
    counts.nContacted += band.nContacted;
    counts.contactedLeft += band.contactedLeft;
    counts.nAlone += band.nAlone;
    counts.aloneLeft += band.aloneLeft;
  }
  return {...counts, from: bands[bands.length - 1].from, to: bands[0].to, effect: riskDifference(counts)};
}

/** Whether those at the highest risk are those whom contact keeps. */
export interface Persuadability {
  /**
   * shown: customers of lower scores are kept clearly better than those above them, so risk is not persuadability; refuted: those of the
   * highest scores are kept clearly better than the others; neither: cannot tell
   */
  state: "shown" | "refuted" | "cannot tell";
  /** of the test that `state` rests on; of the first one where neither is clear */
  pValue: number;
  /** the highest scores, and those that they are held against */
  top: ScoreBand;
  others: ScoreBand;
}

const ALPHA = 0.05;
const DRAWS = 4000;

/**
 * Holds the effect among the highest scores against the effect among lower ones.
 *
 * - shown: of all ways to part the bands into the highest and those next below, the pair in which the lower ones are kept better by most
 *   standard errors. Its p-value is the share of campaigns whose effect is the same everywhere that hold a pair as far apart, drawn from
 *   normal errors, so that it allows for having looked at every pair.
 * - refuted: the highest fifth of the bands is kept better than all others (one-sided), and nothing is shown.
 *
 * @param bands from the highest scores down
 * @returns null for fewer than two bands
 * @see Ascarza (2018), Retention futility: targeting high-risk customers might be ineffective
 */
export function testPersuadability(bands: readonly ScoreBand[]): Persuadability | null {
  if (bands.length < 2) return null;
  const errors = bands.map(errorOf);
  const weights = bands.map(({nContacted, nAlone}) => nContacted + nAlone);
  const pairs = listPairs(errors, weights);
  const found = findWidest(
    pairs,
    bands.map(({effect}) => effect.estimate),
    weights
  );
  const random = createRandom("lib/campaign/byScore");
  const drawn = new Float64Array(bands.length);
  let asFar = 1; // the campaign itself is one of them
  for (let draw = 0; draw < DRAWS; ++draw) {
    for (const [k, error] of errors.entries()) drawn[k] = error * drawNormal(random);
    if (findWidest(pairs, drawn, weights).z >= found.z) ++asFar;
  }
  const shown = asFar / (DRAWS + 1);
  const pair = (a: number, b: number): Pick<Persuadability, "top" | "others"> => ({
    top: joinBands(bands.slice(0, a)),
    others: joinBands(bands.slice(a, b))
  });
  if (shown < ALPHA) return {state: "shown", pValue: shown, ...pair(found.pair.a, found.pair.b)};
  const fifth = Math.max(1, Math.round(bands.length / 5));
  const {top, others} = pair(fifth, bands.length);
  const z = (top.effect.estimate - others.effect.estimate) / Math.hypot(errorOf(top), errorOf(others));
  const pValue = z > 0 ? normalTwoSided(z) / 2 : 1;
  if (pValue < ALPHA) return {state: "refuted", pValue, top, others};
  return {state: "cannot tell", pValue: shown, ...pair(found.pair.a, found.pair.b)};
}

/** Standard error of a band's effect; each count larger by one half, so that a rate of 0 is not taken for certain. */
function errorOf({nContacted, contactedLeft, nAlone, aloneLeft}: ArmCounts): number {
  const variance = (left: number, n: number): number => {
    const rate = (left + 0.5) / (n + 1);
    return (rate * (1 - rate)) / n;
  };
  return Math.sqrt(variance(contactedLeft, nContacted) + variance(aloneLeft, nAlone));
}

/** Bands [0, a) held against bands [a, b). */
interface Pair {
  a: number;
  b: number;
  /** one over the weight of the first, of the second, and over the standard error of their difference */
  first: number;
  second: number;
  precision: number;
}

function listPairs(errors: readonly number[], weights: readonly number[]): Pair[] {
  const [w, v] = [[0], [0]]; // running sums of weight, and of the variance of the weighed effects
  for (const [k, weight] of weights.entries()) {
    w.push(w[k] + weight);
    v.push(v[k] + (weight * errors[k]) ** 2);
  }
  const pairs: Pair[] = [];
  for (let a = 1; a < weights.length; ++a) {
    for (let b = a + 1; b <= weights.length; ++b) {
      const [first, second] = [1 / w[a], 1 / (w[b] - w[a])];
      pairs.push({a, b, first, second, precision: 1 / Math.sqrt(v[a] * first ** 2 + (v[b] - v[a]) * second ** 2)});
    }
  }
  return pairs;
}

/** The pair whose second bands are kept better by most standard errors. */
function findWidest(pairs: readonly Pair[], effects: ArrayLike<number>, weights: readonly number[]): {pair: Pair; z: number} {
  const e = new Float64Array(weights.length + 1);
  for (let k = 0; k < weights.length; ++k) e[k + 1] = e[k] + weights[k] * effects[k];
  let best = {pair: pairs[0], z: -Infinity};
  for (const pair of pairs) {
    const z = ((e[pair.b] - e[pair.a]) * pair.second - e[pair.a] * pair.first) * pair.precision;
    if (z > best.z) best = {pair, z};
  }
  return best;
}
