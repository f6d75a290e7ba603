import type {Bytes} from "./protobuf.js";
import {bytesField, concat, doubleBytes, floatBytes, floatField, floatsField, int64Bytes, intField, intsField} from "./protobuf.js";

/** The numbers of onnx.proto's TensorProto.DataType. */
export const TYPE = {float: 1, int64: 7, string: 8, double: 11} as const;
/** The numbers of onnx.proto's AttributeProto.AttributeType. */
const ATTRIBUTE = {float: 1, int: 2, text: 3, tensor: 4, floats: 6, ints: 7, texts: 8} as const;

export type Attribute =
  | {float: number}
  | {int: number}
  | {text: string}
  | {floats: ArrayLike<number>}
  | {ints: ArrayLike<number>}
  | {texts: readonly string[]}
  | {tensor: Bytes};

export interface Tensor {
  type: "float" | "double" | "int64";
  dims: readonly number[];
  values: ArrayLike<number>;
}

/** A graph's input or output: its rows are `N`, and `columns` follow it unless absent. */
export interface Port {
  name: string;
  type: "float" | "string";
  columns?: number;
}

/** A graph under construction: values are known by name. */
export interface GraphBuilder {
  /** Adds a node of the operators' default set, or of ai.onnx.ml, and returns the name of its output. */
  node(
    operator: string,
    inputs: readonly string[],
    options?: {attributes?: Record<string, Attribute>; ml?: boolean; output?: string}
  ): string;
  /** Adds a constant and returns its name. */
  constant(tensor: Tensor): string;
  /** The message of a whole model (ModelProto). */
  finish(ports: {inputs: readonly Port[]; outputs: readonly Port[]}, about: ModelText): Bytes;
}

export interface ModelText {
  description: string;
  metadata: Record<string, string>;
}

/** Old enough for every runtime since 2022: intermediate representation 8, operators 17, ai.onnx.ml 3. */
const ONNX = {ir: 8, opset: 17, ml: 3} as const;

/**
 * Begins a graph.
 *
 * @param taken names that no value inside may have: those of the inputs and outputs
 */
export function createGraph(taken: readonly string[]): GraphBuilder {
  const nodes: Bytes[] = [];
  const initializers: Bytes[] = [];
  const used = new Set(taken);
  const nameValue = (stem: string): string => {
    let name = stem;
    for (let i = 1; used.has(name); ++i) name = `${stem}_${i}`;
    used.add(name);
    return name;
  };
  return {
    node(operator, inputs, {attributes = {}, ml = false, output = nameValue(operator.toLowerCase())} = {}) {
      nodes.push(
        concat([
          ...inputs.map((name) => bytesField(1, name)),
          bytesField(2, output),
          bytesField(3, `node_${nodes.length}`),
          bytesField(4, operator),
          ...Object.entries(attributes).map(([name, value]) => bytesField(5, attributeBytes(name, value))),
          ...(ml ? [bytesField(7, "ai.onnx.ml")] : [])
        ])
      );
      return output;
    },
    constant(tensor) {
      const name = nameValue("constant");
      initializers.push(tensorBytes(tensor, name));
      return name;
    },
    finish({inputs, outputs}, {description, metadata}) {
      const graph = concat([
        ...nodes.map((node) => bytesField(1, node)),
        bytesField(2, "churnbook"),
        ...initializers.map((tensor) => bytesField(5, tensor)),
        ...inputs.map((port) => bytesField(11, portBytes(port))),
        ...outputs.map((port) => bytesField(12, portBytes(port)))
      ]);
      return concat([
        intField(1, ONNX.ir),
        bytesField(2, "churnbook"),
        bytesField(6, description),
        bytesField(7, graph),
        bytesField(8, concat([bytesField(1, ""), intField(2, ONNX.opset)])),
        bytesField(8, concat([bytesField(1, "ai.onnx.ml"), intField(2, ONNX.ml)])),
        ...Object.entries(metadata).map(([key, value]) => bytesField(14, concat([bytesField(1, key), bytesField(2, value)])))
      ]);
    }
  };
}

/** A tensor's message (TensorProto). */
function tensorBytes({type, dims, values}: Tensor, name: string): Bytes {
  const raw = type === "float" ? floatBytes(values) : type === "double" ? doubleBytes(values) : int64Bytes(values);
  return concat([...dims.map((d) => intField(1, d)), intField(2, TYPE[type]), bytesField(8, name), bytesField(9, raw)]);
}

function attributeBytes(name: string, value: Attribute): Bytes {
  const named = bytesField(1, name);
  if ("float" in value) return concat([named, floatField(2, value.float), intField(20, ATTRIBUTE.float)]);
  if ("int" in value) return concat([named, intField(3, value.int), intField(20, ATTRIBUTE.int)]);
  if ("text" in value) return concat([named, bytesField(4, value.text), intField(20, ATTRIBUTE.text)]);
  if ("tensor" in value) return concat([named, bytesField(5, value.tensor), intField(20, ATTRIBUTE.tensor)]);
  if ("floats" in value) return concat([named, floatsField(7, value.floats), intField(20, ATTRIBUTE.floats)]);
  if ("ints" in value) return concat([named, intsField(8, value.ints), intField(20, ATTRIBUTE.ints)]);
  return concat([named, ...value.texts.map((text) => bytesField(9, text)), intField(20, ATTRIBUTE.texts)]);
}

function portBytes({name, type, columns}: Port): Bytes {
  const rows = bytesField(1, bytesField(2, "N"));
  const dims = columns === undefined ? [rows] : [rows, bytesField(1, intField(1, columns))];
  const tensor = concat([intField(1, TYPE[type]), bytesField(2, concat(dims))]);
  return concat([bytesField(1, name), bytesField(2, bytesField(1, tensor))]);
}
