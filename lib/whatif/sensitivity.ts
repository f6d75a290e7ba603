import type {PredictInput} from "../book/predict.js";
import type {Row} from "../dataset/table.js";
import type {Rules, SetInputOptions} from "./setInput.js";
import type {Valued} from "./values.js";
import {clamp} from "../numbers.js";
import {listChoices} from "./choices.js";
import {snapToStep, setInput} from "./setInput.js";
import {formatTogether, hardlyMoves, inText, onOneScale} from "../format.js";
import {describeBare, describeValue, signOf} from "./values.js";

type Named = Pick<PredictInput, "title"> & Valued;

/** How the score runs as one input moves. */
export interface SensitivityCurve {
  /** values of the input: rising numbers, or a category's choices */
  x: Row[string][];
  p: number[];
}

export interface TraceOptions extends Pick<SetInputOptions, "own" | "together"> {
  input: PredictInput;
  rules: Rules;
  /** what a number's slider spans; its usual range where nothing is said */
  range?: {min: number; max: number};
  /** for numbers; categories have one point per level */
  nPoints?: number;
}

/**
 * Scores a row at evenly spaced values of one input over what its slider spans, each set as its slider would set it: linked
 * inputs follow and rules hold, all others stay. Without links and rules it is the row's individual conditional
 * expectation curve (Goldstein et al., 2015). Values lie on the input's steps, so that each of them can be set.
 *
 * @param scoreRow the model
 */
export function traceInput(
  scoreRow: (row: Row) => number,
  row: Row,
  {input, rules, own, together, range = {min: input.low, max: input.high}, nPoints = 33}: TraceOptions
): SensitivityCurve {
  const x = input.kind === "category" ? listChoices(input).map(({value}) => value) : spread(input, range, nPoints);
  return {x, p: x.map((value) => scoreRow(setInput(rules, row, {name: input.name, value}, {own, together}).row))};
}

function spread(input: PredictInput, {min, max}: {min: number; max: number}, n: number): number[] {
  const even = Array.from({length: n}, (_, i) => snapToStep(input, min + ((max - min) * i) / (n - 1)));
  return [...new Set(even.map((x) => clamp(x, min, max)))];
}

/**
 * A curve's score at a value: on the straight line between the points beside it, beyond them that of the nearest; of a
 * category that of its level. NaN where the curve has no such place (a missing value, a level that is no choice).
 */
export function scoreOn({x, p}: SensitivityCurve, value: Row[string]): number {
  if (typeof value !== "number") return p[x.indexOf(value)] ?? NaN;
  const i = x.findIndex((d) => Number(d) >= value);
  if (i === 0 || p.length === 0) return p[0] ?? NaN;
  if (i < 0) return p[p.length - 1];
  const [from, to] = [Number(x[i - 1]), Number(x[i])];
  return p[i - 1] + ((p[i] - p[i - 1]) * (value - from)) / (to - from);
}

/**
 * Of a category's many levels those that a small chart shows: the lowest and the highest scores, and the present one.
 *
 * @param most as many, the present one not counted
 * @returns indices into the curve, by rising score where levels are left out, in the list's order where none is
 */
export function levelsShown({x, p}: SensitivityCurve, present: Row[string], most: number): number[] {
  const places = [...p.keys()];
  if (p.length <= most) return places;
  places.sort((i, j) => p[i] - p[j] || i - j);
  const nLow = Math.floor(most / 2);
  return places.filter((place, k) => k < nLow || k >= p.length - (most - nLow) || x[place] === present);
}

/**
 * How densely users lie along an input: the classes' shares per bin, each by its weight among all users.
 *
 * @param baseRate the share of the churned
 * @returns one share per bin of the histogram; they add up to 1 if the classes' do
 */
export function densityOf({histogram}: Pick<PredictInput, "histogram">, baseRate: number): number[] {
  return histogram.map(({churned, retained}) => baseRate * churned + (1 - baseRate) * retained);
}

