import type {DatasetBook} from "../book/dataset.js";
import type {BuildData} from "../book/history.js";
import {MIN_GROUP} from "../groups.js";
import {tellNumber, tellRate} from "./tellFigures.js";

/** A number told may be off by nearly a step, and fewer users than a step may have come since. */
const NEAR = 2 * MIN_GROUP;

/**
 * An earlier build's numbers of users, beside the exact ones of the build whose site keeps them. Where a number lies within two steps
 * of today's it is told as today's is: the step that it was told on depends on which side of the middle between two it lay, and
 * where today's lies there that says whether the one user who came since churned. So what is kept depends on today's table alone,
 * unless {@link MIN_GROUP} users or more came or went.
 */
export function settleData(earlier: BuildData, {counts}: Pick<DatasetBook, "counts">): BuildData {
  const settle = (told: number, now: number): number => (Math.abs(told - now) < NEAR ? tellNumber(now) : told);
  const labelled = settle(earlier.labelled, counts.labelled);
  const churned = Math.min(labelled, settle(earlier.churned, counts.churned));
  return {
    ...earlier,
    rows: settle(earlier.rows, counts.rows),
    labelled,
    churned,
    train: settle(earlier.train, counts.train),
    test: settle(earlier.test, counts.test),
    baseRate: tellRate({labelled, churned, effective: earlier.effective})
  };
}
