import type {Cell} from "../../../lib/groups.js";
import type {ScoreGroup} from "../../../lib/book/scores.js";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {isGroup} from "../../../lib/metrics/isGroup.js";
import {metrics, scoreAll} from "../../../lib/metrics/metrics.js";
import {formatEstimate, sayEstimate} from "../../../lib/metrics/formatMetric.js";
import {stepOfFew, tellOnStep} from "../../../lib/metrics/tellFew.js";
import {
  isHalfTold,
  lineOfSides,
  roundEstimates,
  tellFold,
  tellFolds,
  tellMetrics,
  toldSides,
  untoldMetrics
} from "../../../lib/metrics/tellMetrics.js";
import {cutScoreGroups} from "../../../lib/metrics/scoreGroups.js";
import {createRandom, drawNormal} from "../../../lib/random.js";

interface Users {
  y: number[];
  p: number[];
}

/** So many users above and below the line at 0.5, by class. */
function users({truePositive, falsePositive, falseNegative, trueNegative}: Record<string, number>): Users {
  const y = [1, 0, 1, 0].flatMap((label, i) =>
    Array.from({length: [truePositive, falsePositive, falseNegative, trueNegative][i]}, () => label)
  );
  return {y, p: y.map((_, i) => (i < truePositive + falsePositive ? 0.6 + (i % 7) / 100 : 0.1 + (i % 11) / 100))};
}

it("rounds, and leaves a line at 0.5 with enough on either side as it is", () => {
  const {y, p} = users({truePositive: 33, falsePositive: 20, falseNegative: 70, trueNegative: 400});
  const exact = scoreAll(y, p);
  const told = tellMetrics(y, p, exact);
  for (const [name, value] of Object.entries(told)) {
    expect(value).toBeCloseTo(exact[name as keyof typeof exact], 5);
    expect(value).toBe(Number(value.toPrecision(6)));
  }
});

const count = fc.integer({min: 0, max: 60});
const counts = fc.record({truePositive: count, falsePositive: count, falseNegative: count, trueNegative: count});

const sized = ({y}: Users, sides: ArrayLike<number>): {above: Cell; below: Cell} => {
  const cell = (side: number): Cell => {
    const labels = y.filter((_, i) => sides[i] === side);
    return {n: labels.length, churned: labels.reduce((sum, d) => sum + d, 0)};
  };
  return {above: cell(1), below: cell(0)};
};
const mayBeTold = ({above, below}: {above: Cell; below: Cell}): boolean =>
  above.n === 0 ||
  below.n === 0 ||
  (isGroup(above) && isGroup(below)) ||
  (above.churned === above.n && below.churned === 0 && Math.min(above.n, below.n) >= 20); // as a ROC AUC of 1 says

it("tells of no side with 1 to 19 users, or 1 or 2 of a class, and is as near to 0.5 as that allows", () => {
  fc.assert(
    fc.property(counts, (drawn) => {
      const some = users({...drawn, falseNegative: drawn.falseNegative + 1, trueNegative: drawn.trueNegative + 1}); // both classes occur
      const {y, p} = some;
      const half = p.map((score) => Number(score >= 0.5));
      const sides = [...toldSides(y, p)];
      const {above, below} = sized(some, sides);
      expect(mayBeTold({above, below})).toBe(true);
      const exact = sized(some, half);
      if (mayBeTold(exact)) expect(sides).toEqual(half);
      const moved = sides.filter((side, i) => side !== half[i]).length;
      const rarer = Math.min(above.churned + below.churned, y.length - above.churned - below.churned);
      if (exact.above.n >= 20 && exact.below.n >= 20 && rarer >= 12) expect(moved).toBeLessThanOrEqual(6);
      const told = tellMetrics(y, p, scoreAll(y, p));
      expect(told.accuracy).toBeCloseTo((above.churned + below.n - below.churned) / y.length, 5);
      expect(told.recallAtHalf).toBeCloseTo(above.churned / (above.churned + below.churned), 5);
      expect(told.precisionAtHalf).toBeCloseTo(above.n === 0 ? 0 : above.churned / above.n, 5);
    })
  );
});

