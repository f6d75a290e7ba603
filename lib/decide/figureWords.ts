import type {UsefulRange} from "./netBenefit.js";
import type {TornadoBar} from "./tornado.js";
import type {OperatingPoint} from "./contactLine.js";
import type {TestPlan} from "./sampleSize.js";
import {digitsOfShare, listWords, formatShare, formatCount, formatTogether, lowerFirst} from "../format.js";
import {assumptionTitles, nameGain, formatPower, nameFew} from "./moneyWords.js";
import {isTooFew} from "./bestDepth.js";
import {ALPHA, planTest, powerOfTest} from "./sampleSize.js";

/** For which preferences the model is of use; every preference that the words cover was tested. @param line the reader's, or null where there is none */
export function describeBenefit(range: UsefulRange | null, line: number | null): string {
  if (!range) return "For no preference is the model clearly better than contacting everybody and than contacting nobody";
  const stretch =
    range.from === range.to ? `a preference of ${percent(range.from)}` : `preferences from ${percent(range.from)} to ${percent(range.to)}`;
  const better = `For ${stretch} the model is clearly better than contacting everybody and than contacting nobody`;
  if (line === null || range.holdsLine) return better;
  return `${better}; at your line’s, ${formatShare(line)}, it is not`;
}

/** Whole percents, or as many digits as a preference has. */
function percent(preference: number): string {
  return formatShare(preference, digitsOfShare(preference));
}

export interface TornadoWords {
  unit: string;
  /** the last digit of money that is told */
  step?: number;
  /** set where nobody is contacted and the bars stand for another depth instead */
  insteadAt?: number;
}

/** Which assumption matters most. */
export function describeTornado(bars: readonly TornadoBar[], {unit, step, insteadAt}: TornadoWords): string {
  const [widest] = bars;
  const {title} = assumptionTitles[widest.name];
  const [low, high] = [Math.min(widest.low.profit, widest.high.profit), Math.max(widest.low.profit, widest.high.profit)];
  if (low === high) return "No assumption moves the result: there is nothing to gain or to lose";
  const who =
    insteadAt === undefined
      ? title
      : `If ${insteadAt === 1 ? "everyone" : `the top ${formatShare(insteadAt)}`} were contacted, ${lowerFirst(title)}`;
  const span = `from ${nameGain(low, unit, step)} to ${nameGain(high, unit, step)}`;
  const flips = bars.filter((d) => d.flips).map((d) => lowerFirst(assumptionTitles[d.name].title));
  const names = flips.length === bars.length ? "every one of them" : listWords(flips);
  const hang =
    flips.length === 0
      ? `None of them turns ${high > 0 ? "gain into loss" : "loss into gain"} within that.`
      : `Gain or loss hangs on ${names}.`;
  return `${who} matters most: half or one and a half of it takes the result ${span}. ${hang}`;
}

export interface PlanWords {
  /** the chance aimed for */
  power: number;
  /** of the whole list, parted in the same way */
  achieved: {power: number; nControl: number; nTreated: number};
  alpha: number;
  people?: string;
}

/** What a fair test of the campaign takes, and what the list at hand can show. */
export function describePlan(
  {control, treated, nControl, nTreated}: TestPlan,
  {power, achieved, alpha, people = "users"}: PlanWords
): string {
  const total = nControl + nTreated;
  const available = achieved.nControl + achieved.nTreated;
  const [from, to] = formatTogether([control, treated]);
  const needs =
    `To see churn fall from ${from} to ${to} with a power of ${formatShare(power, 0)} ` +
    `(two-sided, at the ${formatShare(alpha, 0)} level), contact ${formatCount(nTreated)} of the ${people} on the ` +
    `list and leave ${formatCount(nControl)} alone, chosen by lot.`;
  if (total <= available) return `${needs} The list holds ${formatCount(available)}: enough.`;
  return (
    `${needs} The list holds only ${formatCount(available)}: with ${formatCount(achieved.nTreated)} contacted and ${formatCount(achieved.nControl)} ` +
    `left alone, the power is ${formatPower(achieved.power)}.`
  );
}

export interface PlanChoice {
  saveRate: number;
  /** shares in (0, 1) */
  holdOut: number;
  power: number;
  many?: string;
  /** those on the list, where rows are counted; default: the same word */
  people?: string;
}

/** The plan of a test at a line; or why there is none. */
export function describeTest(point: OperatingPoint, {saveRate, holdOut, power, many = "users", people = many}: PlanChoice): string {
  const {contacted, precision, truePositive} = point;
  if (contacted === 0 || !precision) return "Nobody is contacted, so there is nothing to test. Choose a line to plan a test of it.";
  if (isTooFew(point))
    return `The line picks ${nameFew(point, many)}: too few to know how many of such ${people} churn, so no test can be planned from them.`;
  if (saveRate === 0) return "A save rate of 0% is no effect: there is nothing that a test could see.";
  if (truePositive === 0) return "None of the contacted churned, so there is nobody to save, and nothing to test.";
  if (truePositive === contacted) return "All of the contacted churned, so how churn varies among them, which a plan needs, is not known.";
  const test = {control: precision.estimate, saveRate, holdOut};
  return describePlan(planTest({...test, power}), {power, achieved: powerOfTest(contacted, test), alpha: ALPHA, people});
}
