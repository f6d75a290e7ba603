import {check, someOf} from "./check.js";

/**
 * A value as JSON, refusing what JSON.stringify would turn into null or leave out in silence.
 *
 * @param where names the value in the error
 * @throws if a number is NaN or infinite, or a value is not JSON (a function, a class, a typed array); names the paths
 * @example writeJson("champion", {weights: [1, NaN]}) // throws "champion: numbers must be finite; got weights.1 = NaN."
 */
export function writeJson(where: string, value: unknown): string {
  const offenders: string[] = [];
  collectOffenders(value, [], offenders);
  check(offenders.length === 0, {
    where,
    rule: "values must be JSON: finite numbers, texts, booleans, null, plain lists and objects",
    got: someOf(offenders)
  });
  return JSON.stringify(value);
}

function collectOffenders(value: unknown, path: string[], offenders: string[]): void {
  if (value === null || typeof value === "string" || typeof value === "boolean") return;
  if (typeof value === "number" && Number.isFinite(value)) return;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; ++i) collectOffenders(value[i], [...path, String(i)], offenders);
    return;
  }
  if (typeof value === "object" && isPlain(value)) {
    for (const [key, inner] of Object.entries(value)) {
      if (inner !== undefined) collectOffenders(inner, [...path, key], offenders); // absent, as JSON has it
    }
    return;
  }
  offenders.push(`${path.join(".") || "the value"} = ${describe(value)}`);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function describe(value: unknown): string {
  if (typeof value === "object" && value !== null) return value.constructor.name;
  return typeof value === "function" ? "a function" : String(value);
}
