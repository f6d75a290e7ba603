import type {NestedBook} from "../../../lib/book/honesty.js";
import type {MetricInfo} from "../../../lib/book/models.js";
import {formatSigned} from "../../../lib/format.js";
import {formatMetric, titleInSentence} from "../../models/formatMetric.js";

/** Whether choosing by the score that one reports flattered it, as a claim. */
export function nestedClaim({promised, keptByFewer, optimism}: NestedBook, metric: MetricInfo): string {
  const [said, was] = [promised.mean, keptByFewer.mean].map((value) => formatMetric(metric.name, value));
  const outcome = `promised ${titleInSentence(metric.title)} ${said}, kept ${was}`;
  if (optimism.low > 0) return `The search promises too much: ${outcome}`;
  if (optimism.high < 0) return `The search promises too little: ${outcome}`;
  return `The search keeps its promise, as far as the folds can tell: ${outcome}`;
}

/** @example "+0.0004 (−0.0012 to +0.0020)" */
export function optimismWords({optimism: {estimate, low, high}}: NestedBook): string {
  return `${formatSigned(estimate, 4)} (${formatSigned(low, 4)} to ${formatSigned(high, 4)})`;
}
