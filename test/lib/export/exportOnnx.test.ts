import type {Model} from "../../../lib/model/model.js";
import {expect, it} from "vitest";
import {exportOnnx} from "../../../lib/export/exportOnnx.js";
import {modelsThat} from "../../interop/models.js";

it("exportOnnx(model) gives the same bytes for the same model, and leaves the model as it is", () => {
  const offered = modelsThat(exportOnnx);
  expect(offered.map(([, {kind}]) => kind)).toEqual(
    expect.arrayContaining(["baseline", "logistic", "additive", "tree", "forest", "boosting"])
  );
  for (const [, model] of offered) {
    const text = JSON.stringify(model);
    expect(Buffer.from(exportOnnx(model)).equals(exportOnnx(JSON.parse(text) as Model))).toBe(true);
    expect(JSON.stringify(model)).toBe(text);
  }
});

it("exportOnnx(model) refuses an input with the output's name", () => {
  const model: Model = {
    version: 2,
    kind: "baseline",
    inputs: [{name: "churn_probability", kind: "number"}],
    encoding: [],
    probability: 0.2
  };
  expect(() => exportOnnx(model)).toThrow(
    'exportOnnx: inputs must have names other than "churn_probability"; got churn_probability. Rename the column.'
  );
});
