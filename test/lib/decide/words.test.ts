import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {breakEvenSaveRate} from "../../../lib/decide/breakEven.js";
import {buildContactList} from "../../../lib/decide/contactList.js";
import {perThousand, profitAt} from "../../../lib/decide/money.js";
import {pointAt} from "../../../lib/decide/operatingPoint.js";
import {rankUsers, thresholdAtShare} from "../../../lib/decide/ranking.js";
import {planTest} from "../../../lib/decide/sampleSize.js";
import {buildTornado} from "../../../lib/decide/tornado.js";
import {describeDecision, describePlan, describeRecommendation, describeTornado, formatMoney} from "../../../lib/decide/words.js";
import {formatCount, formatFixed, formatInHundred, formatShare} from "../../../lib/format.js";
import {createScores} from "../../fixtures/book/scores.js";

const {y, scores} = createScores();
const ranking = rankUsers(y, scores.logistic);
const usual = {value: 60, contactCost: 1, offerCost: 5, saveRate: 0.1, falseAccept: 0.3};

describe("describeDecision(verdict)", () => {
  test("every number in it is the campaign's own, at any depth and any assumptions", () => {
    fc.assert(fc.property(fc.double({min: 0.002, max: 1, noNaN: true}), fc.double({min: 0, max: 1, noNaN: true}), (share, saveRate) => {
      const point = pointAt(ranking, thresholdAtShare(ranking, share));
      const assumptions = {...usual, saveRate};
      const profit = perThousand(profitAt(ranking, point.contacted, assumptions), ranking.n);
      const breakEven = breakEvenSaveRate(ranking, point.contacted, assumptions);
      const text = describeDecision({point, profit, breakEven, assumptions, unit: "€"});
      if (point.contacted === 0 || !point.precision || !point.lift) return;
      if (breakEven <= 1) expect(text).toContain(`at least ${formatShare(breakEven)} of the churners`);
      else expect(text).toContain("contact never pays");
      expect(text).toContain(`The ${formatCount(point.contacted)} users with the highest scores (${formatShare(point.share)} of ${formatCount(point.n)})`);
      expect(text).toContain(`${formatShare(point.recall.estimate, 0)} of all churners; ${formatInHundred(point.precision.estimate)} of them churned, ${formatFixed(point.lift, 1)} times`);
      expect(text).toContain(`${profit < 0 ? "loses" : "brings"} ${formatMoney(Math.abs(profit), "€")} per 1,000 users`);
      expect(text.indexOf("pays")).toBeLessThan(text.indexOf("The "));
      expect(text).not.toMatch(/will churn|confidence|NaN|Infinity|undefined/);
    }));
  });
  test("says it when nobody is contacted", () => {
    expect(describeDecision({point: pointAt(ranking, 0.999999), profit: 0, breakEven: Infinity, assumptions: usual, unit: "€"})).toMatch(/^Contact nobody: no score reaches/);
  });
});

describe("describeRecommendation", () => {
  test("names the depth, or says to run nothing", () => {
    expect(describeRecommendation({contacted: 100, share: 0.12, profit: 84, profitOfAll: -1259, unit: "€"})).toBe(
      "Contact the top 12.0%: that brings €84 per 1,000 users, the most of any depth; contacting all loses €1,259, contacting none brings nothing.");
    expect(describeRecommendation({contacted: 0, share: 0, profit: 0, profitOfAll: -1259, unit: "€"})).toBe(
      "Run nothing: at these assumptions every depth loses money (contacting all loses €1,259 per 1,000 users).");
  });
});

describe("describeTornado(bars, unit)", () => {
  test("names the widest bar and those that turn the result", () => {
    const bars = buildTornado(ranking, 240, usual);
    const text = describeTornado(bars, "€");
    expect(text.startsWith({value: "Value kept", saveRate: "Save rate"}[bars[0].name as "value" | "saveRate"])).toBe(true);
    expect(text.includes("Gain or loss hangs on")).toBe(bars.some((d) => d.flips));
  });
});

describe("describePlan(plan, options)", () => {
  test("says whether the list is large enough", () => {
    const plan = planTest({control: 0.45, saveRate: 0.1});
    expect(describePlan(plan, {power: 0.8, available: 5000})).toBe("To see churn fall from 45 in 100 to 41 in 100 with 80% power, contact 1,897 users of the list and leave 1,897 alone, chosen by lot. The list holds 5,000: enough.");
    expect(describePlan(plan, {power: 0.8, available: 300})).toContain("only 300: too few");
  });
});

describe("formatMoney(amount, unit)", () => {
  test.each([[84.4, "€", "€84.40"], [-1259.4, "€", "−€1,259"], [60, "SEK", "60 SEK"], [-0.001, "€", "€0.00"], [0, "€", "€0"]])("%f %s", (amount, unit, text) => {
    expect(formatMoney(amount, unit)).toBe(text);
  });
});

describe("buildContactList(ranking, options)", () => {
  test("lists exactly those above the line, highest first, with the model's hash in every line", () => {
    const threshold = thresholdAtShare(ranking, 0.05);
    const {contacted} = pointAt(ranking, threshold);
    const {header, rows} = buildContactList(ranking, {contacted, threshold, model: {name: "logistic", sha256: "abc"}, rowNumber: (i) => i + 1});
    expect(rows).toHaveLength(contacted);
    expect(header).toHaveLength(rows[0].length);
    expect(rows.every(([, user, score]) => scores.logistic[Number(user) - 1] === score && Number(score) >= threshold)).toBe(true);
    expect(rows.every((row) => row[5] === "abc")).toBe(true);
  });
});
