import type {InputDefinition} from "../../../../lib/dataset/definition.js";
import type {Column, Table} from "../../../../lib/dataset/table.js";
import {expect, it} from "vitest";
import {createRandom, drawIndex} from "../../../../lib/random.js";
import {bandRows} from "../../../../lib/explore/bandRows.js";
import {describeInput, describeRest} from "../../../../lib/fit/evidence/predictInput.js";

const y = Uint8Array.from({length: 200}, (_, i) => i % 2);
const table: Table = {
  nRows: 200,
  columns: [{name: "plan", kind: "category", levels: ["0", "1"], codes: Int32Array.from(y, (_, i) => Number(i % 3 === 0))}]
};
const plan: InputDefinition = {name: "plan", title: "Plan", kind: "category", meaning: "The plan.", group: "use", timing: "lifetime"};
const banded = bandRows(plan, table.columns[0], {y, groups: null});

it("shows a number in bars that the cells of other pages make, whatever they hold within a cell", () => {
  const visits: InputDefinition = {name: "visits", title: "Visits", kind: "integer", meaning: "Visits.", group: "use", timing: "lifetime"};
  const random = createRandom("bars");
  const column: Column = {name: "visits", kind: "number", values: Float32Array.from({length: 2000}, () => drawIndex(90, random))};
  const labels = column.values.map((x) => Number(random() < 0.2 + x / 200));
  const users = {y: Uint8Array.from(labels), groups: null};
  const cells = bandRows(visits, column, users);
  const {histogram} = describeInput(visits, {nRows: 2000, columns: [column]}, cells);
  expect(histogram.length).toBeLessThan(45);
  for (const label of ["churned", "retained"] as const) {
    expect(histogram.reduce((sum, bar) => sum + bar[label], 0)).toBeCloseTo(1, 2);
    const half = cells.histogram.findIndex(({low}) => low >= 45);
    const before = cells.histogram.slice(0, half).reduce((sum, cell) => sum + cell[label], 0);
    const all = cells.histogram.reduce((sum, cell) => sum + cell[label], 0);
    const {low: edge} = cells.histogram[half];
    const bars = histogram.reduce(
      (sum, {low, high, ...bar}) => sum + bar[label] * Math.min(1, Math.max(0, (edge - low) / (high - low))),
      0
    );
    expect(Math.abs(bars - before / all)).toBeLessThan(0.02);
  }
});

it("offers a missing value where some row had none, and not because a pooled level would score it", () => {
  const pooled = {name: "plan", kind: "category" as const, levels: ["0", "1"], other: {nLevels: 3}};
  const whole = table.columns[0] as Column & {kind: "category"};
  const holed = {...whole, codes: whole.codes.map((code, i) => (i < 30 ? -1 : code))};
  expect(describeRest(pooled, whole)).toEqual({other: {level: "other", nLevels: 3}});
  expect(describeRest(pooled, holed)).toEqual({missing: true, other: {level: "other", nLevels: 3}});
  expect(describeRest({name: "plan", kind: "category", levels: ["0", "1"]}, holed)).toEqual({}); // a model that refuses it
  expect(describeRest(undefined, {name: "visits", kind: "number", values: Float32Array.of(1, NaN)})).toEqual({missing: true});
});

it("gives words to the levels that the table has alone", () => {
  expect(describeInput({...plan, values: {"0": "no", "1": "yes", "2": "staff"}}, table, banded)).toMatchObject({
    levels: ["0", "1"],
    values: {"0": "no", "1": "yes"}
  });
  expect(describeInput({...plan, values: {"2": "staff"}}, table, banded)).not.toHaveProperty("values");
});
