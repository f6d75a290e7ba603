import type {HistogramBin, Quartiles, VariableSummary} from "../book/eda.js";
import type {InputDefinition} from "../dataset/definition.js";
import type {TestOutcome} from "../statistics/testResult.js";
import type {CategoryColumn, Column, NumberColumn} from "../dataset/table.js";
import {take} from "../dataset/table.js";
import {rocAuc} from "../metrics/rankingMetrics.js";
import {quantiles, sortPresent} from "../statistics/quantile.js";
import {histogramByLabel} from "../statistics/histogram.js";
import {rateByBin, rateByLevel} from "../statistics/bins.js";
import {chiSquareTest} from "../statistics/chiSquareTest.js";
import {rankSum} from "../statistics/rankSum.js";

/** coarse bins for the churn rate */
const RATE_BINS = 10;

/**
 * One input by label: distribution, churn rate along it, and the test of "no difference" with its effect.
 *
 * @param y length of the column: 1 churned, 0 retained; both must occur
 */
export function describeVariable(input: InputDefinition, column: Column, y: Uint8Array): UnadjustedSummary {
  const about = {input: input.name, title: input.title, unit: input.unit ?? null, kind: input.kind};
  return {...about, ...(column.kind === "number" ? describeNumber(column, y) : describeCategory(column, y))};
}

/** All of a summary but the test's adjustment: the family is the caller's to know. */
export type UnadjustedSummary = Omit<VariableSummary, "test"> & {test: TestOutcome};
type Description = Omit<UnadjustedSummary, "input" | "title" | "unit" | "kind">;

function describeNumber({values}: NumberColumn, y: Uint8Array): Description {
  const missing = values.filter(Number.isNaN).length;
  const churned = values.filter((_, i) => y[i] === 1);
  const retained = values.filter((_, i) => y[i] === 0);
  const test = rankSum(churned, retained);
  return {
    n: values.length,
    missing,
    churned: describeClass(churned),
    retained: describeClass(retained),
    histogram: histogramByLabel(values, y),
    rates: rateByBin(values, y, {bins: RATE_BINS}),
    test,
    rocAuc: Math.max(test.rocAuc, 1 - test.rocAuc)
  };
}

/** Levels stand in for each other by their churn rates, so the ranking is the best that they allow on these rows. */
function describeCategory({levels, codes}: CategoryColumn, y: Uint8Array): Description {
  const rates = rateByLevel({codes, levels}, y);
  const rateOf = new Map(rates.map((d) => [d.from, d.rate]));
  const present = Int32Array.from(codes.keys()).filter((i) => codes[i] >= 0);
  const histogram = rates.map(({label, from, to, n, churned}): HistogramBin => ({
    label,
    low: from,
    high: to,
    churned,
    retained: n - churned
  }));
  return {
    n: codes.length,
    missing: codes.length - present.length,
    churned: null,
    retained: null,
    histogram,
    rates,
    test: chiSquareTest(histogram.map((d) => [d.churned, d.retained])),
    rocAuc: rocAuc(
      take(y, present, new Uint8Array(present.length)),
      Float64Array.from(present, (i) => rateOf.get(codes[i]) ?? 0)
    )
  };
}

function describeClass(values: Float32Array): Quartiles {
  const present = sortPresent("describeClass", values);
  const [p1, p25, median, p75, p99] = quantiles(present, [0.01, 0.25, 0.5, 0.75, 0.99]);
  return {p1, p25, median, p75, p99, mean: present.reduce((sum, d) => sum + d, 0) / present.length};
}
