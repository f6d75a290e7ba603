import type {
  AdditiveModel,
  CategoryInput,
  BaselineModel,
  ByColumn,
  EncodedColumn,
  ForestModel,
  LogisticModel,
  Model,
  ModelInput,
  OfferedByKind,
  Shape,
  TreesCalibration
} from "../model/model.js";
import type {GraphBuilder, Port} from "./onnxGraph.js";
import {check} from "../check.js";
import {missingNumbers, otherSpellings} from "../rows/cell.js";
import {missingTextsOf} from "../rows/text.js";
import {curveOf} from "../model/curve.js";
import {codeOf, createCategoryReader, NOTHING, otherText} from "../model/category.js";
import {calibrateProbability} from "../model/logOdds.js";
import {ofKind} from "../model/model.js";
import {missingValue} from "./foldMissing.js";
import {createGraph, TYPE} from "./onnxGraph.js";
import {addPair} from "./onnxPairs.js";
import {addTrees} from "./onnxTrees.js";
import {writeOffered} from "./offered.js";

/** The name of the one output of every export: N x 1, float32. */
export const OUTPUT = "churn_probability";

/**
 * A model as an ONNX file (IR 8, ai.onnx 17, ai.onnx.ml 3): one input per input of the model, by name, and one output,
 * `churn_probability`, N x 1 float32. Encoding, missing values and calibration are inside; sums and log-odds are worked
 * out in float64 where they are linear, and trees compare float32 with float32, as the site does.
 * A row with a category that the model has nothing for scores NaN: it is one that other doors refuse. The same model gives
 * the same bytes.
 *
 * @throws if an input has no name or the output's
 */
export function exportOnnx(model: Model): Uint8Array {
  const names = model.inputs.map((d) => d.name);
  check(
    names.every((name) => name !== "" && name !== OUTPUT),
    {
      where: "exportOnnx",
      rule: `inputs must have names other than "${OUTPUT}"`,
      got: names.join(", "),
      remedy: "Rename the column."
    }
  );
  const graph = createGraph([...names, OUTPUT]);
  const writing = {graph, codes: addCodes(graph, model), numbers: addNumbers(graph, model)};
  const probability = addRefusal(writing, model, writeOffered("exportOnnx", onnx, model, writing));
  graph.node("Cast", [probability], {attributes: {to: {int: TYPE.float}}, output: OUTPUT});
  return graph.finish(
    {inputs: inputPorts(model), outputs: [{name: OUTPUT, type: "float", columns: 1}]},
    {
      description:
        `Probability of churn, by a model of the kind "${model.kind}". Missing numbers are NaN, a missing category is ""; ` +
        "a row with a category that no training row had scores NaN, unless the model pools such.",
      metadata: {kind: model.kind, format: `churnbook model ${model.version}`}
    }
  );
}

/** A graph under construction, with the codes of each category by its input's name. */
interface Writing {
  graph: GraphBuilder;
  /** names of tensors N x 1, int64 */
  codes: ReadonlyMap<string, string>;
  /** by its input's name: the name of a number's tensor N x 1, float32, NaN missing */
  numbers: ReadonlyMap<string, string>;
}

/** How each kind of model is written; each gives the name of a tensor N x 1 of probabilities, float64. */
const onnx: OfferedByKind<[Writing], string> = {
  baseline: addBaseline,
  logistic: (model, writing) => addSigmoid(writing.graph, addLogistic(writing, model), model.calibration),
  additive: (model, writing) => addSigmoid(writing.graph, addShapes(writing, model), model.calibration),
  tree: addVoting,
  forest: addVoting,
  boosting: (model, writing) => {
    const {graph} = writing;
    const sum = toDouble(graph, addTrees(graph, model.trees, {columns: encodeInputs(writing, model, "float"), aggregate: "SUM"}));
    return addSigmoid(graph, graph.node("Add", [sum, scalar(graph, model.base)]), model.calibration);
  }
};

function addBaseline({inputs, calibration, probability}: BaselineModel, {graph}: Writing): string {
  const p = calibration ? calibrateProbability(probability, calibration) : probability;
  const shape = graph.constant({type: "int64", dims: [2], values: [-1, 1]});
  const rows = graph.node("Shape", [graph.node("Reshape", [inputs[0].name, shape])]);
  const zeros = graph.node("ConstantOfShape", [rows]);
  return graph.node("Add", [toDouble(graph, zeros), scalar(graph, p)]);
}

function addVoting(model: ForestModel, writing: Writing): string {
  const {graph} = writing;
  const mean = toDouble(graph, addTrees(graph, model.trees, {columns: encodeInputs(writing, model, "float"), aggregate: "AVERAGE"}));
  return model.calibration ? addSigmoid(graph, addLogit(graph, mean), model.calibration) : mean;
}

