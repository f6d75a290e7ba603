import type {ByColumn, EncodedColumn, Model, ModelBase, ModelInput, ModelKind, ModelOf, Trees} from "./model.js";
import {check, someOf} from "../check.js";
import {findFormatFaults, isTextFormat} from "../rows/format.js";
import {MODEL_VERSION, ofKind, traits} from "./model.js";
import {findNonFinite} from "./writeModel.js";
import {findNamed} from "../named.js";
import {isNumbers, isObject, isPair, isShape, LEAST_KNOTS, MOST_KNOTS} from "./readShapes.js";
import {isCalendarDate} from "../rows/dates.js";

const where = "readModel";

type OwnKey<K extends ModelKind> = Exclude<keyof ModelOf<K>, keyof ModelBase | "kind">;
type CheckValue = (value: unknown, name: string, encoding: readonly EncodedColumn[]) => void;

/** What each kind of model has of its own, and how that is checked. */
const checks: {[K in ModelKind]: {[P in OwnKey<K>]-?: CheckValue}} = {
  baseline: {probability: checkProbability},
  logistic: {intercept: checkNumber, weights: checkWeights},
  additive: {intercept: checkNumber, shapes: checkShapes, pairs: checkPairs},
  tree: {trees: checkVotingTrees},
  forest: {trees: checkVotingTrees},
  boosting: {base: checkNumber, trees: checkAddingTrees}
};
const SHARED_KEYS = ["version", "kind", "inputs", "missing", "format", "encoding", "calibration", "report"];

/**
 * Checks that a parsed JSON value is a model of this version, whole and consistent, and returns it as one.
 *
 * @throws if it is something else: another version or kind, an unknown key, a number that is not finite, an encoding of
 *   absent inputs, or trees whose arrays disagree or do not form trees
 */
export function readModel(json: unknown): Model {
  check(isObject(json), {where, rule: "a model must be an object", got: typeof json});
  check(json.version === MODEL_VERSION, {
    where,
    rule: `the version must be ${MODEL_VERSION}`,
    got: json.version,
    remedy: "Fit the model again with this edition."
  });
  const kind = json.kind as ModelKind;
  check(typeof kind === "string" && Object.hasOwn(checks, kind), {
    where,
    rule: `the kind must be one of ${Object.keys(checks).join(", ")}`,
    got: json.kind
  });
  const own = Object.entries<CheckValue>(checks[kind]);
  const known = [...SHARED_KEYS, ...own.map(([key]) => key)];
  const strangers = Object.keys(json).filter((key) => !known.includes(key));
  check(strangers.length === 0, {
    where,
    rule: `a ${kind} model has no other keys than its own`,
    got: someOf(strangers)
  });
  const wild = findNonFinite(json);
  check(wild.length === 0, {where, rule: "every number must be finite", got: someOf(wild)});
  const inputs = checkInputs(json.inputs);
  check(json.missing === undefined || isTexts(json.missing), {
    where,
    rule: "missing must be a list of texts",
    got: JSON.stringify(json.missing)
  });
  const encoding = checkEncoding(json.encoding, inputs);
  if (json.format !== undefined) checkFormat(json.format);
  if (json.calibration !== undefined) checkCalibration(json.calibration, kind);
  for (const [key, checkValue] of own) checkValue(findNamed(json, key), key, encoding);
  return json as unknown as Model;
}

function checkFormat(format: unknown): void {
  const faults = isTextFormat(format) ? findFormatFaults(format) : ["a format of something else than texts"];
  check(faults.length === 0, {where, rule: "the format must say how texts are written", got: someOf(faults)});
}

/** It keeps the order of scores: a slope below 0, at either end, would turn it round. */
function checkCalibration(value: unknown, kind: ModelKind): void {
  checkNumbers(value, ["intercept", "slope"], "calibration");
  const {slope, bend = 0, ...rest} = value as Record<string, unknown>;
  const isKnown = Object.keys(rest).every((key) => key === "intercept") && (bend === 0 || traits[kind].hasTrees);
  check(isKnown && typeof bend === "number" && Math.min(Number(slope), Number(slope) + bend) >= 0, {
    where,
    rule: "a calibration must have slopes of 0 or more, and a bend only where trees make the model",
    got: JSON.stringify(value)
  });
}

function checkNumber(value: unknown, name: string): asserts value is number {
  checkNumbers({[name]: value}, [name], "model");
}

function checkProbability(value: unknown, name: string): void {
  checkNumber(value, name);
  check(value >= 0 && value <= 1, {where, rule: `the ${name} must lie in [0, 1]`, got: value});
}

function checkWeights(value: unknown, name: string, encoding: readonly EncodedColumn[]): void {
  check(isNumbers(value) && value.length === encoding.length, {
    where,
    rule: `the ${name} must be ${encoding.length} numbers, one per encoded column`,
    got: Array.isArray(value) ? value.length : typeof value
  });
}

