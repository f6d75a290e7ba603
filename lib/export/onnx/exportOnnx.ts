import {check} from "../../check.js";
import {logit, sigmoid} from "../../model/logOdds.js";
import type {BaselineModel, LogisticModel, Model} from "../../model/model.js";
import {encodeInputs, inputPorts} from "./encodeInputs.js";
import {createGraph, TYPE} from "./graph.js";
import type {GraphBuilder} from "./graph.js";
import {addTrees} from "./treesNode.js";

/** The name of the one output of every export: N x 1, float32. */
export const OUTPUT = "churn_probability";

/**
 * A model as an ONNX file (IR 8, ai.onnx 17, ai.onnx.ml 3): one input per input of the model, by name, and one output,
 * `churn_probability`, N x 1 float32. Encoding, missing values and calibration are inside; sums and log-odds are worked
 * out in float64 where they are linear, and trees compare float32 with float32, as the site does.
 * A category that the model does not know scores as a missing one. The same model gives the same bytes.
 *
 * @throws if an input has no name or the output's
 */
export function exportOnnx(model: Model): Uint8Array {
  const names = model.inputs.map((d) => d.name);
  check(names.every((name) => name !== "" && name !== OUTPUT), {
    where: "exportOnnx",
    rule: `inputs must have names other than "${OUTPUT}"`,
    got: names.join(", "),
    remedy: "Rename the column."
  });
  const graph = createGraph([...names, OUTPUT]);
  graph.node("Cast", [addProbability(graph, model)], {attributes: {to: {int: TYPE.float}}, output: OUTPUT});
  return graph.finish(
    {inputs: inputPorts(model), outputs: [{name: OUTPUT, type: "float", columns: 1}]},
    {
      description: `Probability of churn, by a model of the kind "${model.kind}". Missing numbers are NaN; unknown categories score as missing.`,
      metadata: {kind: model.kind, format: `churnbook model ${model.version}`}
    }
  );
}

/** @returns the name of a tensor N x 1 of probabilities, float32 or float64 */
function addProbability(graph: GraphBuilder, model: Model): string {
  switch (model.kind) {
    case "baseline":
      return addBaseline(graph, model);
    case "logistic":
      return addSigmoid(graph, addLogistic(graph, model), model.calibration);
    case "tree":
    case "forest": {
      const mean = toDouble(graph, addTrees(graph, model.trees, {columns: encodeInputs(graph, model, "float"), aggregate: "AVERAGE"}));
      return model.calibration ? addSigmoid(graph, addLogit(graph, mean), model.calibration) : mean;
    }
    case "boosting": {
      const sum = toDouble(graph, addTrees(graph, model.trees, {columns: encodeInputs(graph, model, "float"), aggregate: "SUM"}));
      return addSigmoid(graph, graph.node("Add", [sum, scalar(graph, model.base)]), model.calibration);
    }
  }
}

function addBaseline(graph: GraphBuilder, model: BaselineModel): string {
  const {calibration} = model;
  const probability = calibration ? sigmoid(calibration.intercept + calibration.slope * logit(model.probability)) : model.probability;
  const shape = graph.constant({type: "int64", dims: [2], values: [-1, 1]});
  const rows = graph.node("Shape", [graph.node("Reshape", [model.inputs[0].name, shape])]);
  const zeros = graph.node("ConstantOfShape", [rows]);
  return graph.node("Add", [toDouble(graph, zeros), scalar(graph, probability)]);
}

/** ((x - mean) / scale) times weights, in float64, as the scorer does it. */
function addLogistic(graph: GraphBuilder, {encoding, weights, intercept}: LogisticModel): string {
  check(encoding.length > 0, {where: "exportOnnx", rule: "a logistic model must have inputs", got: "none"});
  const row = (values: number[]): string => graph.constant({type: "double", dims: [1, encoding.length], values});
  const x = encodeInputs(graph, {encoding}, "double");
  const centred = graph.node("Sub", [x, row(encoding.map((d) => d.mean))]);
  const scaled = graph.node("Div", [centred, row(encoding.map((d) => d.scale))]);
  const column = graph.constant({type: "double", dims: [encoding.length, 1], values: weights});
  return graph.node("Add", [graph.node("MatMul", [scaled, column]), scalar(graph, intercept)]);
}

function addSigmoid(graph: GraphBuilder, logOdds: string, calibration: Model["calibration"]): string {
  if (!calibration) return graph.node("Sigmoid", [logOdds]);
  const stretched = graph.node("Mul", [logOdds, scalar(graph, calibration.slope)]);
  return graph.node("Sigmoid", [graph.node("Add", [stretched, scalar(graph, calibration.intercept)])]);
}

/** Log-odds of probabilities, kept 1e-15 away from 0 and 1 as everywhere in the product. */
function addLogit(graph: GraphBuilder, probability: string): string {
  const kept = graph.node("Clip", [probability, scalar(graph, 1e-15), scalar(graph, 1 - 1e-15)]);
  const rest = graph.node("Sub", [scalar(graph, 1), kept]);
  return graph.node("Log", [graph.node("Div", [kept, rest])]);
}

function toDouble(graph: GraphBuilder, name: string): string {
  return graph.node("Cast", [name], {attributes: {to: {int: TYPE.double}}});
}

function scalar(graph: GraphBuilder, value: number): string {
  return graph.constant({type: "double", dims: [], values: [value]});
}
