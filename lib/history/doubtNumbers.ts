import type {NumberSummary} from "../book/history.js";
import type {Doubting, DoubtedInput, Pair} from "./doubtMissing.js";
import {PROBABILITIES} from "../book/history.js";
import {formatShare, formatValue} from "../format.js";
import {gapOfQuantiles} from "./compareInputs.js";
import {doubtMissing} from "./doubtMissing.js";

/** What can be wrong with a number; the first that is found explains the others. */
export const NUMBER_DOUBTS: readonly Doubting<NumberSummary>[] = [
  doubtMissing,
  doubtConstant,
  doubtScale,
  doubtSign,
  doubtShift,
  doubtPile
];

function doubtConstant([before, after]: Pair<NumberSummary>, {title}: DoubtedInput): string | null {
  const [old, now] = [before.quantiles, after.quantiles];
  if (old === null || now === null || spreadOf(now) > 0 || spreadOf(old) === 0) return null;
  return `${title} is ${formatValue(now[MEDIAN])} for nearly everybody, where it was from ${formatValue(old[0])} to ${formatValue(old[old.length - 1])}.`;
}

const MEDIAN = PROBABILITIES.indexOf(0.5);

function spreadOf(quantiles: readonly number[]): number {
  return quantiles[quantiles.length - 1] - quantiles[0];
}

/** Units that are mistaken for each other, by how many of the one make the other. */
const FACTORS: readonly (readonly [factor: number, units: string])[] = [
  [1.609344, "kilometres and miles"],
  [2.20462, "kilograms and pounds"],
  [2.54, "inches and centimetres"],
  [3.28084, "metres and feet"],
  [3.78541, "gallons and litres"],
  [4.3482, "weeks and months"],
  [7, "days and weeks"],
  [10, "a decimal point that slipped"],
  [12, "months and years"],
  [24, "hours and days"],
  [30.4369, "days and months"],
  [52.1775, "weeks and years"],
  [60, "seconds and minutes, or minutes and hours"],
  [100, "cents and whole sums, or percent and shares"],
  [365.2425, "days and years"],
  [1000, "units and thousands, such as metres and kilometres"],
  [3600, "seconds and hours"],
  [86_400, "seconds and days"],
  [1e6, "units and millions"]
];
/** Values that are all so many times what they were, or a part of it, did not move by themselves. */
const LEAST_FACTOR = 1.4;
/** How near a factor must come to that of two units. */
const NEAR = 0.08;

function doubtScale([before, after]: Pair<NumberSummary>, {title, slack}: DoubtedInput): string | null {
  const factor = factorBetween(before.quantiles, after.quantiles, slack);
  if (factor === null) return null;
  const times = factor > 1 ? factor : 1 / factor;
  const known = FACTORS.filter(([d]) => Math.abs(times / d - 1) < NEAR).sort(
    ([a], [b]) => Math.abs(times / a - 1) - Math.abs(times / b - 1)
  );
  const [first] = known;
  const stated = formatValue(first === undefined ? times : first[0]);
  const told = factor > 1 ? `about ${stated} times what they were` : `about a ${stated}th of what they were`;
  const units = first === undefined ? "Its unit may have changed." : `Its unit may have changed, as between ${first[1]}.`;
  return `All values of ${title} are ${told} (median ${sayMedians(before, after)}). ${units}`;
}

function sayMedians(before: NumberSummary, after: NumberSummary): string {
  return `${formatValue((before.quantiles ?? [])[MEDIAN])} → ${formatValue((after.quantiles ?? [])[MEDIAN])}`;
}

/** Values nearer to nothing than this share of the largest say little of a factor. */
const NOTHING = 0.02;

/** By what all values were multiplied, so that without it the distribution is as it was; null: by nothing, or by too little. */
function factorBetween(before: NumberSummary["quantiles"], after: NumberSummary["quantiles"], slack: number): number | null {
  if (before === null || after === null || new Set(before).size < 3) return null;
  const [least, most] = [NOTHING * sizeOf(before), NOTHING * sizeOf(after)];
  const ratios = before.flatMap((x, i) => (Math.abs(x) > least && Math.abs(after[i]) > most ? [after[i] / x] : [])).sort((a, b) => a - b);
  const factor = ratios.length < 3 ? 1 : ratios[ratios.length >> 1];
  if (factor <= 0 || Math.abs(Math.log(factor)) < Math.log(LEAST_FACTOR)) return null;
  const scaled = after.map((x) => x / factor);
  return gapOfQuantiles(before, scaled) <= slack && gapOfQuantiles(before, after) > MOVED ? factor : null;
}

/** An input whose distribution moved by less may have done so by itself. */
const MOVED = 0.15;

function sizeOf(values: readonly number[]): number {
  return values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
}

function doubtSign([before, after]: Pair<NumberSummary>, {title, slack}: DoubtedInput): string | null {
  const [old, now] = [before.quantiles, after.quantiles];
  if (old === null || now === null || old[MEDIAN] * now[MEDIAN] >= 0) return null;
  const turned = [...now].reverse().map((x) => -x);
  return spreadOf(old) > 0 && gapOfQuantiles(old, turned) <= slack
    ? `${title} has the other sign (median ${sayMedians(before, after)}).`
    : null;
}

/** So many times its spread further, an input as it was does not move by itself. */
const FAR = 1;

function doubtShift([before, after]: Pair<NumberSummary>, {title, slack}: DoubtedInput): string | null {
  const [old, now] = [before.quantiles, after.quantiles];
  if (old === null || now === null || spreadOf(old) === 0) return null;
  const shift = now[MEDIAN] - old[MEDIAN];
  const back = now.map((x) => x - shift);
  if (Math.abs(shift) < FAR * spreadOf(old) || gapOfQuantiles(old, back) > slack) return null;
  const way = shift > 0 ? "more" : "less";
  return `All values of ${title} are about ${formatValue(Math.abs(shift))} ${way} than they were, with the same spread. Does it count from another start?`;
}

/** So much more of the users at one value. */
const PILED = 0.25;

function doubtPile([before, after]: Pair<NumberSummary>, {title}: DoubtedInput): string | null {
  const [old, now] = [before.quantiles, after.quantiles];
  if (old === null || now === null) return null;
  const largest = old.reduce((most, x) => Math.max(most, shareAt(old, x)), 0);
  const isStrange = (x: number): boolean => x < old[0] - spreadOf(old) / 2 || x > old[old.length - 1] + spreadOf(old) / 2;
  const piled = now.find((x) => shareAt(now, x) - (isStrange(x) ? 0 : largest) >= PILED && shareAt(now, x) - shareAt(old, x) >= PILED);
  if (piled === undefined) return null;
  const who = `${formatShare(shareAt(now, piled), 0)} or more have a ${title} of just ${formatValue(piled)}, where few had`;
  return `${who}. Does it stand for “no value”, or for a limit?`;
}

/** What share of the users surely has this very value. */
function shareAt(quantiles: readonly number[], x: number): number {
  const [first, last] = [quantiles.indexOf(x), quantiles.lastIndexOf(x)];
  return first < 0 ? 0 : PROBABILITIES[last] - PROBABILITIES[first];
}
