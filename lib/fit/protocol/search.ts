import type {Listed} from "../../named.js";
import type {Learner} from "../learners/learner.js";
import type {Params, ParamRange, ParamValue} from "../../book/common.js";
import type {Random} from "../../random.js";
import {check} from "../../check.js";
import {drawIndex, forkRandom} from "../../random.js";

/** One set of hyper-parameters to try. */
export interface Trial {
  /** "logistic-03": learner and number, from 01 */
  id: string;
  learner: string;
  /** from 0; the first is the learner's defaults */
  index: number;
  params: Params;
}

/** A small space may be used up; after this many repeats of known draws in a row the search has seen it all. */
const MAX_REPEATS = 100;

/**
 * The trials of a randomised search: the learner's defaults first, then its other settings of good name, then draws from its space, none
 * twice. Draws are quasi-random: from a random start each lies where those before it left most room, so that eight leave no decade of a
 * penalty out, as eight independent ones often do. A longer search starts with the trials of the shorter one.
 *
 * @param options nTrials: how many, >= 1; fewer come back if the space is used up. prefix: put before the ids
 * @throws if nTrials is no whole number >= 1, or the space is malformed
 * @see Bousquet and others (2017), Critical hyper-parameters: no random, no cry
 * @see Pfisterer and others (2021), Learning multiple defaults for machine learning algorithms
 */
export function trialsOf(
  learner: Pick<Learner, "name" | "space" | "defaults" | "otherDefaults">,
  {nTrials, seed, prefix = ""}: {nTrials: number; seed: string | number; prefix?: string}
): Trial[] {
  check(Number.isInteger(nTrials) && nTrials >= 1, {where: "trialsOf", rule: "nTrials must be a whole number >= 1", got: nTrials});
  const {defaults, otherDefaults = []} = learner;
  const settings = [defaults, ...otherDefaults].slice(0, nTrials).map((params) => ({...defaults, ...params}));
  const known = new Map<string, Params>(settings.map((params) => [keyOf(params), params]));
  const pointAt = spreadPoints(Object.keys(learner.space).length, forkRandom(seed, "trials", learner.name));
  for (let draw = 0, repeats = 0; known.size < nTrials && repeats < MAX_REPEATS; ++draw) {
    const params = {...defaults, ...sampleParams(learner.space, pointAt(draw))};
    repeats = known.has(keyOf(params)) ? repeats + 1 : 0;
    if (repeats === 0) known.set(keyOf(params), params);
  }
  return [...known.values()].map((params, index) => ({
    id: nameTrial(`${prefix}${learner.name}`, index),
    learner: learner.name,
    index,
    params
  }));
}

/** Of more rows the first fold tells trials apart, and every further fit takes its time. */
const ENOUGH_FOR_ONE_FOLD = 10_000;

/**
 * Those of {@link trialsOf} that a race lets run every fold: the defaults and, of few rows, the other settings of good name. One fold of a
 * few hundred rows tells more of luck than of skill, and no draw makes up for such a setting where it is the one that finds something.
 *
 * @param nRows that trials are compared on
 * @returns their ids
 */
export function settledTrials(trials: readonly Trial[], {otherDefaults = []}: Pick<Learner, "otherDefaults">, nRows: number): string[] {
  const nSettings = nRows < ENOUGH_FOR_ONE_FOLD ? 1 + otherDefaults.length : 1;
  return trials.slice(0, nSettings).map(({id}) => id);
}

/** @param index from 0 @example nameTrial("logistic", 2) // "logistic-03" */
export function nameTrial(learner: string, index: number): string {
  return `${learner}-${String(index + 1).padStart(2, "0")}`;
}

/** Of as many hyper-parameters as a space may have. */
const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37];

/**
 * Points that fill the unit cube evenly, however many are taken: from a random start, each coordinate goes on by the square root of a
 * prime of its own, less whole numbers (Richtmyer's sequence).
 *
 * @returns by the point's number, from 0: a source of its coordinates, one after another
 * @throws if there are more dimensions than primes
 * @see Niederreiter (1992), Random number generation and quasi-Monte Carlo methods, chapter 3
 */
function spreadPoints(dimensions: number, random: Random): (point: number) => Random {
  check(dimensions <= PRIMES.length, {
    where: "trialsOf",
    rule: `a space must have at most ${PRIMES.length} hyper-parameters`,
    got: dimensions
  });
  const start = Array.from({length: dimensions}, random);
  return (point) => {
    let j = 0;
    return () => {
      const at = start[j] + point * Math.sqrt(PRIMES[j]);
      ++j;
      return at - Math.floor(at);
    };
  };
}

/**
 * One draw from a space, each hyper-parameter by a number of its own.
 *
 * @throws if a range is empty, upside down, or logarithmic and not positive
 */
export function sampleParams(space: Listed<ParamRange>, random: Random): Params {
  return Object.fromEntries(Object.entries(space).map(([name, range]) => [name, drawValue(name, range, random)]));
}

function drawValue(name: string, range: ParamRange, random: Random): ParamValue {
  const where = "sampleParams";
  if ("choices" in range) {
    check(range.choices.length > 0, {where, rule: `"${name}" must have choices`, got: "none"});
    return range.choices[drawIndex(range.choices.length, random)];
  }
  const {from, to, scale, integer} = range;
  check(Number.isFinite(from) && Number.isFinite(to) && from <= to && (scale === "linear" || from > 0), {
    where,
    rule: `"${name}" must run from a number to one not smaller${scale === "log" ? ", both > 0" : ""}`,
    got: `from ${from} to ${to}`
  });
  if (!integer) return interpolate({from, to, log: scale === "log"}, random());
  // the whole numbers share the draws evenly: each k stands for [k, k + 1)
  return Math.min(to, Math.floor(interpolate({from, to: to + 1, log: scale === "log"}, random())));
}

function interpolate({from, to, log}: {from: number; to: number; log: boolean}, u: number): number {
  return log ? from * Math.pow(to / from, u) : from + (to - from) * u;
}

function keyOf(params: Params): string {
  return JSON.stringify(Object.entries(params).sort(([a], [b]) => (a < b ? -1 : 1)));
}
