import type {ScoreGroup} from "../../../lib/book/scores.js";
import {expect, it} from "vitest";
import {SCORE_GRID} from "../../../lib/book/scores.js";
import {isGroup} from "../../../lib/metrics/isGroup.js";
import {cutScoreGroups} from "../../../lib/metrics/scoreGroups.js";
import {shareEdges} from "../../../lib/metrics/shareEdges.js";
import {createRandom, drawNormal} from "../../../lib/random.js";

/** Users, and their scores by models that say nearly the same. */
function draw(seed: number, noise: number): {y: number[]; scores: number[][]} {
  const random = createRandom(seed);
  const logOdds = Array.from({length: 900}, () => -1 + 1.3 * drawNormal(random));
  const scoresBy = (shift: number): number[] => logOdds.map((z) => 1 / (1 + Math.exp(-z - shift - noise * drawNormal(random))));
  return {y: logOdds.map((z) => Number(random() < 1 / (1 + Math.exp(-z)))), scores: [0, 0.01, -0.02].map(scoresBy)};
}

const above = (p: readonly number[], {from}: ScoreGroup): number[] => [...p.keys()].filter((i) => p[i] >= from / SCORE_GRID);

/** Sets of few users whom one model puts above an edge, and another, with all of its own above one, does not. */
function fewBetween(y: number[], models: {p: number[]; groups: ScoreGroup[]}[]): number[][] {
  return models.flatMap((a) =>
    models.flatMap((b) => {
      if (a === b) return [];
      return a.groups.flatMap((edge) => {
        const more = above(a.p, edge);
        return b.groups.flatMap((other) => {
          const fewer = new Set(above(b.p, other));
          const between = more.filter((i) => !fewer.has(i));
          const isNested = more.length - between.length === fewer.size;
          const cell = {n: between.length, churned: between.filter((i) => y[i] === 1).length};
          return isNested && between.length > 0 && !isGroup(cell) ? [between] : [];
        });
      });
    })
  );
}

it("shareEdges(yTrue, models) leaves no few users between an edge of one model and one of another, nor loses anybody", () => {
  let found = 0;
  for (const seed of [1, 2]) {
    const {y, scores} = draw(seed, 0.02);
    const models = scores.map((p) => ({p, groups: cutScoreGroups(y, p, 40) as ScoreGroup[]}));
    found += fewBetween(y, models).length;
    const shared = shareEdges(y, models) as ScoreGroup[][];
    expect(
      fewBetween(
        y,
        models.map(({p}, k) => ({p, groups: shared[k]}))
      )
    ).toEqual([]);
    expect(shared[0]).toEqual(models[0].groups);
    for (const [k, groups] of shared.entries()) {
      expect(groups.length).toBeGreaterThan(4);
      let n = 0;
      for (const [place, group] of groups.entries()) {
        n += group.n;
        expect(n).toBe(above(scores[k], group).length);
        expect(group.mean).toBeGreaterThanOrEqual(group.from / SCORE_GRID);
        expect(group.mean).toBeLessThan((groups[place - 1]?.from ?? SCORE_GRID + 1) / SCORE_GRID);
      }
      expect(n).toBe(y.length);
    }
  }
  expect(found).toBeGreaterThan(5);
});

it("shareEdges(yTrue, models, customers) leaves no few customers between, however many rows these have", () => {
  const {y, scores} = draw(1, 0.02);
  const customers = y.map((_, i) => (i < 600 ? i % 12 : i)); // 12 of them have two thirds of the rows
  const models = scores.map((p) => ({p, groups: cutScoreGroups(y, p, 40, {customers}) as ScoreGroup[]}));
  const between = (shared: (ScoreGroup[] | null)[]): number[] =>
    models.flatMap(({p}, k) =>
      models.flatMap((other, l) =>
        shared[k]!.flatMap((edge) =>
          shared[l]!.flatMap((inner) => {
            const [more, fewer] = [above(p, edge), new Set(above(other.p, inner))];
            const left = more.filter((i) => !fewer.has(i));
            const isNested = k !== l && left.length > 0 && more.length - left.length === fewer.size;
            return isNested ? [new Set(left.map((i) => customers[i])).size] : [];
          })
        )
      )
    );
  expect(between(shareEdges(y, models)).filter((n) => n < 20).length).toBeGreaterThan(0);
  expect(between(shareEdges(y, models, customers)).filter((n) => n < 20)).toEqual([]);
});

it("shareEdges(yTrue, models) leaves models alone that rank otherwise, and those without groups", () => {
  const {y, scores} = draw(4, 1);
  const groups = scores.map((p) => cutScoreGroups(y, p, 40));
  expect(
    shareEdges(y, [
      {groups: null, p: scores[0]},
      {groups: groups[1], p: scores[1]}
    ])
  ).toEqual([null, groups[1]]);
  expect(
    shareEdges(y, [
      {groups: groups[0], p: scores[0]},
      {groups: groups[2], p: scores[2]}
    ])
  ).toEqual([groups[0], groups[2]]);
});
