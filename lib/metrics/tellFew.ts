import type {Estimate, Interval} from "../book/common.js";
import type {ScoreGroup} from "../book/scores.js";
import {roundTo} from "../groups.js";

/**
 * How finely a model's figures of the test users may be told. Whoever holds their inputs knows what the shipped models say of each, so that every
 * figure is an equation of their labels: of 60 users the log losses, Brier scores and ROC AUCs of five models, with three digits or
 * more, have one solution, which lattice reduction finds in a second. Figures on steps of what one user makes have many, which name
 * hardly more labels than the Champion's scores do. From about 150 users on such a search, by what is known
 * of these methods, ends no more with six digits either; that was estimated, and not tried.
 *
 * @param groups of the model's scores of the test users
 * @returns the step where users are too few for groups; null: six digits
 * @see Lagarias and Odlyzko (1985), on sums of which the parts are sought
 */
export function stepOfFew(groups: readonly ScoreGroup[] | null, nTest: number): number | null {
  return groups === null ? stepOf(nTest) : null;
}

/** 1, 2 or 5 of a power of ten, so that 0.5 and 1 lie on a step: the least that is not below 1 / n. @example stepOf(60) // 0.02 */
function stepOf(n: number): number {
  const power = 10 ** Math.floor(Math.log10(1 / n));
  const factor = [1, 2, 5].find((d) => d * power * n >= 1 - 1e-9) ?? 10;
  return roundTo(factor * power, 1);
}

/**
 * An estimate on the nearest step, its ends on the next ones further out, so that the interval covers what it did.
 *
 * @param step null: as it is
 * @example tellOnStep({estimate: 0.552, low: 0.441, high: 0.663}, 0.02) // {estimate: 0.56, low: 0.44, high: 0.68, step: 0.02}
 */
export function tellOnStep(told: Interval, step: number | null): Interval & Pick<Estimate, "step">;
export function tellOnStep(told: Estimate, step: number | null): Estimate;
export function tellOnStep(told: Estimate, step: number | null): Estimate {
  if (step === null || (told.low !== null && told.low === told.high)) return told; // such as of one score for all: it is so whoever they are
  const on = (value: number, round: (steps: number) => number): number => Number((round(value / step) * step).toPrecision(12)) + 0; // never -0
  const estimate = on(told.estimate, Math.round);
  if (told.low === null) {
    return told.byChance === undefined ? {...told, estimate, step} : {...told, estimate, byChance: on(told.byChance, Math.round), step};
  }
  const [low, high] = [on(told.low, Math.floor), on(told.high, Math.ceil)];
  return {estimate, low, high: told.high <= 1 ? Math.min(1, high) : high, step};
}
