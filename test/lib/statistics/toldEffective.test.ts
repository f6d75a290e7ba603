import fc from "fast-check";
import {describe, expect, test} from "vitest";
import type {ScoreGroup} from "../../../lib/book/scores.js";
import {MIN_GROUP} from "../../../lib/groups.js";
import {addLineDesigns} from "../../../lib/metrics/lineDesign.js";
import {cutScoreGroups} from "../../../lib/metrics/scoreGroups.js";
import {createRandom} from "../../../lib/random.js";
import {rateOver, toldEffective} from "../../../lib/statistics/intervals.js";

/** Rows of which the first are of a few customers with two or three each, and all others of nobody twice. */
function draw({seed, repeats, n = 600}: {seed: number; repeats: number; n?: number}) {
  const random = createRandom(`repeats ${seed}`);
  const p = Float64Array.from({length: n}, () => random());
  const y = Uint8Array.from(p, (score) => Number(random() < 0.2 + 0.5 * score));
  const customers = Int32Array.from({length: n}, (_, i) => (i < 2 * repeats ? i >> 1 : i < 2 * repeats + 3 ? 0 : i));
  return {p, y, customers};
}

/** The labels of the same rows, those of customers with several the other way round, and of as many others, so that as many churned. */
function turn(y: Uint8Array, repeats: number): Uint8Array {
  const turned = Uint8Array.from(y);
  for (let i = 0; i < 2 * repeats; ++i) turned[i] = 1 - y[i];
  let over = turned.reduce((sum, d) => sum + d, 0) - y.reduce((sum, d) => sum + d, 0);
  for (let i = 2 * repeats + 3; i < y.length && over !== 0; ++i) {
    if (turned[i] !== Number(over > 0)) continue;
    turned[i] = 1 - turned[i];
    over -= Math.sign(over);
  }
  return turned;
}

const worlds = fc.record({seed: fc.nat(1e6), repeats: fc.integer({min: 1, max: MIN_GROUP - 1})});

describe("how rows of a customer go together", () => {
  test("says nothing of the labels of fewer than 20 customers who have several rows", () => {
    fc.assert(
      fc.property(worlds, ({seed, repeats}) => {
        const {y, customers} = draw({seed, repeats});
        const turned = turn(y, repeats);
        expect(toldEffective(turned, customers)).toBe(toldEffective(y, customers));
        expect(rateOver(turned, customers)).toEqual(rateOver(y, customers));
        const ofChurned = [y, turned].map((labels) => {
          const rows = [...labels.keys()].filter((i) => labels[i] === 1);
          return toldEffective(
            rows.map((i) => i % 2),
            rows.map((i) => customers[i]),
            customers
          );
        });
        expect(ofChurned[1]).toBe(ofChurned[0]);
      })
    );
  });

  test("nor do the design effects of lines, which are the same at every edge", () => {
    fc.assert(
      fc.property(worlds, ({seed, repeats}) => {
        const {p, y, customers} = draw({seed, repeats});
        const designs = [y, turn(y, repeats)].map((labels) => {
          const groups = addLineDesigns(cutScoreGroups(labels, p, MIN_GROUP) as ScoreGroup[], {y: labels, p, customers});
          return [...new Set(groups.map(({design}) => JSON.stringify(design)))];
        });
        expect(designs[0]).toHaveLength(1);
        expect(designs[1]).toEqual(designs[0]);
      }),
      {numRuns: 40}
    );
  });

  test("changes from edge to edge by no fewer than 20 of these customers, and tells of many", () => {
    const {p, y, customers} = draw({seed: 1, repeats: 90, n: 3000});
    const groups = addLineDesigns(cutScoreGroups(y, p, MIN_GROUP) as ScoreGroup[], {y, p, customers});
    const several = new Set<number>();
    const told = groups.map(({design}) => JSON.stringify(design));
    let changes = 0;
    for (const [g, {from}] of groups.entries()) {
      const to = g === 0 ? Infinity : groups[g - 1].from / 10_000;
      for (let i = 0; i < 183; ++i) if (p[i] >= from / 10_000 && p[i] < to) several.add(customers[i]);
      if (told[g] === (told[g - 1] ?? told[0])) continue;
      expect(several.size).toBeGreaterThanOrEqual(MIN_GROUP);
      several.clear();
      ++changes;
    }
    expect(changes).toBeGreaterThan(2);
    const months = Int32Array.from(y, (_, i) => i >> 3);
    expect(
      toldEffective(
        months.map((d) => d % 2),
        months
      )
    ).toBeLessThan(y.length / 4);
  });
});
