import fc from "fast-check";
import {describe, expect, test} from "vitest";
import type {ScoreGroup} from "../../../lib/book/scores.js";
import {SCORE_GRID} from "../../../lib/book/scores.js";
import {pointAt} from "../../../lib/decide/contactLine.js";
import {gainAt, USUAL_ASSUMPTIONS} from "../../../lib/decide/money.js";
import {designAt, rankAtRate, rankGroups, thresholdAtShare, traceGains} from "../../../lib/decide/ranking.js";
import {calibrationCurve, effectiveOfBins} from "../../../lib/metrics/curves.js";
import {addLineDesigns} from "../../../lib/metrics/lineDesign.js";
import {cutScoreGroups, weighGroups} from "../../../lib/metrics/scoreGroups.js";
import {sigmoid} from "../../../lib/model/logOdds.js";
import {createRandom, drawNormal} from "../../../lib/random.js";
import {widenFew} from "../../../lib/statistics/intervals.js";

/** Six rows a customer, who share part of their score, and with it the luck by which they leave. */
function drawRows(n: number, seed: number, shared = 0.5): {y: Uint8Array; p: Float64Array; customers: Int32Array} {
  const random = createRandom(seed);
  const rows = {y: new Uint8Array(n), p: new Float64Array(n), customers: Int32Array.from({length: n}, (_, i) => Math.floor(i / 6))};
  let [own, luck] = [0, 0];
  for (let i = 0; i < n; ++i) {
    if (i % 6 === 0) [own, luck] = [drawNormal(random), random()];
    rows.p[i] = sigmoid(-1.6 + 1.1 * (Math.sqrt(shared) * own + Math.sqrt(1 - shared) * drawNormal(random)));
    rows.y[i] = Number(luck < rows.p[i]);
  }
  return rows;
}

function groupsOf(rows: ReturnType<typeof drawRows>): ScoreGroup[] {
  return addLineDesigns(cutScoreGroups(rows.y, rows.p, 20, rows) as ScoreGroup[], rows);
}

/** The variance of a sum over rows by customers, over that by rows, with the reach of Student's t. */
function designByHand(figures: readonly number[], customers: ArrayLike<number>): number {
  const mean = figures.reduce((a, b) => a + b, 0) / figures.length;
  const sums = new Map<number, number>();
  figures.forEach((x, i) => sums.set(customers[i], (sums.get(customers[i]) ?? 0) + x - mean));
  const n = sums.size;
  const byCustomer = [...sums.values()].reduce((sum, d) => sum + d ** 2, 0);
  return (((widenFew(n) * n) / (n - 1)) * byCustomer) / figures.reduce((sum, x) => sum + (x - mean) ** 2, 0);
}

describe("five design effects of a line give that of any figure over its rows", () => {
  const anyFigure = fc.record({
    seed: fc.integer(),
    shared: fc.double({min: 0, max: 1, noNaN: true}),
    depth: fc.double({min: 0.05, max: 0.95, noNaN: true}),
    of: fc.tuple(...Array.from({length: 4}, () => fc.integer({min: -20, max: 20})))
  });

  test("as it is by customers' sums, to the digits that are told", () => {
    fc.assert(
      fc.property(anyFigure, ({seed, shared, depth, of: [truePositive, falsePositive, falseNegative, trueNegative]}) => {
        fc.pre(new Set([truePositive, falsePositive, falseNegative, trueNegative]).size > 1);
        const rows = drawRows(1200, seed, shared);
        fc.pre(cutScoreGroups(rows.y, rows.p, 20, rows) !== null);
        const ranking = rankGroups(groupsOf(rows));
        const point = pointAt(ranking, thresholdAtShare(ranking, depth));
        const line = ranking.stops.find(({contacted}) => contacted === point.contacted)?.line ?? 1;
        const figures = Array.from(rows.p, (p, i) => {
          if (p >= line) return rows.y[i] === 1 ? truePositive : falsePositive;
          return rows.y[i] === 1 ? falseNegative : trueNegative;
        });
        const byHand = Math.max(1, designByHand(figures, rows.customers));
        const found = designAt(ranking, point.contacted, {truePositive, falsePositive, falseNegative, trueNegative});
        expect(Math.abs(found / byHand - 1)).toBeLessThan(0.06);
      }),
      {numRuns: 40}
    );
  });

  test("also where users count by their outcome, at another churn rate", () => {
    const rows = drawRows(1200, 3);
    const ranking = rankGroups(groupsOf(rows));
    const moved = rankAtRate(ranking, {from: ranking.baseRate, to: 0.4});
    const [a, b] = [ranking, moved].map((d) => pointAt(d, thresholdAtShare(ranking, 0.2) === d.stops[0].line ? 0 : d.stops[8].line));
    expect(b.recall.high - b.recall.low).toBeCloseTo(a.recall.high - a.recall.low, 9); // the same churners were seen
  });

  test("rows of nobody twice have none, and count as they are", () => {
    const rows = drawRows(1200, 4);
    const alone = cutScoreGroups(rows.y, rows.p, 20) as ScoreGroup[];
    expect(addLineDesigns(alone, {...rows, customers: null})).toEqual(alone);
    expect(rankGroups(alone).designs).toBeNull();
  });
});

