import type {Model} from "./model.js";
import {check, someOf} from "../check.js";

/**
 * A model as JSON text, the same bytes for the same model: keys in alphabetical order, no spaces.
 *
 * @throws naming every number that is NaN or infinite, which JSON would silently turn into null
 */
export function writeModel(model: Model): string {
  const strangers = findNonFinite(model);
  check(strangers.length === 0, {
    where: "writeModel",
    rule: "every number of a model must be finite",
    got: someOf(strangers)
  });
  return JSON.stringify(sortKeys(model));
}

/** The paths of numbers that are not finite, such as `weights[3] = NaN`. */
export function findNonFinite(value: unknown, path = "model"): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [`${path} = ${value}`];
  if (Array.isArray(value)) return value.flatMap((item, i) => (Number.isFinite(item) ? [] : findNonFinite(item, `${path}[${i}]`)));
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, item]) => findNonFinite(item, `${path}.${key}`));
  return [];
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return typeof value[0] === "object" ? value.map(sortKeys) : value;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sortKeys(item)]));
}
