import type {Column, Table} from "../../../lib/dataset/table.js";
import type {Learner} from "../../../lib/fit/learners/learner.js";
import type {Model} from "../../../lib/model/model.js";
import {describe, expect, it} from "vitest";
import {additive} from "../../../lib/fit/learners/additive.js";
import {baseline} from "../../../lib/fit/learners/baseline.js";
import {boosting} from "../../../lib/fit/learners/boosting.js";
import {logistic} from "../../../lib/fit/learners/logistic.js";
import {createRescorer} from "../../../lib/model/rescorer.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {createRandom, drawNormal, shuffled} from "../../../lib/random.js";

/** Two numbers that count by their product, one of them missing for some, and two categories; what nobody reads stands first. */
const random = createRandom(5);
const n = 1500;
const [a, b] = [0, 1].map(() => Float32Array.from({length: n}, () => drawNormal(random)));
const codes = [3, 2].map((nLevels) => Int32Array.from({length: n}, () => Math.floor(nLevels * random())));
const y = Uint8Array.from(a, (x, i) => Number(random() < 1 / (1 + Math.exp(1 - x - 2 * x * b[i] - codes[0][i]))));
const columns: Column[] = [
  {name: "a", kind: "number", values: a.map((x, i) => (i % 9 === 0 ? NaN : x))},
  {name: "b", kind: "number", values: b},
  {name: "city", kind: "category", levels: ["Bonn", "Kiel", "Ulm"], codes: codes[0]},
  {name: "side", kind: "category", levels: ["left", "right"], codes: codes[1]}
];
const table: Table = {nRows: n, columns: [{name: "unread", kind: "number", values: b}, ...columns]};
const fitBy = (learner: Learner, params = {}): Model =>
  learner.fit({table: {nRows: n, columns}, y}, {...learner.defaults, ...params}, {random: createRandom(1)});
const calibration = {intercept: 0.2, slope: 0.8};
const models: Record<string, Model> = {
  baseline: fitBy(baseline),
  logistic: fitBy(logistic),
  additive: fitBy(additive, {pairs: 3}),
  "additive, recalibrated": {...fitBy(additive, {pairs: 3}), calibration} as Model,
  boosting: {...fitBy(boosting), calibration} as Model
};

/** The table with the named columns' rows in another order. */
function shuffle(names: readonly string[]): Table {
  const order = shuffled([...y.keys()], random);
  const moved = (column: Column): Column =>
    column.kind === "number"
      ? {...column, values: column.values.map((_, i) => column.values[order[i]])}
      : {...column, codes: column.codes.map((_, i) => column.codes[order[i]])};
  return {nRows: n, columns: table.columns.map((column) => (names.includes(column.name) ? moved(column) : column))};
}

describe("createRescorer(model, base)", () => {
  it("has a model of pairs to ask", () => expect(models.additive).toHaveProperty("pairs"));

  it.each(Object.keys(models))("scores a table of which some columns changed as a scorer does: %s", (name) => {
    const model = models[name];
    const {scoreTable} = createScorer(model);
    const rescore = createRescorer(model, table);
    for (const changed of [["a"], ["b"], ["city"], ["a", "side"], ["unread"], [], ["a", "b", "city", "side"]]) {
      const other = shuffle(changed);
      const expected = scoreTable(other);
      const most = rescore(other).reduce((max, p, i) => Math.max(max, Math.abs(p - expected[i])), 0);
      expect(most).toBeLessThan(1e-12);
    }
  });

  it("does not look again at a column that is the base's own", () => {
    const model = models.additive;
    const values = b.slice();
    const own: Table = {nRows: n, columns: table.columns.map((d) => (d.name === "b" ? {name: "b", kind: "number", values} : d))};
    const rescore = createRescorer(model, own);
    const before = rescore(own);
    values.fill(3);
    const cities = own.columns.map((d) => (d.name === "city" ? {...d} : d));
    expect(Array.from(rescore({nRows: n, columns: cities}))).toEqual(Array.from(before));
  });
});
