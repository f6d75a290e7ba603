import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {breakEvenAt, breakEvenInterval, lowestBreakEven, findPlateau} from "../../../lib/decide/bestDepth.js";
import {pointAt} from "../../../lib/decide/contactLine.js";
import {gainAt} from "../../../lib/decide/money.js";
import {rankGroups, thresholdAtShare} from "../../../lib/decide/ranking.js";
import {ALPHA, planTest, powerOfTest} from "../../../lib/decide/sampleSize.js";
import {buildTornado} from "../../../lib/decide/tornado.js";
import {describeBenefit, describePlan, describeTest, describeTornado} from "../../../lib/decide/figureWords.js";
import {describeAloud, describeAnswer, describeChosen, describeDecision, describeDoubts} from "../../../lib/decide/decisionWords.js";
import {
  describeFew,
  describeResult,
  formatAmount,
  formatMoney,
  formatRange,
  nameGain,
  perBasis,
  roundingStep,
  speakAssumption,
  unitOf,
  formatPart
} from "../../../lib/decide/moneyWords.js";
import {isUseful, traceBenefit, usefulRange} from "../../../lib/decide/netBenefit.js";
import {wilsonInterval} from "../../../lib/statistics/intervals.js";
import {formatCount, formatFixed, formatInHundred, formatShare} from "../../../lib/format.js";
import {createScores, groupsOf} from "../../fixtures/book/scores.js";

const {y, scores} = createScores();
const ranking = rankGroups(groupsOf(y, scores.logistic));
const lowest = {saveRate: 0.056, contacted: 260};
const usual = {value: 60, contactCost: 1, offerCost: 5, saveRate: 0.1, falseAccept: 0.3};

/** Stops at 1, 12, 29, 30 and all of 2,400 users. */
const handful = rankGroups(
  [1, 11, 17, 1, 2370].map((n, i) => ({n, churned: Math.floor(n / 3), from: 9000 - 1000 * i, mean: 0.95 - 0.1 * i}))
);

/** All that the sentence is made of, at a line. */
function verdictAt(threshold: number, assumptions = usual, users = ranking): Parameters<typeof describeDecision>[0] {
  const point = pointAt(users, threshold);
  const gain = gainAt(users, point.contacted, assumptions);
  const none = {estimate: Infinity, low: Infinity, high: Infinity};
  return {
    point,
    gain,
    testGain: gain,
    breakEven: point.precision ? breakEvenInterval(point.precision, assumptions) : none,
    lowest,
    assumptions,
    unit: "€",
    step: roundingStep(gain)
  };
}

