import {expect, it} from "vitest";
import {roundTo} from "../../../lib/groups.js";
import {roundModel} from "../../../lib/model/roundModel.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {hasTrait} from "../../../lib/model/model.js";
import {fitModels} from "../../interop/models.js";
import {mixedUsers} from "../../support/syntheticUsers.js";

const {table} = mixedUsers(300, 5);
const names = table.columns.map(({name}) => name);
const models = Object.values(fitModels()).filter(({inputs}) => inputs.every(({name}) => names.includes(name)));

const digitsOf = (value: number): number => Math.abs(value).toExponential().split("e")[0].replace(".", "").replace(/0+$/, "").length;

it.each(models.map((model) => [model.kind, model] as const))("rounds what a %s learned, and hardly moves its scores", (_, model) => {
  const rounded = roundModel(model);
  const [before, after] = [createScorer(model), createScorer(rounded)].map((scorer) => scorer.scoreTable(table));
  for (const [i, p] of before.entries()) expect(Math.abs(after[i] - p)).toBeLessThan(1e-5);
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
