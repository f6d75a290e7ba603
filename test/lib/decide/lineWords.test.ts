import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {breakEvenAt, isTooFew} from "../../../lib/decide/bestDepth.js";
import {placeLine, sayLine} from "../../../lib/decide/bookLine.js";
import {bestByValue, valueUsers, type ValuedUsers} from "../../../lib/decide/byValue.js";
import {inProse, tellContacted, tellDecision, type LineNews} from "../../../lib/decide/lineWords.js";
import {gainAt, USUAL_ASSUMPTIONS, type Assumptions} from "../../../lib/decide/money.js";
import {rankGroups, type Ranking} from "../../../lib/decide/ranking.js";
import {formatShare} from "../../../lib/format.js";

/** Rankings of every size, base rate and skill; one group where everybody has the same score. */
const rankings = fc
  .record({
    nGroups: fc.integer({min: 1, max: 40}),
    size: fc.constantFrom(20, 150, 5_000, 30_000),
    baseRate: fc.double({min: 0.005, max: 0.7, noNaN: true}),
    skill: fc.double({min: 0, max: 3, noNaN: true})
  })
  .map(({nGroups, size, baseRate, skill}): Ranking => {
    const rates = Array.from({length: nGroups}, (_, i) => Math.min(0.9, baseRate * (1 + skill * (1 - (2 * i + 1) / nGroups))));
    return rankGroups(
      rates.map((rate, i) => {
        const from = Math.round(10_000 * 0.9 * (1 - (i + 1) / (nGroups + 1)));
        return {n: size, churned: Math.max(1, Math.min(size - 1, Math.round(size * rate))), from, mean: (from + 1) / 10_000};
      })
    );
  });
const money = (max: number) => fc.constantFrom(0, 1, 5, max);
const news = fc
  .record({
    ranking: fc.option(rankings),
    threshold: fc.oneof(fc.constant(0), fc.double({min: 0.001, max: 0.999, noNaN: true})),
    depth: fc.option(fc.constantFrom(0, 0.5, 20, 100)),
    assumptions: fc.record({
      value: money(500),
      contactCost: money(20),
      offerCost: money(60),
      saveRate: fc.constantFrom(0, 0.1, 1),
      falseAccept: fc.constantFrom(0, 0.3, 1)
    }),
    isBlind: fc.boolean()
  })
  .map(({ranking, threshold, depth, assumptions, isBlind}): LineNews => {
    return {line: placeLine(ranking, {threshold, depth, assumptions}), ranking, assumptions, isBlind, many: "members"};
  });
const every = (claim: (told: LineNews) => void): void => fc.assert(fc.property(news, claim), {numRuns: 600, seed: 17});