/** ((x - mean) / scale) times weights, in float64, as the scorer does it. */
function addLogistic(writing: Writing, {inputs, encoding, weights, intercept}: LogisticModel): string {
  const {graph} = writing;
  check(encoding.length > 0, {where: "exportOnnx", rule: "a logistic model must have inputs", got: "none"});
  const row = (values: number[]): string => graph.constant({type: "double", dims: [1, encoding.length], values});
  const x = encodeInputs(writing, {inputs, encoding}, "double");
  const centred = graph.node("Sub", [x, row(encoding.map((d) => d.mean))]);
  const scaled = graph.node("Div", [centred, row(encoding.map((d) => d.scale))]);
  const column = graph.constant({type: "double", dims: [encoding.length, 1], values: weights});
  return graph.node("Add", [graph.node("MatMul", [scaled, column]), scalar(graph, intercept)]);
}

/** The intercept, all shapes and all pairs, in float64. */
function addShapes(writing: Writing, {inputs, encoding, shapes, pairs = [], intercept}: AdditiveModel): string {
  const {graph} = writing;
  const columns: string[] = [];
  const alone = shapes.reduce(
    (sum, shape, j) => {
      columns[j] = encodeInputs(writing, {inputs, encoding: [encoding[j]]}, "double");
      return graph.node("Add", [sum, addShape(graph, shape, columns[j])]);
    },
    scalar(graph, intercept)
  );
  return pairs.reduce((sum, pair) => {
    const [first, second] = pair.columns;
    return graph.node("Add", [sum, addPair(graph, pair, [columns[first], columns[second]])]);
  }, alone);
}

/**
 * A shape's height: that at its first knot, what the line below it takes, and what each piece gives up to where the row stands in it
 * (0 in those above, the whole in those below). Powers are of a way within a piece, so that no large number is taken from another.
 *
 * @param x the name of a tensor N x 1; NaN is missing
 */
function addShape(graph: GraphBuilder, shape: Shape, x: string): string {
  const {from, value, slope, square, cube} = curveOf(shape);
  const row = (values: ArrayLike<number>): string => graph.constant({type: "double", dims: [1, from.length], values});
  const weigh = (power: string, by: ArrayLike<number>): string => {
    return graph.node("MatMul", [power, graph.constant({type: "double", dims: [from.length, 1], values: by})]);
  };
  const isMissing = graph.node("IsNaN", [x]);
  const given = graph.node("Where", [isMissing, scalar(graph, from[0]), x]);
  const widths = from.map((start, k) => (k + 1 < from.length ? from[k + 1] - start : Infinity));
  const way = graph.node("Min", [graph.node("Max", [graph.node("Sub", [given, row(from)]), scalar(graph, 0)]), row(widths)]);
  const below = graph.node("Min", [graph.node("Sub", [given, scalar(graph, from[0])]), scalar(graph, 0)]);
  const terms = [scalar(graph, value[0]), graph.node("Mul", [below, scalar(graph, slope[0])]), weigh(way, slope)];
  if (square.some((d) => d !== 0)) {
    // the last piece is straight, and its way has no end: no power of it is taken
    const inside = graph.node("Min", [way, row(widths.map((d) => (d === Infinity ? 0 : d)))]);
    const squared = graph.node("Mul", [inside, inside]);
    terms.push(weigh(squared, square), weigh(graph.node("Mul", [squared, inside]), cube));
  }
  for (const {at, rise} of shape.steps ?? [])
    terms.push(graph.node("Where", [graph.node("Less", [given, scalar(graph, at)]), scalar(graph, 0), scalar(graph, rise)]));
  const height = terms.reduce((sum, term) => graph.node("Add", [sum, term]));
  return graph.node("Where", [isMissing, scalar(graph, shape.missing), height]);
}

/** The code that the model reads each category as; texts come without blanks around them. */
function addCodes(graph: GraphBuilder, {inputs, missing}: Model): Map<string, string> {
  const asColumn = graph.constant({type: "int64", dims: [2], values: [-1, 1]});
  const words = missingTextsOf(missing);
  return new Map(
    inputs.flatMap((input) => {
      if (input.kind === "number") return [];
      const read = createCategoryReader(input);
      const codes = new Map<string, number>([
        ...words.map((word) => [word, read(null)] as const),
        ...[...otherSpellings(input).map(([text]) => text), ...input.levels].map((d) => [d, read(d)] as const)
      ]);
      const attributes = {
        keys_strings: {texts: [...codes.keys()]},
        values_int64s: {ints: [...codes.values()]},
        default_int64: {int: read(otherText(input))}
      };
      const list = graph.node("LabelEncoder", [input.name], {attributes, ml: true});
      return [[input.name, graph.node("Reshape", [list, asColumn])] as const];
    })
  );
}

