import type {VariableSummary} from "../../../lib/book/eda.js";
import type {LabelledUsers} from "../../../lib/explore/bandRows.js";
import {expect, it} from "vitest";
import {describeVariable} from "../../../lib/explore/describeVariable.js";
import {adjustHolm} from "../../../lib/statistics/testResult.js";
import {isSure} from "../../../lib/statistics/contrast.js";
import {sigmoid} from "../../../lib/model/logOdds.js";
import {drawIndex, drawNormal, forkRandom} from "../../../lib/random.js";

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