describe("describeDecision(verdict)", () => {
  test("every number in it is the campaign's own, at any depth and any assumptions", () => {
    fc.assert(
      fc.property(fc.double({min: 0.002, max: 1, noNaN: true}), fc.double({min: 0, max: 1, noNaN: true}), (share, saveRate) => {
        const verdict = verdictAt(thresholdAtShare(ranking, share), {...usual, saveRate});
        const {point, gain, breakEven, step} = verdict;
        const text = describeDecision(verdict);
        expect(text).not.toMatch(/will churn|confidence|NaN|Infinity|undefined/);
        if (point.contacted < 30 || !point.precision || !point.lift) return;
        if (breakEven.estimate <= 1)
          expect(text).toContain(`at least ${formatShare(breakEven.estimate)} (95%: ${formatShare(breakEven.low)} to `);
        else expect(text).toContain("contact never pays");
        if (point.contacted === point.n) {
          expect(text).toContain(
            `All ${formatCount(point.n)} users are contacted, of whom ${formatInHundred(point.precision.estimate)} churned.`
          );
          return;
        }
        expect(text).toContain(
          `The ${formatCount(point.contacted)} users with the highest scores (${formatPart(point.contacted, point.n)} of ${formatCount(point.n)})`
        );
        expect(text).toContain(
          `${formatPart(point.truePositive, ranking.churned, 0)} of all churners; ${formatInHundred(point.precision.estimate)} ` +
            `of them churned, ${formatFixed(point.lift, 1)} times`
        );
        expect(text).toContain(
          `${gain.estimate < 0 ? "loses" : "brings"} ${formatMoney(Math.abs(gain.estimate), "€", step)} per 1,000 users (95%`
        );
        expect(text).toContain(`${formatRange(gain, "€", step)})`);
        expect(text).toContain(`the test users give ${formatMoney(gain.estimate, "€", step)}`);
        expect(text.indexOf("pays")).toBeLessThan(text.indexOf("The "));
      })
    );
  });
  test("says it when nobody is contacted, by a line or by choice", () => {
    expect(describeDecision(verdictAt(0.999999))).toMatch(/^Contact nobody: no score reaches/);
    expect(describeDecision(verdictAt(Infinity))).toBe("Contact nobody: that is the depth chosen. It costs nothing and brings nothing.");
  });
  test("promises nothing from a handful, however sure they look, and one is not many", () => {
    for (const k of [1, 12, 29]) {
      const text = describeDecision(verdictAt(handful.stops.find((d) => d.contacted === k)!.line, usual, handful));
      expect(text).toMatch(
        new RegExp(`^Too few to tell: .* is the score of only ${k} of 2,400 users\\. Churned among them: \\d+ of ${k};`)
      );
      expect(text).not.toMatch(/pays only|never pays|times the average|1 users/);
    }
    expect(describeFew({contacted: 1, n: 11_439, threshold: 0.75, truePositive: 0, precision: wilsonInterval(0, 1)}, "users")).toContain(
      "anything from 0% to 79% (95%)"
    );
    expect(describeDecision(verdictAt(handful.stops[4].line, usual, handful))).toMatch(/^Contact pays only/);
  });
  test("follows the recommendation to run nothing, with what contact would have to save", () => {
    const assumptions = {...usual, saveRate: 0.02};
    const least = lowestBreakEven(ranking, assumptions);
    const text = describeDecision({...verdictAt(Infinity, assumptions), isNothing: true, lowest: least});
    expect(text).toMatch(/^Run nothing: at an assumed save rate of 2\.0%/);
    expect(text).toContain(`at least ${formatShare(least.saveRate)} of the churners`);
    expect(text).not.toMatch(/loses|with the highest scores/);
    const ofAll = {...least, contacted: ranking.n};
    expect(describeDecision({...verdictAt(Infinity, assumptions), isNothing: true, lowest: ofAll})).toMatch(
      /of the churners it reaches, even if everyone is contacted\.$/
    );
  });
  test("does not contradict itself where nothing is at stake, where contact is free, or where it can never pay", () => {
    const say = (change: Partial<typeof usual>, isNothing = false): string => {
      const assumptions = {...usual, ...change};
      return describeDecision({
        ...verdictAt(isNothing ? Infinity : thresholdAtShare(ranking, 0.1), assumptions),
        isNothing,
        lowest: lowestBreakEven(ranking, assumptions)
      });
    };
    const none = {value: 0, contactCost: 0, offerCost: 0, saveRate: 0, falseAccept: 0};
    expect(say(none, true)).toBe("Run nothing: at these assumptions contact costs nothing and saves nothing of value.");
    expect(say(none)).not.toMatch(/never pays/);
    expect(say({contactCost: 0, offerCost: 0})).toMatch(/^Contact costs nothing at these assumptions, so it loses nothing/);
    expect(say({value: 1}, true)).toBe("Run nothing: at these costs contact never pays, whatever it saves.");
  });
});