/** Numbers with NaN in place of those that stand for no value, such as -999. */
function addNumbers(graph: GraphBuilder, {inputs, missing}: Model): Map<string, string> {
  const asColumn = graph.constant({type: "int64", dims: [2], values: [-1, 1]});
  const float = (value: number): string => graph.constant({type: "float", dims: [], values: [value]});
  const words = missingNumbers(missingTextsOf(missing));
  return new Map(
    inputs.flatMap(({name, kind}) => {
      if (kind !== "number") return [];
      const column = graph.node("Reshape", [name, asColumn]);
      const read = words.reduce(
        (given, word) => graph.node("Where", [graph.node("Equal", [given, float(word)]), float(NaN), given]),
        column
      );
      return [[name, read] as const];
    })
  );
}

/** Whether some value of a category, or its absence, is refused. */
function refuses(input: CategoryInput): boolean {
  const read = createCategoryReader(input);
  return [null, otherText(input)].some((value) => read(value) === NOTHING);
}

/** NaN in place of the probability of a row that the model refuses. */
function addRefusal({graph, codes}: Writing, {inputs}: Model, probability: string): string {
  const refusing = inputs.filter((input) => input.kind === "category" && refuses(input));
  return refusing.reduce((given, {name}) => {
    const refused = graph.node("Equal", [codes.get(name) ?? "", graph.constant({type: "int64", dims: [], values: [NOTHING]})]);
    return graph.node("Where", [refused, scalar(graph, NaN), given]);
  }, probability);
}

function addSigmoid(graph: GraphBuilder, logOdds: string, calibration: TreesCalibration | undefined): string {
  if (!calibration) return graph.node("Sigmoid", [logOdds]);
  const stretched = graph.node("Mul", [logOdds, scalar(graph, calibration.slope)]);
  const straight = graph.node("Add", [stretched, scalar(graph, calibration.intercept)]);
  if (!calibration.bend) return graph.node("Sigmoid", [straight]);
  const bent = graph.node("Mul", [addSoftplus(graph, logOdds), scalar(graph, calibration.bend)]);
  return graph.node("Sigmoid", [graph.node("Add", [straight, bent])]);
}

/** max(0, z) + ln(1 + e^-|z|): the standard's own Softplus is float32 in most runtimes. */
function addSoftplus(graph: GraphBuilder, logOdds: string): string {
  const decay = graph.node("Exp", [graph.node("Neg", [graph.node("Abs", [logOdds])])]);
  const rest = graph.node("Log", [graph.node("Add", [decay, scalar(graph, 1)])]);
  return graph.node("Add", [graph.node("Max", [logOdds, scalar(graph, 0)]), rest]);
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

/**
 * The graph's inputs: one per input of the model, by its name. Numbers are float32, categories texts without blanks around them; NaN, "" and
 * the model's missing words are missing. Each is a list of N values; a model's only input is
 * N x 1 instead, which is how MLflow hands over a data frame of one column.
 */
function inputPorts({inputs}: Pick<Model, "inputs">): Port[] {
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
function encodeInputs(
  {graph, codes, numbers}: Writing,
  {inputs, encoding}: Pick<Model, "inputs" | "encoding">,
  type: "float" | "double"
): string {
  const pieces = encoding.map((column) =>
    ofKind(encoders, column, {graph, inputs, read: codes.get(column.input) ?? numbers.get(column.input) ?? ""})
  );
  const given = pieces.length === 1 ? pieces[0] : graph.node("Concat", pieces, {attributes: {axis: {int: 1}}});
  const columns = type === "float" ? given : graph.node("Cast", [given], {attributes: {to: {int: TYPE.double}}});
  const missing = encoding.map((column) => missingValue(column) ?? NaN);
  if (!missing.some(Number.isFinite)) return columns;
  const instead = graph.constant({type, dims: [1, encoding.length], values: missing});
  return graph.node("Where", [graph.node("IsNaN", [given]), instead, columns]);
}

/** How each kind of column is made of its input; each gives the name of a tensor N x 1. */
const encoders: ByColumn<[ColumnWriting], string> = {
  number: (_, {read}) => read,
  level: compareCode,
  rest: compareCode
};

interface ColumnWriting {
  graph: GraphBuilder;
  inputs: readonly ModelInput[];
  /** the tensor of the input's numbers, or of its category's codes */
  read: string;
}

function compareCode(column: EncodedColumn & {kind: "level" | "rest"}, {graph, inputs, read}: ColumnWriting): string {
  const mine = graph.constant({type: "int64", dims: [], values: [codeOf(inputs, column)]});
  return graph.node("Cast", [graph.node("Equal", [read, mine])], {attributes: {to: {int: TYPE.float}}});
}
