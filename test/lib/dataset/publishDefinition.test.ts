import {expect, it} from "vitest";
import {publishDefinition} from "../../../lib/dataset/publishDefinition.js";
import {exampleDefinition} from "./exampleDefinition.js";

const plans = ["basic", "plus", "rare", "gone"];
const codes = Int32Array.from({length: 100}, (_, i) => (i < 7 ? 2 : i % 2));

it("names no level that fewer than twenty rows have, and none that no row has", () => {
  const definition = exampleDefinition();
  const listed = {...definition, inputs: definition.inputs.map((d) => (d.name === "plan" ? {...d, levels: plans} : d))};
  const columns = definition.inputs.map(({name}) =>
    name === "plan"
      ? {name, kind: "category" as const, levels: plans, codes}
      : {name, kind: "number" as const, values: new Float32Array(100)}
  );
  const published = publishDefinition(listed, {nRows: 100, columns});
  expect(published.inputs.find(({name}) => name === "plan")?.levels).toEqual(["basic", "plus"]);
  expect({...published, inputs: []}).toEqual({...listed, inputs: []});
});

it.each([plans, undefined])("gives no word for such a level either, whether levels are listed or not", (levels) => {
  const [first, ...others] = exampleDefinition().inputs.filter((d) => d.kind === "category");
  expect(others).toEqual([]);
  const {levels: _, ...input} = first;
  const wordsOf = (values: Record<string, string>) => {
    const definition = {...exampleDefinition(), inputs: [{...input, ...(levels ? {levels} : {}), values}]};
    return publishDefinition(definition, {nRows: 100, columns: [{name: input.name, kind: "category", levels: plans, codes}]}).inputs[0]
      .values;
  };
  expect(wordsOf({basic: "Basic", rare: "Staff", gone: "Old"})).toEqual({basic: "Basic"});
  expect(wordsOf({rare: "Staff"})).toBeUndefined();
});
