import {expect, it} from "vitest";
import {formatModelCard} from "../../../lib/export/formatModelCard.js";
import {createModelCard} from "../../../lib/export/modelCard.js";
import {createDatasetBook} from "../../fixtures/book/dataset.js";
import {createModelsBook} from "../../fixtures/book/models.js";
import {formatEstimate, formatMetricInterval} from "../../../lib/metrics/formatMetric.js";

const models = createModelsBook();
const dataset = createDatasetBook();

it("createModelCard(books, name) gathers what a stranger must know, and is JSON", () => {
  const card = createModelCard({dataset, models}, models.champion);
  expect(card.role).toBe("champion");
  expect(card.scores.map(({name}) => name)).toEqual(models.metrics.map(({name}) => name));
  expect(card.gates.every(({passed}) => passed)).toBe(true);
  expect(card.importance).toEqual(models.importance);
  expect(card.data).toMatchObject({synthetic: true, baseRate: 0.2, churned: "The member left."});
  expect(JSON.parse(JSON.stringify(card))).toEqual(card);
});

it("createModelCard(books, name) gives no importance to others than the champion", () => {
  const card = createModelCard({dataset, models}, "baseline");
  expect(card).toMatchObject({role: "finalist", importance: []});
  expect(() => createModelCard({dataset, models}, "nobody")).toThrow("createModelCard: the finalist must exist; got nobody.");
});

it("createModelCard(books, name) says what each is good for, and why it was not the one", () => {
  const failing = createModelsBook();
  failing.gates.logistic = failing.gates.logistic.map((gate, i) => ({...gate, passed: i > 0}));
  const card = (name: string) => createModelCard({dataset, models: failing}, name);
  expect(card("baseline").uses).toEqual([expect.stringContaining("It ranks nobody.")]);
  expect(card("logistic").uses).toEqual([
    `Comparison only, because it did not pass: ${failing.gates.logistic[0].title}. Do not act on its scores.`
  ]);
  const others = failing.finalists.filter(({name}) => name !== failing.champion);
  const reasons = others.map(({name, cv}) => [card(name).choice, cv[failing.selectionMetric]?.mean.toFixed(4)]);
  for (const [choice, mean] of reasons)
    expect(choice).toMatch(new RegExp(`^(Not chosen|Second, as the Challenger): .* is ${mean}; the Champion, `));
  expect(new Set(reasons.map(([choice]) => choice)).size).toBe(others.length);
});

it("createModelCard(books, name) takes no score for a probability that test rows do not bear out", () => {
  const off = createModelsBook();
  const finalists = off.finalists.map((d) => ({
    ...d,
    test: {...d.test, calibrationError: {estimate: 0.08, low: null, high: null, byChance: 0.02}}
  }));
  const usesOf = (book: typeof off): string => createModelCard({dataset, models: book}, off.champion).uses.join(" ");
  expect(usesOf(off)).toContain("as a calibrated probability");
  expect(usesOf({...off, finalists})).not.toContain("calibrated probability");
  const few = createModelCard({dataset: {...dataset, isFew: true}, models: off}, off.champion);
  expect(few.uses.join(" ")).toContain("too few to tell whether it is a probability");
});

it("formatModelCard(card) says of how many customers rows are, where they have several", () => {
  const panel = createModelCard({dataset: {...dataset, customers: 412}, models}, models.champion);
  expect(formatModelCard(panel)).toContain("of 412 customers");
  expect(formatModelCard(createModelCard({dataset, models}, models.champion))).not.toContain("customers who may have several");
});

it("formatModelCard(card) says every score, caution and misuse, and lets no text become markup", () => {
  const odd = createDatasetBook();
  odd.definition.cautions = ["Beware of <b>*stars*</b> | bars"];
  const card = createModelCard({dataset: odd, models}, models.champion);
  const markdown = formatModelCard(card);
  expect(markdown).toContain("\n- Beware of \\<b\\>\\*stars\\*\\</b\\> \\| bars\n");
  for (const {name, test} of card.scores)
    expect(markdown).toContain(`| ${formatEstimate(name, test)} | ${formatMetricInterval(name, test)} |`);
  for (const misuse of card.misuses) expect(markdown).toContain(misuse);
  expect(markdown).toContain("> **Synthetic sample.**");
  const real = createDatasetBook({source: {...odd.source, kind: "file"}});
  expect(formatModelCard(createModelCard({dataset: real, models}, models.champion))).not.toContain("Synthetic sample");
});