it("says which metrics of users called churned cannot be told: of 1 to 19 who are called, or are not, and of nobody else", () => {
  const ofCalled = metrics.filter((d) => d.isOfCalled).map(({name}) => name);
  expect(ofCalled.length).toBeGreaterThan(2);
  fc.assert(
    fc.property(counts, (drawn) => {
      const {y, p} = users({...drawn, falseNegative: drawn.falseNegative + 1, trueNegative: drawn.trueNegative + 1});
      const called = drawn.truePositive + drawn.falsePositive;
      const told = toldSides(y, p).reduce((sum, d) => sum + d, 0);
      const isUntold = called > 0 && (told === 0 || told === y.length);
      expect(untoldMetrics(y, p)).toEqual(isUntold ? ofCalled : []);
      if (called > 0 && called < 20) expect(isUntold).toBe(true);
      expect(lineOfSides(y, p, null)).toBe(!isUntold ? 0.5 : told === 0 ? 1 : 0);
    })
  );
});

it("leaves no fold scores, rather than 0, of a metric that one fold cannot tell, and all of a model that calls nobody", () => {
  const many = users({truePositive: 33, falsePositive: 20, falseNegative: 70, trueNegative: 400});
  const few = users({truePositive: 5, falsePositive: 3, falseNegative: 70, trueNegative: 400});
  const none = users({truePositive: 0, falsePositive: 0, falseNegative: 70, trueNegative: 400});
  const [ofMany, ofFew, ofNone] = [many, few, none].map(({y, p}) => tellFold(y, p, scoreAll(y, p)));
  expect(tellFolds([ofMany, ofNone]).precisionAtHalf).toMatchObject({folds: [0.622642, 0], mean: 0.311321});
  const told = tellFolds([ofMany, ofFew]);
  const names = metrics.map(({name}) => name).filter((name) => told[name] === undefined);
  expect(names).toEqual(["f1AtHalf", "recallAtHalf", "precisionAtHalf"]);
  expect(told.accuracy.folds).toHaveLength(2);
});

it("of a model that is wrong once, or never, tells nearly that, and not what saying the same of everybody does", () => {
  const y = Array.from({length: 1000}, (_, i) => Number(i < 200));
  const p = y.map((label): number => (label === 1 ? 0.9 : 0.05));
  expect(tellMetrics(y, p, scoreAll(y, p))).toMatchObject({accuracy: 1, recallAtHalf: 1, precisionAtHalf: 1});
  p[500] = 0.7;
  // 3 of either class as if on the other side
  expect(tellMetrics(y, p, scoreAll(y, p))).toMatchObject({accuracy: 0.994, recallAtHalf: 0.985, precisionAtHalf: 0.985});
});

it("stands at an edge of the groups that are told, the nearest by users", () => {
  const random = createRandom("edges");
  const p = Array.from({length: 900}, () => Math.round(random() * 1e4) / 1e4);
  const y = p.map((score) => Number(random() < score));
  const cut = (scores: number[], edges: number[]): ScoreGroup[] =>
    edges.map((from, k) => ({
      ...{n: scores.filter((score) => score >= from && score < (edges[k - 1] ?? 2)).length, churned: 1},
      ...{from: Math.round(from * 1e4), mean: from}
    }));
  const lineOf = (scores: number[], edges: number[]): number => {
    const sides = toldSides(y, scores, cut(scores, edges));
    return Math.min(Infinity, ...scores.filter((_, i) => sides[i] === 1));
  };
  expect(lineOf(p, [0.8, 0.53, 0.2, 0])).toBeCloseTo(0.53, 2);
  expect(lineOf(p, [0.8, 0.5, 0.49, 0])).toBeCloseTo(0.5, 2);
  expect(
    lineOf(
      p.map(() => 0.16),
      [0]
    )
  ).toBe(Infinity); // nobody is above 0.5
  expect(
    lineOf(
      p.map((score) => score / 1.95),
      [0.2, 0]
    )
  ).toBe(Infinity); // some twenty are: nearer to nobody than to any edge
});

it("tells the lift of a tenth of fewer than 20, or of one class alone, by the users of the highest scores who are a group", () => {
  const y = Array.from({length: 60}, (_, i) => Number(i < 15 || (i >= 20 && i < 25))); // 20 on top, of whom 15 churned
  const p = y.map((_, i) => 0.9 - i / 100);
  const exact = scoreAll(y, p);
  expect(exact.liftAtTenPercent).toBeCloseTo(3, 5); // all 6 on top churned
  expect(tellMetrics(y, p, exact).liftAtTenPercent).toBeCloseTo(15 / 20 / (20 / 60), 5);
  const many = Array.from({length: 600}, (_, i) => Number(i < 57 || (i >= 60 && i < 90))); // 60 on top, of whom 57 churned
  const scores = many.map((_, i) => 0.9 - i / 1000);
  expect(tellMetrics(many, scores, scoreAll(many, scores)).liftAtTenPercent).toBeCloseTo(57 / 60 / (87 / 600), 5);
  many[57] = 1; // 2 retained on top, and the third at place 90
  expect(tellMetrics(many, scores, scoreAll(many, scores)).liftAtTenPercent).toBeCloseTo(88 / 91 / (88 / 600), 5);
});

