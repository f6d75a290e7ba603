import type {ModelsBook} from "../../../lib/book/models.js";
import {formatFixed} from "../../../lib/format.js";

type Importance = ModelsBook["importance"][number];

/** Inputs that move together: what each costs when scrambled by itself, and all when scrambled together. */
export interface GroupImportance {
  title: string;
  together: Importance;
  members: Importance[];
  /** the members' costs, one by one, added up */
  apart: number;
}

/** The groups whose members were scrambled one by one as well; the largest gap between the two first. */
export function groupImportances(importance: readonly Importance[]): GroupImportance[] {
  return importance
    .filter((d) => d.inputs.length > 1)
    .map((together): GroupImportance => {
      const members = importance.filter((d) => d.inputs.length === 1 && together.inputs.includes(d.inputs[0]));
      return {title: together.title, together, members, apart: members.reduce((sum, d) => sum + d.increase.estimate, 0)};
    })
    .filter((d) => d.members.length > 1)
    .toSorted((a, b) => gapOf(b) - gapOf(a));
}

/** What the largest gap says, as a claim. @param groups at least one */
export function groupClaim(groups: readonly GroupImportance[]): string {
  const [{title, together, members, apart}] = groups;
  const {estimate, low, high} = together.increase;
  const costs = `together they cost ${formatFixed(estimate, 4)}, one by one ${formatFixed(apart, 4)} in all`;
  if (high < Math.max(...members.map((d) => d.increase.estimate))) return `“${title}” lean against each other: ${costs}`;
  if (low > apart) return `“${title}” stand in for one another: ${costs}`;
  return `“${title}” matter together about as much as one by one: ${costs}`;
}

function gapOf({together, apart}: GroupImportance): number {
  return Math.abs(together.increase.estimate - apart);
}
