import type {RateBin} from "../../../lib/book/eda.js";
import type {InputShape} from "../../../lib/book/shapes.js";
import type {Table} from "../../../lib/dataset/table.js";
import type {Model} from "../../../lib/model/model.js";
import {nameLevel} from "../../../lib/format.js";
import {describe, expect, it} from "vitest";
import {findStrongestPair, traceShape} from "../../../lib/explain/traceShapes.js";
import {additive} from "../../../lib/fit/learners/additive.js";
import {boosting} from "../../../lib/fit/learners/boosting.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {meanOf} from "../../../lib/numbers.js";
import {createRandom, drawNormal} from "../../../lib/random.js";

/** a and b go together; c and d matter only by their product. */
const random = createRandom(3);
const n = 2000;
const a = Float32Array.from({length: n}, () => drawNormal(random));
const b = a.map((x) => x + 0.1 * drawNormal(random));
const [c, d] = [0, 1].map(() => Float32Array.from({length: n}, () => drawNormal(random)));
const y = Uint8Array.from(a, (x, i) => Number(random() < 1 / (1 + Math.exp(1 - x - 1.5 * c[i] * d[i]))));
const table: Table = {nRows: n, columns: [a, b, c, d].map((values, j) => ({name: "abcd"[j], kind: "number", values}))};
const fitBy = (learner: typeof additive): Model => learner.fit({table, y}, {}, {random: createRandom(1)});
const models = {additive: fitBy(additive), boosting: fitBy(boosting)};

const ends = [-2.5, -1, 0, 1, 2.5];
const ratesOf = (values: Float32Array): RateBin[] =>
  ends.slice(1).map((to, k) => {
    const size = values.filter((x) => x >= ends[k] && x < to).length;
    return {label: "", from: ends[k], to, n: size, churned: 0, rate: 0, low: 0, high: 0};
  });
const variableOf = (input: string, values: Float32Array) => ({input, kind: "number" as const, rates: ratesOf(values)});
const contextOf = (name: keyof typeof models) => ({name, model: models[name], table});

