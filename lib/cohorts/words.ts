import type {CohortsBook, Judged, SliceCondition} from "../book/cohorts.js";
import {formatTogether, listWords} from "../format.js";

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

/** @example sayWhere([{title: "Active days", is: true, label: "0–2"}]) // "active days is 0–2" */
export function sayWhere(conditions: Named["conditions"]): string {
  return listWords(conditions.map(({title, is, label}) => `${title} is ${is ? "" : "not "}${label}`));
}

/** What was said of some users, and what happened. @example "said 12 in 100, 19 in 100 churned" */
export function saySaid({said, churned, n}: Pick<Judged, "said" | "churned" | "n">): string {
  const [before, after] = formatTogether([said, churned / n]);
  return `said ${before}, ${after} churned`;
}
