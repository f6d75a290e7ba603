import {roundTo} from "../groups.js";

/** Digits of a figure that leaves: a share of a million users, and no more. */
const DIGITS = 6;

/** Where an artefact holds values of columns or of settings, which are as they are; what they may tell is seen to where they are made. */
const VALUES = new Set(
  (
    "users golden presets typical average typicalRetained support refits spread definition params space knots values step least most " +
    "p1 p25 median p75 p99 from to min max histogram x"
  ).split(" ")
);

/** An object in which low and high are ends of an interval, not of a column. */
const ESTIMATES = ["estimate", "rate", "observed", "predicted"];

/**
 * An artefact with its figures rounded: shares, statistics, metrics and their intervals have {@link DIGITS} significant digits.
 * Whole numbers and values of columns stay.
 */
export function roundFigures<T>(book: T): T {
  return roundItem(book) as T;
}

function roundItem(item: unknown): unknown {
  if (typeof item === "number") return Number.isInteger(item) ? item : roundTo(item, DIGITS);
  if (Array.isArray(item)) return item.map(roundItem);
  if (typeof item !== "object" || item === null) return item;
  const hasEstimate = ESTIMATES.some((name) => Object.hasOwn(item, name));
  return Object.fromEntries(
    Object.entries(item).map(([key, value]: [string, unknown]) => {
      const isEnd = (key === "low" || key === "high") && !hasEstimate && typeof value === "number";
      const isMean = key === "mean" && Object.hasOwn(item, "p25");
      return [key, VALUES.has(key) || isEnd || isMean ? value : roundItem(value)];
    })
  );
}