describe("traceShape(context, variable, options)", () => {
  it("gives an additive model's exact shape, at the level of its mean score", () => {
    const curve = traceShape(contextOf("additive"), variableOf("a", a), {isTogether: true})!;
    expect(curve.method).toBe("exact");
    const scorer = createScorer(models.additive);
    const logOdds = (x: number): number => scorer.logOddsRow({a: x, b: 0, c: 0, d: 0});
    const first = curve.points[0];
    for (const {x, p} of curve.points)
      expect(Math.log(p / (1 - p)) - Math.log(first.p / (1 - first.p))).toBeCloseTo(logOdds(x) - logOdds(first.x), 9);
    const heights = curve.points.map(({p}) => p);
    const mean = meanOf(scorer.scoreTable(table));
    expect(Math.min(...heights)).toBeLessThan(mean);
    expect(Math.max(...heights)).toBeGreaterThan(mean);
  });

  it("stands at the level of those who have a value, where being missing tells, and says how high that is", () => {
    const known = Float32Array.from(a, (x, i) => (i % 3 === 0 ? NaN : x));
    const churned = Uint8Array.from(known, (x, i) => Number((i * 7919) % 100 < (Number.isNaN(x) ? 60 : 10)));
    const lacking: Table = {nRows: n, columns: [{name: "a", kind: "number", values: known}]};
    for (const learner of [additive, boosting]) {
      const model = learner.fit({table: lacking, y: churned}, {}, {random: createRandom(1)});
      const curve = traceShape({name: learner.name, model, table: lacking}, variableOf("a", known), {isTogether: false})!;
      for (const {p} of curve.points) expect(p).toBeLessThan(0.2);
      expect(curve.missing).toBeGreaterThan(0.5);
    }
    expect(traceShape(contextOf("additive"), variableOf("a", a), {isTogether: false})).not.toHaveProperty("missing");
  });

  it("stands at the level of those who have a level of its own, where others are pooled", () => {
    const names = ["Bonn", "Ulm", "Kiel"];
    const codes = Int32Array.from({length: n}, (_, i) => (i % 10 < 2 ? i % 2 : 2));
    const churned = Uint8Array.from(codes, (code, i) => Number((i * 7919) % 100 < [70, 50, 20][code]));
    const towns: Table = {nRows: n, columns: [{name: "town", kind: "category", levels: names, codes}]};
    const model = additive.fit({table: towns, y: churned}, {}, {random: createRandom(1)});
    const rates = names.slice(0, 2).map((label, i): RateBin => ({label, from: i, to: i, n: 200, churned: 0, rate: 0, low: 0, high: 0}));
    const pooled: RateBin = {label: "other (1 level)", from: 2, to: 2, n: 1600, churned: 0, rate: 0, low: 0, high: 0};
    const curve = traceShape(
      {name: "additive", model, table: towns},
      {input: "town", kind: "category", rates: [...rates, pooled]},
      {isTogether: false}
    )!;
    const {scoreRow} = createScorer(model);
    for (const {x, p} of curve.points) expect(p).toBeCloseTo(scoreRow({town: names[x]}), 6);
  });

  it("goes straight up where an additive model jumps", () => {
    const {additive: plain} = models;
    if (plain.kind !== "additive") throw new Error("it is one");
    const at = Math.fround(0.6);
    const model = {...plain, shapes: plain.shapes.with(0, {...plain.shapes[0], steps: [{at, rise: 3}]})};
    const {points} = traceShape({name: "additive", model, table}, variableOf("a", a), {isTogether: false})!;
    const [below, above] = points.filter(({x}) => x === at);
    expect(Math.log(above.p / (1 - above.p)) - Math.log(below.p / (1 - below.p))).toBeCloseTo(3, 5);
    expect(points.map(({x}) => x)).toEqual(points.map(({x}) => x).toSorted((x, z) => x - z));
  });

  it("gives trees their mean score if everyone had the value", () => {
    const curve = traceShape(contextOf("boosting"), variableOf("c", c), {isTogether: false})!;
    expect(curve.method).toBe("dependence");
    const [{x, p}] = curve.points;
    const moved = {
      ...table,
      columns: table.columns.map((d) => (d.name === "c" ? {...d, values: new Float32Array(n).fill(x)} : d))
    } as Table;
    expect(p).toBeCloseTo(meanOf(createScorer(models.boosting).scoreTable(moved)), 12);
    expect(curve.points.map((d) => d.x)).toEqual([-2.5, -1.75, -1, -0.5, 0, 0.5, 1, 1.75, 2.5]);
  });

  it("adds up steps of near users where inputs move together, at the level of the mean score", () => {
    const curve = traceShape(contextOf("boosting"), variableOf("a", a), {isTogether: true})!;
    expect(curve.method).toBe("local");
    const rates = ratesOf(a);
    const level = rates.reduce((sum, {n: size}, k) => sum + (size * (curve.points[k].p + curve.points[k + 1].p)) / 2, 0);
    expect(level / rates.reduce((sum, d) => sum + d.n, 0)).toBeCloseTo(meanOf(createScorer(models.boosting).scoreTable(table)), 9);
    expect(curve.points[4].p).toBeGreaterThan(curve.points[0].p);
  });

  it("has a point for each level, also under the words that a definition gives them", () => {
    const codes = Int32Array.from(a, (x) => Number(x > 0));
    const switched: Table = {nRows: n, columns: [...table.columns, {name: "auto", kind: "category", levels: ["0", "1"], codes}]};
    const model = additive.fit({table: switched, y}, {}, {random: createRandom(1)});
    const rateOfLevel = (label: string, at: number): RateBin => ({...ratesOf(a)[0], label, from: at, to: at, n: n / 2});
    const curveOf = (labels: readonly string[], values?: Record<string, string>) =>
      traceShape(
        {name: "additive", model, table: switched},
        {input: "auto", kind: "category", rates: labels.map(rateOfLevel), values},
        {isTogether: false}
      );
    const curve = curveOf(["no", "yes"], {"0": "no", "1": "yes"})!;
    expect(curve.points.map((point) => point.x)).toEqual([0, 1]);
    expect(curve).toEqual(curveOf(["0", "1"]));
    const hebrew = {"0": "לא", "1": "כן"};
    expect(curve).toEqual(
      curveOf(
        ["0", "1"].map((level) => nameLevel({values: hebrew}, level)),
        hebrew
      )
    ); // as rates have it
    expect(curveOf(["other (2 levels)"])).toBeNull();
  });

  it("has nothing to say of an input that the model does not read, or of too few users", () => {
    expect(traceShape(contextOf("boosting"), variableOf("z", a), {isTogether: false})).toBeNull();
    const few = {nRows: 3, columns: table.columns.map((d) => ({...d, values: a.slice(0, 3)}))} as Table;
    expect(traceShape({...contextOf("boosting"), table: few}, variableOf("a", a), {isTogether: false})).toBeNull();
  });
});

describe("findStrongestPair(context, shapes)", () => {
  const shapesOf = (name: keyof typeof models): InputShape[] =>
    [a, b, c, d].map((values, j) => {
      const variable = variableOf("abcd"[j], values);
      const curve = traceShape(contextOf(name), variable, {isTogether: false})!;
      return {...variable, title: "ABCD"[j], unit: null, histogram: [], together: null, curves: [curve]};
    });

  it("finds the two inputs that matter only together", () => {
    const pair = findStrongestPair(contextOf("boosting"), shapesOf("boosting"))!;
    expect(pair.titles.toSorted()).toEqual(["C", "D"]);
    expect(pair.share).toBeGreaterThan(0.5);
    expect(pair.share).toBeLessThanOrEqual(1);
  });

  it("is nothing for a model to which every input adds for itself", () => {
    expect(findStrongestPair(contextOf("additive"), shapesOf("additive"))).toMatchObject({share: 0});
    expect(findStrongestPair(contextOf("additive"), [])).toBeNull();
  });
});
