import type {Params} from "../../lib/book/common.js";
import type {
  AdditiveModel,
  BoostingModel,
  CategoryInput,
  EncodedColumn,
  Model,
  ModelInput,
  PairShape,
  Trees
} from "../../lib/model/model.js";
import type {Unseen} from "../../lib/dataset/definition.js";
import type {TrainingData} from "../../lib/fit/learners/learner.js";
import type {Column, Table} from "../../lib/dataset/table.js";
import {ChurnbookError} from "../../lib/check.js";
import {settleUnseen} from "../../lib/model/category.js";
import {getLearner, learners} from "../../lib/fit/learners/learners.js";
import {createRandom} from "../../lib/random.js";
import {hasTrait, MODEL_VERSION} from "../../lib/model/model.js";
import {float32Before, nextFloat32} from "../../lib/numbers.js";
import {withPairs} from "../support/pairs.js";
import {createLcg, mixedUsers} from "../support/syntheticUsers.js";

/** Small models of every learner, fitted on synthetic users with missing numbers and categories. */
export function fitModels(): Record<string, Model> {
  return (fitted ??= fitAnew());
}

/** The models that a form takes; the others it refuses with a complaint for people. */
export function modelsThat(write: (model: Model) => unknown): [string, Model][] {
  return Object.entries(fitModels()).filter(([, model]) => {
    try {
      write(model);
      return true;
    } catch (error) {
      if (error instanceof ChurnbookError) return false;
      throw error;
    }
  });
}

let fitted: Record<string, Model> | undefined;

function fitAnew(): Record<string, Model> {
  const data = mixedUsers(1500, 3);
  const fit = (name: string, params: Params = {}): Model => {
    const learner = getLearner(name);
    return learner.fit(data, {...learner.defaults, ...params}, {random: createRandom(name)});
  };
  const small: Record<string, Params> = {forest: {nTrees: 30}, boosting: {nTrees: 60, maxDepth: 4}};
  const plain = Object.fromEntries(learners.map(({name}) => [name, fit(name, small[name])]));
  const pooled = pooledUsers(1500);
  const fitPooled = (name: string, unseen: Unseen, params: Params = {}): Model => {
    const learner = getLearner(name);
    const model = learner.fit(pooled, {...learner.defaults, ...params}, {random: createRandom(name)});
    return {...model, inputs: settleUnseen(model.inputs, {inputs: [], unseen})};
  };
  const calibration = {intercept: 0.2, slope: 0.8};
  const paired = withPairs(plain.additive as AdditiveModel, data.table);
  return {
    ...plain,
    "paired additive": paired,
    "calibrated paired additive": {...paired, calibration},
    ...Object.fromEntries(
      learners.map(({name}) => [`pooled ${name}`, fitPooled(name, REFUSING.includes(name) ? "refuse" : "other", small[name])])
    ),
    "hostile boosting": hostileBoosting(),
    "hostile logistic": hostileLogistic(),
    "hostile additive": hostileAdditive(),
    "hostile pairs": hostilePairs(),
    ...Object.fromEntries(Object.entries(plain).map(([name, model]) => [`calibrated ${name}`, {...model, calibration}])),
    ...Object.fromEntries(
      Object.entries(plain)
        .filter(([, model]) => hasTrait(model, "hasTrees"))
        .map(([name, model]) => [`bent ${name}`, {...model, calibration: {...calibration, bend: 0.5}}])
    )
  };
}

/** Learners whose pooled model refuses what no training row had; the others read it as the pooled level. */
const REFUSING = ["tree", "forest"];

/** Users of whom some have no plan, and a few have one of two rare plans. */
function pooledUsers(n: number): TrainingData {
  const {table, y} = mixedUsers(n, 3);
  const draw = createLcg(8);
  const columns = table.columns.map((column): Column => {
    if (column.kind === "number") return column;
    const levels = [...column.levels, "rare", "scarce"];
    return {...column, levels, codes: column.codes.map((code, i) => (draw() < 0.1 ? -1 : i % 90 === 5 ? 3 : i % 120 === 7 ? 4 : code))};
  });
  return {table: {...table, columns}, y};
}

/** Names and levels that only careful quoting survives. Backslashes, quotes, brackets, ticks, dollars, line ends. */
const hostileNames = ['quote "d"', "it's", "tick `y` [1] <2", "back\\slash $x; -- /* */", "naïve ☂"];
const hostileLevels = ["O'Hara\\", '"; DROP TABLE users; --', "line\nend", "ünï ${x} %s {{y}}", "null"];

