import type {ColumnAlone} from "../../../lib/book/honesty.js";
import {formatCount, formatFixed, formatShare} from "../../../lib/format.js";

/** What no input should know by itself, as a claim. @param columns the best first, at least one */
export function columnClaim(columns: readonly ColumnAlone[]): string {
  const leaking = columns.filter((d) => d.verdict === "leaks");
  if (leaking.length > 0) return `${listTitles(leaking)} ${leaking.length > 1 ? "give" : "gives"} the label away`;
  const suspicious = columns.filter((d) => d.verdict === "suspicious");
  if (suspicious.length > 0) return `${listTitles(suspicious)} ${suspicious.length > 1 ? "know" : "knows"} suspiciously much`;
  const [best] = columns;
  const when = best.timing === "same-period" ? ", but it is measured in the label’s own period" : "";
  return `No input alone gives the label away; ${best.title} knows most, at ${formatFixed(best.rocAuc, 3)}${when}`;
}

/** Which leaks are looked for beside the ROC AUC, and what was found, in a sentence. */
export function pureSentence(columns: readonly ColumnAlone[]): string {
  const marked = columns.flatMap(({title, pure}) => (pure ? [`“${title}” has values that mark ${formatCount(pure.ofSide)} ${pure.side} users, ${formatShare(pure.covered, 0)} of all, and ${formatCount(pure.n - pure.ofSide)} others`] : []));
  if (marked.length === 0) return "A leak that covers only some users is looked for too: no input has values that nearly only churned, or nearly only retained, users have.";
  return `${marked.join("; ")}: such a value was most likely written down after the fact, however low the ROC AUC over all users.`;
}

/** What hangs on inputs that may be churn and not foretell it, in a sentence. */
export function samePeriodSentence(columns: readonly ColumnAlone[]): string {
  const same = columns.filter((d) => d.timing === "same-period");
  if (same.length === 0) return "No input is measured in the label’s own period.";
  return `${same.length} of ${columns.length} inputs ${same.length === 1 ? "is" : "are"} measured in the label’s own period: what they say may already be churn, and then it comes too late to act on.`;
}

function listTitles(columns: readonly ColumnAlone[]): string {
  const titles = columns.map((d) => `“${d.title}”`);
  return titles.length < 2 ? titles.join("") : `${titles.slice(0, -1).join(", ")} and ${titles[titles.length - 1]}`;
}
