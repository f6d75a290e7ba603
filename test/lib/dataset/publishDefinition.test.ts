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
