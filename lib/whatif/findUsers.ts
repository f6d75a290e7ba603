import type {UserSample} from "../book/predict.js";
import {numberOf} from "./setInput.js";
import {findNamed} from "../named.js";

/** What a user must have in one input: a number within limits, ends included, or one level of a category (null: no value). */
export type Condition = {input: string; from: number; to: number} | {input: string; level: string | null};

/** What became of a user, and on which side of the contact line the score lies: `missed` churned below it, `vain` stayed above it. */
export const outcomes = ["any", "churned", "retained", "missed", "vain"] as const;
export type Outcome = (typeof outcomes)[number];

/** Which users one looks for. */
export interface UserQuery {
  /** the score they may have, in 100, ends included */
  score: {from: number; to: number};
  /** all of these must hold */
  conditions: readonly Condition[];
  /** other than "any": only users whose outcome is known */
  outcome: Outcome;
  /** a second model that must disagree: by at least so many points and, if asked, across the contact line */
  beside: {model: string; points: number; isSplit: boolean} | null;
}

/** Everybody. */
export const everybody: UserQuery = {score: {from: 0, to: 100}, conditions: [], outcome: "any", beside: null};

/** Length n each, as probabilities; of real users by models that had not seen them. */
export interface SampleScores {
  own: ArrayLike<number>;
  /** the second model's; null where the query has none */
  beside: ArrayLike<number> | null;
  /** the contact line */
  line: number;
}

/**
 * The users of a sample that fit a query: the largest disagreement of the two models first, or without a second one the
 * highest score.
 *
 * @returns indices into the sample
 */
export function findUsers(users: UserSample, {score, conditions, outcome, beside}: UserQuery, scores: SampleScores): number[] {
  const {own, line} = scores;
  const other = beside ? scores.beside : null;
  const found: number[] = [];
  for (let i = 0; i < users.n; ++i) {
    if (own[i] * 100 < score.from || own[i] * 100 > score.to) continue;
    if (!conditions.every((d) => meets(d, findNamed(users.columns, d.input)?.[i]))) continue;
    if (outcome !== "any" && !(users.known && hasOutcome(outcome, users.known.churned[i] === 1, own[i] >= line))) continue;
    if (beside && other && !disagree(beside, own[i], {other: other[i], line})) continue;
    found.push(i);
  }
  const rank = (i: number): number => (other ? Math.abs(own[i] - other[i]) : own[i]);
  return found.sort((a, b) => rank(b) - rank(a) || a - b);
}

function meets(condition: Condition, value: number | string | null | undefined): boolean {
  if ("level" in condition) return value === condition.level;
  const number = numberOf(value);
  return number >= condition.from && number <= condition.to; // a missing value is within no limits
}

function hasOutcome(outcome: Exclude<Outcome, "any">, churned: boolean, isAbove: boolean): boolean {
  if (outcome === "missed") return churned && !isAbove;
  if (outcome === "vain") return !churned && isAbove;
  return churned === (outcome === "churned");
}

function disagree({points, isSplit}: NonNullable<UserQuery["beside"]>, own: number, {other, line}: {other: number; line: number}): boolean {
  return Math.abs(own - other) * 100 >= points && (!isSplit || own >= line !== other >= line);
}
