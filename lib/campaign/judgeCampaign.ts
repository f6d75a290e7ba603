import type {Interval} from "../book/common.js";
import type {Balance} from "./balance.js";
import type {ArmCounts, Campaign, CampaignCounts} from "./campaign.js";
import type {CampaignMoney, CampaignPlan, CampaignPower} from "./plan.js";
import type {Persuadability, ScoreBand} from "./byScore.js";
import type {Qini} from "./qini.js";
import {check} from "../check.js";
import {formatCount, formatValue} from "../format.js";
import {NOT_BY_LOT, testBalance, testMissing} from "./balance.js";
import {countArms} from "./campaign.js";
import {riskDifference, saveRate} from "./effect.js";
import {traceBands, testPersuadability} from "./byScore.js";
import {countMoney, judgePower} from "./plan.js";
import {traceQini} from "./qini.js";

/** What a campaign did, whatever was planned. */
export interface CampaignEffects {
  arms: ArmCounts;
  /** by how much less often the contacted left, in [-1, 1] */
  effect: Interval;
  /** people kept among the contacted: the effect times their number */
  kept: Interval;
  /** the share of those who would have left that contact kept */
  saved: ReturnType<typeof saveRate>;
  /** null: the file has no scores, so nothing says whether the groups were drawn by lot */
  balance: Balance | null;
  /** that outcomes are missing by chance alone as unevenly as they are; null: none is missing */
  missingPValue: number | null;
  /** empty: no score, or too few customers */
  bands: ScoreBand[];
  qini: Qini | null;
  persuadability: Persuadability | null;
  counts: CampaignCounts;
}

/** All that a campaign's result says. */
export interface CampaignResult extends CampaignEffects {
  verdict: CampaignVerdict;
  power: CampaignPower;
  plan: CampaignPlan;
  money: CampaignMoney;
}

/**
 * kept: contact clearly kept people; harmed: clearly more of the contacted left; none seen: it shows nothing, and was large enough to show
 * what was planned; too few: it shows nothing, and was not.
 */
export type CampaignVerdict = "kept" | "harmed" | "none seen" | "too few";

/**
 * What a campaign did to those who were contacted.
 *
 * @throws ChurnbookError if a group is empty, or the groups were not drawn by lot: then no number is told
 */
export function readEffects(campaign: Campaign, where: string): CampaignEffects {
  const {counts, score} = campaign;
  const arms = countArms(campaign);
  checkGroups(where, arms, counts);
  const hasScores = score !== null && score.some((s) => !Number.isNaN(s));
  const balance = hasScores ? testBalance(campaign) : null;
  if (balance) checkLot(where, balance);
  const effect = riskDifference(arms);
  const {nContacted, nAlone} = arms;
  const bands = traceBands(campaign);
  return {
    arms,
    effect,
    kept: {estimate: effect.estimate * nContacted, low: effect.low * nContacted, high: effect.high * nContacted},
    saved: saveRate(arms),
    balance,
    missingPValue: testMissing({contacted: nContacted, alone: nAlone}, counts.nNoOutcome),
    bands,
    qini: balance !== null && balance.median !== null ? traceQini(campaign) : null,
    persuadability: testPersuadability(bands),
    counts
  };
}

/** Holds what a campaign did against what was planned. */
export function holdAgainstPlan(campaign: Campaign, effects: CampaignEffects, plan: CampaignPlan): CampaignResult {
  const power = judgePower(effects.arms, plan);
  return {...effects, verdict: verdictOf(effects.effect, power, plan), power, plan, money: countMoney(campaign, plan)};
}

function verdictOf({low, high}: Interval, {achieved}: CampaignPower, {power}: CampaignPlan): CampaignVerdict {
  if (low > 0) return "kept";
  if (high < 0) return "harmed";
  return achieved !== null && achieved >= power ? "none seen" : "too few";
}

function checkGroups(where: string, {nContacted, nAlone}: ArmCounts, {nInBoth}: CampaignCounts): void {
  const both = nInBoth > 0 ? `, and ${formatCount(nInBoth)} in both groups` : "";
  check(nAlone > 0, {
    where,
    rule: "some customers must have been left alone by lot, as a control group: without one nothing says who would have left anyway",
    got: `${formatCount(nContacted)} contacted and none left alone${both}`,
    remedy: "Add the rows of those who were left alone; if nobody was, leave some alone by lot in the next campaign."
  });
  check(nContacted > 0, {
    where,
    rule: "some customers must have been contacted",
    got: `none contacted and ${formatCount(nAlone)} left alone${both}`,
    remedy: "Say which text of the group stands for contacted."
  });
}

function checkLot(where: string, {isByLot, median}: Balance): void {
  check(isByLot, {
    where,
    rule:
      "both groups must have been drawn by lot, which leaves their scores alike; a lot leaves scores as unlike as these less than " +
      `once in ${formatCount(1 / NOT_BY_LOT)} times`,
    got: `a middle score of ${formatValue(median?.contacted ?? NaN)} among the contacted and of ${formatValue(median?.alone ?? NaN)} among those left alone`,
    remedy:
      "Their outcomes differ whatever contact did, so no effect is told. Give only rows among which a lot decided; " +
      "if it was drawn within bands of the score, read each band as a file of its own."
  });
}
