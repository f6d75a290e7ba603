import type {TextFormat} from "../rows/format.js";

import type {Listed} from "../named.js";
/**
 * What a churn table is, in one file that is data and not code. The shape of `data/*.dataset.json`;
 * `data/dataset.schema.json` checks it when it is read, and says the same to an editor.
 */
export interface DatasetDefinition {
  /** short name: letters, digits, hyphens; part of file names */
  name: string;
  title: string;
  /** a paragraph for readers: what a row is, over what time */
  description: string;
  /** where the table comes from, and what is known of its licence */
  source: string;
  /** sentences that every reader must see: simulated data, no lever, ... */
  cautions: string[];
  /** what one row is */
  unit: {singular: string; plural: string; whose?: {singular: string; plural: string}};
  /** the time that inputs and label cover: "the month" */
  period: string;
  /** how the texts of the table are written, where that is not found in the file or as programs write it */
  format?: TextFormat;
  label: LabelDefinition;
  /**
   * texts that stand for "no value" beside an empty cell, the same at every door; absent: the usual ones (lib/rows/text). A
   * level that an input lists is that level, also where its text stands here
   */
  missing?: string[];
  /** lines of the file that are no data, such as one of units below the header, or one of totals: they are left out, and counted */
  notRows?: NotRow[];
  /** what a category's value that no training row had scores as, unless the input says otherwise; default "other" */
  unseen?: Unseen;
  /** columns that name a row and are never inputs; checked for duplicates */
  identifiers: string[];
  /**
   * the column of numbers that says what each is worth who stays, in money; no input unless it is listed as one. /decide ranks by it too.
   * One without a value counts at the mean of the others, a negative value as it stands
   */
  value?: string;
  /** the sign of the money that pages count in, such as "€"; absent: as units say it, or "units" where they prove no currency */
  money?: string;
  /** the inputs' groups, in reading order */
  groups: {name: string; title: string}[];
  /** the inputs, in reading order */
  inputs: InputDefinition[];
  /** what must hold between inputs of one row; /predict keeps to them */
  constraints: ConstraintDefinition[];
  /** impossible or doubtful rows, counted by the audit; removed where a check says so */
  checks: CheckDefinition[];
  /** quantities that people work out from inputs and read much into; /eda shows what is left of them when an input is held constant */
  derived?: DerivedDefinition[];
  /** the day as of which the table is read, "2024-12-31": dates among the inputs are days before it */
  asOf?: string;
  /** how long after the day of the data the book should be built of newer data, as ISO 8601 writes it: "P1M", every month */
  refresh?: string;
  /** sets of inputs whose skill is compared in the column lab */
  inputSets: {name: string; title: string; inputs: string[]}[];
  /** other people's recipes, run beside ours as named entries */
  recipes: RecipeDefinition[];
  protocol: ProtocolDefinition;
  /** origins whose pages may show this book's figures and its predictor, such as "https://intranet.example"; absent: the site's own alone */
  embed?: string[];
  /** true: rows may be published in the site. Default false: only aggregates, models and scores ship */
  publishRows: boolean;
  /** what `churnbook init` guessed, and nobody has taken out since */
  guessed?: Guess[];
}

/** Something that a definition says and no person said. */
export interface Guess {
  /** a column, or what else it is about */
  of: string;
  guess: string;
  /** what speaks for it */
  why: string;
}

/** Rows whose cell in a column is this text. */
export interface NotRow {
  /** an input, an identifier or the label */
  column: string;
  text: string;
  /** what they are */
  why: string;
}

/** What must be known of a label. */
export type LabelChoice = Pick<
  LabelDefinition,
  "column" | "churned" | "alsoChurned" | "retained" | "alsoRetained" | "blank" | "dated" | "aside"
>;

/** What stands in a `*.dataset.json`: only the label and the inputs must. {@link completeDefinition} adds the rest. */
export type GivenDefinition = Partial<Omit<DatasetDefinition, "label" | "inputs" | "protocol">> & {
  label: LabelChoice & Partial<LabelDefinition>;
  inputs: GivenInput[];
  protocol?: Partial<ProtocolDefinition>;
};

/** An input as a `*.dataset.json` gives it: its column and its kind, and what else is known. */
export type GivenInput = Pick<InputDefinition, "name"> & {kind: GivenKind} & Partial<Omit<InputDefinition, "kind" | "asOf" | "isSwitch">>;

/**
 * What an input can be given as. To everything behind the definition a date is a whole number, the days before `asOf`, and a boolean a
 * category of two levels.
 */
export type GivenKind = InputDefinition["kind"] | "date" | "boolean";

export interface LabelDefinition {
  column: string;
  /** the text that counts as churned (class 1) */
  churned: string;
  /** further texts of class 1: another way to leave, "moved away", or another spelling, "TRUE" beside "true" */
  alsoChurned?: string[];
  /** the text of class 0 */
  retained: string;
  /** further texts of class 0: "paused" */
  alsoRetained?: string[];
  /** the class of a row that says nothing, of a column that is marked for some and left blank for the others; absent: it has no label */
  blank?: string;
  /** the class of a row that says when, of a column that is a date or a time for some, such as of those who left: one of its texts */
  dated?: string;
  /** texts of rows that have no label, as if they said nothing, such as of those who joined too lately to have left */
  aside?: string[];
  /** what the label says, in plain words */
  meaning: string;
}