test("intervals of a line, a depth and a bin of scores hold what is true of customers, and those by rows do not", () => {
  const population = drawRows(120_000, 99);
  const lines = Float64Array.from(population.p).sort().reverse();
  const above = (line: number): {n: number; churned: number} => {
    let [n, churned] = [0, 0];
    for (let i = 0; i < population.p.length; ++i) if (population.p[i] >= line) [n, churned] = [n + 1, churned + population.y[i]];
    return {n, churned};
  };
  const all = above(0);
  const top = above(lines[Math.round(0.3 * all.n)]);
  const held = {customers: {precision: 0, recall: 0, gain: 0, depth: 0}, rows: {precision: 0, recall: 0, gain: 0, depth: 0}};
  const TABLES = 100;
  for (let k = 0; k < TABLES; ++k) {
    const rows = drawRows(1200, 1000 + k);
    const groups = groupsOf(rows);
    for (const [by, ranking] of [
      ["customers", rankGroups(groups)],
      ["rows", rankGroups(groups.map(({design: _, ...group}) => group))]
    ] as const) {
      const line = ranking.stops.reduce((best, d) => (Math.abs(d.contacted - 360) < Math.abs(best.contacted - 360) ? d : best)).line;
      const point = pointAt(ranking, line);
      const truth = above(line);
      const brings = truth.churned * 4.5 - (truth.n - truth.churned) * 2.5;
      const has = ({low, high}: {low: number; high: number}, value: number): number => Number(low <= value && value <= high);
      held[by].precision += has(point.precision ?? point.recall, truth.churned / truth.n);
      held[by].recall += has(point.recall, truth.churned / all.churned);
      held[by].gain += has(gainAt(ranking, point.contacted, USUAL_ASSUMPTIONS), (1000 * brings) / all.n);
      held[by].depth += has(traceGains(ranking, 10)[3], top.churned / all.churned);
    }
  }
  for (const count of Object.values(held.customers)) expect(count).toBeGreaterThanOrEqual(0.89 * TABLES);
  for (const count of Object.values(held.rows)) expect(count).toBeLessThan(0.86 * TABLES);
});

test("bins of scores are known as well as their own rows' customers tell", () => {
  const rows = drawRows(1200, 5);
  const groups = groupsOf(rows);
  const effective = effectiveOfBins(groups, rows);
  const [byRows, byCustomers] = [null, effective].map((known) => calibrationCurve(weighGroups(groups), {effective: known}));
  expect(byCustomers.map(({n, observed}) => [n, observed])).toEqual(byRows.map(({n, observed}) => [n, observed]));
  byCustomers.forEach((bin, k) => expect(bin.high - bin.low).toBeGreaterThan(byRows[k].high - byRows[k].low));
  expect(effective.length).toBe(byRows.length);
  expect(groups[0].from / SCORE_GRID).toBeGreaterThan(0);
});
