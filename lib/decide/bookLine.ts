import type {OperatingPoint} from "./contactLine.js";
import type {Assumptions} from "./money.js";
import type {Ranking} from "./ranking.js";
import type {LineDesign, ScoreGroup} from "../book/scores.js";
import {SCORE_GRID} from "../book/scores.js";
import {formatLine} from "../whatif/values.js";
import {findBestDepth} from "./bestDepth.js";
import {pointAt} from "./contactLine.js";
import {formatPart} from "./moneyWords.js";
import {thresholdAtShare} from "./ranking.js";

/** A line that no score reaches. */
export const NOBODY = Infinity;

/** What decides where the line is. */
export interface LineChoice {
  /** the chosen score, in (0, 1); 0: none was chosen */
  threshold: number;
  /** percent of users to contact, where no score was chosen; 0: nobody; null: no word of it */
  depth: number | null;
  assumptions: Assumptions;
}

/** The one contact line of a book: every page shows this one. */
export interface BookLine {
  /** whoever scores at least this is contacted; {@link NOBODY}: nobody is */
  threshold: number;
  /** a reader chose it; else it is what brings most at the assumptions */
  isChosen: boolean;
  /** whom it picks among the users that the Champion had not learned from; null: they are too few to be counted in groups */
  point: OperatingPoint | null;
}

/** The line that brings most at the assumptions; {@link NOBODY} where no depth of enough users brings a gain. */
export function recommendLine(ranking: Ranking, assumptions: Assumptions): number {
  const {contacted} = findBestDepth(ranking, assumptions);
  return contacted === 0 ? NOBODY : lineAtShare(ranking, contacted / ranking.n);
}

/** The line that contacts about a share of the users: an edge, of four digits at most. @param share in [0, 1]; 0: nobody */
export function lineAtShare(ranking: Ranking, share: number): number {
  return share === 0 ? NOBODY : thresholdAtShare(ranking, share);
}

/** The line that a reader chose, a score before a depth; null: none. */
export function chosenLine(ranking: Ranking | null, {threshold, depth}: LineChoice): number | null {
  if (threshold !== 0) return threshold;
  if (depth === null || ranking === null) return null;
  return lineAtShare(ranking, depth / 100);
}

/**
 * Where the line is, and whom it picks: what was chosen, or else what is recommended.
 *
 * @param ranking the Champion's, by scores of models that had not learned from these users; null: too few for groups, and so nothing is recommended
 */
export function placeLine(ranking: Ranking | null, choice: LineChoice): BookLine {
  const chosen = chosenLine(ranking, choice);
  const threshold = chosen ?? (ranking === null ? NOBODY : recommendLine(ranking, choice.assumptions));
  return {threshold, isChosen: chosen !== null, point: ranking && pointAt(ranking, threshold)};
}

/**
 * The line in a few words.
 *
 * @example sayLine(line) // "top 11.9% · 36.4 in 100"
 */
export function sayLine({threshold, point}: BookLine): string {
  if (point === null) return Number.isFinite(threshold) ? formatLine(threshold) : "none yet";
  if (!Number.isFinite(threshold)) return "contact nobody";
  return `${sayWhom(point)} · ${formatLine(threshold)}`;
}

function sayWhom({contacted, n}: OperatingPoint): string {
  if (contacted === 0) return "nobody";
  return contacted === n ? "everyone" : `top ${formatPart(contacted, n)}`;
}

/**
 * Score groups in a page's head, in few bytes: how many numbers a group has, then so many each, of which four are whole: edges and means are
 * steps from the ones above them. Where rows repeat customers, a group's design effects follow.
 */
export function packGroups(groups: Ranking["groups"]): number[] {
  const isDesigned = groups.length > 0 && groups.every(({design}) => design);
  let above = SCORE_GRID;
  const packed = groups.flatMap(({n, churned, from, mean, design}) => {
    const step = above - from;
    above = from;
    return [n, churned, step, Math.round(mean * SCORE_GRID) - from, ...(isDesigned && design ? design : [])];
  });
  return groups.length === 0 ? [] : [packed.length / groups.length, ...packed];
}

/** The other way round. */
export function unpackGroups([width, ...packed]: readonly number[]): ScoreGroup[] {
  let from = SCORE_GRID;
  return Array.from({length: packed.length / width}, (_, i) => {
    const [n, churned, step, rise, ...design] = packed.slice(width * i, width * (i + 1));
    from -= step;
    const group = {n, churned, from, mean: (from + rise) / SCORE_GRID};
    return design.length > 0 ? {...group, design: design as unknown as LineDesign} : group;
  });
}