/**
 * What becomes of a category's value that no training row had, a missing one included. refuse: it is not scored, and the
 * complaint names it. other: it scores as the level pooled from rare ones (under 20 users) in fitting; where nothing was
 * rare there is no such level, and the value is refused all the same.
 */
export type Unseen = "refuse" | "other";

/**
 * When an input is measured: in the label's own period (it may be churn, not foretell it), over the whole life, before that
 * period; or nobody said it.
 */
export type Timing = "same-period" | "lifetime" | "before" | "unknown";

export interface InputDefinition {
  /** the column's name in the table */
  name: string;
  /** in plain words, for readers */
  title: string;
  kind: "integer" | "number" | "category";
  /** "days", "km"; absent for categories */
  unit?: string;
  meaning: string;
  /** one of groups */
  group: string;
  /** the values that can be; the audit counts what lies outside */
  range?: {min?: number; max?: number};
  /** categories: the values that can be */
  levels?: string[];
  /** categories: what a value that no training row had scores as; absent: as the whole table says */
  unseen?: Unseen;
  /** of dates: the day that they are counted back from; the number is the days before it */
  asOf?: string;
  /** of dates: true where most lie ahead of that day, such as when a contract ends: the number is the days from it to each */
  ahead?: boolean;
  /** categories of two levels that are yes and no: /predict shows a switch */
  isSwitch?: true;
  /** categories: the level of a row that says nothing, as the "no" of a box that is ticked for some; absent: it is missing */
  blank?: string;
  /** categories: other texts of the table that are a level, by level: {"Yes": ["yes", "Y"], "No": ["no", "N"]} */
  spelled?: Listed<readonly string[]>;
  /** categories: what levels are called, where the table's text says it badly: {"0": "no", "1": "yes"} */
  values?: Record<string, string>;
  /** when it is measured */
  timing: Timing;
  /** true: nobody can change it (device, tenure); counterfactuals leave it alone */
  fixed?: boolean;
  /** true: nobody should be treated otherwise because of it; /cohorts sets its levels side by side */
  protected?: boolean;
  /** the direction that probability must keep, for learners that can */
  monotone?: "increasing" | "decreasing";
}

/** A number: given, read from a column, or worked out from others. */
export type Quantity = number | string | {divide: [Quantity, Quantity]} | {multiply: [Quantity, Quantity]} | {add: [Quantity, Quantity]};
export type Comparison = "<" | "<=" | "=" | "!=" | ">=" | ">";

/** `left is right`; strings are column names. A missing or undefined quantity makes it false. */
export interface NumberCondition {
  left: Quantity;
  is: Comparison;
  right: Quantity;
}

/** A category is, or is not, at a level. A missing value makes it false. */
export interface LevelCondition {
  left: string;
  is: "=" | "!=";
  level: string;
}

export type Condition = NumberCondition | LevelCondition;

/** `left <= right` between two inputs of one row. */
export interface ConstraintDefinition {
  name: string;
  title: string;
  left: string;
  is: "<=";
  right: string;
  /** enforce: /predict moves the other input; warn: it says so */
  action: "enforce" | "warn";
}

/** A row is counted where all conditions hold, and removed if the check asks for it. */
export interface CheckDefinition {
  name: string;
  title: string;
  /** why it matters, in a sentence */
  why: string;
  when: Condition[];
  /** true: a cleaning step removes these rows before anything is counted or learned; default false */
  remove?: boolean;
}

/** A quantity worked out from inputs; never an input of a model. */
export interface DerivedDefinition {
  name: string;
  /** in plain words, for readers */
  title: string;
  unit?: string;
  value: Quantity;
}

export interface RecipeDefinition {
  name: string;
  title: string;
  /** what the recipe did and what is wrong with it */
  story: string;
  inputs: string[];
  learners: string[];
  /** the rule that chose its winner; a name of lib/metrics/metrics.ts */
  metric: string;
  nTrials: number;
}

export interface ProtocolDefinition {
  seed: number;
  testShare: number;
  folds: number;
  /** names of lib/fit/learners/learners.ts */
  learners: string[];
  /** trials per learner */
  nTrials: Listed<number>;
  /** a name of lib/metrics/metrics.ts */
  selectionMetric: string;
  bootstrapRepeats: number;
  /** train rows that trials are compared on; of more a stratified share, or one of whole groups */
  searchRows: number;
  /** train rows that finalists are cross-validated and fitted on; of more a random share, whoever churned */
  fitRows: number;
  /**
   * the column that names the customer, where rows repeat customers; never an input. Split, folds, shares of rows and every interval then
   * go by customers
   */
  group?: string;
  /** the column that says when a row was taken, of numbers or of texts that sort, such as 2025-01; never an input. The test is the latest part */
  time?: string;
  /** "keep": rows that look like repeats of each other are different customers all the same */
  repeats?: "keep";
  /** true: repeat the whole search within folds, to see how much it promises too much; default false, it takes minutes */
  nested?: boolean;
}
