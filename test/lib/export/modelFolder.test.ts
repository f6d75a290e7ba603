import {expect, it} from "vitest";
import {createModelFolder} from "../../../lib/export/mlflowFolder.js";
import {fitModels} from "../../interop/models.js";

const options = {
  uuid: "a".repeat(32),
  createdAt: "2030-01-02T03:04:05.678Z",
  runId: "run1",
  mlflowVersion: "3.1.0",
  title: "Logistic regression"
};

it("createModelFolder(model, options) writes a signature that names every column and the one output", () => {
  const files = createModelFolder(fitModels().logistic, options);
  expect(Object.keys(files).sort()).toEqual([
    "MLmodel",
    "README.md",
    "code/churnbook_pyfunc_1.py",
    "conda.yaml",
    "model.onnx",
    "python_env.yaml",
    "requirements.txt"
  ]);
  const [, inputs] = /inputs: (".*")/.exec(String(files.MLmodel))!;
  expect(JSON.parse(JSON.parse(inputs) as string)).toEqual([
    ...["x0", "x1", "x2", "x3", "x4"].map((name) => ({type: "double", name, required: true})),
    {type: "string", name: "plan", required: true}
  ]);
  expect(files.MLmodel).toContain('outputs: "[{\\"type\\":\\"float\\",\\"name\\":\\"churn_probability\\",\\"required\\":true}]"');
  expect(files.MLmodel).toContain('utc_time_created: "2030-01-02 03:04:05.678"');
});
