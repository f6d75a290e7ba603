import type {VariableSummary} from "../book/eda.js";
import {chiSquareTest} from "./chiSquareTest.js";
import {designOfRates} from "./intervals.js";

/** Bands must differ beyond chance at this level, which leaves room for the many variables that are looked at. */
const LEVEL = 0.0005;
/** By so much the bands, put in order of their churn rates, must rank better than the variable itself. */
const GAIN = 0.03;

/** What is needed of a variable; rates of at least 20 rows a band. */
type Banded = Pick<VariableSummary, "kind" | "rates" | "rocAuc">;

/**
 * The ROC AUC of a number's bands put in order of their churn rates, where it says much that a ranking from low to high misses: a U, or
 * a hump. It flatters, as that of a category's levels does.
 *
 * @returns null for categories, and where the bands differ no more than chance allows, or a ranking from low to high says as much
 */
export function bentAuc({kind, rates, rocAuc: fromLowToHigh}: Banded): number | null {
  const counts = rates.map(({n, churned}) => [churned, n - churned]);
  const nChurned = counts.reduce((sum, [churned]) => sum + churned, 0);
  const nRetained = counts.reduce((sum, [, retained]) => sum + retained, 0);
  if (kind === "category" || rates.length < 3 || nChurned === 0 || nRetained === 0) return null;
  if (chiSquareTest(counts, {design: designOfRates(rates)}).pValue > LEVEL) return null;
  const auc = orderedPairs(rates) / (nChurned * nRetained);
  return auc - fromLowToHigh > GAIN ? auc : null;
}

/** Pairs of a churned and a retained row that bands in order of their churn rates put rightly; those of one band count half. */
function orderedPairs(rates: Banded["rates"]): number {
  let [below, pairs] = [0, 0];
  for (const {n, churned} of [...rates].sort((a, b) => a.rate - b.rate)) {
    pairs += churned * (below + (n - churned) / 2);
    below += n - churned;
  }
  return pairs;
}