function checkShapes(value: unknown, name: string, encoding: readonly EncodedColumn[]): void {
  checkUnscaled(encoding, "shapes");
  check(Array.isArray(value) && value.length === encoding.length, {
    where,
    rule: `there must be ${encoding.length} ${name}, one per encoded column`,
    got: Array.isArray(value) ? value.length : typeof value
  });
  const wrong = [...value.keys()].filter((j) => !isShape(value[j])).map((j) => `${encoding[j].input}: ${JSON.stringify(value[j])}`);
  check(wrong.length === 0, {where, rule: "a shape must have rising knots, as many values, and a number for missing", got: someOf(wrong)});
}

function checkPairs(value: unknown, name: string, encoding: readonly EncodedColumn[]): void {
  if (value === undefined) return;
  check(Array.isArray(value) && value.length > 0, {
    where,
    rule: `${name} must be a list of one at least, or absent`,
    got: JSON.stringify(value)
  });
  const wrong = value.filter((pair) => !isPair(pair, encoding)).map((pair) => JSON.stringify(pair));
  check(wrong.length === 0, {
    where,
    rule: `a pair must have two columns of different inputs in order, ${LEAST_KNOTS} to ${MOST_KNOTS} rising knots for each, and a value wherever they cross`,
    got: someOf(wrong)
  });
}

function checkVotingTrees(value: unknown, _name: string, encoding: readonly EncodedColumn[]): void {
  checkUnscaled(encoding, "trees");
  checkTrees(value, encoding.length, "share");
}

function checkAddingTrees(value: unknown, _name: string, encoding: readonly EncodedColumn[]): void {
  checkUnscaled(encoding, "trees");
  checkTrees(value, encoding.length, "any");
}

function checkUnscaled(encoding: readonly EncodedColumn[], what: string): void {
  const scaled = encoding.filter((d) => d.mean !== 0 || d.scale !== 1).map((d) => d.input);
  check(scaled.length === 0, {
    where,
    rule: `${what} must read their inputs as they are (mean 0, scale 1)`,
    got: someOf(scaled)
  });
}

function checkInputs(inputs: unknown): ModelInput[] {
  check(Array.isArray(inputs), {where, rule: "inputs must be a list", got: typeof inputs});
  const wrong = inputs.filter((d) => !isInput(d));
  check(wrong.length === 0, {
    where,
    rule: "an input must have a name and a kind, levels if it is a category, and else only what this edition writes",
    got: someOf(wrong.map((d) => JSON.stringify(d)))
  });
  const names = inputs.map((d: ModelInput) => d.name);
  check(new Set(names).size === names.length, {where, rule: "input names must differ", got: someOf(names, 20)});
  return inputs;
}

function checkEncoding(encoding: unknown, inputs: readonly ModelInput[]): EncodedColumn[] {
  check(Array.isArray(encoding), {where, rule: "the encoding must be a list", got: typeof encoding});
  const wrong = encoding.filter((d) => !isEncoded(d, inputs));
  check(wrong.length === 0, {
    where,
    rule: "an encoded column must name an input, its kind, a mean and a scale other than 0",
    got: someOf(wrong.map((d) => JSON.stringify(d)))
  });
  return encoding;
}

function isInput(d: unknown): d is ModelInput {
  if (!isObject(d) || typeof d.name !== "string") return false;
  if (d.kind === "number") return (d.limits === undefined || isLimits(d.limits)) && isCount(d);
  if (d.kind !== "category" || !isTexts(d.levels) || (d.missing !== undefined && d.missing !== true)) return false;
  if (d.blank !== undefined && typeof d.blank !== "string") return false;
  if (d.spelled !== undefined && !(isObject(d.spelled) && Object.values(d.spelled).every(isTexts))) return false;
  return d.other === undefined || isPooled(d.other, d.levels);
}

/** Whether it is said how dates are counted, or the number is none. */
function isCount({asOf, ahead}: Record<string, unknown>): boolean {
  return (asOf === undefined || (typeof asOf === "string" && isCalendarDate(asOf))) && (ahead === undefined || ahead === true);
}

function isLimits(d: unknown): boolean {
  if (!isObject(d)) return false;
  const {min, max, isWhole} = d;
  return [min, max].every((end) => end === undefined || typeof end === "number") && (isWhole === undefined || typeof isWhole === "boolean");
}

function isPooled(other: unknown, known: readonly string[]): boolean {
  if (!isObject(other) || !Number.isInteger(other.nLevels)) return false;
  return other.levels === undefined || (isTexts(other.levels) && other.levels.every((level) => known.includes(level)));
}

function isTexts(d: unknown): d is string[] {
  return Array.isArray(d) && d.every((text) => typeof text === "string");
}

