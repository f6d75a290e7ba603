import type {TestResult, VariableSummary, Quartiles} from "../../lib/book/eda.js";
import {capitalised, formatInHundred, formatTogether, formatValue, pWords, sayWithin, splitRange} from "../../lib/format.js";
import {sayCount} from "../../lib/groups.js";
import {sumOf} from "../../lib/numbers.js";
import {bentAuc} from "../../lib/statistics/bends.js";
import {contrastOf, isMostlyPooled, isSure, isUntold} from "../../lib/statistics/contrast.js";
import {sayBand, signOf, unitAfter} from "../../lib/whatif/values.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {rowUnit} from "../ui/rowUnit.js";

/** A value with its unit: "17 days". */
export function withUnit(value: number, {unit}: {unit: string | null}): string {
  return unit ? `${formatValue(value)}${unitAfter(value, unit)}` : formatValue(value);
}

/** A bin in words: "0–2 days"; categories stand alone. */
export function binName({label}: {label: string}, {unit}: {unit: string | null}): string {
  return sayBand(label, unit).replaceAll("–", "\u2060–\u2060");
}

/** More than so many times as many stand in the largest band as in the smallest, and they are not of about equal count. */
const ABOUT_EQUAL = 1.5;

/** By what a variable is cut for its churn rates. */
export function sayParts({kind, rates}: Pick<VariableSummary, "kind" | "rates">): string {
  if (kind === "category") return "level";
  if (rates.every(({label}) => new Set(splitRange(label)).size === 1)) return "value";
  const counts = rates.map(({n}) => n);
  return Math.max(...counts) <= ABOUT_EQUAL * Math.min(...counts) ? "bands of about equal count" : "bands";
}

/** How a number's values were rounded before they were counted; nothing where they were not. */
export function sayRounding({step, unit}: Pick<VariableSummary, "step" | "unit">): string | undefined {
  return step === null ? undefined : `Values count at the nearest ${withUnit(step, {unit})}.`;
}

/** The finding in the churn rates of a variable's bins, against everyone's. */
export function claimOfRates(variable: VariableSummary, baseRate: number): string {
  const {rates} = variable;
  if (isUntold(variable)) return sayUntold(variable);
  if (rates.length < 2) return `No two bands of ${variable.title} hold enough of either outcome to be compared`;
  const clear = rates.filter(({low, high}) => low > baseRate || high < baseRate);
  if (clear.length === 0 && isMostlyPooled(variable)) return sayPooled(variable);
  if (clear.length === 0)
    return `No ${variable.kind === "category" ? "level" : "band"} of ${variable.title} differs clearly from everyone’s ${formatInHundred(baseRate)}`;
  const {isEnds, pair} = contrastOf(rates, variable.kind !== "category");
  const [first, last] = pair;
  const [atFirst, atLast] = formatTogether([first.rate, last.rate]).map((rate, i) => `${rate} (${binName(pair[i], variable)})`);
  const doubt = isSure(variable) ? "" : ", which may be chance";
  return isEnds
    ? `Churn ${first.rate > last.rate ? "falls" : "rises"} from ${atFirst} to ${atLast}${doubt}`
    : `Churn is highest, ${atFirst}, and lowest, ${atLast}${doubt}`;
}

function sayUntold({title}: VariableSummary): string {
  return `No level of ${title} can be told of: too few of either outcome stand in them`;
}

function sayPooled({title}: VariableSummary): string {
  return `Most levels of ${title} are told as one, too few of either outcome standing in each: what they do alone is open`;
}

/** The finding in the two distributions. */
export function claimOfDistribution(variable: VariableSummary): string {
  const {churned, retained, rocAuc, test} = variable;
  if (isUntold(variable)) return sayUntold(variable);
  if (!churned || !retained) {
    if (test.adjustedP >= 0.05 && isMostlyPooled(variable)) return sayPooled(variable);
    if (test.adjustedP >= 0.05) return "The classes are alike in their mix of levels, as far as chance lets one see";
    return `The classes differ ${test.effect.estimate < 0.1 ? "little" : "clearly"} in their mix of levels`;
  }
  const [median, other] = [withUnit(churned.median, variable), withUnit(retained.median, {unit: signOf(variable.unit)})];
  const isSame = formatValue(churned.median) === formatValue(retained.median);
  const medians = isSame ? `the median is ${median} for both` : `the median is ${median} for the churned and ${other} for the retained`;
  if (bentAuc(variable) !== null || (isSame && isSure(variable) && rocAuc >= 0.53))
    return `The classes lie apart, though not by their middles: ${medians}`;
  if (!isSure(variable)) return `The two classes are alike, as far as chance lets one see: ${medians}`;
  return rocAuc < 0.53 ? `The two classes look alike: ${medians}` : `The classes lie apart: ${medians}`;
}

/** A test in one sentence, effect first. */
export function testWords({name, effectName, effect, adjustedP}: TestResult): string {
  return `${effectName} ${sayWithin(effect, 2)}, ${name} test, ${pWords(adjustedP)} after Holm’s adjustment`;
}

/** Quantiles and mean by class, missing values, and the test with its effect, for one variable. */
export function variableFacts(variable: VariableSummary): HTMLElement {
  const {churned, retained, missing, n, rates, rocAuc, test, unit} = variable;
  const isFilled = sumOf(rates.map((band) => band.n)) === n;
  const bends = bentAuc(variable) === null ? "" : ", as its churn rate goes up and down along the way";
  const rows = [
    {group: "Churned", quartiles: churned},
    {group: "Retained", quartiles: retained}
  ].flatMap(({group, quartiles}) => (quartiles ? [{group, ...quartiles}] : []));
  const isTold = (key: keyof Quartiles): boolean => rows.some((row) => row[key] !== null);
  const column = (key: keyof Quartiles, title: string) => ({
    key,
    title,
    format: (value: number | null) => (value === null ? "–" : formatValue(value))
  });
  const columns = [
    column("p1", "1%"),
    column("p25", "25%"),
    column("median", "Median"),
    column("p75", "75%"),
    column("p99", "99%"),
    column("mean", "Mean")
  ];
  return el(
    "div",
    {class: "variable-facts"},
    rows.length > 0
      ? dataTable({
          caption: `Quantiles${unit ? `, ${unit}` : ""}`,
          sortable: false,
          rows,
          columns: [{key: "group", title: "Class"}, ...columns.filter(({key}) => isTold(key))]
        })
      : null,
    el(
      "p",
      {class: "ui"},
      isUntold(variable)
        ? "Levels are pooled until each holds enough who left and enough who stayed; here one is left. "
        : rocAuc < 0.53
          ? `Taken alone, it orders a churned and a retained ${rowUnit.one} rightly in ${formatInHundred(rocAuc)} pairs: next to chance${bends}. `
          : `Taken alone, it orders a churned and a retained ${rowUnit.one} rightly in ${formatInHundred(rocAuc)} pairs${bends}. `,
      isUntold(variable) ? "" : `${capitalised(testWords(test))}.`,
      missing === 0
        ? " No value is missing."
        : ` ${capitalised(sayCount(missing))} ${rowUnit.many} have no value here${isFilled ? ", and count at the most usual one" : ""}.`
    )
  );
}
