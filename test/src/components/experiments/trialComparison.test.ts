import {expect, it} from "vitest";
import {compareFacts, comparisonClaim} from "../../../../src/components/experiments/trialComparison.js";
import {trialColumns} from "../../../../src/components/experiments/trialColumns.js";
import {trialRows} from "../../../../src/components/experiments/trialRows.js";
import {createExperimentsBook} from "../../../fixtures/book/experiments.js";

const book = createExperimentsBook();
const rows = trialRows(book, "logLoss", {});
const [a, b] = rows.filter((d) => d.group === "logistic" && d.state === "finished");
const shifted = (by: (fold: number) => number): typeof a => ({...b, id: "other", folds: a.folds.map((d, i) => d + by(i))});

it("compareFacts(book, trials) puts every fact among those that differ or those that are the same", () => {
  const {differing, same} = compareFacts(book, [a, b]);
  expect(differing.map((d) => d.title)).toContain("gradient steps");
  expect(same).toContainEqual({title: "learner", texts: ["Logistic regression", "Logistic regression"]});
  expect(differing.every((d) => new Set(d.texts).size > 1)).toBe(true);
});

it("comparisonClaim(book, trials, metric) says what the folds can tell", () => {
  expect(comparisonClaim(book, [a, shifted((i) => 0.05 + i / 1000)], "logLoss")).toBe(`2 trials side by side. Beside ${a.id}: 1 worse`);
  expect(comparisonClaim(book, [a, shifted((i) => -0.05 - i / 1000)], "logLoss")).toMatch(/1 better than/);
  expect(comparisonClaim(book, [a, shifted((i) => (i % 2 ? 0.01 : -0.01))], "logLoss")).toMatch(/1 not to be told apart from it$/);
  expect(comparisonClaim(book, [a, {...b, folds: [0.4]}], "logLoss")).toMatch(/1 with too few folds in common to say$/);
});

it("trialColumns(book, rows, metric) has a column for what differs, that of the best learner first", () => {
  const words = trialColumns(book, rows, "logLoss").map((d) => d.word);
  expect(words.slice(0, 5)).toEqual(["mean", "folds", "state", "seconds", "inputs"]);
  expect(words.indexOf("steps")).toBeLessThan(words.indexOf("trees"));
  expect(new Set(words).size).toBe(words.length);
  expect(trialColumns(book, [a], "logLoss")).toHaveLength(5);
});
