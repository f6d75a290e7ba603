import type {InputSummary, LevelSummary, NumberSummary} from "../book/history.js";
import type {CategoryReference, InputReference, NumberReference} from "../book/reference.js";
import {PROBABILITIES} from "../book/history.js";
import {MIN_GROUP} from "../groups.js";
import {sumOf} from "../numbers.js";
import {niceUp, stepOfShare, tellFigure, tellShare} from "./tellFigures.js";

/** An input's values in a few figures. @param before of the build before; null or absent: it had no such input */
export function describeInput(reference: InputReference, before?: InputSummary | null): InputSummary {
  const counted = sumOf(reference.counts);
  const all = counted + reference.nMissing;
  const missing = tellShare(all === 0 ? 0 : reference.nMissing / all, stepOfShare(all), before?.missing);
  return reference.kind === "number"
    ? {name: reference.name, kind: "number", missing, quantiles: describeQuantiles(reference, counted, before)}
    : {name: reference.name, kind: "category", missing, levels: describeLevels(reference, counted, before)};
}

/** Between the outermost two of {@link PROBABILITIES} lie so many standard deviations of a normal distribution. */
const NORMAL_WIDTH = 3.29;
/** A user moves a quantile by the inverse of n times the density there, which for most is less than this many deviations. */
const MOVED = 2.5;

function describeQuantiles(reference: NumberReference, n: number, before?: InputSummary | null): NumberSummary["quantiles"] {
  if (n === 0 || reference.knots.length === 0) return null;
  const exact = PROBABILITIES.map((share) => quantileOf(reference, share * n));
  const spread = (exact[exact.length - 1] - exact[0]) / NORMAL_WIDTH;
  const told = before?.kind === "number" ? before.quantiles : null;
  if (spread === 0) return exact; // knots are told values already
  const step = niceUp((spread * MOVED * MIN_GROUP) / n);
  const isShared = (i: number): boolean => exact[i] === exact[i - 1] || exact[i] === exact[i + 1]; // a twentieth of all have this very value
  return exact.map((value, i) => (isShared(i) && n >= 20 * MIN_GROUP ? value : tellFigure(value, step, told?.[i])));
}

/** The first knot at or below which so many users lie; what is above the last counts as at it. */
function quantileOf({knots, counts}: NumberReference, users: number): number {
  let below = 0;
  for (let k = 0; k < knots.length; ++k) {
    below += counts[2 * k] + counts[2 * k + 1];
    if (below >= users) return knots[k];
  }
  return knots[knots.length - 1];
}

function describeLevels({levels, counts}: CategoryReference, n: number, before?: InputSummary | null): LevelSummary["levels"] {
  const told = new Map(before?.kind === "category" ? before.levels.map(({level, share}) => [level, share]) : []);
  return levels
    .map((level, i) => ({level, share: n === 0 ? 0 : tellShare(counts[i] / n, stepOfShare(n), told.get(level))}))
    .filter(({share}) => share > 0);
}
