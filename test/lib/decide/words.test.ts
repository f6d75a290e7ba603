import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {breakEvenSaveRate, lowestBreakEven} from "../../../lib/decide/breakEven.js";
import {buildContactList} from "../../../lib/decide/contactList.js";
import {perThousand, profitAt} from "../../../lib/decide/money.js";
import {pointAt} from "../../../lib/decide/operatingPoint.js";
import {rankUsers, thresholdAtShare} from "../../../lib/decide/ranking.js";
import {ALPHA, planTest, powerOfTest} from "../../../lib/decide/sampleSize.js";
import {buildTornado} from "../../../lib/decide/tornado.js";
import {describeBenefit} from "../../../lib/decide/words/benefit.js";
import {describeAloud, describeDecision, describeRecommendation} from "../../../lib/decide/words/decision.js";
import {formatAmount, formatMoney, nameGain, perBasis, speakAssumption, unitOf} from "../../../lib/decide/words/money.js";
import {formatPart} from "../../../lib/decide/words/part.js";
import {describePlan} from "../../../lib/decide/words/plan.js";
import {describeTornado} from "../../../lib/decide/words/tornado.js";
import {isUseful, traceBenefit, usefulRange} from "../../../lib/decide/netBenefit.js";
import {formatCount, formatFixed, formatInHundred, formatShare} from "../../../lib/format.js";
import {createScores} from "../../fixtures/book/scores.js";

const {y, scores} = createScores();
const ranking = rankUsers(y, scores.logistic);
const lowest = {saveRate: 0.056, contacted: 260};
const usual = {value: 60, contactCost: 1, offerCost: 5, saveRate: 0.1, falseAccept: 0.3};

describe("describeDecision(verdict)", () => {
  test("every number in it is the campaign's own, at any depth and any assumptions", () => {
    fc.assert(fc.property(fc.double({min: 0.002, max: 1, noNaN: true}), fc.double({min: 0, max: 1, noNaN: true}), (share, saveRate) => {
      const point = pointAt(ranking, thresholdAtShare(ranking, share));
      const assumptions = {...usual, saveRate};
      const profit = perThousand(profitAt(ranking, point.contacted, assumptions), ranking.n);
      const breakEven = breakEvenSaveRate(ranking, point.contacted, assumptions);
      const text = describeDecision({point, profit, breakEven, lowest, assumptions, unit: "€"});
      if (point.contacted === 0 || !point.precision || !point.lift) return;
      if (breakEven <= 1) expect(text).toContain(`at least ${formatShare(breakEven)} of the churners`);
      else expect(text).toContain("contact never pays");
      expect(text).toContain(`The ${formatCount(point.contacted)} users with the highest scores (${formatPart(point.contacted, point.n)} of ${formatCount(point.n)})`);
      expect(text).toContain(`${formatPart(point.truePositive, ranking.churned, 0)} of all churners; ${formatInHundred(point.precision.estimate)} of them churned, ${formatFixed(point.lift, 1)} times`);
      expect(text).toContain(`${profit < 0 ? "loses" : "brings"} ${formatMoney(Math.abs(profit), "€")} per 1,000 users`);
      expect(text.indexOf("pays")).toBeLessThan(text.indexOf("The "));
      expect(text).not.toMatch(/will churn|confidence|NaN|Infinity|undefined/);
    }));
  });
  test("says it when nobody is contacted", () => {
    expect(describeDecision({point: pointAt(ranking, 0.999999), profit: 0, breakEven: Infinity, lowest, assumptions: usual, unit: "€"})).toMatch(/^Contact nobody: no score reaches/);
  });
  test("follows the recommendation to run nothing, with what contact would have to save", () => {
    const assumptions = {...usual, saveRate: 0.02};
    const least = lowestBreakEven(ranking, assumptions);
    const text = describeDecision({point: pointAt(ranking, Infinity), isNothing: true, profit: 0, breakEven: least.saveRate, lowest: least, assumptions, unit: "€"});
    expect(text).toMatch(/^Run nothing: at an assumed save rate of 2\.0%/);
    expect(text).toContain(`at least ${formatShare(least.saveRate)} of the churners`);
    expect(text).not.toMatch(/loses|with the highest scores/);
  });
  test("does not contradict itself where nothing is at stake, where contact is free, or where it can never pay", () => {
    const point = pointAt(ranking, thresholdAtShare(ranking, 0.1));
    const say = (change: Partial<typeof usual>, isNothing = false): string => {
      const assumptions = {...usual, ...change};
      return describeDecision({point: isNothing ? pointAt(ranking, Infinity) : point, isNothing, profit: 0, breakEven: breakEvenSaveRate(ranking, point.contacted, assumptions), lowest: lowestBreakEven(ranking, assumptions), assumptions, unit: "€"});
    };
    const none = {value: 0, contactCost: 0, offerCost: 0, saveRate: 0, falseAccept: 0};
    expect(say(none, true)).toBe("Run nothing: at these assumptions contact costs nothing and saves nothing of value.");
    expect(say(none)).not.toMatch(/never pays/);
    expect(say({contactCost: 0, offerCost: 0})).toMatch(/^Contact costs nothing at these assumptions, so it loses nothing/);
    expect(say({value: 1}, true)).toBe("Run nothing: at these costs contact never pays, whatever it saves.");
  });
});

