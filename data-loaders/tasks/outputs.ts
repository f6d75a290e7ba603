import type {DecideBook} from "../../lib/book/decide.js";
import type {Audit} from "../../lib/audit/auditTable.js";
import type {CohortsBook} from "../../lib/book/cohorts.js";
import type {Facts, Params, ToldScores} from "../../lib/book/common.js";
import type {DatasetBook} from "../../lib/book/dataset.js";
import type {EdaBook} from "../../lib/book/eda.js";
import type {Addition, ExperimentsBook, Trial as TrialBook} from "../../lib/book/experiments.js";
import type {HonestyBook, Luck, NestedBook} from "../../lib/book/honesty.js";
import type {Finalist, ModelsBook, RecalibrationNote} from "../../lib/book/models.js";
import type {PredictBook, UsersBook, UserScores} from "../../lib/book/predict.js";
import type {ReferenceBook} from "../../lib/book/reference.js";
import type {ShapesBook} from "../../lib/book/shapes.js";
import type {ScoreGroupsBook, ScoreGroupsFile} from "../../lib/book/scores.js";
import type {Registry} from "../../lib/book/registry.js";
import type {ColumnLabEntry, LedgerStep, WranglingBook} from "../../lib/book/wrangling.js";
import type {Model} from "../../lib/model/model.js";
import type {Output, Written} from "../flow/task.js";
import type {IngestReport} from "../ingest/readTable.js";
import {BASELINE} from "../../lib/dataset/baseline.js";
import {roundFigures} from "../../lib/statistics/roundFigures.js";
import {put} from "../flow/task.js";

/**
 * Every file that one task hands to another, or, in `book/`, to the pages. Tables are Arrow, put and loaded by ./tables.ts:
 * what stands beside the inputs is said here.
 */

export const sampleFile: Output<Uint8Array> = {task: "sample", name: "sample.csv"};

/**
 * all rows of the file, with `label`: 1, 0, or -1 for none; `group`, the customer's code, `period`, and `value`, what each is
 * worth, where the definition names columns for them
 */
export const ingestedTable: Output<Uint8Array> = {task: "ingest", name: "table.arrow"};
export const ingestReport: Output<IngestReport> = {task: "ingest", name: "report.json"};

/** every row that no cleaning step removes, with `label` as above and `row`, the row of the file: what pages count and explore */
export const keptTable: Output<Uint8Array> = {task: "wrangle", name: "kept.arrow"};
/** the labelled rows that models may see, with `y` and `row`, the row of the file */
export const wrangledTable: Output<Uint8Array> = {task: "wrangle", name: "table.arrow"};
export const ledger: Output<LedgerStep[]> = {task: "wrangle", name: "ledger.json"};
export const audit: Output<Audit> = {task: "audit", name: "audit.json"};
/** users that pages may show */
export const shownUsers: Output<Uint8Array> = {task: "shown-users", name: "shown.arrow"};
export const edaBook: Output<EdaBook> = {task: "explore", name: "book/eda.json"};

/**
 * train rows, with `y`, `fold` (see rowsOfFold), `row`, the place in the wrangled table, `group`, rows that go together, where some do, and
 * `period` as above
 */
export const trainRows: Output<Uint8Array> = {task: "split", name: "train.arrow"};
/** the train rows that trials are compared on, with `y`, `fold`, `group` and `period` */
export const searchRows: Output<Uint8Array> = {task: "split", name: "search.arrow"};
/** test rows, with `y`, `row`, `group` and `period` */
export const testRows: Output<Uint8Array> = {task: "split", name: "test.arrow"};
export const datasetBook: Output<DatasetBook> = {task: "dataset", name: "book/dataset.json"};

export const searchOf = (learner: string): Output<SearchResult> => ({task: `search-${learner}`, name: "search.json"});
export const recipeOf = (recipe: string): Output<SearchResult> => ({task: `recipe-${recipe}`, name: "search.json"});
export const columnLab: Output<ColumnLabEntry[]> = {task: "column-lab", name: "lab.json"};
export const wranglingBook: Output<WranglingBook> = {task: "wrangling", name: "book/wrangling.json"};

