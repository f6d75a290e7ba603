import {monthNumbers} from "../rows/dates.js";
import {parseNumber} from "../rows/text.js";

/**
 * Levels in the order in which people look for them: numbers by size, months by the calendar, names that hold whole numbers by these
 * ("City 2" before "City 10"), and otherwise by code unit. It hangs on the levels alone, and not on the order of rows or on a language.
 */
export function sortLevels(levels: readonly string[]): string[] {
  const months = monthNumbers();
  const monthOf = (level: string): number => Number(months.get(level.toLowerCase().replace(/\.$/, "")) ?? NaN);
  const size = [parseNumber, monthOf].find((sizeOf) => levels.every((level) => !Number.isNaN(sizeOf(level))));
  return [...levels].sort(size === undefined ? compareNames : (a, b) => compare(size(a), size(b)) || compare(a, b));
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Digits at odd places are whole numbers. */
function compareNames(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split(/(\d+)/));
  for (let i = 0; i < Math.min(left.length, right.length); ++i) {
    const order = i % 2 === 1 ? compare(Number(left[i]), Number(right[i])) : compare(left[i], right[i]);
    if (order !== 0) return order;
  }
  return left.length - right.length || compare(a, b);
}