describe("describeRecommendation", () => {
  test("names the depth, or says to run nothing", () => {
    expect(describeRecommendation({contacted: 100, share: 0.12, profit: 84, profitOfAll: -1259, unit: "€"})).toBe(
      "Contact the top 12.0%: that brings €84 per 1,000 users, the most of any depth; contacting all loses €1,259, contacting none brings nothing.");
    expect(describeRecommendation({contacted: 0, share: 0, profit: 0, profitOfAll: -1259, unit: "€"})).toBe(
      "Run nothing: at these assumptions no depth from 1% of users up brings a gain (contacting all loses €1,259 per 1,000 users).");
  });
});

describe("describeAloud(options)", () => {
  const point = pointAt(ranking, thresholdAtShare(ranking, 0.1));
  test("says break-even, recommendation and gain in a breath", () => {
    const text = describeAloud({point, profit: -12, breakEven: 0.073, unit: "€", best: {contacted: 240, share: 0.119}});
    expect(text).toBe(`Break-even at a save rate of 7.3%. Recommended: the top 11.9%. Your line, the top ${formatPart(point.contacted, point.n)}, loses €12 per 1,000 users.`);
  });
  test("says to run nothing", () => {
    expect(describeAloud({point, isNothing: true, profit: 0, breakEven: Infinity, unit: "€", best: {contacted: 0, share: 0}})).toBe("No save rate pays. Recommended: run nothing.");
  });
});

describe("describeBenefit(range, line)", () => {
  test("claims no preference at which the model is not clearly better than both", () => {
    for (const name of ["logistic", "baseline"]) {
      const points = traceBenefit(rankUsers(y, scores[name]));
      for (const line of [null, 0.03, 0.2, 0.36, 0.55]) {
        const range = usefulRange(points, line);
        const text = describeBenefit(range, line);
        if (!range) expect(text).toMatch(/^For no preference/);
        else {
          expect(text).toContain(formatShare(range.from, 0));
          expect(text.includes("it is not")).toBe(line !== null && !range.holdsLine);
          for (const point of points.filter((d) => d.preference >= range.from && d.preference <= range.to)) expect(isUseful(point)).toBe(true);
        }
      }
    }
  });
});

describe("formatPart(part, whole)", () => {
  test.each([[1998, 2000, 0, "more than 99%"], [1, 20_000, 1, "less than 0.1%"], [0, 10, 1, "0%"], [10, 10, 1, "100%"], [1, 4, 0, "25%"], [0, 0, 0, "0%"]])("%i of %i", (part, whole, digits, text) => {
    expect(formatPart(part, whole, digits)).toBe(text);
  });
});