describe("tellDecision(news)", () => {
  test("has no hole in any sentence, whatever the book, the line and the assumptions", () => {
    every((d) => {
      const told = tellDecision(d);
      for (const {value, words} of Object.values(told)) {
        expect(`${value}. ${words}`).not.toMatch(/undefined|NaN|\[object|Infinity| {2}|\busers?\b|\.\.|1 members/);
        expect(value.length).toBeGreaterThan(0);
        expect(words).toMatch(/[.]$/);
        expect(inProse({value, words})).not.toMatch(/[.] \p{Ll}/u);
      }
    });
  });

  test("does not wonder whether scores sort anybody that are the same for all", () => {
    every((d) => {
      const {words} = tellDecision(d).whom;
      if (d.ranking?.groups.length === 1) expect(words).not.toContain("not sure that");
    });
  });

  test("says whom as the head of the page does: nobody, everyone, or the same share from the same score", () => {
    every(({line, ...rest}) => {
      const {whom} = tellDecision({line, ...rest});
      const {point} = line;
      if (point === null) return void expect(whom.value).toMatch(/^(No line can be judged|From .* up)$/);
      expect(whom.value === "Nobody").toBe(point.contacted === 0);
      if (point.contacted === 0 || isTooFew(point)) return;
      expect(whom.value === "Everyone").toBe(point.contacted === point.n);
      if (point.contacted === point.n) return;
      const [share, score] = sayLine(line).split(" · ");
      expect(whom.value).toBe(`The ${share}`);
      expect(whom.words).toContain(`score at least ${score}`);
    });
  });

  test("needs what breaks even among the contacted, and claims no finding of scores that find nothing", () => {
    every((d) => {
      const {whom, need} = tellDecision(d);
      const {point} = d.line;
      if (d.isBlind) expect(whom.words).not.toMatch(/hold .* of those who leave/);
      if (point === null || point.contacted === 0 || isTooFew(point) || !point.precision) return;
      const needed = breakEvenAt(point.precision.estimate, d.assumptions);
      expect(need.value).toBe(!(needed <= 1) ? "No save rate pays" : needed === 0 ? "Nothing" : formatShare(needed));
    });
  });

  test("says that contact pays for anybody only where chance does not explain the gain", () => {
    every((d) => {
      const {words} = tellDecision(d).whom;
      if (!words.includes("for anybody here") || d.ranking === null) return;
      const {low, high} = gainAt(d.ranking, d.ranking.n, d.assumptions);
      expect(words).toMatch(low > 0 ? /^Contact pays/ : high > 0 ? /^Contact may pay/ : /^Contact does not pay/);
    });
  });

  test("of a rare churn that no contact pays for: nobody, and what it would take", () => {
    const ranking = rankGroups([2, 1, 1].map((churned, i) => ({n: 100, churned, from: 300 - 100 * i, mean: (301 - 100 * i) / 10_000})));
    const line = placeLine(ranking, {threshold: 0, depth: null, assumptions: USUAL_ASSUMPTIONS});
    const told = tellDecision({line, ranking, assumptions: USUAL_ASSUMPTIONS, isBlind: false, many: "members"});
    expect([told.whom.value, told.need.value]).toEqual(["Nobody", "No save rate pays"]);
  });
});

describe("where each has a value", () => {
  const groups = [
    {n: 400, churned: 200, from: 4000, mean: 0.5},
    {n: 600, churned: 60, from: 0, mean: 0.1}
  ];
  const ranking = rankGroups(groups);
  const cells = groups.flatMap(({n, churned, from, mean}) =>
    [5, 400].map((value) => ({n: n / 2, churned: churned / 2, from, mean, value}))
  );
  const newsOf = (assumptions: Assumptions, threshold = 0): LineNews => ({
    line: placeLine(ranking, {threshold, depth: null, assumptions}),
    ...{ranking, assumptions, isBlind: false, many: "members", valued: valueUsers({cells}, ranking)}
  });

  test("contacts whoever is worth it, of low scores too, and says what the line by risk would do", () => {
    const {whom, need, monday} = tellDecision(newsOf(USUAL_ASSUMPTIONS));
    expect(whom.value).toBe("The 50.0% worth it");
    expect(whom.words).toBe(
      "500 of 1,000 members are expected to bring more than contact costs; they hold 50% of those who leave, where chance would find 50%. " +
        "By risk alone, at one value for all, the contact line is at 40 in 100: the top 40.0%."
    );
    expect(need.value).toBe(formatShare(bestByValue(valueUsers({cells}, ranking) as ValuedUsers, USUAL_ASSUMPTIONS).breakEven.estimate));
    expect(need.words).toMatch(
      /^of the leavers reached must stay \(95%: .*\)\. Assumed: 1 a contact, .*, and for each leaver kept what that one is worth\.$/
    );
    expect(monday.words).toContain("On a list of 500 members");
  });

  test("nobody, where none is worth a contact; and a line of the reader's own as without values", () => {
    const dear = {...USUAL_ASSUMPTIONS, contactCost: 300};
    const {whom, need} = tellDecision(newsOf(dear));
    expect([whom.value, need.value]).toEqual(["Nobody", "More than 10%"]);
    const chosen = newsOf(USUAL_ASSUMPTIONS, 0.4);
    expect(tellDecision(chosen)).toEqual(tellDecision({...chosen, valued: null}));
  });
});

test("tellContacted(news) says that most stayed only where they did, and nothing of nobody or of few", () => {
  every((d) => {
    const {point} = d.line;
    const words = tellContacted(d);
    if (point === null || point.precision === null || isTooFew(point)) return void expect(words).toBe("");
    expect(/most of them stayed/.test(words)).toBe(point.precision.estimate < 0.5 && !words.includes(" 50 in 100 left"));
  });
});
