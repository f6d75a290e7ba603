import {describe, expect, test} from "vitest";
import {createExplainer} from "../../../lib/explain/explainer.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {foldWaterfall, layWaterfall, orderBySize, planBars, probabilityAt, startAtBaseRate} from "../../../lib/whatif/waterfall.js";
import {createMembers, predictBook as book, predictModel} from "../../fixtures/book/predict.js";

const names = predictModel.inputs.map((d) => d.name);

describe("planBars(book, names, isGrouped)", () => {
  test("puts inputs that move together under one bar", () => {
    expect(planBars(book, names, true).map((d) => d.title)).toEqual([
      "Visits and classes",
      "Check-ins and workouts",
      "Days since joining",
      "Money spent",
      "Plan"
    ]);
    expect(planBars(book, names, false)).toHaveLength(names.length);
  });
  test("a group of which the model has one input is that input", () => {
    expect(planBars(book, ["classes"], true)).toEqual([{title: "Classes", inputs: ["classes"], indices: [0]}]);
  });
});

describe("layWaterfall(explanation, bars, order)", () => {
  const explainer = createExplainer(predictModel);
  const scorer = createScorer(predictModel);
  test("leads from the reference's score to the row's, exactly, whatever the grouping and the order", () => {
    for (const row of createMembers(100)) {
      for (const grouped of [true, false]) {
        for (const reference of [null, book.typical]) {
          const bars = planBars(book, names, grouped);
          const fall = layWaterfall(explainer.explainRow(row, reference), bars, bars.map((_, i) => i).reverse());
          expect(Math.abs(probabilityAt(fall.unit, fall.end) - scorer.scoreRow(row))).toBeLessThan(1e-12);
          if (reference) expect(Math.abs(probabilityAt(fall.unit, fall.start) - scorer.scoreRow(reference))).toBeLessThan(1e-12);
          expect(fall.steps.every((step, i) => i === 0 || step.start === fall.steps[i - 1].end)).toBe(true);
        }
      }
    }
  });
  test("folds all but the largest into one bar that ends where they end", () => {
    const bars = planBars(book, names, false);
    const fall = layWaterfall(explainer.explainRow(createMembers(1)[0], null), bars);
    const {steps} = foldWaterfall(fall, 3);
    expect(steps.map((d) => d.title)).toEqual([...fall.steps.slice(0, 3).map((d) => d.title), "All other inputs"]);
    expect(steps[3]).toMatchObject({start: fall.steps[2].end, end: fall.end});
    expect(steps[3].contribution).toBeCloseTo(fall.end - fall.steps[2].end, 12);
    expect(foldWaterfall(fall, fall.steps.length - 1)).toBe(fall);
  });
  test("puts the largest contribution first", () => {
    expect(orderBySize([0.1, -0.5, 0.3, 0.3])).toEqual([1, 2, 3, 0]);
  });
});

test("startAtBaseRate(waterfall, baseRate, title) leads from the base rate to the same score", () => {
  const explainer = createExplainer(predictModel);
  for (const row of createMembers(20, "base rates")) {
    const laid = layWaterfall(explainer.explainRow(row, null), planBars(book, names, true));
    const begun = startAtBaseRate(laid, book.baseRate, "At average inputs");
    expect(probabilityAt(begun.unit, begun.start)).toBeCloseTo(book.baseRate, 12);
    expect(begun.start + begun.steps.reduce((sum, d) => sum + d.contribution, 0)).toBeCloseTo(laid.end, 12);
    expect(begun.steps.map((d) => d.isFrame ?? false)).toEqual([true, ...laid.steps.map(() => false)]);
  }
});
