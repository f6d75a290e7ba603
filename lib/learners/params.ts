import {check} from "../check.js";
import type {Params, ParamValue} from "./learner.js";

interface NumberRule {
  min?: number;
  max?: number;
  integer?: boolean;
}

/** A learner's params read at the door: each getter checks one and names the learner in its complaint. */
export interface ParamReader {
  number(name: string, rule?: NumberRule): number;
  choice<T extends ParamValue>(name: string, choices: readonly T[]): T;
}

/**
 * Fills a learner's params up with its defaults.
 *
 * @throws naming every param that the learner does not have
 */
export function readParams(learner: {name: string; defaults: Params}, params: Params): ParamReader {
  const where = learner.name;
  const strangers = Object.keys(params).filter((name) => !Object.hasOwn(learner.defaults, name));
  check(strangers.length === 0, {
    where,
    rule: `params must be among ${Object.keys(learner.defaults).join(", ") || "none"}`,
    got: strangers.join(", ")
  });
  const all = {...learner.defaults, ...params};
  return {
    number(name, {min = -Infinity, max = Infinity, integer = false} = {}) {
      const value = all[name];
      const isFine = typeof value === "number" && value >= min && value <= max && (!integer || Number.isInteger(value));
      check(isFine, {
        where,
        rule: `${name} must be ${integer ? "a whole number" : "a number"} in [${min}, ${max}]`,
        got: value
      });
      return value;
    },
    choice<T extends ParamValue>(name: string, choices: readonly T[]): T {
      const value = choices.find((choice) => choice === all[name]);
      check(value !== undefined, {where, rule: `${name} must be one of ${choices.join(", ")}`, got: all[name]});
      return value;
    }
  };
}
