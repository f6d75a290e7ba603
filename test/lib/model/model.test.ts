import * as fc from "fast-check";
import type {AdditiveModel, ForestModel, LogisticModel, Model, PairShape} from "../../../lib/model/model.js";
import {describe, expect, it} from "vitest";
import {additive} from "../../../lib/fit/learners/additive.js";
import {forest} from "../../../lib/fit/learners/forest.js";
import {ceilFloat32} from "../../../lib/numbers.js";
import {calibrateLogOdds, logit, sigmoid} from "../../../lib/model/logOdds.js";
import {readModel} from "../../../lib/model/readModel.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {writeModel} from "../../../lib/model/writeModel.js";
import {createRandom} from "../../../lib/random.js";
import {mixedUsers, toTable} from "../../support/syntheticUsers.js";

const line: LogisticModel = {
  version: 2,
  kind: "logistic",
  inputs: [{name: "x0", kind: "number"}],
  encoding: [{input: "x0", kind: "number", mean: 2, scale: 4, missing: 3}],
  intercept: 0.5,
  weights: [2]
};
const voting = forest.fit(mixedUsers(300, 1), {nTrees: 3, maxDepth: 3}, {random: createRandom(1)}) as ForestModel;
const changed = (model: Model, change: object): unknown => JSON.parse(JSON.stringify({...model, ...change}));
const withTrees = (change: Partial<ForestModel["trees"]>): unknown => changed(voting, {trees: {...voting.trees, ...change}});

