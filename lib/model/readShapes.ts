import type {EncodedColumn, Step} from "./model.js";

/** So many knots a pair may have along one column. */
export const LEAST_KNOTS = 2;
export const MOST_KNOTS = 8;

/** Whether a parsed value is the shape of one column: knots that rise, as many values, steps that rise above the first knot, and one value for missing. */
export function isShape(d: unknown): boolean {
  if (!isObject(d) || !isNumbers(d.knots) || !isNumbers(d.values) || typeof d.missing !== "number") return false;
  if (d.knots.length === 0 || d.knots.length !== d.values.length || !isRising(d.knots)) return false;
  if (d.steps === undefined) return true;
  if (!Array.isArray(d.steps) || d.steps.length === 0 || !d.steps.every(isStep)) return false;
  return isRising([d.knots[0], ...d.steps.map(({at}) => at)]);
}

function isStep(d: unknown): d is Step {
  return isObject(d) && typeof d.at === "number" && d.at === Math.fround(d.at) && typeof d.rise === "number";
}

/** Whether a parsed value is a pair of two of these columns, of different inputs, the first before the second. */
export function isPair(d: unknown, encoding: readonly EncodedColumn[]): boolean {
  if (!isObject(d) || !isNumbers(d.columns) || !Array.isArray(d.knots) || !Array.isArray(d.values)) return false;
  if (Object.keys(d).length !== 3 || d.columns.length !== 2 || d.knots.length !== 2) return false;
  const [first, second] = d.columns.map((j) => encoding[j]?.input);
  if (first === undefined || second === undefined || first === second || d.columns[0] > d.columns[1]) return false;
  const isKnotted = d.knots.every(
    (knots) => isNumbers(knots) && knots.length >= LEAST_KNOTS && knots.length <= MOST_KNOTS && isRising(knots)
  );
  const [rows, columns] = d.knots.map((knots: unknown[]) => knots.length);
  return isKnotted && d.values.length === rows && d.values.every((row) => isNumbers(row) && row.length === columns);
}

function isRising(knots: readonly number[]): boolean {
  return knots.every((x, k) => k === 0 || x > knots[k - 1]);
}

export function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => typeof item === "number");
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
