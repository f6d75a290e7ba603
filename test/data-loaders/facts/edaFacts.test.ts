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
