import type {Table} from "../../../lib/dataset/table.js";
import {describe, expect, it} from "vitest";
import {logCost} from "../../../lib/metrics/probabilityLosses.js";
import {createRandom} from "../../../lib/random.js";
import {permutationImportance, rankAlone} from "../../../lib/metrics/permutationImportance.js";
import {getNumbers, takeRows} from "../../../lib/dataset/table.js";

const random = createRandom(4);
const n = 800;
const signal = Float32Array.from({length: n}, () => random());
const y = Uint8Array.from(signal, (x) => (random() < 0.1 + 0.6 * x ? 1 : 0));
const table: Table = {
  nRows: n,
  columns: [
    {name: "signal", kind: "number", values: signal},
    {name: "twin", kind: "number", values: signal.slice()},
    {name: "noise", kind: "number", values: Float32Array.from(signal, () => random())}
  ]
};
/** A model that leans on two twins, half and half. */
const predict = (t: Table) => {
  const [a, b] = [getNumbers(t, "signal"), getNumbers(t, "twin")];
  return Float64Array.from(a, (x, i) => 0.1 + 0.3 * x + 0.3 * b[i]);
};
const options = (groups: string[][]) => ({
  predict,
  cost: logCost,
  groups: groups.map((inputs) => ({inputs, title: inputs.join(" and ")})),
  random: createRandom(1)
});

describe("permutationImportance(table, yTrue, options)", () => {
  it("is exactly 0 for what the model does not read, positive for what it leans on", () => {
    const [signalAlone, noise] = permutationImportance(table, y, options([["signal"], ["noise"]]));
    expect(noise.increase).toEqual({estimate: 0, low: 0, high: 0});
    expect(signalAlone.increase.low).toBeGreaterThan(0);
    expect(signalAlone.repeats.length).toBe(10);
  });

  it("finds twins by shuffling them together, which each alone hides", () => {
    const [alone, together] = permutationImportance(table, y, options([["signal"], ["signal", "twin"]]));
    expect(together.increase.estimate).toBeGreaterThan(2 * alone.increase.estimate);
  });

  it("shuffles a group's members in company", () => {
    const seen: boolean[] = [];
    const watch = (t: Table) => {
      seen.push(getNumbers(t, "signal").every((x, i) => x === getNumbers(t, "twin")[i]));
      return predict(t);
    };
    permutationImportance(table, y, {...options([["signal", "twin"]]), predict: watch});
    expect(seen).toEqual(new Array(11).fill(true));
  });

  it("takes the rows for drawn: of pure noise that the model leans on, few intervals exclude 0", () => {
    const verdicts = Array.from({length: 40}, (_, seed) => {
      const draw = createRandom(`noise/${seed}`);
      const noise = Float32Array.from({length: 400}, () => draw());
      const labels = Uint8Array.from(noise, () => (draw() < 0.3 ? 1 : 0));
      const leaning = (t: Table) => Float64Array.from(getNumbers(t, "noise"), (x) => 0.2 + 0.2 * x);
      const [{increase}] = permutationImportance({nRows: 400, columns: [{name: "noise", kind: "number", values: noise}]}, labels, {
        ...options([["noise"]]),
        predict: leaning,
        random: draw
      });
      return increase.low > 0 || increase.high < 0;
    });
    expect(verdicts.filter(Boolean).length).toBeLessThanOrEqual(6); // 2 of 40 are meant
  });

  it("draws rows of a group together: months that repeat a customer make no interval narrower", () => {
    const months = 8;
    const panel: Table = takeRows(
      table,
      Int32Array.from({length: n}, (_, i) => i % (n / months))
    );
    const labels = Uint8Array.from({length: n}, (_, i) => y[i % (n / months)]);
    const widthOf = (rowGroups: Int32Array | null): number => {
      const [{increase}] = permutationImportance(panel, labels, {...options([["signal", "twin"]]), rowGroups});
      return increase.high - increase.low;
    };
    expect(widthOf(Int32Array.from({length: n}, (_, i) => i % (n / months)))).toBeGreaterThan(1.5 * widthOf(null));
  });

  it("refuses inputs that are not there, empty groups and a single repeat", () => {
    expect(() => permutationImportance(table, y, options([["gone"]]))).toThrow('getColumn: the table must have the column "gone"');
    expect(() => permutationImportance(table, y, options([[]]))).toThrow(
      'permutationImportance: the group "" must name an input; got none.'
    );
    expect(() => permutationImportance(table, y, {...options([["noise"]]), repeats: 1})).toThrow(
      "permutationImportance: repeats must be a whole number >= 2; got 1."
    );
  });
});

it("rankAlone(importance, variables) puts inputs on one step in the order in which they rank by themselves, and groups nowhere", () => {
  const of = (inputs: string[], estimate: number) => ({inputs, increase: {estimate, low: estimate, high: estimate}});
  const importance = [of(["a"], 0), of(["b"], 0), of(["a", "b"], 1), of(["c"], 0.02), of(["d"], 0)];
  const variables = [
    {input: "a", rocAuc: 0.51},
    {input: "b", rocAuc: 0.7},
    {input: "c", rocAuc: 0.55}
  ];
  expect(rankAlone(importance, variables)).toEqual(["c", "b", "a", "d"]);
  expect(rankAlone(importance)).toEqual(["c", "a", "b", "d"]);
  const maybe = {inputs: ["b"], increase: {estimate: -0.001, low: -0.004, high: 0.002}}; // chance: it ranks best alone
  const noise = {inputs: ["a"], increase: {estimate: 0.001, low: -0.002, high: 0.004}};
  expect(rankAlone([noise, maybe, of(["c"], 0.02), of(["d"], -0.01)], variables)).toEqual(["c", "b", "a", "d"]);
});
