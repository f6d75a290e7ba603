import type {BookForFacts} from "../../../data-loaders/facts/bookForFacts.js";
import {expect, it} from "vitest";
import {wranglingFacts} from "../../../data-loaders/facts/wranglingFacts.js";
import {rateOf} from "../../../lib/statistics/intervals.js";
import {createDatasetBook} from "../../fixtures/book/dataset.js";
import {createModelsBook} from "../../fixtures/book/models.js";

it("wranglingFacts(book) says that those who break a rule churn most where chance makes no rule of so many so, by customers", () => {
  const dataset = createDatasetBook({baseRate: 0.2});
  const {labelled} = dataset.counts;
  const say = (churned: number, nRules: number, effective: number | null = null): unknown => {
    const finding = (left: number) => ({kind: "check", name: "a", title: "A rule", rows: 100, churn: rateOf(left, 100)});
    const findings = [finding(churned), ...Array.from({length: nRules - 1}, () => finding(20))];
    const book = {dataset: {...dataset, effective}, models: createModelsBook(), wrangling: {ledger: [], findings, columnLab: []}};
    return wranglingFacts(book as unknown as BookForFacts).wranglingDeck;
  };
  expect(say(30, 1)).toContain("those who churn most");
  expect(say(30, 8)).not.toContain("those who churn most");
  expect(say(40, 8)).toContain("those who churn most");
  expect(say(40, 8, labelled / 5)).not.toContain("those who churn most");
});

it("wranglingFacts(book) says of a rule that holds for all but a few what is told of it, and not that it holds for all", () => {
  const say = (share: number | null, rows: number | string): unknown => {
    const finding = {kind: "duplicate", name: "a", title: "The same as an earlier row", rows, share, churn: null};
    const wrangling = {ledger: [], findings: [finding], columnLab: []};
    return wranglingFacts({dataset: createDatasetBook(), models: createModelsBook(), wrangling} as unknown as BookForFacts).wranglingDeck;
  };
  expect(say(1, 540)).toMatch(/^The same as an earlier row: all or nearly all members\. /);
  expect(say(0.998, 9980)).toMatch(/: all or nearly all members\. /);
  expect(say(0.9, 480)).toMatch(/: 90% of all members\. /);
});
