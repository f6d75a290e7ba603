import type {Count} from "../groups.js";

/** Edges of score groups are multiples of 1 / SCORE_GRID, so that no edge is a user's score. */
export const SCORE_GRID = 10_000;

/** Users of neighbouring scores: what a book ships in place of anybody's score. */
export interface ScoreGroup {
  n: number;
  churned: number;
  /** the lower edge, a whole number of 1 / SCORE_GRID: every user of the group, and of those before it, scores at least this */
  from: number;
  /** mean score, 4 digits; at least the lower edge, and below the upper one */
  mean: number;
  /** where rows repeat customers: of a line at the lower edge */
  design?: LineDesign;
}

/**
 * How many times the variance of a count is what it would be if each row was drawn by itself, three digits: of the rows that a line calls
 * rightly and in vain, misses and spares, and of all that it calls. From these five that of every figure that weighs the four follows.
 */
export type LineDesign = readonly [
  truePositive: number,
  falsePositive: number,
  falseNegative: number,
  trueNegative: number,
  called: number
];

/** Groups from the highest scores to the lowest; null where the users are too few to be shown in groups. */
export interface ModelGroups {
  name: string;
  /** train users, by models that had not seen them */
  outOfFold: ScoreGroup[] | null;
  /** of the same train users together, each by its own score; six digits. Those of the test users stand in `models.json` */
  outOfFoldMetrics: Record<StatedMetric, number> | null;
  /** the calibration error that chance alone gives the same scores on average, if every one of them is right; three digits */
  outOfFoldByChance: number | null;
  /** where rows repeat customers: by bin of the calibration curve, low scores first, by how many rows drawn each by itself its share would be known as well */
  calibrationEffective?: Record<"outOfFold" | "test", number[] | null>;
  test: ScoreGroup[] | null;
  /** how far the losses of the test users, as stated, lie from what the groups' mean scores give; rounded up to one digit */
  lossError: Record<LossName, number> | null;
}

/** What is stated of users as a whole, since groups give it only nearly. */
export const STATED_METRICS = ["rocAuc", "averagePrecision", "logLoss", "brierScore", "calibrationError"] as const;
type StatedMetric = (typeof STATED_METRICS)[number];

/** Losses that mean scores of groups give nearly. */
export type LossName = "logLoss" | "brierScore";

/** Users of two models at one line, by who would contact them. */
export interface LadderStep {
  /** in whole percent: 20 contacts whoever scores at least 0.2 */
  percent: number;
  both: number;
  onlyFirst: number;
  onlySecond: number;
}

/** Two models on the same out-of-fold users, at lines between which nobody, or no small group, changes sides. */
export interface Ladder {
  first: string;
  second: string;
  n: number;
  steps: LadderStep[];
}

/** Users of neighbouring scores and values. */
export interface ValueCell {
  n: number;
  churned: number;
  /** the lower edge of the scores, as {@link ScoreGroup} has it; cells of one edge hold all users between it and the next */
  from: number;
  /** mean score, 4 digits */
  mean: number;
  /** mean value, 3 digits */
  value: number;
}

/** What out-of-fold users are worth, by the Champion's score of them. */
export interface ValueGroups {
  /** the column that says it */
  column: string;
  /** from the highest scores down, and of one score from the highest values down */
  cells: ValueCell[];
  /** users without a value, who count at the mean of the others; to the nearest 20 */
  missing: Count;
  /** users of a negative value, to the nearest 20 */
  negative: Count;
}

/** All that pages draw of scores, without a line per user. */
export interface ScoreGroupsBook {
  /** users that every group holds at least, by side */
  minGroup: {outOfFold: number; test: number};
  /** in the order of the finalists */
  models: ModelGroups[];
  /** the Champion beside each other finalist */
  ladders: Ladder[];
  /** absent where the definition names no value, or where the Champion has no groups */
  values?: ValueGroups;
}

/** Groups as they are shipped, which takes less than half of the bytes: by field, from the highest scores to the lowest. */
export interface GroupColumns extends Record<"n" | "churned" | "from" | "mean", number[]> {
  design?: (LineDesign | null)[];
}

/** A model's groups as they are shipped; a site of an earlier edition has them one by one. */
interface ModelGroupsFile extends Omit<ModelGroups, "outOfFold" | "test"> {
  outOfFold: GroupColumns | ScoreGroup[] | null;
  test: GroupColumns | ScoreGroup[] | null;
}

/** `score-groups.json`, by which {@link ScoreGroupsBook} is shipped. */
export interface ScoreGroupsFile extends Omit<ScoreGroupsBook, "models"> {
  models: ModelGroupsFile[];
}
