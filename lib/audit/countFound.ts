import type {Rate} from "../book/common.js";
import type {RowTest} from "../dataset/conditions.js";
import {rateOf} from "../statistics/wilsonInterval.js";

/** How many rows are found, and the churn rate among the labelled ones of them (null when there are none). */
export interface Found {
  rows: number;
  churn: Rate | null;
}

/**
 * Counts rows and keeps none of them: artefacts hold counts, never rows.
 *
 * @param labels of all rows: 1 churned, 0 retained, -1 none
 */
export function countFound(isFound: RowTest, labels: Int8Array): Found {
  let rows = 0;
  const byLabel = [0, 0];
  for (let i = 0; i < labels.length; ++i) {
    if (!isFound(i)) continue;
    ++rows;
    if (labels[i] >= 0) ++byLabel[labels[i]];
  }
  return {rows, churn: rateOf(byLabel[1], byLabel[0] + byLabel[1])};
}
