import type {ScoreBand} from "../../../lib/campaign/byScore.js";
import type {Campaign} from "../../../lib/campaign/campaign.js";
import type {CampaignResult} from "../../../lib/campaign/judgeCampaign.js";
import type {CampaignPlan} from "../../../lib/campaign/plan.js";
import {describe, expect, test} from "vitest";
import {testPersuadability} from "../../../lib/campaign/byScore.js";
import {holdAgainstPlan, readEffects} from "../../../lib/campaign/judgeCampaign.js";
import {listResult, sayMoney, sayPersuadability, sayPower, sayVerdict} from "../../../lib/campaign/tell.js";
import {perUser} from "../../../lib/decide/money.js";
import {usualPlan} from "../../../lib/campaign/plan.js";
import {createRandom} from "../../../lib/random.js";
import {campaignOf, knownCampaign} from "./readFixture.js";

const where = "campaign june.csv";
const judgeCampaign = (campaign: Campaign, plan: CampaignPlan, file: string): CampaignResult =>
  holdAgainstPlan(campaign, readEffects(campaign, file), plan);
const units = {unit: "€", many: "customers"};

interface World {
  n: number;
  share?: number;
  /** of those who would have left, the share that contact keeps, by score */
  saves: (score: number) => number;
  seed: string;
}

/** Scores are the true risks. */
function simulate({n, share = 0.5, saves, seed}: World): Campaign {
  const random = createRandom(seed);
  const lines = Array.from({length: n}, (_, i) => {
    const score = Math.min(random(), random(), random());
    const contacted = random() < share;
    const left = random() < score * (contacted ? 1 - saves(score) : 1);
    return `${i},${score.toFixed(4)},${contacted ? 1 : 0},${left ? 1 : 0}`;
  });
  return campaignOf(`id,score,contacted,churned\n${lines.join("\n")}`);
}

describe("the known campaign, which helps scores from 0.25 to 0.55 alone", () => {
  const result = judgeCampaign(knownCampaign(), usualPlan, where);

  test("kept people, and says how many", () => {
    expect(result.verdict).toBe("kept");
    expect(sayVerdict(result)).toBe(
      "Contact kept people: 20.7% of 4,832 contacted left, 27.0% of 1,168 left alone, 6.3 percentage points fewer (95%: 3.5 to 9.1)"
    );
    expect(result.kept.estimate).toBeCloseTo(302.15, 2);
  });

  test("kept those of the middle, and not those of the highest scores: risk is not persuadability", () => {
    const {state, top, others} = result.persuadability ?? {};
    expect(state).toBe("shown");
    expect(top?.from).toBeGreaterThan(0.45);
    expect(others?.from).toBeGreaterThan(0.24);
    expect(others?.effect.low).toBeGreaterThan(0.1);
    expect(sayPersuadability(result)).toMatch(/^Risk is not persuadability, and this campaign shows it/);
    const helped = result.bands.filter(({effect}) => effect.low > 0);
    expect(helped.map(({from}) => from).every((from) => from > 0.25 && from < 0.55)).toBe(true);
    expect(helped).toHaveLength(3);
  });
});

