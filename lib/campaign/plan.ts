import type {Interval} from "../book/common.js";
import type {Assumptions} from "../decide/money.js";
import type {ArmCounts, Campaign} from "./campaign.js";
import {meanOf} from "../numbers.js";
import {perUser, USUAL_ASSUMPTIONS} from "../decide/money.js";
import {ALPHA, planTest, powerOfTest} from "../decide/sampleSize.js";
import {meanInterval} from "../statistics/intervals.js";
import {normalReach} from "../statistics/distributions.js";

/** What was planned: what a campaign costs and brings, and with what chance it was to show its effect. */
export interface CampaignPlan extends Assumptions {
  /** chance to see the effect if it is there, in (0, 1) */
  power: number;
}

/** The plan before anybody says otherwise. */
export const usualPlan: CampaignPlan = {...USUAL_ASSUMPTIONS, power: 0.8};

/** Money of the whole campaign, in the plan's unit, against the same customers left alone. */
export interface CampaignMoney {
  /** with its 95% interval, over who was drawn */
  came: Interval;
  /** what the plan brings, where as many would have left as those left alone did */
  planned: number;
  /** the share to be kept of those who would have left, from which contact pays; null where none does */
  breakEven: number | null;
  /** what one is worth who stays, on average; of the plan where the file has no values */
  meanValue: number;
  /** whether customers' own values were counted */
  hasValues: boolean;
}

/**
 * What the campaign brought: the value of those kept, less offers and contacts. Who took an offer is not in the file, so they are counted
 * as the plan has it: everybody kept, and `falseAccept` of those who would have stayed. A customer's own value stands for the plan's.
 *
 * Per contacted customer that is the mean over those left alone of `left (v - o) - stayed f o`, less the mean over the contacted of
 * `left (v - o)`, less the contact; with effect `saveRate × churn` it is the money of /decide. Its interval is the normal one of a
 * difference of means.
 */
export function countMoney(
  {contacted, churned, value}: Pick<Campaign, "contacted" | "churned" | "value">,
  plan: CampaignPlan
): CampaignMoney {
  const {offerCost, falseAccept, contactCost} = plan;
  const worth = (i: number): number => (value ? value[i] : plan.value);
  const alone: number[] = [];
  const treated: number[] = [];
  const planned: number[] = [];
  const lost: number[] = [];
  for (let i = 0; i < contacted.length; ++i) {
    const left = churned[i] === 1;
    if (contacted[i]) {
      treated.push(left ? worth(i) - offerCost : 0);
      continue;
    }
    alone.push(left ? worth(i) - offerCost : -falseAccept * offerCost);
    const {churner, stayer} = perUser({...plan, value: worth(i)});
    planned.push(left ? churner : stayer);
    if (left) lost.push(worth(i));
  }
  const estimate = meanOf(alone) - meanOf(treated) - contactCost;
  const reach = normalReach(0.95) * Math.hypot(errorOf(alone), errorOf(treated));
  const n = treated.length;
  const meanValue = lost.length > 0 ? meanOf(lost) : plan.value;
  return {
    came: {estimate: n * estimate, low: n * (estimate - reach), high: n * (estimate + reach)},
    planned: n * meanOf(planned),
    breakEven: breakEvenOf(lost.length / alone.length, {...plan, value: meanValue}),
    meanValue,
    hasValues: value !== null
  };
}

function errorOf(values: readonly number[]): number {
  return values.length < 2 ? Infinity : meanInterval(values).standardError;
}

function breakEvenOf(rate: number, {value, contactCost, offerCost, falseAccept}: Assumptions): number | null {
  const needed = ((1 - rate) * falseAccept * offerCost + contactCost) / (rate * (value - offerCost));
  return rate > 0 && value > offerCost && needed <= 1 ? needed : null;
}

/** What the campaign could show. */
export interface CampaignPower {
  /** chance that it would have shown the planned effect; null where there is no effect to plan: nobody left alone left, or all, or nothing was to be saved */
  achieved: number | null;
  /** how many it would take at the planned power, of either group, parted as here */
  needed: {nContacted: number; nAlone: number} | null;
}

/** How likely a campaign of this size shows what was planned, if it is there, at the churn of those left alone. */
export function judgePower(
  {nContacted, nAlone, aloneLeft}: ArmCounts,
  {saveRate, power}: Pick<CampaignPlan, "saveRate" | "power">
): CampaignPower {
  const control = aloneLeft / nAlone;
  if (!(control > 0 && control < 1) || saveRate <= 0) return {achieved: null, needed: null};
  const n = nContacted + nAlone;
  const test = {control, saveRate, holdOut: nAlone / n, alpha: ALPHA};
  const {nTreated, nControl} = planTest({...test, power});
  return {achieved: powerOfTest(n, test).power, needed: {nContacted: nTreated, nAlone: nControl}};
}