/** @param rest what the category has beside its levels */
function hostileInputs(rest: Pick<CategoryInput, "missing" | "other">): ModelInput[] {
  const last = hostileNames[hostileNames.length - 1];
  return hostileNames.map((name): ModelInput =>
    name === last ? {name, kind: "category", levels: hostileLevels, ...rest} : {name, kind: "number"}
  );
}

/** Columns for all that a category has but its first level. */
function restOf({name, levels, missing, other}: CategoryInput, scale: number): EncodedColumn[] {
  const named = levels.filter((level) => !other?.levels?.includes(level)).slice(1);
  return [
    ...named.map((level, i): EncodedColumn => ({input: name, kind: "level", level, mean: (1 - scale) * i, scale})),
    ...(missing ? [{input: name, kind: "rest", rest: "missing", mean: (1 - scale) * 0.2, scale} as const] : []),
    ...(other ? [{input: name, kind: "rest", rest: "other", mean: (1 - scale) * 0.3, scale} as const] : [])
  ];
}

/** Thresholds that are hard to tell from their neighbours: zeros, subnormals, the largest, and odd and even fractions. */
const HARD = [
  0, 1.401298464324817e-45, -1.401298464324817e-45, 1.1754943508222875e-38, 0.10000000149011612, 0.30000001192092896, 1, -1, 16777216,
  3.4028234663852886e38
];

function hostileBoosting(): BoostingModel {
  const inputs = hostileInputs({missing: true, other: {nLevels: 3}});
  const encoding: EncodedColumn[] = inputs.flatMap((input, j): EncodedColumn[] =>
    input.kind === "category"
      ? restOf(input, 1)
      : [{input: input.name, kind: "number", mean: 0, scale: 1, missing: j === 1 ? 0.30000001192092896 : null}]
  );
  const draw = createLcg(5);
  const trees: Trees = {roots: [], feature: [], threshold: [], left: [], right: [], missingLeft: [], value: [], cover: []};
  const grow = (depth: number, cover: number): number => {
    const node = trees.feature.length;
    for (const key of ["feature", "threshold", "left", "right", "missingLeft", "value", "cover"] as const) trees[key].push(0);
    trees.cover[node] = cover;
    if (depth === 0 || cover < 2) {
      trees.feature[node] = -1;
      trees.value[node] = draw() - 0.5;
      return node;
    }
    const feature = Math.floor(draw() * encoding.length);
    trees.feature[node] = feature;
    trees.threshold[node] = encoding[feature].kind !== "number" ? 0.5 : HARD[Math.floor(draw() * HARD.length)];
    trees.missingLeft[node] = draw() < 0.5 ? 1 : 0;
    const share = Math.max(1, Math.floor(cover * draw()));
    trees.left[node] = grow(depth - 1, share);
    trees.right[node] = grow(depth - 1, cover - share);
    const [l, r] = [trees.left[node], trees.right[node]];
    trees.value[node] = (trees.value[l] * trees.cover[l] + trees.value[r] * trees.cover[r]) / cover;
    return node;
  };
  for (let t = 0; t < 12; ++t) trees.roots.push(grow(5, 1000));
  return {version: MODEL_VERSION, kind: "boosting", inputs, encoding, base: -0.7, trees};
}

function hostileLogistic(): Model {
  const inputs = hostileInputs({other: {nLevels: 2, levels: hostileLevels.slice(0, 2)}});
  const encoding: EncodedColumn[] = inputs.flatMap((input): EncodedColumn[] =>
    input.kind === "category" ? restOf(input, 0.7) : [{input: input.name, kind: "number", mean: 0.25, scale: 3, missing: 0.1}]
  );
  const draw = createLcg(6);
  return {version: MODEL_VERSION, kind: "logistic", inputs, encoding, intercept: -0.4, weights: encoding.map(() => 2 * draw() - 1)};
}

