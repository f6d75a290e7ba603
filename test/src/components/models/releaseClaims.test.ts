import type {Difference} from "../../../../src/components/models/differenceChart.js";
import {expect, it} from "vitest";
import {differenceClaim, differencesTo, importanceClaim} from "../../../../src/components/models/differenceChart.js";
import {gateClaim} from "../../../../src/components/models/gateTable.js";
import {refusals} from "../../../../src/components/models/releasePanel.js";
import {createModelsBook} from "../../../fixtures/book/models.js";

const book = createModelsBook();

it("differencesTo(book, metric) judges by the interval and the metric's direction", () => {
  const comparisons = [
    {name: "tree", metric: "logLoss", difference: {estimate: 0.02, low: 0.01, high: 0.03}, pValue: 0.001},
    {name: "forest", metric: "logLoss", difference: {estimate: -0.02, low: -0.03, high: -0.01}, pValue: 0.001},
    {name: "boosting", metric: "logLoss", difference: {estimate: 0.001, low: -0.01, high: 0.012}, pValue: 0.8},
    {name: "tree", metric: "rocAuc", difference: {estimate: 0.02, low: 0.01, high: 0.03}, pValue: 0.001}
  ];
  const verdicts = differencesTo({...book, comparisons}, "logLoss").map((d) => [d.title, d.verdict]);
  expect(verdicts).toEqual([
    ["Random forest", "better"],
    ["Gradient boosting", "cannot tell"],
    ["Decision tree", "worse"]
  ]);
  expect(differencesTo({...book, comparisons}, "rocAuc")[0].verdict).toBe("better");
});

it("differenceClaim(champion, differences) counts what the folds can tell apart", () => {
  const worse: Difference = {title: "B", estimate: 1, low: 0.5, high: 2, pValue: 0.01, verdict: "worse"};
  const open: Difference = {...worse, title: "C", low: -1, verdict: "cannot tell"};
  expect(differenceClaim("Log loss", "A", [worse, worse])).toBe("By log loss, A beats every other finalist on the same users");
  expect(differenceClaim("Log loss", "A", [worse, open])).toBe(
    "By log loss, A beats 1 of 2 on the same users; one cannot be told apart from it"
  );
  expect(differenceClaim("Log loss", "A", [open, open])).toBe(
    "By log loss, none of the other 2 can be told apart from A on the same users"
  );
  expect(differenceClaim("Log loss", "A", [{...worse, verdict: "better"}, open])).toBe(
    "By log loss, B scores better than A on the same users"
  );
});

it("importanceClaim(importance) names the input that hurts most and counts the idle ones", () => {
  expect(importanceClaim(book.importance)).toBe(
    "Scrambling “Days active” hurts most; for 1 of 3 these test users cannot tell a loss from none"
  );
  expect(importanceClaim(book.importance.slice(0, 2))).toBe(
    "Scrambling “Days active” hurts most; every scrambling raises the log loss beyond what other test users might"
  );
  const idle = book.importance.map((d) => ({...d, increase: {estimate: 0.001, low: -0.001, high: 0.003}}));
  expect(importanceClaim(idle)).toBe("No scrambling raises the log loss beyond what other test users might");
});

it("gateClaim(book) counts candidates that pass every gate, recipes left out", () => {
  expect(gateClaim(book)).toBe("3 of 5 candidates pass every gate");
  expect(gateClaim({...book, gates: {logistic: book.gates.logistic, tree: book.gates.tree}})).toBe(
    "Only Logistic regression passes every gate"
  );
  expect(gateClaim({...book, gates: {tree: book.gates.tree}})).toBe("No finalist passes every gate: nothing may be released");
});

it("refusals(finalists) says once for all finalists alike which format they have not, and why", () => {
  const xgboost = (kind: string): {title: string; reason: string} => ({
    title: "XGBoost JSON",
    reason: `the model must be made of trees; got a model of the kind "${kind}". Export it as ONNX.`
  });
  const spark = {
    title: "SQL for Spark",
    reason: "the expression must have at most 100,000 characters; got 179,684 in Spark. Score the table."
  };
  const finalists = [
    {name: "logistic", refused: [xgboost("logistic")]},
    {name: "forest", refused: [spark]},
    {name: "additive", refused: [xgboost("additive")]},
    {name: "tree", refused: []}
  ];
  expect(refusals(finalists)).toEqual([
    "XGBoost JSON: not for logistic and additive, because the model must be made of trees. Export it as ONNX.",
    "SQL for Spark: not for forest, because the expression must have at most 100,000 characters. Score the table."
  ]);
});
