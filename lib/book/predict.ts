import type {Listed} from "../named.js";
import type {LevelCondition} from "../dataset/definition.js";
import type {RowColumns} from "../dataset/rowColumns.js";
import type {Row} from "../dataset/table.js";

/** All that /predict needs beside the models: `predict.json`. */
export interface PredictBook {
  baseRate: number;
  /** what one row is, and the time that inputs and label cover: "user", "the month" */
  unit?: {singular: string; plural: string};
  period?: string;
  /** how many labelled users the book is about */
  nUsers?: number;
  /** users that may be shown: for support, neighbours and as starting points; absent: none are shipped, or they stand apart */
  users?: UserSample;
  /** users and presets are real, as the definition publishes rows: they stand apart, in `users.json` */
  usersApart?: true;
  /** how close two users are; absent with the users, and where no input is a number */
  support?: SupportScale;
  /** the Champion fitted again on resampled users; absent when its kind has no short form (trees) */
  refits?: Refits;
  /** of a Champion whose kind has no short refits */
  spread?: RefitSpread;
  /** champion first, then challenger, then the other finalists */
  models: {
    name: string;
    title: string;
    file: string;
    sha256: string;
    bytes: number;
    alias: "champion" | "challenger" | null;
    inputs: string[];
  }[];
  inputs: PredictInput[];
  /** of many inputs, those that matter most to the Champion, most first; absent: there are few */
  first?: string[];
  /** the population median of every input (mode of categories) */
  typical: Row;
  /** means of numbers, modes of categories; for exact linear contributions the encoded mean is in the model */
  average: Row;
  /** median of the retained */
  typicalRetained: Row;
  presets: {
    name: string;
    title: string;
    row: Row;
    /** synthetic when rows are private */
    synthetic: boolean;
    /** of the users that may be shown, the share that the Champion scores lower */
    lower: number;
    /** of a real user: what happened, and the score of a model that had not seen the user */
    known?: {churned: boolean; outOfFold: number};
  }[];
  /** inputs that move together (|r| > 0.9), shown as one group by default */
  groups: {title: string; inputs: string[]}[];
  constraints: {name: string; title: string; left: string; right: string; action: "enforce" | "warn"}[];
  /** what a check of the definition counts as broken by levels alone: all of `when` at once; absent: there is none */
  unlikely?: {title: string; when: LevelCondition[]}[];
  /** rows scored in Node, for the parity check; scores by model name, full precision; a model may have scored only the first rows */
  golden: RowColumns & {scores: Record<string, number[]>};
}

export interface PredictInput extends FormInput {
  /** for the picture behind the slider: shares within each class */
  histogram: {low: number; high: number; churned: number; retained: number}[];
}

/** What a control of an input must know. */
export interface FormInput {
  name: string;
  title: string;
  kind: "integer" | "number" | "category";
  unit: string | null;
  meaning: string;
  /** group title */
  group: string;
  fixed: boolean;
  /** categories: what can be chosen; the pooled one is among them */
  levels: string[];
  /** true where a value may be missing: where some users had none, and of a category where models score that */
  missing?: true;
  /** true: two levels that are yes and no */
  isSwitch?: true;
  /** the level of a cell of a file that says nothing; absent: it is missing */
  blank?: string;
  /** other texts in a file that are a level, by level */
  spelled?: Listed<readonly string[]>;
  /** categories: what levels are called */
  values?: Record<string, string>;
  /** of dates: the day that the number counts back from */
  asOf?: string;
  /** of dates: the number counts on from it */
  ahead?: boolean;
  /** categories: the level that stands for those that too few had, and how many these were */
  other?: {level: string; nLevels: number};
  step: number;
  /** P1 and P99 of the labelled users: the slider's range */
  low: number;
  high: number;
  /** what can be: the definition's range, widened to what was seen; the range beyond the opt-in */
  min: number;
  max: number;
}

/**
 * `/api/predict.json`: what a form of the book's models needs beside them, wherever it stands. A part of {@link PredictBook}, of which
 * it has the first golden rows.
 */
export interface PredictForm extends Pick<
  PredictBook,
  "baseRate" | "unit" | "first" | "typical" | "average" | "groups" | "constraints" | "unlikely" | "golden"
> {
  /** of the book; says so where it is of the synthetic sample */
  title: string;
  /** origins whose pages may show it, beside the site's own */
  embed: string[];
  models: Pick<PredictBook["models"][number], "name" | "title" | "file" | "alias">[];
  inputs: FormInput[];
}

/** Some users by column, values on each input's grid of steps; null is missing. */
export interface UserSample extends RowColumns {
  /** drawn from the table's recipe because its rows are private */
  synthetic: boolean;
  /** of real users: what happened (1 churned), and the score of a model that had not seen the user */
  known?: {churned: number[]; outOfFold: number[]};
}

/** `users.json`: real users, where the definition publishes rows; empty where it does not, and never fetched then. */
export type UsersBook = Partial<Pick<PredictBook, "users" | "presets">>;

/**
 * `user-scores.json`: by finalist, scores of the users in `users.json`, in their order, by models that had not seen
 * them. Empty for synthetic users, whom every model may score. Fetched when two models are compared.
 */
export type UserScores = Record<string, number[]>;

/**
 * Distance between users, over the number inputs: each value becomes a normal score by its place among all users,
 * the scores are made uncorrelated, and what is left is measured as the crow flies.
 */
export interface SupportScale {
  inputs: string[];
  /** per input: values, rising, and the normal scores that belong to them */
  knots: {values: number[]; scores: number[]}[];
  /** lower triangle, row by row: solves correlated scores into uncorrelated ones */
  cholesky: number[][];
  /** users within this distance are "this close" */
  radius: number;
  /** of all users, the share that one user in twenty stays below: few look like this */
  fewShare: number;
}

/** A linear model fitted on resampled users: [intercept, ...weights] each, in the encoding of the model named. */
export interface Refits {
  model: string;
  coefficients: number[][];
}

/**
 * How far a model's scores move when it is fitted again on other draws of users, by the score: for kinds whose refits are as long as the
 * model itself.
 */
export interface RefitSpread {
  model: string;
  /** how many refits it rests on */
  n: number;
  /** by group of users who score alike: their mean log-odds, rising */
  logOdds: number[];
  /** half the width of the 95 % interval of such a user's log-odds, from the root of the group's mean variance over the refits */
  reach: number[];
}
