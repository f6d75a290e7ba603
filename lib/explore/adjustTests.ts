import type {TestResult} from "../book/eda.js";
import {adjustHolm} from "../statistics/tests/holm.js";
import type {TestOutcome} from "../statistics/tests/testResult.js";

/** A family of tests as the book holds them, adjusted by Holm. What a test says beyond that is left out. */
export function adjustTests(family: readonly TestOutcome[]): TestResult[] {
  const adjusted = adjustHolm(family.map((d) => d.pValue));
  return family.map(({name, statistic, pValue, effectName, effect}, i) => ({name, statistic, pValue, adjustedP: adjusted[i], effectName, effect}));
}
