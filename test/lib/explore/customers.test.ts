import type {LabelledUsers} from "../../../lib/groups.js";
import type {EdaBook, VariableSummary} from "../../../lib/book/eda.js";
import type {DatasetDefinition} from "../../../lib/dataset/definition.js";
import type {Table} from "../../../lib/dataset/table.js";
import {expect, it} from "vitest";
import {describeVariable} from "../../../lib/explore/describeVariable.js";
import {exploreTable} from "../../../lib/explore/exploreTable.js";
import {adjustHolm} from "../../../lib/statistics/testResult.js";
import {isSure} from "../../../lib/statistics/contrast.js";
import {sigmoid} from "../../../lib/model/logOdds.js";
import {createRandom, drawIndex, drawNormal, forkRandom} from "../../../lib/random.js";

const [CUSTOMERS, EACH, INPUTS, TABLES] = [300, 5, 4, 60];

interface Noise extends LabelledUsers {
  numbers: Float32Array[];
  levels: Int32Array;
}

/** Customers who differ much in how likely they are to churn, and inputs that know nothing of it. */
function drawNoise(seed: number): Noise {
  const random = forkRandom("noise of customers", seed);
  const groups = Int32Array.from({length: CUSTOMERS * EACH}, (_, i) => Math.floor(i / EACH));
  const chances = Float64Array.from({length: CUSTOMERS}, () => sigmoid(3 * drawNormal(random) - 2.2));
  const own = Array.from({length: INPUTS}, () => Float64Array.from({length: CUSTOMERS}, () => 10 * drawNormal(random)));
  const level = Int32Array.from({length: CUSTOMERS}, () => drawIndex(4, random));
  return {
    groups,
    y: Uint8Array.from(groups, (customer) => Number(random() < chances[customer])),
    numbers: own.map((values) => Float32Array.from(groups, (customer) => values[customer] + drawNormal(random) / 2)),
    levels: Int32Array.from(groups, (customer) => level[customer])
  };
}

function describeAll({numbers, levels, ...users}: Noise): VariableSummary[] {
  const about = {meaning: "", group: "use", timing: "before"} as const;
  const summaries = [
    ...numbers.map((values, k) =>
      describeVariable({name: `x${k}`, title: `x${k}`, kind: "number", ...about}, {name: `x${k}`, kind: "number", values}, users)
    ),
    describeVariable(
      {name: "c", title: "c", kind: "category", ...about},
      {name: "c", kind: "category", levels: ["a", "b", "c", "d"], codes: levels},
      users
    )
  ];
  const adjusted = adjustHolm(summaries.map(({test}) => test.pValue));
  return summaries.map((d, i) => ({...d, missing: 0, test: {...d.test, adjustedP: adjusted[i]}}));
}

it("of noise no input is called sure more often than chance allows, and rates' intervals hold, where rows repeat customers", () => {
  const tables = Array.from({length: TABLES}, (_, i) => drawNoise(i));
  const byCustomer = tables.map(describeAll);
  const byRow = tables.map((table) => describeAll({...table, groups: null}));
  const surely = (all: VariableSummary[][]): number => all.filter((variables) => variables.some(isSure)).length / TABLES;
  expect(surely(byCustomer)).toBeLessThan(0.15);
  expect(surely(byRow)).toBeGreaterThan(0.4);
  const rate = 0.2636; // of such customers, by 400,000 of them
  const hold = (all: VariableSummary[][]): number => {
    const bands = all.flatMap((variables) => variables.flatMap(({rates}) => rates));
    return bands.filter(({low, high}) => low <= rate && rate <= high).length / bands.length;
  };
  expect(hold(byCustomer)).toBeGreaterThan(0.92);
  expect(hold(byRow)).toBeLessThan(0.85);
});

it("missing labels, rates of strata and correlations are judged by customers too, where rows repeat them", () => {
  const about = {meaning: "", group: "use", timing: "before"} as const;
  const inputs = ["x0", "x1", "c"].map((name) => ({
    ...about,
    name,
    title: name,
    kind: name === "c" ? ("category" as const) : ("number" as const)
  }));
  const definition = {inputs} as unknown as DatasetDefinition;
  const explore = ({numbers, levels, y, groups}: Noise, seed: number, byRow: boolean): EdaBook => {
    const random = createRandom(seed);
    const isWithout = Array.from({length: CUSTOMERS}, () => random() < 0.3);
    const columns = [
      ...numbers.slice(0, 2).map((values, k): Table["columns"][number] => ({name: `x${k}`, kind: "number", values})),
      {name: "c", kind: "category" as const, levels: ["a", "b", "c", "d"], codes: levels}
    ];
    const labels = Int8Array.from(groups ?? [], (customer, i) => (isWithout[customer] ? -1 : y[i]));
    return exploreTable({table: {nRows: y.length, columns}, labels, groups: byRow ? null : groups}, definition);
  };
  const tables = Array.from({length: 60}, (_, i) => drawNoise(i));
  const found = [false, true].map((byRow) => {
    const books = tables.map((table, i) => explore(table, i, byRow));
    const tests = books.map(({missingLabels: {byCategory, byNumber}}) =>
      [...byCategory, ...byNumber].some(({test}) => (test.adjustedP ?? 1) < 0.05)
    );
    const strata = books.flatMap(({holdConstant}) => holdConstant.flatMap((d) => d.strata));
    return {
      falseAlarms: tests.filter(Boolean).length / tables.length,
      apart: strata.filter(({lowHalf, highHalf}) => lowHalf.high < highHalf.low || highHalf.high < lowHalf.low).length / strata.length,
      effective: books[0].correlation.effective
    };
  });
  expect(found[0].falseAlarms).toBeLessThan(0.17);
  expect(found[1].falseAlarms).toBeGreaterThan(0.4);
  expect(found[0].apart).toBeLessThan(0.03);
  expect(found[1].apart).toBeGreaterThan(0.08);
  expect(found[1].effective).toBeUndefined();
  expect(found[0].effective).toBeLessThan(0.5 * tables[0].y.length);
});