describe("describeDoubts(recommendation)", () => {
  const best = {
    contacted: 1366,
    share: 0.12,
    n: 11_439,
    unit: "€",
    step: 1,
    gain: {estimate: 81.48, low: 59.04, high: 103.9},
    testGain: {estimate: 82.9, low: 36.1, high: 129.6},
    plateau: {from: 1087, to: 1682, shortfall: 4.6}
  };
  test("names the check on users who had no part in the choice, and the stretch that may be as good", () => {
    expect(describeDoubts(best)).toBe(
      "That is on the users it was picked on, which flatters it; the same line on the test users, who had no part in " +
        "it: €83 (95%: €36 to €130). Any depth from 9.5% to 14.7% may be as good: within €5 of it, a difference that " +
        "11,439 users are too few to show (95%)."
    );
    expect(describeDoubts({...best, gain: {estimate: 5, low: -3, high: 13}})).toContain("It may be chance: the interval holds a loss.");
    expect(describeDoubts({...best, testGain: null})).toContain("what it brings on test users cannot be told of so few");
    expect(describeDoubts({...best, plateau: findPlateau(ranking, 240, {...usual, value: 100_000})})).not.toMatch(/NaN|undefined/);
  });
  test("says nothing where nothing is to be run", () => {
    expect(describeDoubts({...best, contacted: 0})).toBe("");
  });
});

describe("describeAnswer and describeChosen", () => {
  const verdict = verdictAt(ranking.stops[240]?.line ?? 0.4);
  const {gain, breakEven, assumptions} = verdict;
  const common = {
    gain,
    breakEven,
    assumptions,
    n: ranking.n,
    unit: "€",
    step: 1,
    lowest: {saveRate: 0.05, contacted: 200},
    testGain: null,
    plateau: {from: 1, to: 2, shortfall: 0}
  };
  test("say depth, gain and need once each, and that a gain may be chance", () => {
    const text = describeAnswer({...common, contacted: 240, share: 0.1, gain: {estimate: 40, low: 10, high: 70}});
    expect(text).toMatch(
      /^Contact the top .+% of users: that brings €40 per 1,000 users \(95%: €10 to €70\)\. It pays if contact saves at least .+% of the churners it reaches\.$/
    );
    expect(describeAnswer({...common, contacted: common.n, share: 1, gain: {estimate: 40, low: 10, high: 70}})).toMatch(
      /^Contact everybody: that brings €/
    );
    expect(describeAnswer({...common, contacted: 240, share: 0.1, gain: {estimate: 40, low: -2, high: 70}})).toContain(
      "), which may be chance. "
    );
    const lost = {estimate: -5, low: -30, high: 20}; // on those who had no part in picking the depth
    const flattered = {...common, contacted: 240, share: 0.1, gain: {estimate: 40, low: 10, high: 70}, testGain: lost};
    expect(describeAnswer(flattered)).toContain("), which may be chance. ");
    expect(describeDoubts(flattered)).toContain("It may be chance: on the test users it brings nothing.");
    expect(describeAnswer({...flattered, testGain: {...lost, estimate: 5}})).not.toContain("chance");
    expect(describeAnswer({...common, contacted: 0, share: 0})).toMatch(/^Run nothing: .* at least 5\.0% of the churners/);
  });
  test("say of a chosen line what it brings, of nobody and of a handful what there is to say", () => {
    expect(describeChosen(verdict)).toMatch(/^Your line, the top .+%, (brings|loses) €/);
    expect(describeChosen(verdictAt(0))).toMatch(/^Your line, which picks everybody, (brings|loses) €/);
    expect(describeDecision(verdictAt(0))).toContain(` All ${formatCount(ranking.n)} users are contacted, of whom `);
    expect(describeChosen(verdictAt(Infinity))).toMatch(/^Contact nobody/);
    expect(describeChosen(verdictAt(handful.stops[1].line, usual, handful))).toMatch(/^Too few to tell/);
  });
});

