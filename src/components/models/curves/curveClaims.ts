import {formatFixed} from "../../../lib/format.js";
import {calibrationNoise} from "../calibrationNoise.js";
import type {Evidence} from "../evidence.js";

/** A model and what it is called in sentences. */
export interface NamedEvidence extends Evidence {
  title: string;
}

/** Models whose ROC AUC differ by less than this read as equal in a title. */
const SAME_AUC = 0.005;

/** What the ROC curve says, in whole pairs of a hundred. */
export function rocClaim(models: readonly NamedEvidence[]): string {
  const [first, second] = models;
  const pairs = Math.round(first.rocAuc * 100);
  if (first.rocAuc < 0.5 + SAME_AUC) return `${first.title} ranks no better than chance`;
  const claim = `${first.title} ranks a churner above a retained user ${pairs} times in 100`;
  if (!second) return `${claim}; chance does 50 times`;
  if (Math.abs(first.rocAuc - second.rocAuc) < SAME_AUC) return `${claim}, ${second.title} about as often`;
  return `${claim}, ${second.title} ${Math.round(second.rocAuc * 100)} times`;
}

/** What the precision-recall curve says, against the base rate. */
export function precisionRecallClaim(models: readonly NamedEvidence[]): string {
  const [first] = models;
  const ratio = first.averagePrecision / first.baseRate;
  if (ratio < 1.1) return `${first.title} finds churners no more precisely than picking at random`;
  return `${first.title} is ${formatFixed(ratio, 1)} times as precise, on average, as picking at random`;
}

/** What the calibration curve says: how far the words are from what happened, in points of a hundred. */
export function calibrationClaim(models: readonly NamedEvidence[]): string {
  const [first] = models;
  const off = `off by ${formatFixed(first.calibrationError * 100, 1)} in 100 on average`;
  if (first.calibration.length === 1) return `${first.title} says the same to everyone: ${off}`;
  const noise = calibrationNoise(first.n, first.baseRate, first.calibration.length);
  if (first.calibrationError <= 1.5 * noise) return `${first.title} means what it says: ${off}, no more than chance explains`;
  return `${first.title} misjudges: ${off}, more than chance explains`;
}