describe("describeTornado(bars, options)", () => {
  test("names the widest bar and those that turn the result", () => {
    const bars = buildTornado(ranking, 240, usual);
    const text = describeTornado(bars, {unit: "€"});
    expect(text.startsWith({value: "Value kept", saveRate: "Save rate"}[bars[0].name as "value" | "saveRate"])).toBe(true);
    expect(text.includes("Gain or loss hangs on")).toBe(bars.some((d) => d.flips));
    expect(text).not.toMatch(/\u2212/); // a loss in words: no sign that a line could part from its number
  });
  test("says of which depth it speaks where nobody is contacted, and that nothing moves where nothing can", () => {
    expect(describeTornado(buildTornado(ranking, 240, usual), {unit: "€", insteadAt: 0.1})).toMatch(/^If the top 10\.0% were contacted, /);
    expect(describeTornado(buildTornado(ranking, 0, usual), {unit: "€"})).toMatch(/^No assumption moves the result/);
  });
});

describe("describePlan(plan, options)", () => {
  const options = {control: 0.45, saveRate: 0.1};
  const say = (available: number): string => describePlan(planTest(options), {power: 0.8, alpha: ALPHA, achieved: powerOfTest(available, options)});
  test("names power, level and sides, and says whether the list is large enough", () => {
    expect(say(5000)).toBe("To see churn fall from 45 in 100 to 41 in 100 with a power of 80% (two-sided, at the 5% level), contact 1,897 users of the list and leave 1,897 alone, chosen by lot. The list holds 5,000: enough.");
  });
  test("gives the power of a list that is too short, whatever it is", () => {
    expect(say(3000)).toContain("The list holds only 3,000: with 1,500 contacted and 1,500 left alone, the power is 70%.");
    expect(say(4)).toContain("the power is 3%");
    expect(say(3000)).not.toMatch(/most likely miss/);
  });
});

describe("formatMoney(amount, unit)", () => {
  test.each([[84.4, "€", "€84.40"], [-1259.4, "€", "−€1,259"], [60, "SEK", "60 SEK"], [-0.001, "€", "€0.00"], [0, "€", "€0"]])("%f %s", (amount, unit, text) => {
    expect(formatMoney(amount, unit)).toBe(text);
  });
});

describe("formatAmount(amount)", () => {
  test.each([[-1259.4, "−1,259"], [81.4, "81.40"], [-0.001, "0.00"], [60, "60"]])("%f", (amount, text) => expect(formatAmount(amount)).toBe(text));
});

describe("units of assumptions", () => {
  test("are shown, spoken and counted by", () => {
    expect(unitOf("contactCost", "£")).toBe("£ per contact");
    expect(unitOf("saveRate", "£")).toBe("%");
    expect(speakAssumption("value", 60, "€")).toBe("€60 per user saved");
    expect(speakAssumption("falseAccept", 30, "€")).toBe("30 percent");
    expect(nameGain(-81.39, "€")).toBe("a loss of €81.39");
    expect(perBasis("members")).toBe("per 1,000 members");
  });
});

describe("buildContactList(ranking, options)", () => {
  test("lists exactly those above the line, highest first, with the model's hash in every line", () => {
    const threshold = thresholdAtShare(ranking, 0.05);
    const {contacted} = pointAt(ranking, threshold);
    const {header, rows} = buildContactList(ranking, {contacted, threshold, model: {name: "logistic", sha256: "abc"}, rowOf: (i) => i + 1, many: "users"});
    expect(rows).toHaveLength(contacted);
    expect(header).toHaveLength(rows[0].length);
    expect(header[1]).toBe("row in the file of users (1 is the first under the header)");
    expect(rows.every(([, user, score]) => scores.logistic[Number(user) - 1] === score && Number(score) >= threshold)).toBe(true);
    expect(rows.every((row) => row[5] === "abc")).toBe(true);
  });
});