export const finalists: Output<FinalistFit[]> = {task: "finalists", name: "finalists.json"};
/** out-of-fold probabilities of the train rows that a fold holds out (judgedRows), as the models that ship give them; called by {@link scoresOf} */
export const finalistScores: Output<Uint8Array> = {task: "finalists", name: "outOfFold.arrow"};
/** by finalist */
export const fittedModels: Output<Record<string, Model>> = {task: "finalists", name: "models.json"};
/** the same for readers: bytes as writeModel gives them */
export const modelFile = (finalist: string): Output<Uint8Array> => ({task: "finalists", name: `book/${modelPath(finalist)}`});
/** a model's name in the book */
export const modelPath = (finalist: string): string => `models/${finalist}.json`;

export const judged: Output<Judged> = {task: "evaluate", name: "judged.json"};
/** one row per user whom a fold or the test holds out, in table order, with every finalist's score; stays in the store, as it tells of single users */
export const scoresTable: Output<Uint8Array> = {task: "evaluate", name: "scores.arrow"};
/** what a finalist's scores are called there, beside `set`, `y` and `row`, which a recipe may be called too */
export const scoresOf = (finalist: string): string => `scores of ${finalist}`;
/** the same in groups, as far as they may be shown */
export const scoreGroups: Output<Omit<ScoreGroupsBook, "ladders">> = {task: "evaluate", name: "groups.json"};
export const scoreGroupsBook: Output<ScoreGroupsFile> = {task: "select", name: "book/score-groups.json"};
export const decideBook: Output<DecideBook> = {task: "select", name: "book/decide.json"};
export const modelsBook: Output<ModelsBook> = {task: "select", name: "book/models.json"};

export const cohortsBook: Output<CohortsBook> = {task: "cohorts", name: "book/cohorts.json"};

/** what trials score on shuffled labels */
export const luck: Output<Luck> = {task: "luck", name: "luck.json"};
export const nestedResult: Output<NestedBook> = {task: "nested", name: "nested.json"};
export const honestyBook: Output<HonestyBook> = {task: "honesty", name: "book/honesty.json"};

export const shapesBook: Output<ShapesBook> = {task: "shapes", name: "book/shapes.json"};
export const predictBook: Output<PredictBook> = {task: "explain", name: "book/predict.json"};
export const usersBook: Output<UsersBook> = {task: "explain", name: "book/users.json"};
export const userScoresBook: Output<UserScores> = {task: "explain", name: "book/user-scores.json"};
export const referenceBook: Output<ReferenceBook> = {task: "explain", name: "book/reference.json"};
export const experimentsBook: Output<ExperimentsBook> = {task: "experiments", name: "book/experiments.json"};
export const registryBook: Output<Registry> = {task: "registry", name: "book/registry.json"};
export const factsBook: Output<Facts> = {task: "facts", name: "book/facts.json"};

/** An artefact as it leaves: its figures rounded. */
export function putBook<T>(output: Output<T>, book: T): Written {
  return put(output, roundFigures(book));
}

/** What came of a set of trials. */
export interface SearchResult {
  trials: Omit<TrialBook, "finalist">[];
  /** the finished trial with the best mean by the metric; ties go to the simplest learner, then the first; null: none finished */
  best: {trial: string; learner: string; /** ids of finished trials with the same mean */ ties: string[]} | null;
  /** how many rows the trials were compared on; of their folds: rows held out over rows learned from */
  nRows: number;
  testToTrain: number;
  /** the best trial of the search once more, with what its learner may add; null: it may add nothing, or nothing was best */
  addition: Addition | null;
  /** the best trial's out-of-fold probabilities of those of these rows that a fold holds out; empty without one */
  outOfFold: number[];
}

/** A finalist: the best trial of a learner or of a recipe, fitted again on all train rows. */
export interface FinalistFit {
  /** the learner's name, or the recipe's */
  name: string;
  title: string;
  learner: string;
  recipe: string | null;
  params: Params;
  inputs: string[];
  complexity: number;
  isUnsteady?: true;
  trial: string;
  /** of the scores as shipped: recalibrated, if the model is */
  cv: ToldScores;
  recalibration: RecalibrationNote | null;
  /** trials of other params or learners whose mean is the same */
  ties: string[];
}

/** The base rate among the finalists: there is always one. */
export function baselineOf(fits: readonly FinalistFit[]): FinalistFit {
  return fits.find(({learner, recipe}) => learner === BASELINE && recipe === null) ?? fits[0];
}

/** By finalist: what test rows and out-of-fold scores say. */
export type Judged = Record<string, Pick<Finalist, "test" | "overBase" | "curves">>;