/** Knots far apart and close; a shape of one knot, and one of two; steps between knots, at one, next to one, and beyond the last. */
function hostileAdditive(): AdditiveModel {
  const inputs = hostileInputs({missing: true, other: {nLevels: 2, levels: hostileLevels.slice(0, 2)}});
  const encoding: EncodedColumn[] = inputs.flatMap((input): EncodedColumn[] =>
    input.kind === "category" ? restOf(input, 1) : [{input: input.name, kind: "number", mean: 0, scale: 1, missing: null}]
  );
  const draw = createLcg(7);
  const knotsOf = [[-1e30, 0, 1e30], [0.1, 2, 3, 12.5, 40], [3], [0, 20]];
  const stepsOf = [[0], [0.3, 3, 7.7, nextFloat32(12.5), 50], [7.5]];
  const shapes = encoding.map((column, j) => {
    const knots = column.kind === "number" ? knotsOf[j] : [0, 1];
    const steps = (stepsOf[j] ?? []).map((at) => ({at: Math.fround(at), rise: 2 * draw() - 1}));
    return {knots, values: knots.map(() => 2 * draw() - 1), ...(steps.length > 0 ? {steps} : {}), missing: draw()};
  });
  return {version: MODEL_VERSION, kind: "additive", inputs, encoding, intercept: 0.3, shapes};
}

/** The same with a second category, and pairs of all kinds of columns; knots far apart, close, and all that there may be. */
function hostilePairs(): AdditiveModel {
  const plain = hostileAdditive();
  const region: CategoryInput = {name: "2nd \"category\" 'r'", kind: "category", levels: ["N\\S", "o'w", "{e}"], other: {nLevels: 4}};
  const encoding = [...plain.encoding, ...restOf(region, 1)];
  const knotsOf = [
    [-1e30, 0, 0.1, 1e30],
    [0.1, 2],
    [0, 1, 2, 3, 4, 5, 6, 7],
    [0, 20]
  ];
  const draw = createLcg(9);
  const knotsIn = (j: number): number[] => (encoding[j].kind === "number" ? knotsOf[j] : [0, 1]);
  const last = encoding.length - 1;
  const chosen: [number, number][] = [
    [0, 1],
    [1, 2],
    [2, 3],
    [0, last],
    [3, 4],
    [3, 5],
    [4, last - 1],
    [plain.encoding.length - 1, last]
  ];
  const pairs = chosen.map((columns): PairShape => {
    const [first, second] = columns.map(knotsIn);
    return {columns, knots: [first, second], values: first.map(() => second.map(() => 2 * draw() - 1))};
  });
  const shapes = encoding.map((_, j) => plain.shapes[j] ?? {knots: [0, 1], values: [0, draw()], missing: 0});
  return {...plain, inputs: [...plain.inputs, region], encoding, shapes, pairs};
}

/**
 * Users on whom exports would disagree if they could: every number is one of the model's thresholds or its float32
 * neighbour, or missing (of shapes, one of their knots); every level, none, and levels that it never saw occur.
 */
export function adversarialUsers(model: Model, nRows: number): Table {
  const draw = createLcg(11);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(draw() * values.length)];
  const trees = "trees" in model ? model.trees : null;
  const columns = model.inputs.map((input): Column => {
    if (input.kind === "category") {
      const levels = [...input.levels, "never seen", "other"];
      const codes = Int32Array.from({length: nRows}, () => Math.floor(draw() * (levels.length + 1)) - 1);
      return {name: input.name, kind: "category", levels, codes};
    }
    const places = model.encoding.map((column, j) => (column.input === input.name ? j : -1));
    const seen = trees ? trees.threshold.filter((_, node) => places.includes(trees.feature[node]) && trees.feature[node] >= 0) : [];
    const knots = "shapes" in model ? places.filter((j) => j >= 0).flatMap((j) => knotsAlong(model, j).map(Math.fround)) : [];
    const thresholds = seen.length > 0 ? seen : knots.length > 0 ? knots : [0, 1, 12.5];
    const values = Float32Array.from({length: nRows}, () => {
      const threshold = pick(thresholds);
      return pick([threshold, threshold, float32Before(threshold), -float32Before(-threshold), NaN, 20 * draw()]);
    });
    return {...input, values: values.map((value) => (Math.abs(value) === Infinity ? 0 : value))};
  });
  return {nRows, columns};
}

/** Where a column's shape, or a pair that it is in, bends. */
function knotsAlong({shapes, pairs = []}: AdditiveModel, j: number): number[] {
  return [...shapes[j].knots, ...pairs.flatMap(({columns, knots}) => knots.filter((_, i) => columns[i] === j).flat())];
}
