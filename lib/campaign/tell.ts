import type {Interval} from "../book/common.js";
import type {CampaignCounts} from "./campaign.js";
import type {CampaignResult} from "./judgeCampaign.js";
import {formatCount, formatFixed, formatRange, formatShare, formatValue, pWords, shorten} from "../format.js";
import {formatMoney, formatPower, formatRange as formatMoneyRange, roundingStep} from "../decide/moneyWords.js";
import {wilsonInterval} from "../statistics/intervals.js";
import {NOT_BY_LOT} from "./balance.js";

/** What customers are called, and the sign of money. */
export interface CampaignUnits {
  many: string;
  unit: string;
}

/** What became of the campaign, in one sentence without a stop. */
export function sayVerdict({verdict, effect, arms, power, plan}: CampaignResult): string {
  const {nContacted, contactedLeft, nAlone, aloneLeft} = arms;
  const rates =
    `${formatShare(contactedLeft / nContacted)} of ${formatCount(nContacted)} contacted left, ` +
    `${formatShare(aloneLeft / nAlone)} of ${formatCount(nAlone)} left alone`;
  const points = `${sayPoints(Math.abs(effect.estimate))} percentage points`;
  if (verdict === "kept") return `Contact kept people: ${rates}, ${points} fewer (95%: ${sayPointRange(effect)})`;
  if (verdict === "harmed") return `Contact did harm: ${rates}, ${points} more (95%: ${sayPointRange(flip(effect))})`;
  const seen = `${rates}; the difference of ${sayPoints(effect.estimate)} percentage points may be chance (95%: ${sayPointRange(effect)})`;
  if (verdict === "none seen")
    return (
      `No effect is to be seen, and a save rate of ${formatShare(plan.saveRate)} would have been, ` +
      `with a chance of ${formatPower(power.achieved ?? NaN)}: ${seen}`
    );
  return `Too few to tell: ${seen}`;
}

function flip({estimate, low, high}: Interval): Interval {
  return {estimate: -estimate, low: -high, high: -low};
}

/** @example sayPoints(0.0312) // "3.1" */
function sayPoints(difference: number): string {
  return formatFixed(difference * 100, 1);
}

function sayPointRange(interval: Pick<Interval, "low" | "high">): string {
  return formatRange(interval, sayPoints);
}

/** What the campaign could show, against what it was planned to. */
export function sayPower({power: {achieved, needed}, plan, arms, verdict}: CampaignResult): string {
  if (achieved === null || needed === null) {
    const {nAlone, aloneLeft} = arms;
    if (plan.saveRate === 0) return "The plan saves nobody, so there is no power to reckon with.";
    return `${aloneLeft === 0 ? "None" : "All"} of the ${formatCount(nAlone)} left alone left, so nothing says what contact could have shown.`;
  }
  const size =
    `With ${formatCount(arms.nContacted)} contacted and ${formatCount(arms.nAlone)} left alone, a save rate of ` +
    `${formatShare(plan.saveRate)} is seen with a chance (power) of ${formatPower(achieved)}`;
  if (achieved >= plan.power) return `${size}; the plan was ${formatShare(plan.power, 0)}.`;
  const more = `the planned ${formatShare(plan.power, 0)} takes ${formatCount(needed.nContacted)} and ${formatCount(needed.nAlone)}`;
  return `${size}; ${more}${verdict === "too few" ? ", so this says neither that contact helps nor that it does not" : ""}.`;
}

/** One line of the result against the plan, in words. */
export interface ResultLine {
  what: string;
  planned: string;
  came: string;
  /** at 95% */
  interval: string;
}

