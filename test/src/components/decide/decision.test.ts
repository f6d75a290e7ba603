import type {DecideChoice} from "../../../../src/components/decide/decideState.js";
import type {Schema} from "../../../../src/components/ui/urlState.js";
import {describe, expect, test} from "vitest";
import {rankGroups} from "../../../../lib/decide/ranking.js";
import {lineSchema} from "../../../../src/components/shared/contactLine.js";
import {limits, ownSchema} from "../../../../src/components/decide/decideState.js";
import {lineAtShare} from "../../../../lib/decide/bookLine.js";
import {claimGains, describeGains} from "../../../../src/components/decide/gainsChart.js";
import {claimProfit} from "../../../../src/components/decide/profitChart.js";
import {decide} from "../../../../src/components/decide/decision.js";
import {formatQuery, parseQuery} from "../../../../src/components/ui/urlState.js";
import {createScores, groupsOf} from "../../../fixtures/book/scores.js";

const {y, scores} = createScores();
const ranking = rankGroups(groupsOf(y, scores.logistic));
const schema: Schema<DecideChoice> = {...lineSchema, ...ownSchema(["logistic"])};
const usual = parseQuery(schema, "").value;
const at = (change: Partial<DecideChoice>) => decide({...usual, ...change}, {ranking, test: ranking, valued: null});

describe("the address of a line", () => {
  test("picks the same users after a reload, at every depth", () => {
    for (let depth = 0.5; depth <= 100; depth += 0.5) {
      const threshold = lineAtShare(ranking, depth / 100);
      const {value, notices} = parseQuery(schema, formatQuery(schema, {...usual, threshold}));
      expect(notices).toEqual([]);
      expect(decide(value, {ranking, test: ranking, valued: null}).point).toEqual(at({threshold}).point);
    }
  });
  test("may be a depth in percent, over which a threshold wins", () => {
    expect(at({depth: 20}).point.share).toBeCloseTo(0.2, 2);
    expect(at({depth: 20}).isChosen).toBe(true);
    expect(at({depth: 20, threshold: 0.5}).point.threshold).toBe(0.5);
  });
});

test("claims of charts say of contacting everybody that it is everybody, and not that gain falls", () => {
  const free = at({contact: 0, offer: 0, save: 100});
  expect(free.best.contacted).toBe(ranking.n);
  expect(claimProfit(free)).toMatch(/^No depth brings more than all: contacting everybody brings [\d,]+ units$/);
  expect(claimGains(free)).toMatch(/^Contacting all users finds all of the churners/);
  expect(claimProfit(at({}))).toMatch(/^Gain rises to the best depth, then falls: /);
});

test("describeGains(ranking) says where the line of the model lies", () => {
  expect(describeGains(ranking)).toMatch(/^The model’s line rises above the diagonal of random contact,/);
  expect(describeGains(rankGroups([{n: 100, churned: 30, from: 3000, mean: 0.3}]))).toBe(
    "The model’s line is the diagonal of random contact."
  );
  const reversed = [30, 80].map((churned, i) => ({n: 100, churned, from: 3000 - i, mean: 0.3}));
  expect(describeGains(rankGroups(reversed))).toMatch(/^The model’s line stays under the diagonal/);
});

describe("a depth of 0", () => {
  test("is nobody, and stays in the address; no word of depth is the recommendation", () => {
    const {value, notices} = parseQuery(schema, "?depth=0");
    expect(notices).toEqual([]);
    expect(decide(value, {ranking, test: ranking, valued: null})).toMatchObject({isChosen: true, isNothing: false, point: {contacted: 0}});
    expect(formatQuery(schema, value)).toBe("?depth=0");
    expect(at({}).point.contacted).toBe(at({}).best.contacted);
  });
});

describe("a line of 0 or 1", () => {
  test.each(["0", "1"])("%s is told and mended: no page takes it", (threshold) => {
    const {value, notices} = parseQuery(schema, `?threshold=${threshold}`);
    expect([value.threshold, notices.length]).toEqual([0, 1]);
  });
});

describe("decide(choice, ranking, test)", () => {
  test("contacts nobody while the recommendation is to run nothing, and shows what contact would have to save", () => {
    const decision = at({save: 1});
    expect(decision).toMatchObject({isNothing: true, breakEven: {estimate: decision.lowest.saveRate}});
    expect([Math.abs(decision.gain.estimate), decision.point.contacted, decision.testPoint?.contacted]).toEqual([0, 0, 0]);
  });
  test("shows a chosen line even against that recommendation", () => {
    expect(at({save: 1, threshold: 0.3})).toMatchObject({isNothing: false, isChosen: true});
    expect(at({save: 1, threshold: 0.3}).gain.estimate).toBeLessThan(0);
  });
});

describe("the intervals of a decision", () => {
  test("go with the line: gain, break-even, and the same line on test rows", () => {
    const {gain, testGain, breakEven, step} = at({threshold: 0.3});
    expect(testGain).toEqual(gain); // both rankings are the same here
    expect(gain.low).toBeLessThan(gain.estimate);
    expect(breakEven.low).toBeLessThan(breakEven.high);
    expect(step).toBeGreaterThanOrEqual(1);
  });
  test("are not told of a handful", () => {
    expect(at({threshold: ranking.stops[1].line})).toMatchObject({isFew: true, testGain: null});
  });
});

describe("limits", () => {
  test("are the address's own", () => {
    for (const [name, {min, max}] of Object.entries(limits)) {
      expect(parseQuery(schema, `?${name}=${max}`).notices).toEqual([]);
      expect(parseQuery(schema, `?${name}=${max + 1}`).notices).toHaveLength(1);
      expect(parseQuery(schema, `?${name}=${min - 1}`).notices).toHaveLength(1);
    }
  });
});
