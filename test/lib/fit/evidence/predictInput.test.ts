import type {InputDefinition} from "../../../../lib/dataset/definition.js";
import type {Table} from "../../../../lib/dataset/table.js";
import {expect, it} from "vitest";
import {describeInput} from "../../../../lib/fit/evidence/predictInput.js";

const y = Uint8Array.from({length: 200}, (_, i) => i % 2);
const table: Table = {
  nRows: 200,
  columns: [{name: "plan", kind: "category", levels: ["0", "1"], codes: Int32Array.from(y, (_, i) => Number(i % 3 === 0))}]
};
const plan: InputDefinition = {name: "plan", title: "Plan", kind: "category", meaning: "The plan.", group: "use", timing: "lifetime"};

it("gives words to the levels that the table has alone", () => {
  expect(describeInput({...plan, values: {"0": "no", "1": "yes", "2": "staff"}}, table, {y, groups: null})).toMatchObject({
    levels: ["0", "1"],
    values: {"0": "no", "1": "yes"}
  });
  expect(describeInput({...plan, values: {"2": "staff"}}, table, {y, groups: null})).not.toHaveProperty("values");
});
