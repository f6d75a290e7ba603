import {expect, it} from "vitest";
import {completeDefinition} from "../../../lib/dataset/completeDefinition.js";
import {peopleOf} from "../../../lib/dataset/people.js";
import {describeAnswer} from "../../../lib/decide/decisionWords.js";
import {USUAL_ASSUMPTIONS} from "../../../lib/decide/money.js";

const row = {singular: "row", plural: "rows"};
const shop = {singular: "shop", plural: "shops"};

it("peopleOf(definition) speaks of customers where each has several rows, unless the table has a word of its own", () => {
  expect(peopleOf({unit: row, protocol: {group: "member"}})).toEqual({singular: "customer", plural: "customers"});
  const whose = {singular: "employee", plural: "employees"};
  expect(peopleOf({unit: {...row, whose}, protocol: {group: "staff_id"}})).toEqual(whose);
  expect(peopleOf({unit: shop, protocol: {group: "chain"}})).toEqual(shop);
  expect(peopleOf({unit: row, protocol: {}})).toEqual(row);
  expect(peopleOf({unit: shop})).toEqual(shop);
});

it("a definition says what a row is of a table that has several of a customer", () => {
  const given = {label: {column: "left", churned: "1", retained: "0"}, inputs: [{name: "visits", kind: "integer" as const}], unit: row};
  const describe = (protocol?: {group?: string; time?: string}) => completeDefinition({...given, protocol}, "a.json", []).description;
  expect(describe({group: "member", time: "month"})).toBe("One row is one customer at one time.");
  expect(describe({group: "member"})).toBe("A customer may have several rows.");
  expect(describe()).toBe("One row is one row.");
});

it("describeAnswer contacts people, and counts rows", () => {
  const interval = {estimate: 1, low: 0, high: 2};
  const nothing = {
    contacted: 0,
    share: 0,
    gain: interval,
    testGain: null,
    plateau: {from: 0, to: 0, shortfall: 0},
    n: 1895,
    unit: "€",
    many: "rows",
    people: "customers",
    breakEven: interval,
    lowest: {saveRate: 0.35, contacted: 58},
    assumptions: USUAL_ASSUMPTIONS
  };
  expect(describeAnswer(nothing)).toContain("of customers up brings a gain");
  expect(describeAnswer(nothing)).toContain("the top 3.1% of 1,895 rows");
  expect(describeAnswer({...nothing, contacted: 190})).toMatch(/^Contact the top 10\.0% of customers: .* per 1,000 customers/);
});