function isEncoded(d: unknown, inputs: readonly ModelInput[]): d is EncodedColumn {
  if (!isObject(d) || typeof d.mean !== "number" || typeof d.scale !== "number" || d.scale === 0) return false;
  const input = inputs.find((candidate) => candidate.name === d.input);
  if (!input || typeof d.kind !== "string" || !Object.hasOwn(columnsOf, d.kind)) return false;
  return ofKind(columnsOf, d as unknown as EncodedColumn, input);
}

/** Whether a column of each kind belongs to its input. */
const columnsOf: ByColumn<[ModelInput], boolean> = {
  number: ({missing}, input) => input.kind === "number" && (missing === null || typeof missing === "number"),
  level: ({level}, input) => input.kind === "category" && input.levels.includes(String(level)),
  rest: ({rest}, input) => input.kind === "category" && (rest === "missing" || rest === "other") && input[rest] !== undefined
};

function checkNumbers(value: unknown, keys: readonly string[], name: string): void {
  const wrong = isObject(value) ? keys.filter((key) => typeof findNamed(value, key) !== "number") : keys;
  check(wrong.length === 0, {
    where,
    rule: `${name} must have the numbers ${keys.join(" and ")}`,
    got: `none named ${wrong.join(", ")}`
  });
}

const KEYS = ["roots", "feature", "threshold", "left", "right", "missingLeft", "value", "cover"] as const;

/**
 * Checks that flat arrays are trees: equal lengths, whole-number indices in range, float32 thresholds, every child after
 * its parent (so there is no cycle), and every node but a root the child of exactly one.
 *
 * @param values "share": values must lie in [0, 1], as a forest's do
 */
function checkTrees(trees: unknown, nColumns: number, values: "share" | "any"): asserts trees is Trees {
  const arrays = trees as Record<string, unknown> | null | undefined;
  const absent = KEYS.filter((key) => !isNumbers(arrays?.[key]));
  check(absent.length === 0, {
    where,
    rule: "trees must have all their arrays of numbers",
    got: `none named ${absent.join(", ")}`
  });
  const checked = arrays as unknown as Trees;
  checkLengths(checked);
  checkNodes(checked, nColumns);
  checkParents(checked);
  const outside = values === "any" ? [] : checked.value.filter((value) => value < 0 || value > 1);
  check(outside.length === 0, {where, rule: "a share must lie in [0, 1]", got: someOf(outside)});
}

function checkLengths(trees: Trees): void {
  const nNodes = trees.feature.length;
  const uneven = KEYS.slice(1).filter((key) => trees[key].length !== nNodes);
  check(uneven.length === 0, {
    where,
    rule: `the trees' arrays must be of one length, ${nNodes}`,
    got: uneven.map((key) => `${trees[key].length} in ${key}`).join(", ")
  });
  check(trees.roots.length > 0, {where, rule: "there must be a tree", got: "no root"});
}

function checkNodes(trees: Trees, nColumns: number): void {
  const {feature, threshold, left, right, missingLeft, cover} = trees;
  const wrong: string[] = [];
  const isChild = (parent: number, child: number): boolean => Number.isInteger(child) && child > parent && child < feature.length;
  for (let node = 0; node < feature.length; ++node) {
    const f = feature[node];
    if (!Number.isInteger(f) || f < -1 || f >= nColumns) wrong.push(`feature ${f} in node ${node}`);
    if (threshold[node] !== Math.fround(threshold[node])) wrong.push(`threshold ${threshold[node]} in node ${node}`);
    if (missingLeft[node] !== 0 && missingLeft[node] !== 1) wrong.push(`missingLeft ${missingLeft[node]} in node ${node}`);
    if (!(cover[node] >= 0)) wrong.push(`cover ${cover[node]} in node ${node}`);
    if (f >= 0 && !(isChild(node, left[node]) && isChild(node, right[node])))
      wrong.push(`children ${left[node]} and ${right[node]} of node ${node}`);
  }
  check(wrong.length === 0, {
    where,
    rule: `nodes must split on one of ${nColumns} columns at a float32 threshold, and children must come after their parent`,
    got: someOf(wrong)
  });
}

function checkParents({roots, feature, left, right}: Trees): void {
  const nParents = new Int32Array(feature.length);
  for (let node = 0; node < feature.length; ++node) {
    if (feature[node] < 0) continue;
    ++nParents[left[node]];
    ++nParents[right[node]];
  }
  const isRoot = new Uint8Array(feature.length);
  const wrong: string[] = [];
  for (const root of roots) {
    if (!Number.isInteger(root) || root < 0 || root >= feature.length || isRoot[root]) wrong.push(`root ${root}`);
    else isRoot[root] = 1;
  }
  for (let node = 0; node < feature.length; ++node)
    if (nParents[node] !== 1 - isRoot[node]) wrong.push(`${nParents[node]} parents of node ${node}`);
  check(wrong.length === 0, {where, rule: "every node must have one parent, and a root none", got: someOf(wrong)});
}
