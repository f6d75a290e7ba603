import {formatCount, formatFixed, formatInHundred, formatShare} from "../../../lib/format.js";
import {formatLine} from "../../../lib/whatif/values.js";
import type {ThresholdRow} from "../../../lib/metrics/curves/thresholdTable.js";
import type {Agreement} from "./agreement.js";

/** What the contact rule at this threshold gives, as a claim. @param baseRate share of all these users that churned */
export function thresholdClaim(row: ThresholdRow, baseRate: number): string {
  if (row.contacted === 0) return `No user scores ${formatLine(row.threshold)} or more: nobody is called churned`;
  const found = `finds ${formatShare(row.recall, 0)} of churners among ${formatShare(row.contacted, 0)} of users`;
  return `A line at ${formatLine(row.threshold)} ${found}: ${formatFixed(row.precision / baseRate, 1)} times the base rate`;
}

/** Precision against the base rate; null where nobody is called churned. */
export function liftOf(row: ThresholdRow, baseRate: number): number | null {
  return row.contacted === 0 ? null : row.precision / baseRate;
}

/** Where two models differ at one line, and who was right about those users. */
export function agreementSentence(agreement: Agreement, [first, second]: readonly [string, string]): string {
  const {n, onlyFirst, onlySecond, churnedOnlyFirst, churnedOnlySecond} = agreement;
  const apart = onlyFirst + onlySecond;
  if (apart === 0) return `At this line ${first} and ${second} call the same users churned.`;
  const alone = (title: string, users: number, churned: number | null): string =>
    churned === null ? `nobody by ${title} alone` : `${formatCount(users)} by ${title} alone (${formatInHundred(churned)} of them churned)`;
  const parts = `${alone(first, onlyFirst, churnedOnlyFirst)}, ${alone(second, onlySecond, churnedOnlySecond)}`;
  return `At this line the two disagree about ${formatCount(apart)} of ${formatCount(n)} users: ${parts}.`;
}
