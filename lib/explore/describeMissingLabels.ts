import type {EdaBook} from "../book/eda.js";
import {chiSquareTest} from "../statistics/tests/chiSquareTest.js";
import {kolmogorovSmirnov} from "../statistics/tests/kolmogorovSmirnov.js";
import type {TestOutcome} from "../statistics/tests/testResult.js";
import {wilsonInterval} from "../statistics/wilsonInterval.js";
import type {CategoryColumn, NumberColumn, Table} from "../table/table.js";
import {adjustTests} from "./adjustTests.js";

type MissingLabels = EdaBook["missingLabels"];

/**
 * Is the label missing at random? Its share by level of each category, and the distributions of each number with and
 * without label; all tests are one family (Holm). Empty if no label is missing.
 *
 * @param labels length nRows; -1 is missing
 */
export function describeMissingLabels(table: Table, labels: Int8Array): MissingLabels {
  if (!labels.includes(-1)) return {byCategory: [], byNumber: []};
  const categories = table.columns.filter((d): d is CategoryColumn => d.kind === "category").flatMap((d) => describeLevels(d, labels));
  const numbers = table.columns.filter((d): d is NumberColumn => d.kind === "number").flatMap((d) => compareNumber(d, labels));
  const tests = adjustTests([...categories, ...numbers].map((d) => d.test));
  return {
    byCategory: categories.map((d, k) => ({...d, test: tests[k]})),
    byNumber: numbers.map((d, k) => ({...d, test: tests[categories.length + k]}))
  };
}

type Unadjusted<T> = Omit<T, "test"> & {test: TestOutcome};

function describeLevels({name, levels, codes}: CategoryColumn, labels: Int8Array): Unadjusted<MissingLabels["byCategory"][number]>[] {
  const counts = levels.map((level) => ({level, n: 0, missing: 0}));
  for (let i = 0; i < codes.length; ++i) {
    if (codes[i] < 0) continue;
    counts[codes[i]].n += 1;
    if (labels[i] < 0) counts[codes[i]].missing += 1;
  }
  const found = counts.filter((d) => d.n > 0);
  const missing = found.reduce((sum, d) => sum + d.missing, 0);
  if (found.length < 2 || missing === 0) return [];
  const test = chiSquareTest(found.map((d) => [d.missing, d.n - d.missing]));
  return [{input: name, levels: found.map((d) => ({...d, share: wilsonInterval(d.missing, d.n)})), test}];
}

function compareNumber({name, values}: NumberColumn, labels: Int8Array): Unadjusted<MissingLabels["byNumber"][number]>[] {
  const without = values.filter((value, i) => labels[i] < 0 && !Number.isNaN(value));
  const labelled = values.filter((value, i) => labels[i] >= 0 && !Number.isNaN(value));
  return without.length === 0 || labelled.length === 0 ? [] : [{input: name, test: kolmogorovSmirnov(without, labelled)}];
}
