import {expect, it} from "vitest";
import {
  comparableTrials,
  filterRows,
  finishedRows,
  groupToShow,
  trialGroups,
  trialRows
} from "../../../../src/components/experiments/trialRows.js";
import {createExperimentsBook, createFailedExperimentsBook} from "../../../fixtures/book/experiments.js";

const book = createExperimentsBook();
const rows = trialRows(book, "logLoss", {"logistic-01": 0.21});

it("trialRows(book, metric, seconds) keeps every trial, also the failed and the stopped", () => {
  expect(rows.map((d) => d.id)).toEqual(book.trials.map((d) => d.id));
  expect(new Set(rows.map((d) => d.state))).toEqual(new Set(["finished", "stopped", "failed"]));
});

it("trialRows(book, metric, seconds) says null where there is no score, and the message why", () => {
  const failed = rows.find((d) => d.state === "failed");
  expect(failed).toMatchObject({mean: null, standardError: null, folds: []});
  expect(failed?.error).toMatch(/exit code 137/);
});

it("trialRows(book, metric, seconds) gives times only to trials that were timed", () => {
  expect(rows.find((d) => d.id === "logistic-01")?.seconds).toBe(0.21);
  expect(rows.find((d) => d.id === "logistic-02")?.seconds).toBeNull();
});

it("trialRows(book, metric, seconds) keeps a recipe's trials apart from the learner's own", () => {
  const theirs = rows.find((d) => d.id === "original-study/logistic-01");
  expect(theirs).toMatchObject({group: "original-study", groupTitle: "Recipe “original-study”"});
  expect(filterRows(rows, {group: "logistic", state: "all"}).map((d) => d.id)).not.toContain("original-study/logistic-01");
});

it("trialGroups(book) lists learners in their order, then recipes once", () => {
  expect(trialGroups(book).map((d) => d.name)).toEqual(["baseline", "logistic", "forest", "original-study"]);
});

it("finishedRows(rows, better) sorts by the direction that is good, and leaves out what was stopped", () => {
  const lower = finishedRows(rows, "lower");
  expect(lower.map((d) => d.mean)).toEqual(lower.map((d) => d.mean).toSorted((a, b) => a - b));
  expect(finishedRows(rows, "higher").map((d) => d.id)).toEqual(lower.map((d) => d.id).toReversed());
  expect(lower.every((d) => d.state === "finished")).toBe(true);
});

it("filterRows(rows, filter) takes one learner and one state, or all", () => {
  expect(filterRows(rows, {group: "all", state: "all"})).toHaveLength(rows.length);
  const stopped = filterRows(rows, {group: "forest", state: "stopped"});
  expect(stopped.length).toBeGreaterThan(0);
  expect(stopped.every((d) => d.group === "forest" && d.state === "stopped")).toBe(true);
});

it("groupToShow(rows, group, better) looks into the best learner that had anything to search", () => {
  expect(groupToShow(rows, "forest", "lower")).toBe("forest");
  expect(groupToShow(rows, "all", "lower")).toBe("logistic");
  expect(groupToShow([], "all", "lower")).toBe("");
});

it("groupToShow(rows, group, better) has an answer when every trial failed", () => {
  const failed = createFailedExperimentsBook();
  expect(groupToShow(trialRows(failed, "logLoss", {}), "all", "lower")).toBe("baseline");
});

it("comparableTrials(rows, better) judges all that have a score by the folds that all of them ran", () => {
  const forest = rows.filter((d) => d.group === "forest");
  const {rows: compared, nFolds} = comparableTrials(forest, "lower");
  expect(compared.map((d) => d.id).toSorted()).toEqual(
    forest
      .filter((d) => d.folds.length > 0)
      .map((d) => d.id)
      .toSorted()
  );
  expect(nFolds).toBe(Math.min(...compared.map((d) => d.folds.length)));
  for (const row of compared) expect(row.mean).toBeCloseTo(row.folds.slice(0, nFolds).reduce((a, b) => a + b) / nFolds, 12);
  const means = compared.map((d) => d.mean);
  expect(means).toEqual(means.toSorted((a, b) => a - b));
  expect(comparableTrials([], "lower")).toEqual({rows: [], nFolds: 0});
});