/** What came, beside what was planned. */
export function listResult({arms, effect, kept, saved, money, plan}: CampaignResult, {unit}: Pick<CampaignUnits, "unit">): ResultLine[] {
  const {nContacted, contactedLeft, nAlone, aloneLeft} = arms;
  const [alone, contacted] = [wilsonInterval(aloneLeft, nAlone), wilsonInterval(contactedLeft, nContacted)];
  const planned = plan.saveRate * alone.estimate;
  const share = (value: number): string => formatShare(value);
  const step = roundingStep(money.came);
  return [
    {what: "Left, of those left alone", planned: "", came: share(alone.estimate), interval: formatRange(alone, share)},
    {
      what: "Left, of the contacted",
      planned: share(alone.estimate - planned),
      came: share(contacted.estimate),
      interval: formatRange(contacted, share)
    },
    {
      what: "Fewer left, percentage points",
      planned: sayPoints(planned),
      came: sayPoints(effect.estimate),
      interval: sayPointRange(effect)
    },
    {
      what: "Save rate: kept, of those who would have left",
      planned: share(plan.saveRate),
      came: saved.estimate === null ? "–" : share(saved.estimate),
      interval: saved.estimate === null ? "–" : formatRange(saved, share)
    },
    {
      what: "People kept",
      planned: formatCount(planned * nContacted),
      came: formatCount(kept.estimate),
      interval: formatRange(kept, formatCount)
    },
    {
      what: "Money, against leaving all alone",
      planned: formatMoney(money.planned, unit, step),
      came: formatMoney(money.came.estimate, unit, step),
      interval: formatMoneyRange(money.came, unit, step)
    }
  ];
}

/** What the campaign brought, and how that was counted. */
export function sayMoney({money, plan, verdict}: CampaignResult, {unit, many}: CampaignUnits): string[] {
  const {came, breakEven, hasValues, meanValue} = money;
  const step = roundingStep(came);
  const sign =
    came.low > 0
      ? "The campaign paid"
      : came.high < 0
        ? "The campaign cost more than it brought"
        : "Whether the campaign paid cannot be told";
  const few = verdict === "too few" ? " from so few" : "";
  const worth = hasValues
    ? `what each is worth by the file (those who would have left: ${formatMoney(meanValue, unit)} on average)`
    : `${formatMoney(plan.value, unit)} for each kept`;
  return [
    `${sign}${came.low <= 0 && came.high >= 0 ? few : ""}: ${formatMoney(came.estimate, unit, step)} in all (95%: ${formatMoneyRange(came, unit, step)}), ` +
      `against ${formatMoney(money.planned, unit, step)} planned.`,
    breakEven === null ? "At these costs no save rate pays." : `It pays from a save rate of ${formatShare(breakEven)}.`,
    `Counted: ${worth}, ${formatMoney(plan.contactCost, unit)} per contact, and ${formatMoney(plan.offerCost, unit)} per offer taken. The file does not ` +
      `say who took one, so it is all ${many} kept, and ${formatShare(plan.falseAccept, 0)} of those who would have stayed anyway.`
  ];
}

/** Whether the groups look as a lot leaves them. */
export function sayLot({balance, missingPValue, counts}: Pick<CampaignResult, "balance" | "missingPValue" | "counts">): string[] {
  const lot =
    balance === null || balance.pValue === null
      ? "The file has no scores to hold the groups against each other by, so nothing here says whether they were drawn by lot: " +
        "if they were not, no number here is an effect of contact."
      : `Scores of both groups are as alike as a lot leaves them (${pWords(balance.pValue)}; below ${NOT_BY_LOT} nothing would be told).`;
  if (missingPValue === null || missingPValue >= NOT_BY_LOT) return [lot];
  const {contacted, alone} = counts.nNoOutcome;
  return [
    lot,
    `Caution: who left is not known of ${formatCount(contacted)} contacted and ${formatCount(alone)} left alone, which is no even share ` +
      `(${pWords(missingPValue)}). If those unknown left more often or less often, the effect is another.`
  ];
}

/** Both ends of a band, chances with as many digits. @example sayScores({from: 0.13, to: 0.1734}) // "0.130 to 0.173" */
export function sayScores({from, to}: {from: number; to: number}): string {
  const print = (score: number): string => (from >= 0 && to <= 1 ? formatFixed(score) : formatValue(score));
  return `${print(from)} to ${print(to)}`;
}

