import type {ScoresTable} from "../../lib/book/scores.js";
import type {CalibrationBin} from "../../lib/book/models.js";
import type {PrecisionRecallPoint, RocPoint} from "../../lib/metrics/curves.js";
import type {ThresholdRow} from "../../lib/metrics/thresholdTable.js";
import {check} from "../../lib/check.js";
import {calibrationCurve, precisionRecallCurve, rocCurve} from "../../lib/metrics/curves.js";
import {PERCENT_THRESHOLDS, createThresholdReader} from "../../lib/metrics/thresholdTable.js";
import {scoreAll} from "../../lib/metrics/metrics.js";

/** Which users judge: train rows by their out-of-fold scores, or the test rows. Never a training score. */
export type EvidenceSet = "outOfFold" | "test";

/** All that the page draws about one model on one set of users. */
export interface Evidence {
  name: string;
  set: EvidenceSet;
  n: number;
  /** share of these users that churned */
  baseRate: number;
  y: Uint8Array;
  p: Float32Array;
  rocAuc: number;
  averagePrecision: number;
  calibrationError: number;
  roc: RocPoint[];
  precisionRecall: PrecisionRecallPoint[];
  calibration: CalibrationBin[];
  /** one row per whole percent, 1 to 99 */
  thresholds: ThresholdRow[];
  /** the row of any line */
  at: (threshold: number) => ThresholdRow;
}

/**
 * Works out curves and counts from the published scores, once per model and set.
 *
 * @throws when asked for a model without scores, or where a set lacks a class
 */
export function createEvidence(scores: ScoresTable): (name: string, set: EvidenceSet) => Evidence {
  const known = new Map<string, Evidence>();
  return (name, set) => {
    const key = `${set}/${name}`;
    const evidence = known.get(key) ?? weighEvidence(scores, name, set);
    known.set(key, evidence);
    return evidence;
  };
}

function weighEvidence(table: ScoresTable, name: string, set: EvidenceSet): Evidence {
  const column = table.scores[name];
  check(column, {where: "createEvidence", rule: `the scores must have the model "${name}"`, got: Object.keys(table.scores).join(", ")});
  const wanted = set === "test" ? 1 : 0;
  const y = table.y.filter((_, i) => table.set[i] === wanted);
  const p = column.filter((_, i) => table.set[i] === wanted);
  const at = createThresholdReader(y, p);
  const {rocAuc, averagePrecision, calibrationError} = scoreAll(y, p, ["rocAuc", "averagePrecision", "calibrationError"]);
  return {
    name,
    set,
    n: y.length,
    baseRate: y.reduce((sum, label) => sum + label, 0) / y.length,
    y,
    p,
    rocAuc,
    averagePrecision,
    calibrationError,
    roc: rocCurve(y, p),
    precisionRecall: precisionRecallCurve(y, p),
    calibration: calibrationCurve(y, p),
    thresholds: PERCENT_THRESHOLDS.map(at),
    at
  };
}

/** The whole-percent threshold that calls the share of users closest to the wanted one; the slider starts there. */
export function thresholdForShare({thresholds}: Pick<Evidence, "thresholds">, share: number): number {
  const gap = (d: ThresholdRow): number => Math.abs(d.contacted - share);
  return thresholds.reduce((best, d) => (gap(d) < gap(best) ? d : best)).threshold;
}