it("rounds estimates and their ends", () => {
  const {y, p} = users({truePositive: 33, falsePositive: 20, falseNegative: 70, trueNegative: 400});
  const exact = scoreAll(y, p);
  const intervals = Object.fromEntries(Object.entries(exact).map(([name, d]) => [name, {estimate: d, low: d / 3, high: d / 3 + 0.1}]));
  const told = roundEstimates({...intervals, calibrationError: {estimate: 1 / 3, low: null, high: null, byChance: 1 / 7}} as Parameters<
    typeof roundEstimates
  >[0]);
  expect(told.rocAuc.low).toBe(Number((exact.rocAuc / 3).toPrecision(6)));
  expect(told.calibrationError).toEqual({estimate: 0.333333, low: null, high: null, byChance: 0.142857});
});

it("tells figures of few on steps of what one user makes, ends further out, and leaves what holds whoever is drawn", () => {
  expect([stepOfFew(null, 60), stepOfFew(null, 100), stepOfFew(null, 201), stepOfFew([], 60)]).toEqual([0.02, 0.01, 0.005, null]);
  const some = {estimate: 0.5524, low: 0.4418, high: 0.6601};
  expect(tellOnStep(some, null)).toBe(some);
  expect(tellOnStep(some, 0.02)).toEqual({estimate: 0.56, low: 0.44, high: 0.68, step: 0.02});
  expect(tellOnStep({estimate: -0.001, low: -0.031, high: 0.0199}, 0.02)).toEqual({estimate: 0, low: -0.04, high: 0.02, step: 0.02});
  expect(tellOnStep({estimate: 0.985, low: 0.91, high: 0.999}, 0.05).high).toBe(1);
  expect(tellOnStep({estimate: 0.123, low: 0.123, high: 0.123}, 0.02).estimate).toBe(0.123);
  expect(tellOnStep({estimate: 0.1632, low: null, high: null, byChance: 0.1408}, 0.02)).toEqual({
    ...{estimate: 0.16, low: null, high: null},
    byChance: 0.14,
    step: 0.02
  });
  // digits below the step are none
  expect(sayEstimate("rocAuc", tellOnStep({estimate: 0.7312, low: 0.6534, high: 0.8011}, 0.01))).toBe("0.73 (0.65 to 0.81)");
  expect(formatEstimate("calibrationError", tellOnStep({estimate: 0.0712, low: null, high: null, byChance: 0.08}, 0.01))).toBe("0.07");
});

describe("isHalfTold(yTrue, pHat, folds)", () => {
  it("leaves no few above 0.5 in a fold that does not tell them, whoever subtracts the others' numbers from an edge's", () => {
    let [nEdges, nWithout] = [0, 0];
    for (let seed = 1; seed <= 40; ++seed) {
      const random = createRandom(seed);
      const drawn = Array.from({length: 2500}, (_, i) => {
        const z = -2.6 + 1.6 * drawNormal(random);
        return {p: 1 / (1 + Math.exp(-z)), y: Number(random() < 1 / (1 + Math.exp(-z))), fold: i % 5};
      });
      const [y, p] = [drawn.map((d) => d.y), drawn.map((d) => d.p)];
      const groups = cutScoreGroups(y, p, 20, {
        hasHalf: isHalfTold(
          y,
          p,
          drawn.map((d) => d.fold)
        )
      })!;
      const above = drawn.filter((d) => d.p >= 0.5);
      let n = 0;
      if (!groups.some((group) => (n += group.n) === above.length)) {
        ++nWithout;
        continue;
      }
      ++nEdges;
      const untold = [0, 1, 2, 3, 4].flatMap((fold) => {
        const own = drawn.filter((d) => d.fold === fold);
        const [labels, scores] = [own.map((d) => d.y), own.map((d) => d.p)];
        const told = toldSides(labels, scores);
        return told.every((side, i) => side === Number(scores[i] >= 0.5)) ? [] : [above.filter((d) => d.fold === fold)];
      });
      const rest = untold.flat();
      expect([rest.length === 0 || isGroup({n: rest.length, churned: rest.filter((d) => d.y === 1).length}), untold.length]).toContain(
        true
      );
    }
    expect(Math.min(nEdges, nWithout)).toBeGreaterThan(3);
  });
});