describe("persuadability", () => {
  const states = (world: Omit<World, "seed">, n = 40): Record<string, number> => {
    const counts: Record<string, number> = {shown: 0, refuted: 0, "cannot tell": 0};
    for (let k = 0; k < n; ++k)
      ++counts[judgeCampaign(simulate({...world, seed: `world ${k}`}), usualPlan, where).persuadability?.state ?? ""];
    return counts;
  };

  test("a campaign that does the same to everybody says neither, nearly always", () => {
    expect(states({n: 1000, saves: () => 0})["cannot tell"]).toBeGreaterThanOrEqual(33);
  });

  test("with the same save rate everywhere, the highest scores are kept best, once there are enough to see it", () => {
    const {shown, refuted} = states({n: 6000, saves: () => 0.4}, 10);
    expect(shown).toBe(0);
    expect(refuted).toBeGreaterThanOrEqual(8);
  });

  test("what is said where the highest fifth was kept better holds for that fifth, not for an order within it", () => {
    const bands = (effects: number[]): ScoreBand[] =>
      effects.map((effect, k) => ({
        ...{nContacted: 400, contactedLeft: Math.round(400 * (0.6 - effect)), nAlone: 400, aloneLeft: 240},
        ...{from: 0.9 - k / 10, to: 1 - k / 10, effect: {estimate: effect, low: effect - 0.07, high: effect + 0.07}}
      }));
    const said = (effects: number[]): string => sayPersuadability({persuadability: testPersuadability(bands(effects)), balance: null});
    expect(said([0.15, 0.3, 0, 0, 0, 0, 0, 0, 0, 0])).not.toMatch(/kept better than the rest/); // the very highest less than those below
    const kept = said([0.2, 0.2, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(kept).toMatch(/^In this campaign those of the highest scores were kept better than the rest: contact kept 20\.0 in 100/);
    expect(kept).toMatch(/did better than contacting as many by lot; nothing here says that it is so at every score\.$/);
    const harmed = said([0, 0, -0.2, -0.2, -0.2, -0.2, -0.2, -0.2, -0.2, -0.2]);
    expect(harmed).toMatch(/by lot, though whether contact keeps them at all cannot be told; /);
  });

  test("where the highest scores are past keeping, it is shown", () => {
    const {shown, refuted} = states({n: 6000, saves: (score) => (score > 0.5 ? 0 : 0.8)}, 10);
    expect(shown).toBeGreaterThanOrEqual(8);
    expect(refuted).toBe(0);
  });
});

describe("what is not to be read", () => {
  test("a file without customers left alone", () => {
    const campaign = campaignOf(
      `id,contacted,churned\n${Array.from({length: 50}, (_, i) => `${i},yes,${i % 3 ? "no" : "yes"}`).join("\n")}`
    );
    expect(() => judgeCampaign(campaign, usualPlan, where)).toThrow(/^campaign june.csv: some customers must have been left alone by lot/);
  });

  test("groups that were not drawn by lot: the highest scores contacted, or only the middle ones", () => {
    const random = createRandom("no lot");
    for (const isContacted of [(s: number) => random() < 0.3 + 0.2 * s, (s: number) => random() < (Math.abs(s - 0.5) < 0.15 ? 0.7 : 0.5)]) {
      const lines = Array.from({length: 4000}, (_, i) => {
        const s = random();
        return `${i},${s.toFixed(4)},${isContacted(s) ? 1 : 0},${random() < s ? 1 : 0}`;
      });
      const campaign = campaignOf(`id,score,contacted,churned\n${lines.join("\n")}`);
      expect(() => judgeCampaign(campaign, usualPlan, where)).toThrow(/both groups must have been drawn by lot[\s\S]*so no effect is told/);
    }
  });

  test("a lot is nearly never taken for none", () => {
    for (let k = 0; k < 40; ++k)
      expect(() => judgeCampaign(simulate({n: 400, saves: () => 0, seed: `lot ${k}`}), usualPlan, where)).not.toThrow();
  });
});

test("too few to tell says the power, and what it takes", () => {
  const result = judgeCampaign(simulate({n: 80, saves: () => 0, seed: "few"}), usualPlan, where);
  expect(result.verdict).toBe("too few");
  expect(sayVerdict(result)).toMatch(/^Too few to tell: /);
  expect(sayPower(result)).toMatch(/with a chance \(power\) of \d+%; the planned 80% takes [\d,]+ and [\d,]+, so this says neither/);
  expect(result.bands).toEqual([]);
});

test("a campaign large enough that shows nothing says so", () => {
  const result = judgeCampaign(simulate({n: 30_000, saves: () => 0, seed: "none"}), {...usualPlan, saveRate: 0.2}, where);
  expect(result.verdict).toBe("none seen");
});

test("harm is called harm", () => {
  const result = judgeCampaign(simulate({n: 6000, saves: () => -0.4, seed: "harm"}), usualPlan, where);
  expect(result.verdict).toBe("harmed");
  expect(sayVerdict(result)).toMatch(/^Contact did harm: .* more \(95%: /);
});

test("where the effect is as planned, the money is that of /decide", () => {
  const rows = (group: string, n: number, left: number): string[] =>
    Array.from({length: n}, (_, i) => `${group},${i < left ? "yes" : "no"}`);
  const plan = {...usualPlan, saveRate: 0.25};
  const campaign = campaignOf(`group,churned\n${[...rows("contacted", 400, 60), ...rows("control", 200, 40)].join("\n")}`);
  const {money} = judgeCampaign(campaign, plan, where);
  const {churner, stayer} = perUser(plan);
  expect(money.planned).toBeCloseTo(400 * (0.2 * churner + 0.8 * stayer), 9);
  expect(money.came.estimate).toBeCloseTo(money.planned, 9);
  expect(money.came.low).toBeLessThan(money.came.estimate);
});

test("customers' own values are counted in place of the plan's", () => {
  const campaign = knownCampaign();
  const own = judgeCampaign(campaign, usualPlan, where).money;
  const same = judgeCampaign({...campaign, value: campaign.value?.map(() => usualPlan.value) ?? null}, usualPlan, where).money;
  const none = judgeCampaign({...campaign, value: null}, usualPlan, where).money;
  expect(own.hasValues).toBe(true);
  expect(own.came.estimate).not.toBeCloseTo(none.came.estimate, 0);
  expect({...same, hasValues: false}).toEqual(none);
});

test("every word of a result is said also where nobody left, or all did", () => {
  for (const [left, stayed] of [
    ["yes", "yes"],
    ["no", "no"],
    ["yes", "no"]
  ]) {
    const lines = Array.from({length: 60}, (_, i) => `${i},${i % 2},${i % 4 < 2 ? left : stayed}`);
    const result = judgeCampaign(campaignOf(`id,treated,churned\n${lines.join("\n")}`), usualPlan, where);
    const said = [
      sayVerdict(result),
      sayPower(result),
      ...sayMoney(result, units),
      sayPersuadability(result),
      ...listResult(result, units).flatMap(Object.values)
    ].join(" ");
    expect(said).not.toMatch(/NaN|Infinity|null|undefined/);
  }
});
