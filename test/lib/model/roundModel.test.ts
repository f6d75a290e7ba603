import type {Model, Trees} from "../../../lib/model/model.js";
import fc from "fast-check";
import {expect, it} from "vitest";
import {MIN_GROUP} from "../../../lib/groups.js";
import {tree} from "../../../lib/fit/learners/tree.js";
import {createRandom} from "../../../lib/random.js";
import {roundTo} from "../../../lib/groups.js";
import {roundModel} from "../../../lib/model/roundModel.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {hasTrait} from "../../../lib/model/model.js";
import {fitModels} from "../../interop/models.js";
import {mixedUsers} from "../../support/syntheticUsers.js";

const {table} = mixedUsers(300, 5);
const names = table.columns.map(({name}) => name);
const models = Object.values(fitModels()).filter(({inputs}) => inputs.every(({name}) => names.includes(name)));

function treesOf(model: Model): Trees {
  if (!hasTrait(model, "hasTrees")) throw new Error(`a ${model.kind} has no trees`);
  return model.trees;
}
const smallestLeaf = ({feature, cover}: Trees): number => Math.min(...cover.filter((_, node) => feature[node] < 0));
const digitsOf = (value: number): number => Math.abs(value).toExponential().split("e")[0].replace(".", "").replace(/0+$/, "").length;

it.each(models.map((model) => [model.kind, model] as const))("rounds what a %s learned, and hardly moves its scores", (_, model) => {
  const rounded = roundModel(model);
  const [before, after] = [createScorer(model), createScorer(rounded)].map((scorer) => scorer.scoreTable(table));
  const reach = rounded.kind === "tree" ? 1 / smallestLeaf(rounded.trees) : 1e-5;
  for (const [i, p] of before.entries()) expect(Math.abs(after[i] - p)).toBeLessThan(reach);
  const learned = hasTrait(rounded, "hasTrees")
    ? rounded.trees.value.filter((_value, node) => rounded.trees.feature[node] < 0)
    : rounded.kind === "logistic"
      ? [rounded.intercept, ...rounded.weights]
      : rounded.kind === "additive"
        ? [rounded.intercept, ...rounded.shapes.flatMap(({values, missing}) => [...values, missing])]
        : [];
  expect(learned.filter((value) => digitsOf(value) > 6)).toEqual([]);
  expect(roundModel(rounded)).toEqual(rounded);
});

it("keeps inner nodes the means of the leaves below with six digits, and roots, which reasons start from, with all", () => {
  for (const model of models.map(roundModel)) {
    if (!hasTrait(model, "hasTrees")) continue;
    const {feature, left, right, cover, value, roots} = model.trees;
    const meanOf = (node: number): number => {
      const [l, r] = [left[node], right[node]];
      return feature[node] < 0 ? value[node] : (cover[l] * meanOf(l) + cover[r] * meanOf(r)) / cover[node];
    };
    for (const root of roots) expect(value[root]).toBeCloseTo(meanOf(root), 12);
    for (const [node, column] of feature.entries()) {
      if (column < 0) continue;
      if (!roots.includes(node)) expect(value[node]).toBe(roundTo(meanOf(node), 6));
    }
  }
});

it("tells by no leaf of a tree how many rows it has: with most numbers near the told one it would ship the same value", () => {
  fc.assert(
    fc.property(fc.integer({min: 200, max: 3000}), fc.integer({min: 1, max: 99}), (n, seed) => {
      const users = mixedUsers(n, seed);
      const fitted = tree.fit(users, {minLeaf: MIN_GROUP}, {random: createRandom(seed)});
      const trees = treesOf(fitted);
      const {feature, cover, value} = treesOf(roundModel(fitted));
      const prior = users.y.reduce((sum, y) => sum + y, 0) / n; // the base rate ships, and every leaf has one user of it
      const shipAs = (leaf: number, share: number): number =>
        treesOf(roundModel({...fitted, kind: "tree", trees: {...trees, value: trees.value.with(leaf, share)}})).value[leaf];
      for (const leaf of feature.keys()) {
        if (feature[leaf] >= 0) continue;
        const near = Array.from({length: 2 * MIN_GROUP + 1}, (_, i) => cover[leaf] - MIN_GROUP + i).filter((rows) => rows >= MIN_GROUP);
        const fits = near.filter((rows) => {
          const about = Math.round(value[leaf] * (rows + 1) - prior);
          return [about - 1, about, about + 1].some((churned) => shipAs(leaf, (churned + prior) / (rows + 1)) === value[leaf]);
        });
        expect(fits.length).toBeGreaterThanOrEqual(near.length / 2);
      }
    }),
    {numRuns: 10}
  );
});
