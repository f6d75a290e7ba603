import type {Table} from "../../../../lib/dataset/table.js";
import type {LogisticModel} from "../../../../lib/model/model.js";
import {describe, expect, test} from "vitest";
import {MIN_GROUP} from "../../../../lib/groups.js";
import {takeRows} from "../../../../lib/dataset/table.js";
import {fitRefits} from "../../../../lib/fit/evidence/refits.js";
import {drawHalves, measureSpread} from "../../../../lib/fit/evidence/refitSpread.js";
import {logistic} from "../../../../lib/fit/learners/logistic.js";
import {logit} from "../../../../lib/model/logOdds.js";
import {createScorer} from "../../../../lib/model/scorer.js";
import {createRandom} from "../../../../lib/random.js";
import {createBandReader, createSpreadReader} from "../../../../lib/whatif/refitBand.js";
import {createMembers, predictBook, predictModel} from "../../../fixtures/book/predict.js";

const members = createMembers(3000, "spread");
const random = createRandom("labels");
const y = Uint8Array.from(members, (row) => (random() < createScorer(predictModel).scoreRow(row) ? 1 : 0));
const table: Table = {
  nRows: members.length,
  columns: predictBook.inputs
    .filter((d) => d.kind !== "category")
    .map(({name}) => ({name, kind: "number", values: Float32Array.from(members, (row) => Number(row[name]))}))
};
const fit = (rows: ArrayLike<number>): LogisticModel =>
  logistic.fit({table: takeRows(table, rows), y: Uint8Array.from(rows, (row) => y[row])}, logistic.defaults, {
    random: createRandom(0)
  }) as LogisticModel;
const model = fit(Int32Array.from(y.keys()));
const halves = drawHalves({nRows: y.length, nInputs: table.columns.length}, createRandom("halves"));
const refits = halves.map(fit);
const about = {name: "logistic", table, groups: null, nDrawn: halves[0].length, nFitted: y.length};

describe("drawHalves({nRows, nInputs, groups}, random)", () => {
  test("draws half of the rows, each once, and rows that go together all or none", () => {
    expect(halves.every((rows) => rows.length === 1500 && new Set(rows).size === 1500)).toBe(true);
    const groups = Int32Array.from({length: 600}, (_, row) => row % 200);
    for (const rows of drawHalves({nRows: 600, nInputs: 3, groups}, createRandom(1))) {
      const drawn = new Set(Array.from(rows, (row) => groups[row]));
      expect(rows.length).toBe(3 * drawn.size);
      expect(drawn.size).toBe(100);
    }
  });
});

test("drawHalves(…) draws fewer halves of a table of very many inputs, of which each takes long to fit", () => {
  const [few, many] = [40, 150].map((nInputs) => drawHalves({nRows: 16_000, nInputs}, createRandom(1)));
  expect(many.length).toBeLessThan(few.length);
  expect([...few, ...many].every((rows) => rows.length === 3000)).toBe(true);
});

describe("measureSpread(model, refits, options)", () => {
  const spread = measureSpread(model, refits, about)!;
  const readSpread = createSpreadReader(createScorer(model), spread);

  test("is on average as wide as a band of refits one by one, where a kind has both", () => {
    const readRow = createBandReader(model, fitRefits(model, "logistic", {table, y}, {n: 100, random: createRandom(5)}));
    const width = ({low, high}: {low: number; high: number}): number => logit(high) - logit(low);
    const squares = (read: typeof readRow): number => members.reduce((sum, row) => sum + width(read(row)) ** 2, 0) / members.length;
    const ratio = Math.sqrt(squares(readSpread) / squares(readRow));
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThan(1.4); // twelve refits know it to a fifth, and their interval is Student's
  });

  test("holds the model's own score, and is stretched by its calibration", () => {
    const {scoreRow} = createScorer(model);
    for (const row of members.slice(0, 100)) {
      const {low, high} = readSpread(row);
      expect(low < scoreRow(row) && scoreRow(row) < high).toBe(true);
    }
    const stretched = measureSpread({...model, calibration: {intercept: 0.5, slope: 2}}, refits, about)!;
    spread.reach.forEach((reach, i) => expect(stretched.reach[i] / reach).toBeCloseTo(2, 1));
  });

  test("shrinks as the model knows more users than a half does", () => {
    const many = measureSpread(model, refits, {...about, nFitted: 4 * y.length})!;
    spread.reach.forEach((reach, i) => expect(many.reach[i] / reach).toBeCloseTo(0.5, 1));
  });

  test("rests on groups of enough users, and says nothing of fewer", () => {
    const few = takeRows(
      table,
      Int32Array.from({length: 50}, (_, i) => i)
    );
    expect(measureSpread(model, refits, {...about, table: few, nDrawn: 25, nFitted: 50})!.reach).toHaveLength(Math.floor(50 / MIN_GROUP));
    const fewer = takeRows(
      table,
      Int32Array.from({length: MIN_GROUP - 1}, (_, i) => i)
    );
    expect(measureSpread(model, refits, {...about, table: fewer})).toBeNull();
  });

  test("averages over no group of fewer than 20 customers where rows repeat them", () => {
    const scores = createScorer(model).scoreTable(table);
    const line = [...scores].sort((a, b) => a - b)[1000];
    const groups = Int32Array.from(scores, (score, row) => (score < line ? 0 : row + 1)); // one customer has the thousand lowest
    const told = measureSpread(model, refits, {...about, groups})!;
    expect(told.reach.length).toBeLessThan(spread.reach.length - 5);
    expect(told.logOdds[0]).toBeGreaterThan(spread.logOdds[1]);
    expect(measureSpread(model, refits, {...about, groups: new Int32Array(y.length)})).toBeNull();
  });
});