/** What a curve shows, as its title. @example "falls from 45 to 6 in 100" */
export function claimOfCurve(curve: SensitivityCurve, input: Valued): string {
  const {p, x} = curve;
  const [first, last] = [p[0], p[p.length - 1]];
  if (isFlat(curve)) return "hardly moves the score";
  if (typeof x[0] !== "number") {
    const places = levelsToName(curve);
    const {texts, scale} = onOneScale(places.map((i) => p[i]));
    const named = places.map((i, k) => `${inText(describeValue(input, x[i]))} ${texts[k]}`);
    return `${x.length > MOST_LEVELS ? named.join(" to ") : named.join(", ")} ${scale}`;
  }
  const [low, high] = endsOf(curve);
  if (isOneWay(curve)) return `${last > first ? "rises" : "falls"} from ${sayBoth(first, last, "to")}`;
  return `between ${sayBoth(low, high, "and")}`;
}

/** Between which two places of a curve a row tells the way: a number's ends; levels have none, so the lowest score and the highest. */
export function endsToSay({x, p}: SensitivityCurve): [from: number, to: number] {
  if (typeof x[0] === "number") return [0, p.length - 1];
  const byScore = [...p.keys()].sort((i, j) => p[i] - p[j]);
  return [byScore[0], byScore[byScore.length - 1]];
}

function sayBoth(a: number, b: number, word: string): string {
  const {texts, scale} = onOneScale([a, b]);
  return `${texts.join(` ${word} `)} ${scale}`;
}

/** What a sensitivity curve shows, in a sentence. @example "Active days: from 45 in 100 at 0 to 6 in 100 at 31" */
export function describeCurve(curve: SensitivityCurve, input: Named): string {
  return isFlat(curve) ? `${input.title}: the score hardly moves` : `${input.title}: ${describeEnds(curve, input)}`;
}

/** Which input's curve spans most, in a sentence. @param traced null: the model does not read that input */
export function describeWidest(traced: readonly {input: Named; curve: SensitivityCurve | null}[]): string {
  const read = traced.flatMap(({input, curve}) => (curve ? [{input, curve, span: spanOf(curve)}] : []));
  const widest = read.reduce((best, d) => (d.span > (best?.span ?? -1) ? d : best), read[0]);
  if (!widest || isFlat(widest.curve)) return "No input moves the score of this setting by much.";
  return `The score answers most to ${widest.input.title} here: ${describeEnds(widest.curve, widest.input)}.`;
}

/** Levels that a sentence names; of more, the lowest and the highest. */
const MOST_LEVELS = 5;

function levelsToName({p}: SensitivityCurve): number[] {
  const places = [...p.keys()];
  if (p.length <= MOST_LEVELS) return places;
  places.sort((i, j) => p[i] - p[j]);
  return [places[0], places[places.length - 1]];
}

/**
 * Both ends of the axis, or of the score where it lies further apart in between.
 *
 * @example "from 45 in 100 at 0 to 6 in 100 at 31 days"
 * @example "between 12 in 100 at 6 and 45 in 100 at 0"
 */
function describeEnds(curve: SensitivityCurve, input: Named): string {
  const {p, x} = curve;
  if (typeof x[0] !== "number") {
    const places = levelsToName(curve);
    const texts = formatTogether(places.map((i) => p[i]));
    const named = places.map((i, k) => `${texts[k]} for ${inText(describeValue(input, x[i]))}`);
    return x.length > MOST_LEVELS ? `from ${named.join(" to ")}` : named.join(", ");
  }
  const last = x.length - 1;
  if (!isOneWay(curve)) {
    const [least, most] = endsOf(curve).map((end) => p.indexOf(end));
    const [low, high] = formatTogether([p[least], p[most]]);
    return `between ${low} at ${describeBare(input, x[least])} and ${high} at ${describeBare(input, x[most])}`;
  }
  const [from, to] = formatTogether([p[0], p[last]]);
  return `from ${from} at ${describeValue({unit: signOf(input.unit)}, x[0])} to ${to} at ${describeBare(input, x[last])}`;
}

/** Whether the score lies hardly further apart anywhere than at the ends of the axis. */
function isOneWay({p, x}: SensitivityCurve): boolean {
  const [low, high] = endsOf({p, x});
  return high - low < Math.abs(p[p.length - 1] - p[0]) * 1.05;
}

function isFlat(curve: SensitivityCurve): boolean {
  const [least, most] = endsOf(curve);
  return hardlyMoves(least, most);
}

function spanOf(curve: SensitivityCurve): number {
  const [low, high] = endsOf(curve);
  return high - low;
}

function endsOf({p: chances}: SensitivityCurve): [low: number, high: number] {
  // oxlint-disable-next-line churnbook/no-rows-as-arguments -- points of one curve: few
  return [Math.min(...chances), Math.max(...chances)];
}