describe("writeModel(model)", () => {
  it("writes the same bytes whatever the order of keys", () => {
    const {weights, kind, ...rest} = line;
    expect(writeModel({weights, ...rest, kind})).toBe(writeModel(line));
    expect(writeModel(line)).toMatch(/^\{"encoding":\[\{"input":"x0","kind":"number","mean":2,/);
  });

  it("refuses numbers that JSON would turn into null, all of them", () => {
    expect(() => writeModel({...line, intercept: NaN, weights: [Infinity]})).toThrow(
      "writeModel: every number of a model must be finite; got model.intercept = NaN, model.weights[0] = Infinity."
    );
  });
});

describe("readModel(json)", () => {
  it("takes every format that a definition can have, and nothing else for one", () => {
    const format = {delimiter: ";", encoding: "windows-1252", decimal: ",", thousands: ".", symbols: ["€", "%"], dates: "dmy"};
    expect(readModel(changed(line, {format}))).toMatchObject({format});
    for (const wrong of [{symbols: "€"}, {symbols: [1]}, {symbols: ["5"]}, {decimal: [","]}, {decimal: 1}])
      expect(() => readModel(changed(line, {format: wrong}))).toThrow(/the format must say how texts are written/);
  });

  it("returns what it is given, if that is a model", () => {
    for (const model of [line, voting]) expect(readModel(changed(model, {}))).toEqual(model);
  });

  it.each([
    [null, "readModel: a model must be an object; got object."],
    [{...line, version: 1}, "the version must be 2; got 1. Fit the model again with this edition."],
    [{...line, kind: "toString"}, /the kind must be one of baseline, .*; got toString\./],
    [{...line, secret: 1}, "a logistic model has no other keys than its own; got secret."],
    [{...line, intercept: NaN}, "every number must be finite; got model.intercept = NaN."],
    [{...line, intercept: null}, "model must have the numbers intercept; got none named intercept."],
    [{...line, calibration: {intercept: 0, slope: -1}}, "slopes of 0 or more"],
    [{...line, calibration: {intercept: 0, slope: 1, bend: 1}}, "a bend only where trees make the model"],
    [{...line, weights: [1, 2]}, "the weights must be 1 numbers, one per encoded column; got 2."],
    [
      {...line, inputs: [{name: "x0", kind: "text"}]},
      'an input must have a name and a kind, levels if it is a category, and else only what this edition writes; got {"name":"x0","kind":"text"}.'
    ],
    [{...line, encoding: [{...line.encoding[0], input: "x9"}]}, "an encoded column must name an input"],
    [{...line, encoding: [{...line.encoding[0], scale: 0}]}, "a scale other than 0"],
    [{...line, calibration: {slope: 1}}, "calibration must have the numbers intercept and slope; got none named intercept."],
    [{...line, calibration: {intercept: 0, slope: -1}}, "slopes of 0 or more"],
    [{...line, calibration: {intercept: 0, slope: 1, bend: 1}}, "a bend only where trees make the model"],
    [{...line, kind: "baseline", weights: undefined, intercept: undefined}, "a baseline model has no other keys"]
  ])("refuses a stranger %#", (json, message) => {
    expect(() => readModel(json)).toThrow(message);
  });

  it("refuses shapes that are none", () => {
    const model = additive.fit(mixedUsers(200, 3), {}, {random: createRandom(1)}) as AdditiveModel;
    const {shapes} = model;
    const withShape = (shape: object) => readModel({...model, shapes: shapes.with(0, {...shapes[0], ...shape})});
    expect(withShape({})).toMatchObject({kind: "additive"});
    expect(() => withShape({knots: shapes[0].knots.toReversed()})).toThrow("a shape must have rising knots");
    expect(() => withShape({values: shapes[0].values.slice(1)})).toThrow("a shape must have rising knots, as many values");
    const at = Math.fround(shapes[0].knots[0] + 1);
    expect(() => withShape({steps: [{at, rise: 1}]})).not.toThrow();
    for (const steps of [
      [],
      {},
      [{at, rise: "1"}],
      [{at: shapes[0].knots[0], rise: 1}],
      [{at: at + 1e-9, rise: 1}],
      [
        {at, rise: 1},
        {at, rise: 1}
      ]
    ])
      expect(() => withShape({steps})).toThrow("a shape must have rising knots");
    expect(() => withShape({missing: "no"})).toThrow("and a number for missing; got x0: ");
    expect(() => readModel({...model, shapes: shapes.slice(1)})).toThrow(`there must be ${shapes.length} shapes, one per encoded column`);
    expect(() => readModel({...model, encoding: model.encoding.map((d) => ({...d, scale: 2}))})).toThrow("shapes must read their inputs");
  });

  it("reads pairs, and refuses what is none", () => {
    const model = additive.fit(mixedUsers(200, 3), {}, {random: createRandom(1)}) as AdditiveModel;
    const level = model.encoding.findIndex((d) => d.kind !== "number");
    const pair: PairShape = {
      columns: [0, level],
      knots: [
        [0, 2, 5],
        [0, 1]
      ],
      values: [
        [0, 1],
        [0, -1],
        [0, 0.5]
      ]
    };
    const reading = (pairs: unknown) => () => readModel(changed(model, {pairs}));
    expect(reading([pair])()).toEqual({...model, pairs: [pair]});
    expect(reading([])).toThrow("pairs must be a list of one at least, or absent; got [].");
    expect(reading([{...pair, values: pair.values.with(1, [0, NaN])}])).toThrow("a value wherever they cross");
    for (const wrong of [
      {columns: [level, 0]},
      {columns: [0, 0]},
      {columns: [level, level + 1]},
      {columns: [0, 99]},
      {columns: [0.5, level]},
      {columns: [0]},
      {knots: [pair.knots[0].toReversed(), [0, 1]]},
      {knots: [[1], [0, 1]], values: [[0, 1]]},
      {
        knots: [
          [0, 1, 2, 3, 4, 5, 6, 7, 8],
          [0, 1]
        ],
        values: Array.from({length: 9}, () => [0, 1])
      },
      {values: pair.values.slice(1)},
      {values: pair.values.map((row) => [...row, 1])},
      {height: 1}
    ])
      expect(reading([pair, {...pair, ...wrong}])).toThrow(/^readModel: a pair must have two columns of different inputs in order, 2 to 8/);
    expect(() => readModel({...line, pairs: [pair]})).toThrow("a logistic model has no other keys than its own; got pairs.");
  });

  it("refuses arrays that are not trees", () => {
    const {trees} = voting;
    expect(() => readModel(withTrees({cover: undefined}))).toThrow("trees must have all their arrays of numbers; got none named cover.");
    expect(() => readModel(withTrees({value: trees.value.slice(1)}))).toThrow(
      `must be of one length, ${trees.feature.length}; got ${trees.feature.length - 1} in value.`
    );
    expect(() => readModel(withTrees({roots: []}))).toThrow("there must be a tree; got no root.");
    expect(() => readModel(withTrees({left: trees.left.with(0, 0)}))).toThrow(
      /children must come after their parent; got children 0 and \d+ of node 0\./
    );
    expect(() => readModel(withTrees({right: trees.right.with(0, trees.left[0])}))).toThrow(
      /every node must have one parent, and a root none; got 2 parents of node 1/
    );
    expect(() => readModel(withTrees({feature: trees.feature.with(0, 99)}))).toThrow("got feature 99 in node 0.");
    expect(() => readModel(withTrees({threshold: trees.threshold.with(0, 0.1)}))).toThrow("float32 threshold");
    expect(() => readModel(withTrees({value: trees.value.with(0, 1.5)}))).toThrow("a share must lie in [0, 1]; got 1.5.");
    expect(() => readModel(changed(voting, {encoding: voting.encoding.map((d) => ({...d, scale: 2}))}))).toThrow(
      "trees must read their inputs as they are"
    );
  });
});

describe("createScorer(model)", () => {
  it("standardises, weighs and squashes", () => {
    const scorer = createScorer(line);
    expect(scorer.scoreRow({x0: 6})).toBeCloseTo(sigmoid(0.5 + 2 * 1), 15);
    expect(scorer.scoreRow({x0: null})).toBe(scorer.scoreRow({x0: 3}));
    expect(scorer.logOddsRow({x0: 6})).toBe(2.5);
  });

  it("rounds numbers to float32 at the door", () => {
    const {scoreRow} = createScorer(line);
    expect(scoreRow({x0: 0.1})).toBe(scoreRow({x0: Math.fround(0.1)}));
    expect(createScorer(line).scoreTable(toTable([[0.1]]))[0]).toBe(scoreRow({x0: 0.1}));
  });

  it("recalibrates the log-odds, of models that vote too", () => {
    const calibration = {intercept: 0.3, slope: 0.7};
    for (const model of [line, voting]) {
      const table = model === line ? toTable([[1], [5]]) : mixedUsers(50, 3).table;
      const plain = createScorer(model).scoreTable(table);
      const recalibrated = createScorer({...model, calibration}).scoreTable(table);
      plain.forEach((p, i) => expect(recalibrated[i]).toBeCloseTo(sigmoid(0.3 + 0.7 * logit(p)), 12));
    }
  });

  it("bends, so that the slope runs from one at 0 to the other at 1", () => {
    const calibration = {intercept: 0.3, slope: 0.7, bend: 0.5};
    const {table} = mixedUsers(50, 3);
    const plain = createScorer(voting).scoreTable(table);
    const bent = createScorer({...voting, calibration}).scoreTable(table);
    plain.forEach((p, i) => expect(bent[i]).toBeCloseTo(sigmoid(0.3 + 0.7 * logit(p) - 0.5 * Math.log1p(-p)), 12));
    const rise = (z: number): number => (calibrateLogOdds(z + 1e-3, calibration) - calibrateLogOdds(z, calibration)) / 1e-3;
    expect(rise(-30)).toBeCloseTo(0.7, 6);
    expect(rise(30)).toBeCloseTo(1.2, 6);
  });
});

describe("logit(probability)", () => {
  it("undoes sigmoid, and is finite at 0 and 1", () => {
    fc.assert(
      fc.property(fc.double({min: -20, max: 20, noNaN: true}), (z) => Math.abs(logit(sigmoid(z)) - z) < 1e-6),
      {seed: 1}
    );
    expect(logit(0)).toBeCloseTo(-34.54, 2);
    expect(logit(1)).toBeCloseTo(34.54, 2);
  });
});

describe("ceilFloat32(t)", () => {
  it("decides x < t alike for every float32 x", () => {
    const float = fc.float({noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6});
    fc.assert(
      fc.property(float, float, (a, b) => {
        const t = (a + b) / 2;
        const ceiled = ceilFloat32(t);
        expect(Math.fround(ceiled)).toBe(ceiled);
        for (const x of [a, b, Math.fround(t), ceiled]) expect(x < ceiled).toBe(x < t);
      }),
      {seed: 1}
    );
  });
});
