import type {BookForFacts} from "../../../data-loaders/facts/bookForFacts.js";
import {expect, it} from "vitest";
import {edaFacts} from "../../../data-loaders/facts/edaFacts.js";
import {rateOf} from "../../../lib/statistics/intervals.js";
import {createDatasetBook} from "../../fixtures/book/dataset.js";

const sure = {adjustedP: 0.001};

/** A table of so many inputs. */
function withInputs(n: number): ReturnType<typeof createDatasetBook> {
  const {definition} = createDatasetBook();
  return createDatasetBook({definition: {...definition, inputs: Array.from({length: n}, () => definition.inputs[0])}});
}

it("edaFacts(book) claims no first place that chance may give, and compares no band with itself", () => {
  const of = (title: string, rocAuc: number, adjustedP: number, nRates = 2) => ({
    input: title,
    title,
    unit: null,
    kind: "number",
    rocAuc,
    test: {adjustedP},
    rates: [0.3, 0.1]
      .slice(0, nRates)
      .map((rate, i) => ({label: `${i}`, rate, n: 100, churned: 100 * rate, low: rate - 0.1, high: rate + 0.1}))
  });
  const say = (...variables: ReturnType<typeof of>[]) =>
    edaFacts({
      dataset: createDatasetBook(),
      wrangling: {findings: []},
      eda: {variables, correlation: {names: []}, missingLabels: {byCategory: []}, holdConstant: []}
    } as unknown as BookForFacts);
  expect(say(of("Age", 0.58, 0.14), of("Fee", 0.54, 1)).edaHeadline).toBe("What a variable tells by itself may be chance");
  const told = say(of("City", 0.6, 0.3), of("Age", 0.58, 0.01));
  expect(told).toMatchObject({edaHeadline: "Age tells most", strongestTitle: "Age", strongestAuc: "0.58", strongestDoubt: ""});
  expect(say(of("City", 0.6, 0.3)).strongestDoubt).toBe(", which may be chance");
  expect(told.strongestRates).toBe("At Age 0, 30 in 100 churned; at 1, 10 in 100.");
  expect(say(of("Age", 0.7, 0.01, 1))).toMatchObject({strongestRates: "", acrossAll: "the churn rate is", strongestCaution: ""});
});

it("edaFacts(book) says both ends of the strongest input of as many, also where one is rare", () => {
  const rates = [0.002, 0.3].map((rate, i) => ({label: `band ${i}`, rate}));
  const variables = [{input: "visits", title: "Visits", unit: null, kind: "number", rocAuc: 0.8, rates, test: sure}];
  const eda = {variables, correlation: {names: []}, missingLabels: {byCategory: []}, holdConstant: []};
  const {strongestRates} = edaFacts({dataset: createDatasetBook(), wrangling: {findings: []}, eda} as unknown as BookForFacts);
  expect(strongestRates).toBe("At Visits band 1, 300 in 1,000 churned; at band 0, 2 in 1,000.");
});

it("edaFacts(book) tells the highest and the lowest where neither is an end, and shadows of clear differences alone", () => {
  const rates = [0.13, 0.07, 0.25, 0.24].map((rate, i) => ({label: `band ${i}`, rate, n: 100, churned: Math.round(100 * rate)}));
  const of = (input: string, rocAuc: number, test = sure) => ({input, title: input, unit: null, kind: "number", rocAuc, rates, test});
  const variables = [{...of("visits", 0.8), title: "Visits"}, of("plan", 0.6), of("noise", 0.51), of("luck", 0.55, {adjustedP: 0.2})];
  const difference = (variable: string, raw: number, within: number, half = 0.03) => ({
    variable,
    held: "visits",
    raw: {estimate: raw, low: raw - half, high: raw + half},
    within: {estimate: within, low: within - half, high: within + half},
    strata: []
  });
  const say = (...holdConstant: ReturnType<typeof difference>[]) =>
    edaFacts({
      dataset: createDatasetBook(),
      wrangling: {findings: []},
      eda: {variables, correlation: {names: []}, missingLabels: {byCategory: []}, holdConstant}
    } as unknown as BookForFacts);
  const {strongestRates, shadowSentence} = say(difference("noise", 0.02, 0.001), difference("plan", 0.08, 0.07));
  expect(strongestRates).toBe("At Visits band 2, 25 in 100 churned; at band 1, 7 in 100.");
  expect(shadowSentence).toMatch(/^From the low to the high part of plan the churn rate differs by \+8\.0 percentage points; among /);
  expect(say(difference("plan", 0.08, 0.07, 0.07)).shadowSentence).toMatch(/differs by \+8\.0 percentage points/);
  expect(say(difference("plan", 0.3, 0.2, 0.13)).shadowSentence).toMatch(/differs by \+30 percentage points; .* by \+20 percentage points/);
  expect(say(difference("plan", 0.3, 0.31, 0.13)).shadowSentence).toBe(
    "Among members with about the same Visits no clear difference is any smaller."
  );
  expect(say(difference("plan", 0.3, 0.16, 0.13)).shadowHeading).toBe("What is left when one is held constant");
  expect(say(difference("plan", 0.3, -0.14, 0.13)).shadowHeading).toBe("What may be only a shadow");
  expect(say(difference("noise", 0.02, 0.001)).shadowSentence).toBe("");
  expect(say(difference("luck", 0.08, 0.01)).shadowSentence).toBe(""); // beyond its own interval, and chance among so many
  const masked = say(difference("noise", 0.01, -0.2), difference("plan", 0.08, 0.07));
  expect(masked.shadowHeading).toBe("What shows only when one is held constant");
  expect(masked.shadowSentence).toMatch(
    / One can mask another too: from the low to the high part of noise the churn rate differs by \+1\.0 percentage points alone, and by .20/
  );
});

