import type {Listed} from "../named.js";
import type {Row} from "../dataset/table.js";

/** The version of these formats. */
export const HISTORY_FORMAT = 1;

/** As of when the data is: a day, or a period as the table calls it. */
export interface DataDate {
  date: string;
  /** the definition's `asOf`, the latest period of its time column, or the day on which the table's file was last written */
  of: "definition" | "time" | "file";
}

/** When a site was built, and of what data: `/api/build.json`. The only file of a site that pages ask for the date. */
export interface BuildDates {
  format: typeof HISTORY_FORMAT;
  book: string;
  /** ISO time */
  builtOn: string;
  data: DataDate | null;
  /** the definition's `refresh` */
  refresh: string | null;
  /** the day after which the book is overdue by it: of the data's day, or else of the build's */
  due: string | null;
}

/** A figure as the history tells it, with its interval (95 %); both are null where none may be told. */
export interface ToldFigure {
  estimate: number;
  low: number | null;
  high: number | null;
}

/** One build: `/api/history/<book hash>.json`. Its figures are coarse, so that two builds do not tell of the few by whom they differ. */
export interface BuildRecord {
  format: typeof HISTORY_FORMAT;
  /** hash over all artefacts: the file's name */
  book: string;
  /** the definition's */
  name: string;
  title: string;
  unit: {singular: string; plural: string};
  /** version of Churnbook */
  program: string;
  builtOn: string;
  data: BuildData;
  definition: BuildDefinition;
  inputs: InputSummary[];
  champion: string;
  challenger: string | null;
  finalists: BuildFinalist[];
  decision: BuildDecision | null;
  /** scores of a population of synthetic users that stays the same from build to build; null: there are none to draw */
  population: {hash: string; scores: number[]} | null;
}

export interface BuildData {
  kind: "sample" | "file";
  /** 8 digits, of a salted hash of what was read */
  hash: string;
  date: DataDate | null;
  /** multiples of 20, as are the others */
  rows: number;
  labelled: number;
  churned: number;
  train: number;
  test: number;
  baseRate: ToldFigure;
  /** where rows repeat customers: how many these are, and how many rows drawn each by itself would tell the churn rate as well */
  customers?: number;
  effective?: number;
}

/** What a definition says that decides a result. */
export interface BuildDefinition {
  /** 8 digits, of all that it says */
  hash: string;
  label: {column: string; churned: string};
  inputs: {name: string; title: string; kind: string; unit: string | null}[];
  /** how models are compared, by key, as text */
  protocol: Listed<string>;
}

export type InputSummary = NumberSummary | LevelSummary;

/** A number's values: what at most these shares of the users have. */
export interface NumberSummary {
  name: string;
  kind: "number";
  /** share */
  missing: number;
  /** at {@link PROBABILITIES}; null where nobody has a value */
  quantiles: number[] | null;
}

/** Every twentieth. */
export const PROBABILITIES: readonly number[] = /* @__PURE__ */ Array.from({length: 19}, (_, i) => (i + 1) / 20);

export interface LevelSummary {
  name: string;
  kind: "category";
  missing: number;
  /** shares of those who have a level */
  levels: {level: string; share: number}[];
}

export interface BuildFinalist {
  name: string;
  title: string;
  learner: string;
  /** titles of gates that it failed */
  failed: string[];
  /** on test users, by metric */
  metrics: Listed<ToldFigure>;
}

/** What /decide recommends before anybody touches it, for the Champion, on out-of-fold users. */
export interface BuildDecision {
  /** whoever scores at least this is contacted; null: to contact nobody */
  line: number | null;
  /** contacted, of all users */
  share: number;
  /** contacted, of those who churned */
  found: ToldFigure;
  /** churned, of the contacted; null: nobody is contacted */
  precision: ToldFigure | null;
  /** money per 1,000 users, by the usual assumptions */
  gain: ToldFigure;
}

/** Synthetic users that builds score so that they can be compared: `/api/history/population-<hash>.json`. */
export interface Population {
  format: typeof HISTORY_FORMAT;
  rows: Row[];
}

/** All builds that a site remembers, the oldest first: `/api/history/index.json`. */
export interface HistoryIndex {
  format: typeof HISTORY_FORMAT;
  /** the site's own build */
  current: string;
  builds: IndexedBuild[];
}

/** What charts draw of a build. */
export interface IndexedBuild {
  book: string;
  builtOn: string;
  date: DataDate | null;
  hash: string;
  labelled: number;
  baseRate: ToldFigure;
  /** the Champion's name and title */
  champion: string;
  title: string;
  /** the Champion's on test users, by metric: estimate, low, high */
  metrics: Listed<[estimate: number, low: number | null, high: number | null]>;
  /** the base rate's estimate, by metric */
  base: Listed<number>;
}