describe("describeAloud(options)", () => {
  const {point, breakEven} = verdictAt(thresholdAtShare(ranking, 0.1));
  const loss = {estimate: -12.3, low: -40, high: 15};
  test("says break-even, recommendation and gain in a breath", () => {
    const text = describeAloud({point, gain: loss, breakEven, unit: "€", step: 1, best: {contacted: 240, share: 0.119}});
    expect(text).toBe(
      `Break-even at a save rate of ${formatShare(breakEvenAt(point.precision!.estimate, usual))}. Recommended: the ` +
        `top 11.9%. Your line, the top ${formatPart(point.contacted, point.n)}, loses €12 per 1,000 users.`
    );
  });
  test("says to run nothing, that nobody is picked, and that a handful cannot tell", () => {
    const nothing = {...verdictAt(Infinity), best: {contacted: 0, share: 0}};
    expect(describeAloud({...nothing, isNothing: true})).toBe("No save rate pays. Recommended: run nothing.");
    expect(describeAloud(nothing)).toBe("Your line picks nobody. Recommended: run nothing.");
    expect(describeAloud({...nothing, ...verdictAt(handful.stops[1].line, usual, handful)})).toBe(
      "Your line picks 1 of 2,400 users, too few to tell. Recommended: run nothing."
    );
  });
});

describe("describeBenefit(range, line)", () => {
  test("claims no preference at which the model is not clearly better than both", () => {
    for (const name of ["logistic", "baseline"]) {
      const points = traceBenefit(rankGroups(groupsOf(y, scores[name])));
      for (const line of [null, 0.03, 0.2, 0.36, 0.55]) {
        const range = usefulRange(points, line);
        const text = describeBenefit(range, line);
        if (!range) expect(text).toMatch(/^For no preference/);
        else {
          expect(text).toContain(formatShare(range.from, 0));
          expect(text.includes("it is not")).toBe(line !== null && !range.holdsLine);
          for (const point of points.filter((d) => d.preference >= range.from && d.preference <= range.to))
            expect(isUseful(point)).toBe(true);
        }
      }
    }
  });
});

describe("formatPart(part, whole)", () => {
  test.each([
    [1998, 2000, 0, "more than 99%"],
    [1, 20_000, 1, "less than 0.1%"],
    [0, 10, 1, "0%"],
    [10, 10, 1, "100%"],
    [1, 4, 0, "25%"],
    [0, 0, 0, "0%"]
  ])("%i of %i", (part, whole, digits, text) => {
    expect(formatPart(part, whole, digits)).toBe(text);
  });
});

describe("describeTornado(bars, options)", () => {
  test("names the widest bar and those that turn the result", () => {
    const bars = buildTornado(ranking, 240, usual);
    const text = describeTornado(bars, {unit: "€"});
    expect(text.startsWith({value: "Value kept", saveRate: "Save rate"}[bars[0].name as "value" | "saveRate"])).toBe(true);
    expect(text.includes("Gain or loss hangs on")).toBe(bars.some((d) => d.flips));
    const losing = bars.map((bar) => ({...bar, flips: false, low: {...bar.low, profit: -5}, high: {...bar.high, profit: -18}}));
    expect(describeTornado(losing, {unit: "€"})).toMatch(/None of them turns loss into gain within that\.$/);
    expect(text).not.toMatch(/\u2212/); // a loss in words: no sign that a line could part from its number
  });
  test("says of which depth it speaks where nobody is contacted, and that nothing moves where nothing can", () => {
    expect(describeTornado(buildTornado(ranking, 240, usual), {unit: "€", insteadAt: 0.1})).toMatch(/^If the top 10\.0% were contacted, /);
    expect(describeTornado(buildTornado(ranking, 240, usual), {unit: "€", insteadAt: 1})).toMatch(/^If everyone were contacted, /);
    expect(describeTornado(buildTornado(ranking, 0, usual), {unit: "€"})).toMatch(/^No assumption moves the result/);
  });
});