it("edaFacts(book) never says of a category whose levels may not be told that it does nothing, and claims no first place beside it", () => {
  const of = (title: string, rocAuc: number, nRates: number) => ({
    input: title,
    title,
    unit: null,
    kind: "category",
    churned: null,
    rocAuc,
    test: sure,
    rates: Array.from({length: nRates}, (_, i) => ({label: `level ${i}`, rate: 0.3 - 0.1 * i, low: 0.1, high: 0.4}))
  });
  const say = (...variables: ReturnType<typeof of>[]) =>
    edaFacts({
      dataset: withInputs(variables.length),
      wrangling: {findings: []},
      eda: {variables, correlation: {names: []}, missingLabels: {byCategory: []}, holdConstant: []}
    } as unknown as BookForFacts);
  const {edaHeadline, helplessSentence} = say(of("Plan", 0.6, 3), of("Region", 0.51, 3), of("Health", 0.5, 1));
  expect(edaHeadline).toMatch(/^Plan tells most of what can be told/);
  expect(helplessSentence).toMatch(
    /^Of the three variables, one does next to nothing alone: Region\. Nothing can be told of Health alone: too few/
  );
  const [unsure, other] = ["Size", "Shade"].map((title) => ({...of(title, 0.57, 3), test: {...sure, adjustedP: 0.3}}));
  expect(say(of("Plan", 0.6, 3), unsure, of("Region", 0.51, 3)).helplessSentence).toBe(
    "Of the three variables, one does next to nothing alone: Region. What Size does alone may be chance."
  );
  expect(say(of("Plan", 0.6, 3), unsure, other).helplessSentence).toBe("What Size and Shade do alone may be chance.");
  expect(say(unsure).helplessSentence).toBe("");
  const city = of("City", 0.504, 2);
  const bins = (n: number): typeof city => ({
    ...city,
    rates: city.rates.map((d, i) => ({...d, n: [59, n][i], label: ["city 24", "other (348 levels)"][i]}))
  });
  expect(say(of("Plan", 0.6, 3), bins(5941)).helplessSentence).toMatch(/^What City does alone is open: too few .* told as one\.$/);
  expect(say(of("Plan", 0.6, 3), bins(30)).helplessSentence).toMatch(/^Of the two variables, one does next to nothing alone: City\.$/);
  const less = edaFacts({
    dataset: withInputs(5),
    wrangling: {findings: []},
    eda: {variables: [of("Plan", 0.6, 3)], correlation: {names: []}, missingLabels: {byCategory: []}, holdConstant: []}
  } as unknown as BookForFacts);
  expect(less.helplessSentence).toMatch(/^Of four more too few \w+ of either outcome have a value, or lack one\.$/);
  const told = say(of("Plan", 0.6, 3), of("Region", 0.51, 3));
  expect(told.edaHeadline).not.toMatch(/can be told/);
  expect(told.helplessSentence).not.toMatch(/Nothing can be told/);
});

it("edaFacts(book) names a level's variable once, also where the level begins with it", () => {
  const rates = ["City 0", "City 2", "Bonn"].map((label, i) => ({label, rate: [0.3, 0.5, 0.2][i], n: 100, churned: [30, 50, 20][i]}));
  const city = {input: "city", title: "City", unit: null, kind: "category", rocAuc: 0.7, rates, test: sure};
  const say = (variable: object) =>
    edaFacts({
      dataset: createDatasetBook(),
      wrangling: {findings: []},
      eda: {variables: [variable], correlation: {names: []}, missingLabels: {byCategory: []}, holdConstant: []}
    } as unknown as BookForFacts).strongestRates;
  expect(say(city)).toMatch(/^At City 2, 50 in 100 churned; at Bonn, /);
  expect(say({...city, title: "Home"})).toMatch(/^At Home City 2, /);
});

