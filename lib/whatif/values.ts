import type {PredictInput} from "../book/predict.js";
import {formatTogether, formatValue} from "../format.js";
import {unitOfWord} from "../dataset/unitWords.js";
import {levelWord, missingWord} from "./choices.js";

/** What is needed of an input to say its values; without levels it is a number. */
export type Valued = Pick<PredictInput, "unit"> & Partial<Pick<PredictInput, "levels" | "other" | "values">>;
type Named = Pick<PredictInput, "title"> & Valued;

/**
 * A value with its unit, a level by the word by which it is offered.
 *
 * @example describeValue(input, 12) // "12 days"
 * @example describeValue(input, 1) // "1 day"
 */
export function describeValue(input: Valued, value: number | string | null | undefined): string {
  if (value === null || value === undefined) return missingWord({levels: input.levels ?? []});
  if (typeof value === "string") return levelWord(input, value);
  const {unit} = input;
  return unit ? `${formatValue(value)}${unitAfter(value, unit)}` : formatValue(value);
}

/** A value beside its input's title: without the unit where the title says it. @example describeBare(activeDays, 12) // "12" */
export function describeBare(input: Named, value: number | string | null | undefined): string {
  return describeValue(saysUnit(input) ? {...input, unit: null} : input, value);
}

/** A number for a field: in full where that is short, else to two decimals. @example shortNumber(269.3001) // "269.3" */
export function shortNumber(x: number): string {
  return String(Number(x.toFixed(2)));
}

/** What a title that begins so says of its unit. */
const ADVERBS = new Map([
  ["daily", "a day"],
  ["weekly", "a week"],
  ["monthly", "a month"],
  ["yearly", "a year"],
  ["annual", "a year"]
]);

/**
 * Whether a title names the unit itself, so that beside it the unit would be said twice.
 *
 * @example saysUnit({title: "Active days", unit: "days"}) // true
 * @example saysUnit({title: "Vertragsmonate", unit: "months"}) // true
 * @example saysUnit({title: "Day since last order", unit: "days"}) // true
 * @example saysUnit({title: "Monthly charges", unit: "a month"}) // true
 */
export function saysUnit({title, unit}: Pick<PredictInput, "title" | "unit">): boolean {
  if (unit === null) return false;
  const words = title.toLowerCase().split(/\s+/);
  if (words.some((word) => word === unit.toLowerCase() || unitOfWord(word) === unit) || `${words[0]}s` === unit) return true;
  return ADVERBS.get(words[0]) === unit || (unit === "a month" && words[0].startsWith("monats"));
}

/** A band of a number with its unit. @example sayBand("0–2", "days") // "0–2 days" @example sayBand("1", "days") // "1 day" */
export function sayBand(label: string, unit: string | null): string {
  return unit === null ? label : `${label}${unitAfter(label === formatValue(1) ? 1 : 2, unit)}`;
}

/**
 * A title with its unit, which is left out where the title says it.
 *
 * @param shown the title as it is shown, where that is shortened
 * @example titleWithUnit({title: "Tenure", unit: "months"}) // "Tenure, months"
 * @example titleWithUnit({title: "Active days", unit: "days"}) // "Active days"
 */
export function titleWithUnit(input: Pick<PredictInput, "title" | "unit">, shown: string = input.title): string {
  return input.unit === null || saysUnit(input) ? shown : `${shown}, ${input.unit}`;
}

/** The unit as it follows a value: the definition writes the plural, one takes the singular. @example unitFor(1, "days") // "day" */
export function unitFor(value: number, unit: string): string {
  const per = unit.indexOf(" a ");
  if (per > 0) return `${unitFor(value, unit.slice(0, per))}${unit.slice(per)}`;
  if (formatValue(value) !== "1" || unit.length < 3 || !/[^s]s$/.test(unit)) return unit;
  return unit
    .replace(/ies$/, "ys")
    .replace(/(ss|x|ch|sh)es$/, "$1s")
    .slice(0, -1);
}

/** The same with what stands between the value and it: nothing before a percent sign. @example unitAfter(12, "days") // " days" */
export function unitAfter(value: number, unit: string): string {
  return unit === "%" ? "%" : ` ${unitFor(value, unit)}`;
}

/** What of a unit stands at each of two numbers, of which the other has it whole: a sign, and no word. @example signOf("days") // null */
export function signOf(unit: string | null | undefined): string | null {
  return unit === "%" ? unit : null;
}

/** Two numbers with as many digits as it takes to tell them apart. @example tellApart(158.7, 159.2) // ["158.7", "159.2"] */
export function tellApart(a: number, b: number): [string, string] {
  for (let digits = -1; digits <= 6 && a !== b; ++digits) {
    const format =
      digits < 0 ? formatValue : new Intl.NumberFormat("en", {minimumFractionDigits: digits, maximumFractionDigits: digits}).format;
    if (format(a) !== format(b)) return [format(a), format(b)];
  }
  return [formatValue(a), formatValue(b)];
}

/**
 * A chance in words beside a line: on one scale with it, with decimals only where whole users would hide on which side it is.
 *
 * @param p and `line` in [0, 1]
 * @example formatBeside(0.1996, 0.2) // "19.96 in 100"
 */
export function formatBeside(p: number, line: number): string {
  const [here, there] = formatTogether([p, line]);
  if (here !== there) return here;
  const digits = [1, 2, 3, 4, 5, 6, 8, 10, 12].find((d) => (p * 100).toFixed(d) !== (line * 100).toFixed(d));
  return digits === undefined ? here : `${(p * 100).toFixed(digits)} in 100`;
}

/** A line as it was chosen, to a tenth. @example formatLine(0.205) // "20.5 in 100" */
export function formatLine(line: number): string {
  return `${lineInHundred(line)} in 100`;
}

/** A line as fields show it: to the tenth that {@link formatLine} says. @param line above 1: nobody reaches it */
export function lineInHundred(line: number): number {
  return Number((line * 100).toFixed(1));
}