/** Whether those at the highest risk are those whom contact keeps, with a stop. */
export function sayPersuadability({persuadability, balance}: Pick<CampaignResult, "persuadability" | "balance">): string {
  if (persuadability === null) {
    return balance === null || balance.pValue === null
      ? "Without scores nothing says whether contact keeps those at the highest risk best."
      : "There are too few customers to part them by score, so whether contact keeps those at the highest risk best cannot be told.";
  }
  const {state, pValue, top, others} = persuadability;
  const kept = (band: {from: number; to: number; effect: Interval}): string =>
    `${sayPoints(band.effect.estimate)} in 100 (95%: ${sayPointRange(band.effect)}) of those who score ${sayScores(band)}`;
  const both = `contact kept ${kept(top)}, and ${kept(others)}`;
  if (state === "shown") {
    return (
      `Risk is not persuadability, and this campaign shows it: ${both}. A difference this large between the highest scores and those below them ` +
      `comes by chance less than ${pValue < 0.01 ? "once" : "five times"} in a hundred, with every such pair looked at.`
    );
  }
  if (state === "refuted") {
    const unsure = top.effect.low <= 0 ? ", though whether contact keeps them at all cannot be told" : "";
    return (
      `In this campaign those of the highest scores were kept better than the rest: ${both} (${pWords(pValue)}). ` +
      `Contacting them did better than contacting as many by lot${unsure}; nothing here says that it is so at every score.`
    );
  }
  return (
    "Whether contact keeps those at the highest risk best cannot be told from this campaign: neither lower scores nor the highest " +
    `were kept clearly better. The cut that speaks most for lower ones: ${both}, which may be chance (${pWords(pValue)}).`
  );
}

/** What became of rows that are not counted, or not as they stand; each a sentence. */
export function sayCounts(counts: CampaignCounts): string[] {
  const {nFaulty, nStrangeGroup, strangeGroup, nNoOutcome, strangeOutcome, nRepeated, nInBoth, nNoScore, nNoValue} = counts;
  const nNoneKnown = nNoOutcome.contacted + nNoOutcome.alone;
  const such = (text: string | null): string => (text === null ? "" : `, such as “${shorten(text, 40)}”`);
  return [
    nFaulty > 0 && `${lines(nFaulty, "line is no row", "lines are no rows")} of the table.`,
    nStrangeGroup > 0 && `${lines(nStrangeGroup, "row says", "rows say")} neither group${such(strangeGroup)}: set aside.`,
    nNoneKnown > 0 &&
      `${lines(nNoneKnown, "row does", "rows do")} not say who left${such(strangeOutcome)}: set aside ` +
        `(${formatCount(nNoOutcome.contacted)} contacted, ${formatCount(nNoOutcome.alone)} left alone).`,
    nRepeated > 0 &&
      `${lines(nRepeated, "row repeats a customer", "rows repeat customers")}: each customer counts once, as one who left if any row says so.`,
    nInBoth > 0 && `${lines(nInBoth, "customer stands in both groups, and is", "customers stand in both groups, and are")} in none.`,
    nNoScore > 0 && `${lines(nNoScore, "customer has", "customers have")} no score: counted in the effect, and not by score.`,
    nNoValue > 0 && `${lines(nNoValue, "customer has", "customers have")} no value: counted at the mean of the others.`
  ].filter((d) => d !== false);
}

function lines(n: number, one: string, many: string): string {
  return `${formatCount(n)} ${n === 1 ? one : many}`;
}

/** What the order by score was worth. */
export function sayQini({qini}: Pick<CampaignResult, "qini">): string {
  if (qini === null) return "";
  const coefficient = qini.coefficient === null ? "" : ` (Qini coefficient ${formatFixed(qini.coefficient)})`;
  const {area} = qini;
  if (Math.abs(area) < 0.5) return `By score about as many are kept as by lot, at any depth${coefficient}.`;
  const more = `${formatCount(Math.abs(area))} ${area > 0 ? "more" : "fewer"} people`;
  return `On average over all depths ${more} are kept by going down the scores than by lot${coefficient}.`;
}