it("edaFacts(book) says that a number tells whose churn rate goes down and up, and does not call it of no help", () => {
  const of = (title: string, rocAuc: number, rates: readonly number[]) => ({
    input: title,
    title,
    unit: null,
    kind: "number",
    rocAuc,
    test: sure,
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
      dataset: withInputs(variables.length),
      wrangling: {findings: []},
      eda: {variables, correlation: {names: []}, missingLabels: {byCategory: []}, holdConstant: []}
    } as unknown as BookForFacts);
  const hours = of("Hours", 0.51, [0.5, 0.25, 0.05, 0.2, 0.55]);
  const noise = of("Noise", 0.52, [0.2, 0.205, 0.2, 0.21, 0.2]);
  const slope = of("Slope", 0.6, [0.1, 0.15, 0.2, 0.25, 0.3]);
  const facts = say(slope, hours, noise);
  expect(facts.edaHeadline).toBe("Hours tells most, and not from low to high");
  expect(facts.strongestRates).toMatch(/^At Hours band 4, 55 in 100 churned; at band 2, 5 in 100\.$/);
  expect(facts.helplessSentence).toBe(
    "Of the three variables, one does next to nothing alone: Noise. " +
      "Hours tells more than a ranking from low to high can: its churn rate goes up and down along the way."
  );
  expect(say(slope, noise).edaHeadline).toBe("Slope tells most");
  expect(say(noise, {...noise, title: "Chance"}).helplessSentence).toMatch(/^Both variables do next to nothing alone: /);
  expect(say(hours).edaHeadline).toBe("Hours tells most, and not from low to high");
});

it("edaFacts(book) says by how many customers it counts where rows repeat them, and only there", () => {
  const rates = [0.1, 0.3].map((rate, i) => ({label: `band ${i}`, rate}));
  const variables = [{input: "visits", title: "Visits", unit: null, kind: "number", rocAuc: 0.8, rates, test: sure}];
  const eda = {variables, correlation: {names: []}, missingLabels: {byCategory: []}, holdConstant: []};
  const say = (customers: number | null): unknown =>
    edaFacts({dataset: createDatasetBook({customers}), wrangling: {findings: []}, eda} as unknown as BookForFacts).helplessSentence;
  expect(say(80)).toContain("go by the 80 customers");
  expect(say(null)).not.toContain("customers");
});

it("edaFacts(book) says that an input tells by being missing, beyond chance alone, and does not call it of no help", () => {
  const of = (input: string, rocAuc: number) => {
    const rates = [0.2, 0.21].map((rate, i) => ({
      label: `band ${i}`,
      rate,
      n: 100,
      churned: Math.round(100 * rate),
      low: rate - 0.1,
      high: rate + 0.1
    }));
    return {input, title: input, unit: null, kind: "number", rocAuc, rates, test: rocAuc > 0.55 ? sure : {adjustedP: 1}};
  };
  const say = (missing: Record<string, number>, visits: number, effective: number | null = null) => {
    const dataset = {...withInputs(3), baseRate: 0.2};
    const n = Math.round(dataset.counts.labelled / 4);
    const findings = Object.entries(missing).map(([name, rate]) => ({kind: "missing", name, churn: rateOf(Math.round(rate * n), n)}));
    const eda = {
      variables: [of("Visits", visits), of("Income", 0.51), of("Age", 0.51)],
      correlation: {names: []},
      missingLabels: {byCategory: []},
      holdConstant: []
    };
    return edaFacts({dataset: {...dataset, effective}, wrangling: {findings}, eda} as unknown as BookForFacts);
  };
  const told = say({Income: 0.38, Age: 0.2}, 0.7);
  expect(told.edaHeadline).toBe("Visits tells most");
  expect(told.helplessSentence).toBe(
    "Of the three variables, one does next to nothing alone: Age. Where Income is missing, 38 in 100 churned."
  );
  expect(say({Income: 0.38, Age: 0.08}, 0.7).helplessSentence).toContain(
    "Where Income is missing, 38 in 100 churned; whether Age is, tells too."
  );
  expect(say({Income: 0.38}, 0.51).edaHeadline).toBe("Whether Income is missing tells most");
  expect(say({Income: 0.21}, 0.7).helplessSentence).toContain("two do next to nothing alone: Income and Age.");
  expect(say({Income: 0.38}, 0.7, 40).helplessSentence).toContain("two do next to nothing alone: Income and Age.");
});
