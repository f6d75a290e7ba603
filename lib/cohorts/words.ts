import type {CohortsBook, Judged, SliceCondition} from "../book/cohorts.js";
import {formatTogether, inText, listWords} from "../format.js";

/** A judged cohort or slice, and who is in it. */
export interface Named extends Judged {
  conditions: Pick<SliceCondition, "title" | "is" | "label">[];
}

/** Every cohort and slice that was looked at, largest gap first. */
export function lookedAt({inputs, weakest}: Pick<CohortsBook, "inputs" | "weakest">): Named[] {
  const cohorts = inputs.flatMap(({title, cohorts: own}) =>
    own.map((cohort) => ({...cohort, conditions: [{title, is: true, label: cohort.label}]}))
  );
  return [...cohorts, ...weakest.slices].sort((a, b) => Math.abs(b.gap.estimate) - Math.abs(a.gap.estimate));
}

/** What rows without a value are called, alone or after others: "0–2 or no value". */
export const NO_VALUE = "no value";

/**
 * What a cohort is, after the title of its input.
 *
 * @example sayIs("0–2") // "is 0–2"
 * @example sayIs("no value") // "has no value"
 */
export function sayIs(label: string, is = true): string {
  if (label === NO_VALUE) return is ? "has no value" : "has a value";
  if (is && label.endsWith(` or ${NO_VALUE}`)) return `is ${label.slice(0, -NO_VALUE.length)}has ${NO_VALUE}`;
  return `is ${is ? "" : "not "}${inText(label)}`;
}

/** @example sayWhere([{title: "Active days", is: true, label: "0–2"}]) // "Active days is 0–2" */
export function sayWhere(conditions: Named["conditions"]): string {
  return listWords(conditions.map(({title, is, label}) => `${title} ${sayIs(label, is)}`));
}

/** What was said of some users, and what happened. @example "said 12 in 100, 19 in 100 churned" */
export function saySaid({said, churned, n}: Pick<Judged, "said" | "churned" | "n">): string {
  const [before, after] = formatTogether([said, churned / n]);
  return `said ${before}, ${after} churned`;
}
