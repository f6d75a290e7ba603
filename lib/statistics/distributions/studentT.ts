import {check} from "../../check.js";
import {incompleteBeta} from "./beta.js";
import {normalQuantile} from "./normal.js";

/**
 * Chance that Student's t is at least as far from 0 as t: the two-sided p-value.
 *
 * @param degrees of freedom, > 0
 * @example studentTwoSided(2.776445105197793, 4) // 0.05
 * @see agrees with 2 * scipy.stats.t.sf(abs(t), degrees)
 */
export function studentTwoSided(t: number, degrees: number): number {
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/**
 * How many standard errors a two-sided t interval of that level reaches to each side; found by bisection.
 *
 * @param level in (0, 1)
 * @param degrees of freedom, > 0
 * @throws if level is outside (0, 1) or degrees is not > 0
 * @example studentReach(0.95, 4) // 2.776445105197793
 */
export function studentReach(level: number, degrees: number): number {
  check(level > 0 && level < 1 && degrees > 0, {
    where: "studentReach",
    rule: "level must lie in (0, 1) and degrees be > 0",
    got: `level = ${level}, degrees = ${degrees}`
  });
  let low = 0;
  let high = Math.max(1, normalQuantile((1 + level) / 2));
  while (studentTwoSided(high, degrees) > 1 - level) high *= 2;
  for (let i = 0; i < 200 && high - low > high * 1e-15; ++i) {
    const middle = (low + high) / 2;
    if (studentTwoSided(middle, degrees) > 1 - level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
