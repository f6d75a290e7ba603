import type {TrainingData} from "../../lib/fit/learners/learner.js";
import type {Column, Row, Table} from "../../lib/dataset/table.js";
import {take, takeRows} from "../../lib/dataset/table.js";

/** Numerical Recipes' 32-bit generator, as test/fixtures/engine/makeFixtures.py has it. */
export function createLcg(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

/** The users of test/fixtures/engine/makeFixtures.py, bit for bit: inputs x0 to x4 and the label. */
export function syntheticUsers(n: number, seed: number): TrainingData {
  const draw = createLcg(seed);
  const x = Array.from({length: 5}, () => new Float32Array(n));
  const y = new Uint8Array(n);
  for (let i = 0; i < n; ++i) {
    const [a, b, c, d, e] = [draw(), draw(), draw(), draw(), draw()];
    const row = [31 * a, 400 * b * b, Math.floor(10 * c), 5 * d - 2, Math.floor(31 * (0.8 * a + 0.2 * e))];
    row.forEach((value, j) => (x[j][i] = value));
    const z = -0.6 - 0.08 * row[0] + (row[1] > 150 && row[3] > 0 ? 0.9 : 0) + 0.25 * (row[2] - 5) * (row[3] < 0 ? 1 : -0.2);
    y[i] = draw() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
  }
  return {table: {nRows: n, columns: x.map((values, j): Column => ({name: `x${j}`, kind: "number", values}))}, y};
}

/** The same users with missing numbers in x0 and a category of three levels, the first user's missing, that matters a little. */
export function mixedUsers(n: number, seed: number): TrainingData {
  const {table, y} = syntheticUsers(n, seed);
  const draw = createLcg(seed + 1);
  const codes = Int32Array.from(y, (label) => Math.min(2, Math.floor(3 * draw() + 0.6 * label)));
  codes[0] = -1;
  const columns = table.columns.map((column): Column => {
    if (column.kind !== "number" || column.name !== "x0") return column;
    return {...column, values: column.values.map((value) => (draw() < 0.08 ? NaN : value))};
  });
  return {
    table: {
      nRows: n,
      columns: [...columns, {name: "plan", kind: "category", levels: ["basic", "family", "pro"], codes}]
    },
    y
  };
}

/** Some of the users, in that order. */
export function takeUsers({table, y}: TrainingData, rows: readonly number[]): TrainingData {
  return {table: takeRows(table, rows), y: take(y, rows, new Uint8Array(rows.length))};
}

/** Whole numbers from `start` up to, not including, `end`. */
export function range(start: number, end: number): number[] {
  return Array.from({length: end - start}, (_, i) => start + i);
}

/** Rows of numbers as a table with columns x0, x1 and so on; null is missing. */
export function toTable(rows: readonly (number | null)[][]): Table {
  const columns = rows[0].map((_, j): Column => ({
    name: `x${j}`,
    kind: "number",
    values: Float32Array.from(rows, (row) => row[j] ?? NaN)
  }));
  return {nRows: rows.length, columns};
}

/** One row of numbers as a caller gives it. */
export function toRow(values: readonly (number | null)[]): Row {
  return Object.fromEntries(values.map((value, j) => [`x${j}`, value]));
}

/** Mean log loss, for comparisons in tests. */
export function logLossOf(y: Uint8Array, p: Float64Array): number {
  return y.reduce((sum, label, i) => sum - Math.log(Math.max(1e-15, label === 1 ? p[i] : 1 - p[i])), 0) / y.length;
}
