import type {EncodedColumn, Model} from "../../model/model.js";
import {TYPE} from "./graph.js";
import type {GraphBuilder, Port} from "./graph.js";

/**
 * The graph's inputs: one per input of the model, by its name. Numbers are float32 (NaN is missing), categories texts
 * (a text that the model does not know, such as "", is missing). Each is a list of N values; a model's only input is
 * N x 1 instead, which is how MLflow hands over a data frame of one column.
 */
export function inputPorts({inputs}: Pick<Model, "inputs">): Port[] {
  return inputs.map(({name, kind}) => ({
    name,
    type: kind === "number" ? "float" : "string",
    ...(inputs.length === 1 ? {columns: 1} : {})
  }));
}

/**
 * Adds the nodes that turn inputs into the model's encoded columns before centring and scaling, missing numbers read
 * as the encoding says.
 *
 * @param type of the result; trees compare float32 with float32
 * @returns the name of a tensor N x (number of encoded columns)
 */
export function encodeInputs(graph: GraphBuilder, {encoding}: Pick<Model, "encoding">, type: "float" | "double"): string {
  const asColumn = graph.constant({type: "int64", dims: [2], values: [-1, 1]});
  const asList = graph.constant({type: "int64", dims: [1], values: [-1]});
  const pieces = encoding.map((column) => {
    if (column.kind === "number") return graph.node("Reshape", [column.input, asColumn]);
    const list = graph.node("Reshape", [column.input, asList]);
    const attributes = {cats_strings: {texts: [column.level]}, zeros: {int: 1}};
    return graph.node("Reshape", [graph.node("OneHotEncoder", [list], {attributes, ml: true}), asColumn]);
  });
  const given = pieces.length === 1 ? pieces[0] : graph.node("Concat", pieces, {attributes: {axis: {int: 1}}});
  const columns = type === "float" ? given : graph.node("Cast", [given], {attributes: {to: {int: TYPE.double}}});
  const missing = encoding.map(readMissing);
  if (!missing.some(Number.isFinite)) return columns;
  const instead = graph.constant({type, dims: [1, encoding.length], values: missing});
  return graph.node("Where", [graph.node("IsNaN", [given]), instead, columns]);
}

/** What a missing number is read as; NaN where it stays missing, and for levels, which are 0 or 1. */
function readMissing(column: EncodedColumn): number {
  return column.kind === "number" && column.missing !== null ? column.missing : NaN;
}
