import * as fc from "fast-check";
import type {Learner, TrainingData} from "../../lib/fit/learners/learner.js";
import type {Table} from "../../lib/dataset/table.js";
import {describe, expect, it} from "vitest";
import {getLearner, learners} from "../../lib/fit/learners/learners.js";
import {readModel} from "../../lib/model/readModel.js";
import {createScorer} from "../../lib/model/scorer.js";
import {writeModel} from "../../lib/model/writeModel.js";
import {createRandom, shuffled} from "../../lib/random.js";
import {getNumbers, getRow, takeRows} from "../../lib/dataset/table.js";
import {logLossOf, mixedUsers, range, takeUsers} from "../support/syntheticUsers.js";

const data = mixedUsers(900, 17);
const fitOn = (learner: Learner, training: TrainingData) => learner.fit(training, learner.defaults, {random: createRandom(5)});

describe.each(learners)("$name", (learner) => {
  const model = fitOn(learner, data);
  const scorer = createScorer(model);
  const scores = scorer.scoreTable(data.table);

  it("fits the same JSON twice", () => {
    expect(writeModel(fitOn(learner, data))).toBe(writeModel(model));
  });

  it("scores a subset as it scores the whole, in whatever order", () => {
    const subset = fc.array(fc.integer({min: 0, max: data.table.nRows - 1}), {minLength: 1, maxLength: 200});
    fc.assert(
      fc.property(subset, (rows) => {
        expect([...scorer.scoreTable(takeRows(data.table, rows))]).toEqual(rows.map((row) => scores[row]));
      }),
      {numRuns: 25, seed: 1}
    );
  });

  it("scores one row as it scores a table, to the bit", () => {
    for (const row of range(0, 200)) expect(scorer.scoreRow(getRow(data.table, row))).toBe(scores[row]);
  });

  // a forest's trees see rows drawn by their place (bagging), so its order of rows matters, as any other seed would
  it.skipIf(learner.name === "forest")("scores alike, to 1e-12, whatever the order of its training rows", () => {
    for (const seed of [1, 2, 3]) {
      const moved = createScorer(fitOn(learner, takeUsers(data, shuffled(range(0, 900), createRandom(seed))))).scoreTable(data.table);
      for (const [i, p] of scores.entries()) expect(Math.abs(moved[i] - p)).toBeLessThan(1e-12);
    }
  });

  it("survives JSON: reads what it wrote, and scores the same", () => {
    const text = writeModel(model);
    const read = readModel(JSON.parse(text));
    expect(writeModel(read)).toBe(text);
    expect(createScorer(read).scoreTable(data.table)).toEqual(scores);
  });

  it("gives finite probabilities in [0, 1], and log-odds that belong to them", () => {
    const logOdds = scorer.logOddsTable(data.table);
    for (const [i, p] of scores.entries()) {
      expect(p >= 0 && p <= 1).toBe(true);
      expect(1 / (1 + Math.exp(-logOdds[i]))).toBeCloseTo(p, 12);
    }
  });

  it("takes users with every input missing, and any number that float32 can hold; refuses any other by name", () => {
    const anyNumber = fc.option(fc.double({noNaN: true, noDefaultInfinity: true}));
    fc.assert(
      fc.property(fc.array(anyNumber, {minLength: 5, maxLength: 5}), (values) => {
        const row = {...Object.fromEntries(values.map((value, j) => [`x${j}`, value])), plan: null};
        const beyond = values.findIndex((value) => value !== null && !Number.isFinite(Math.fround(value)));
        if (beyond >= 0) return void expect(() => scorer.scoreRow(row)).toThrow(new RegExp(`x${beyond} = .* \\(beyond float32`));
        const p = scorer.scoreRow(row);
        expect(p >= 0 && p <= 1).toBe(true);
      }),
      {numRuns: 300, seed: 1}
    );
    for (const huge of [1e39, -1e39, Number.MAX_VALUE, -Number.MAX_VALUE])
      expect(() => scorer.scoreRow({x0: huge, x1: -huge, x2: 0, x3: 0, x4: 0, plan: null})).toThrow(
        /scoreRow: numbers must be finite .*; got x0 = .*, x1 = /
      );
    const edge = 3.4028234663852886e38;
    for (const x of [edge, -edge, 1e-45, Number.MIN_VALUE]) {
      const p = scorer.scoreRow({x0: x, x1: -x, x2: x, x3: -x, x4: x, plan: null});
      expect(p >= 0 && p <= 1).toBe(true);
    }
  });

  it("refuses missing and wrong columns by name, all of them", () => {
    const {columns, nRows} = data.table;
    const without = (names: string[]): Table => ({nRows, columns: columns.filter((d) => !names.includes(d.name))});
    expect(() => scorer.scoreTable(without(["x1", "plan"]))).toThrow(/must have every input .*; got none named x1, plan\./);
    const swapped: Table = {
      nRows,
      columns: columns.map((d) => (d.name === "x1" ? {...columns[5], name: "x1"} : d.name === "plan" ? {...columns[2], name: "plan"} : d))
    };
    expect(() => scorer.scoreTable(swapped)).toThrow(/x1 as category, not number, plan as number, not category/);
    const partly = Object.fromEntries(Object.entries(getRow(data.table, 3)).filter(([name]) => name !== "x1" && name !== "x3"));
    expect(() => scorer.scoreRow(partly)).toThrow(/scoreRow: .*; got none named x1, x3\./);
    expect(() => scorer.scoreRow({...getRow(data.table, 3), x1: "7", x2: Infinity})).toThrow(/x1 = "7", x2 = null/);
    expect(() => scorer.scoreRow({...getRow(data.table, 3), plan: "gold"})).toThrow(
      /plan: basic, family, pro.*; got plan = gold\. Leave unknown ones missing\./
    );
  });

  it("reads an unknown level as missing where it is told to", () => {
    const lenient = createScorer(model, {unknownLevel: "missing"});
    const row = getRow(data.table, 3);
    expect(lenient.scoreRow({...row, plan: "gold"})).toBe(scorer.scoreRow({...row, plan: null}));
  });

  it("takes columns in any order, with others beside them", () => {
    const columns = [...data.table.columns].reverse();
    const table: Table = {nRows: data.table.nRows, columns: [{...columns[1], name: "stranger"}, ...columns]};
    expect(scorer.scoreTable(table)).toEqual(scores);
  });

  it("leaves the data and the params as they were", () => {
    const before = JSON.stringify([data.table, [...data.y], learner.defaults]);
    learner.fit(
      {table: Object.freeze(data.table), y: data.y},
      Object.freeze({...learner.defaults}),
      Object.freeze({random: createRandom(1)})
    );
    expect(JSON.stringify([data.table, [...data.y], learner.defaults])).toBe(before);
  });

  it("refuses params that it does not have, and labels of one class", () => {
    expect(() => learner.fit(data, {depth: 3}, {random: createRandom(1)})).toThrow(
      new RegExp(`^${learner.name}: params must be among .*; got depth\\.`)
    );
    const stayed = takeUsers(
      data,
      [...data.y.keys()].filter((i) => data.y[i] === 0)
    );
    expect(() => fitOn(learner, stayed)).toThrow(`${learner.name}: both labels must occur; got only 0.`);
  });

  it("names each param in plain words, and can fit its defaults", () => {
    expect(Object.keys(learner.paramTitles).sort()).toEqual(Object.keys(learner.defaults).sort());
    for (const name of Object.keys(learner.space)) expect(learner.defaults).toHaveProperty(name);
  });

  it.each(learner.otherDefaults ?? [])("can fit its other defaults too: %j", (params) => {
    const model = learner.fit(data, {...learner.defaults, ...params}, {random: createRandom(1)});
    expect(logLossOf(data.y, createScorer(model).scoreTable(data.table))).toBeLessThan(
      logLossOf(data.y, createScorer(fitOn(getLearner("baseline"), data)).scoreTable(data.table))
    );
  });
});

describe.each(learners.filter((d) => d.name !== "baseline"))("$name, beside the base rate", (learner) => {
  it("wins on separable users it has not seen", () => {
    const separable = {...data, y: Uint8Array.from(getNumbers(data.table, "x3"), (x) => (x > 1 ? 1 : 0))};
    const test = takeUsers(separable, range(600, 900));
    const lossBy = (other: Learner): number =>
      logLossOf(test.y, createScorer(fitOn(other, takeUsers(separable, range(0, 600)))).scoreTable(test.table));
    expect(lossBy(learner)).toBeLessThan(lossBy(getLearner("baseline")) / 2);
  });

  it("wins on users whose churn depends on their inputs, whatever the order of its training rows", () => {
    const test = takeUsers(data, range(600, 900));
    const rows = shuffled(range(0, 600), createRandom(2));
    for (const order of [range(0, 600), rows]) {
      const training = takeUsers(data, order);
      const ours = logLossOf(test.y, createScorer(fitOn(learner, training)).scoreTable(test.table));
      expect(ours).toBeLessThan(logLossOf(test.y, createScorer(fitOn(getLearner("baseline"), training)).scoreTable(test.table)));
    }
  });
});