describe("describePlan(plan, options)", () => {
  const options = {control: 0.45, saveRate: 0.1};
  const say = (available: number): string =>
    describePlan(planTest(options), {power: 0.8, alpha: ALPHA, achieved: powerOfTest(available, options)});
  test("names power, level and sides, and says whether the list is large enough", () => {
    expect(say(5000)).toBe(
      "To see churn fall from 45 in 100 to 41 in 100 with a power of 80% (two-sided, at the 5% level), contact 1,897 " +
        "of the users on the list and leave 1,897 alone, chosen by lot. The list holds 5,000: enough."
    );
  });
  test("says both rates on one scale", () => {
    const rare = planTest({control: 0.04, saveRate: 0.5, power: 0.8});
    const achieved = powerOfTest(5000, {control: 0.04, saveRate: 0.5});
    expect(describePlan(rare, {power: 0.8, alpha: ALPHA, achieved})).toMatch(/^To see churn fall from 4 in 100 to 2 in 100 /);
  });
  test("gives the power of a list that is too short, whatever it is", () => {
    expect(say(3000)).toContain("The list holds only 3,000: with 1,500 contacted and 1,500 left alone, the power is 70%.");
    expect(say(4)).toContain("the power is 3%");
    expect(say(3000)).not.toMatch(/most likely miss/);
  });
  test("plans for the largest effect, and says of the others why there is no plan", () => {
    const test = (threshold: number, saveRate: number): string =>
      describeTest(pointAt(ranking, threshold), {saveRate, holdOut: 0.5, power: 0.8});
    expect(test(0.3, 1)).toMatch(/^To see churn fall from \d+ in 100 to 0 in 100 .* enough\.$/);
    expect(test(0.3, 0)).toBe("A save rate of 0% is no effect: there is nothing that a test could see.");
    expect(describeTest(pointAt(handful, 0.9), {saveRate: 0.1, holdOut: 0.5, power: 0.8})).toMatch(
      /^The line picks 1 of 2,400 users: too few/
    );
    expect(test(Infinity, 0.1)).toMatch(/^Nobody is contacted/);
  });
});

describe("formatMoney(amount, unit)", () => {
  test.each([
    [84.4, "€", "€84.40"],
    [-1259.4, "€", "−€1,259"],
    [60, "SEK", "60 SEK"],
    [1, "units", "1 unit"],
    [-1, "RUB", "−1 RUB"],
    [-0.001, "€", "€0.00"],
    [0, "€", "€0"]
  ])("%f %s", (amount, unit, text) => {
    expect(formatMoney(amount, unit)).toBe(text);
  });
});

describe("formatAmount(amount)", () => {
  test.each([
    [-1259.4, "−1,259"],
    [81.4, "81.40"],
    [-0.001, "0.00"],
    [60, "60"]
  ])("%f", (amount, text) => expect(formatAmount(amount)).toBe(text));
});

describe("money that is known within an interval", () => {
  test("is told to the second digit of the interval's width, cents only where that is cents", () => {
    expect([45, 450, 9, 0.3, 0].map((width) => roundingStep({low: 10, high: 10 + width}))).toEqual([1, 10, 0.1, 0.01, 0.01]);
    expect(formatMoney(1258.4, "€", 10)).toBe("€1,260");
    expect(formatMoney(81.48, "€", 1)).toBe("€81");
    expect(formatMoney(-0.4, "€", 1)).toBe("€0");
    expect(formatMoney(4.5, "€", 0.1)).toBe("€4.50");
  });
  test("keeps its signs where a loss is told in words", () => {
    expect(describeResult({estimate: -12, low: -30, high: 6}, "€", {step: 1, per: "each"})).toBe(
      "loses €12 each (95% of the gain: \u2212€30 to €6)"
    );
  });
});

describe("units of assumptions", () => {
  test("are shown, spoken and counted by", () => {
    expect(unitOf("contactCost", "£")).toBe("£ per contact");
    expect(unitOf("saveRate", "£")).toBe("%");
    expect(speakAssumption("value", 60, "€")).toBe("€60 per save");
    expect(speakAssumption("falseAccept", 30, "€")).toBe("30 percent");
    expect(nameGain(-81.39, "€")).toBe("a loss of €81.39");
    expect([nameGain(0.2, "€", 10), nameGain(-4, "€", 10)]).toEqual(["no gain", "no gain"]);
    expect(perBasis("members")).toBe("per 1,000 members");
  });
});
