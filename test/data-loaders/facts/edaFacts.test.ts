import type {BookForFacts} from "../../../data-loaders/facts/bookForFacts.js";
import {expect, it} from "vitest";
import {edaFacts} from "../../../data-loaders/facts/edaFacts.js";
import {createDatasetBook} from "../../fixtures/book/dataset.js";

it("edaFacts(book) says both ends of the strongest input of as many, also where one is rare", () => {
  const rates = [0.002, 0.3].map((rate, i) => ({label: `band ${i}`, rate}));
  const variables = [{input: "visits", title: "Visits", kind: "number", rocAuc: 0.8, rates}];
  const eda = {variables, correlation: {names: []}, missingLabels: {byCategory: []}, holdConstant: []};
  const {strongestHighRate, strongestLowRate} = edaFacts({dataset: createDatasetBook(), eda} as unknown as BookForFacts);
  expect([strongestHighRate, strongestLowRate]).toEqual(["300 in 1,000", "2 in 1,000"]);
});

it("edaFacts(book) tells the highest and the lowest where neither is an end, and shadows of clear differences alone", () => {
  const rates = [0.13, 0.07, 0.25, 0.24].map((rate, i) => ({label: `band ${i}`, rate, n: 100, churned: Math.round(100 * rate)}));
  const variables = [{input: "visits", title: "Visits", kind: "number", rocAuc: 0.8, rates}];
  const difference = (variable: string, raw: number, within: number) => ({
    variable,
    held: "visits",
    raw: {estimate: raw, low: raw - 0.03, high: raw + 0.03},
    within: {estimate: within, low: within - 0.03, high: within + 0.03},
    strata: []
  });
  const say = (...holdConstant: ReturnType<typeof difference>[]) =>
    edaFacts({
      dataset: createDatasetBook(),
      eda: {variables, correlation: {names: []}, missingLabels: {byCategory: []}, holdConstant}
    } as unknown as BookForFacts);
  const {strongestHighLabel, strongestLowLabel, shadowSentence} = say(difference("noise", 0.02, 0.001), difference("plan", 0.08, 0.07));
  expect([strongestHighLabel, strongestLowLabel]).toEqual(["Visits band 2", "band 1"]);
  expect(shadowSentence).toMatch(/^Between its low and high half, plan makes a difference of \+8\.0 percentage points/);
  expect(say(difference("noise", 0.02, 0.001)).shadowSentence).toBe("");
});

it("edaFacts(book) never says of a category whose levels may not be told that it does nothing, and claims no first place beside it", () => {
  const of = (title: string, rocAuc: number, nRates: number) => ({
    input: title,
    title,
    kind: "category",
    churned: null,
    rocAuc,
    rates: Array.from({length: nRates}, (_, i) => ({label: `level ${i}`, rate: 0.3 - 0.1 * i, low: 0.1, high: 0.4}))
  });
  const say = (...variables: ReturnType<typeof of>[]) =>
    edaFacts({
      dataset: createDatasetBook(),
      eda: {variables, correlation: {names: []}, missingLabels: {byCategory: []}, holdConstant: []}
    } as unknown as BookForFacts);
  const {edaHeadline, helplessSentence} = say(of("Plan", 0.6, 3), of("Region", 0.51, 3), of("Health", 0.5, 1));
  expect(edaHeadline).toMatch(/^Plan tells most of what can be told/);
  expect(helplessSentence).toMatch(
    /^Of the three variables, one does next to nothing alone: Region\. Nothing can be told of Health alone: too few/
  );
  const told = say(of("Plan", 0.6, 3), of("Region", 0.51, 3));
  expect(told.edaHeadline).not.toMatch(/can be told/);
  expect(told.helplessSentence).not.toMatch(/Nothing can be told/);
});

it("edaFacts(book) names a level's variable once, also where the level begins with it", () => {
  const rates = ["City 0", "City 2", "Bonn"].map((label, i) => ({label, rate: [0.3, 0.5, 0.2][i], n: 100, churned: [30, 50, 20][i]}));
  const city = {input: "city", title: "City", kind: "category", rocAuc: 0.7, rates};
  const say = (variable: object) =>
    edaFacts({
      dataset: createDatasetBook(),
      eda: {variables: [variable], correlation: {names: []}, missingLabels: {byCategory: []}, holdConstant: []}
    } as unknown as BookForFacts).strongestHighLabel;
  expect(say(city)).toBe("City 2");
  expect(say({...city, title: "Home"})).toBe("Home City 2");
});

it("edaFacts(book) says that a number tells whose churn rate goes down and up, and does not call it of no help", () => {
  const of = (title: string, rocAuc: number, rates: readonly number[]) => ({
    input: title,
    title,
    kind: "number",
    rocAuc,
    rates: rates.map((rate, i) => ({
      label: `band ${i}`,
      n: 400,
      churned: Math.round(400 * rate),
      rate,
      low: rate - 0.03,
      high: rate + 0.03
    }))
  });
  const say = (...variables: ReturnType<typeof of>[]) =>
    edaFacts({
      dataset: createDatasetBook(),
      eda: {variables, correlation: {names: []}, missingLabels: {byCategory: []}, holdConstant: []}
    } as unknown as BookForFacts);
  const hours = of("Hours", 0.51, [0.5, 0.25, 0.05, 0.2, 0.55]);
  const noise = of("Noise", 0.52, [0.2, 0.205, 0.2, 0.21, 0.2]);
  const slope = of("Slope", 0.6, [0.1, 0.15, 0.2, 0.25, 0.3]);
  const facts = say(slope, hours, noise);
  expect(facts.edaHeadline).toBe("Hours tells most, and not from low to high");
  expect([facts.strongestHighLabel, facts.strongestLowLabel]).toEqual(["Hours band 4", "band 2"]);
  expect(facts.helplessSentence).toBe(
    "Of the three variables, one does next to nothing alone: Noise. " +
      "Hours tells more than a ranking from low to high can: its churn rate goes up and down along the way."
  );
  expect(say(slope, noise).edaHeadline).toBe("Slope tells most");
  expect(say(hours).edaHeadline).toBe("Hours tells most, and not from low to high");
});
