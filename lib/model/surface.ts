import type {Model, PairShape} from "./model.js";
import {clamp} from "../numbers.js";

/** A pair of columns as it scores: typed once, its values one row of knots of the first column after the other. */
export interface Surface {
  first: number;
  second: number;
  firstKnots: Float64Array;
  secondKnots: Float64Array;
  /** at `k * secondKnots.length + l` that at the first column's knot k and the second's l */
  values: Float64Array;
}

/** Prepares a pair for scoring. */
export function surfaceOf({columns, knots, values}: Pick<PairShape, "columns" | "knots" | "values">): Surface {
  return {
    first: columns[0],
    second: columns[1],
    firstKnots: Float64Array.from(knots[0]),
    secondKnots: Float64Array.from(knots[1]),
    values: Float64Array.from(values.flat())
  };
}

/**
 * What a pair adds where its columns are x and y: linear in either between two knots, level beyond the outermost, and 0 where either is
 * NaN, which is missing. Allocates nothing.
 */
export function heightOver({firstKnots, secondKnots, values}: Surface, x: number, y: number): number {
  if (x !== x || y !== y) return 0;
  const k = cellOf(firstKnots, x);
  const l = cellOf(secondKnots, y);
  const u = shareAlong(firstKnots, k, x);
  const v = shareAlong(secondKnots, l, y);
  const at = k * secondKnots.length + l;
  const next = at + secondKnots.length;
  return (1 - u) * ((1 - v) * values[at] + v * values[at + 1]) + u * ((1 - v) * values[next] + v * values[next + 1]);
}

/** The interval between two knots that x lies in, or the nearest to it. Knots are few: looking along them is quicker than halving. */
function cellOf(knots: Float64Array, x: number): number {
  let k = knots.length - 2;
  while (k > 0 && x < knots[k]) --k;
  return k;
}

/** How far x is from knot k to the next, 0 to 1: exactly so at either, and beyond. */
function shareAlong(knots: Float64Array, k: number, x: number): number {
  return clamp((x - knots[k]) / (knots[k + 1] - knots[k]), 0, 1);
}

/** Two inputs of which a model has pairs, and what it would be without these. */
export interface PairedInputs {
  /** by name, in the order of the model's columns */
  inputs: string[];
  without: Model;
}

/** Every two inputs of which a model has pairs: with a category there is a pair for each of its levels. None for models of other kinds. */
export function listPairs(model: Model): PairedInputs[] {
  if (!("pairs" in model)) return [];
  const {encoding, pairs = []} = model;
  const keyOf = ({columns}: PairShape): string => JSON.stringify(columns.map((j) => encoding[j].input));
  return [...new Set(pairs.map(keyOf))].map((key) => {
    const others = pairs.filter((pair) => keyOf(pair) !== key);
    return {inputs: JSON.parse(key) as string[], without: {...model, pairs: others.length > 0 ? others : undefined}};
  });
}
