import {monthNumbers} from "../rows/dates.js";
import {parseNumber} from "../rows/text.js";

/**
 * Levels in the order in which people look for them: numbers by size, months by the calendar, bands of numbers by where they begin
 * ("Under $20,000" before "$ 20,000 - $49,999" before "$100,000 Plus"), and after these what is none, names that hold whole numbers by these
 * ("City 2" before "City 10"), and otherwise by code unit. It hangs on the levels alone, and not on the order of rows or on a language.
 */
export function sortLevels(levels: readonly string[]): string[] {
  const months = monthNumbers();
  const monthOf = (level: string): number => Number(months.get(level.toLowerCase().replace(/\.$/, "")) ?? NaN);
  const begins = new Map(levels.map((level) => [level, beginOfBand(level)]));
  if (areBands(levels))
    return [...levels].sort((a, b) => compare(begins.get(a) ?? Infinity, begins.get(b) ?? Infinity) || compareNames(a, b));
  const size = [parseNumber, monthOf].find((sizeOf) => levels.every((level) => !Number.isNaN(sizeOf(level))));
  return [...levels].sort(size === undefined ? compareNames : (a, b) => compare(size(a), size(b)) || compare(a, b));
}

const AMOUNT = "[$€£¥₹]? ?(\\d{1,3}(?:[, ]\\d{3})+(?!\\d)|\\d+(?:\\.\\d+)?) ?(k|m)?\\b ?[$€£¥₹%]?";
const BELOW = "<=?|≤|under|less than|below|up to|unter|bis|moins de|menos de|hasta";
const ABOVE = ">=?|≥|over|more than|above|from|über|ab|mehr als|plus de|más de|mas de|desde";
/** A band with both ends, one that is open below, and one that is open above. */
const CLOSED = /* @__PURE__ */ new RegExp(`^${AMOUNT} ?(?:-|–|—|to|bis|a|à) ?${AMOUNT}`, "iu");
const OPEN_BELOW = /* @__PURE__ */ new RegExp(
  `^(?:${BELOW}) ?${AMOUNT}|^${AMOUNT}[^\\d]*(?:or|and|oder|und|y|et) (?:less|under|below|younger|weniger)`,
  "iu"
);
const OPEN_ABOVE = /* @__PURE__ */ new RegExp(
  `^(?:${ABOVE}) ?${AMOUNT}|^${AMOUNT}(?: ?\\+| ?plus\\b|[^\\d]*(?:or|and|oder|und|y|et) (?:more|over|above|older|mehr|más))`,
  "iu"
);

/** A number by itself, or with a word or two: "0", "1 year". */
const ONE = /* @__PURE__ */ new RegExp(`^${AMOUNT}(?: \\p{L}+){0,2}$`, "iu");

/** Where a band of numbers begins, one that is open below just before its end, and a number by itself; null: it is none. */
function beginOfBand(level: string): number | null {
  const text = level.trim().replace(/\s+/g, " ");
  for (const [pattern, beside] of [
    [CLOSED, 0],
    [OPEN_BELOW, -0.5],
    [OPEN_ABOVE, 0.5],
    [ONE, 0]
  ] as const) {
    const found = pattern.exec(text)?.slice(1) ?? [];
    const at = found.findIndex((d) => d !== undefined);
    if (at < 0) continue;
    const times = {k: 1e3, m: 1e6}[(found[at + 1] ?? "").toLowerCase()] ?? 1;
    return Number(found[at].replace(/[, ]/g, "")) * times + beside;
  }
  return null;
}

/** Whether levels are bands of numbers, with numbers by themselves among them or not, but for one or two such as "unknown". */
export function areBands(levels: readonly string[]): boolean {
  const bands = levels.filter((level) => beginOfBand(level) !== null);
  const nOthers = levels.length - bands.length;
  return bands.length >= 2 && nOthers <= Math.min(2, bands.length - 1) && bands.some((level) => !ONE.test(level.trim()));
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
