import type {PredictBook} from "../book/predict.js";
import type {Explainer} from "../explain/explainer.js";
import type {Model} from "../model/model.js";
import type {Scorer} from "../model/scorer.js";
import type {Row} from "../dataset/table.js";
import type {BandReader} from "./refitBand.js";
import {createScorer} from "../model/scorer.js";
import {createExplainer} from "../explain/explainer.js";
import {hasTrait} from "../model/model.js";
import {listPairs} from "../model/surface.js";
import {createBandReader, createSpreadReader} from "./refitBand.js";
import {findNamed, getNamed} from "../named.js";
import {rowAt} from "../dataset/rowColumns.js";

/** A model in the reader's hands: ready to score and to explain, and checked against the build. */
export interface Session {
  name: string;
  title: string;
  sha256: string;
  /** whether a contribution belongs to the difference of one input from its average; trees share theirs out among inputs */
  isLinear: boolean;
  /** the inputs that the model reads, in its order: none of a constant */
  inputs: string[];
  /** every two inputs that the model adds something for together, beyond what it does for each */
  pairs: string[][];
  model: Model;
  scorer: Scorer;
  explainer: Explainer;
  /** null: no refits are shipped for this model */
  readBand: BandReader | null;
  /** no number may be shown unless it passed */
  parity: Parity;
}

/**
 * Takes a model into use.
 *
 * @param name of one of the book's models
 */
export function openSession(book: PredictBook, name: string, model: Model): Session {
  const entry = book.models.find((d) => d.name === name);
  const scorer = createScorer(model);
  return {
    name,
    title: entry?.title ?? name,
    sha256: entry?.sha256 ?? "",
    isLinear: hasTrait(model, "isLinear"),
    inputs: hasTrait(model, "readsInputs") ? model.inputs.map((d) => d.name) : [],
    pairs: listPairs(model).map(({inputs}) => inputs),
    model,
    scorer,
    explainer: createExplainer(model),
    readBand: readerOf(book, name, {model, scorer}),
    parity: checkParity(scorer, book.golden, name)
  };
}

function readerOf({refits, spread}: PredictBook, name: string, {model, scorer}: Pick<Session, "model" | "scorer">): BandReader | null {
  if (hasTrait(model, "hasRefits") && refits?.model === name) return createBandReader(model, refits);
  return spread?.model === name ? createSpreadReader(scorer, spread) : null;
}

/** With whom a row is compared. */
export type ReferenceChoice = "average" | "typical" | "retained" | "previous" | "kept";

export interface Reference {
  choice: ReferenceChoice;
  /** inside a sentence: "the average user" */
  title: string;
  /** null: the model's own average over the training users */
  row: Row | null;
  /** the values to show beside the row's; an input that is missing here has none to compare with */
  values: Row;
}

/** What a reference may be taken from beside the book; null: there is none. */
export interface References {
  /** the setting before this one */
  previous: Row | null;
  /** a user or setting that the reader kept */
  kept: Row | null;
}

/**
 * The references that one can choose, in order; those of `previous` and `kept` only where there are such settings.
 *
 * Beside the average, only numbers of a linear model have a value to show: its contribution is that of the difference.
 * A tree's is not the work of that one difference, and the average of a category is a mixture of its levels.
 */
export function listReferences(book: PredictBook, {isLinear}: Pick<Session, "isLinear">, {previous, kept}: References): Reference[] {
  const user = book.unit?.singular ?? "user";
  const numbers = book.inputs.filter((d) => isLinear && d.kind !== "category");
  const averages = Object.fromEntries(numbers.map(({name}) => [name, getNamed(book.average, name)]));
  return [
    {choice: "average", title: `the average ${user}`, row: null, values: averages},
    {choice: "typical", title: `the typical ${user}`, row: book.typical, values: book.typical},
    {choice: "retained", title: `a typical retained ${user}`, row: book.typicalRetained, values: book.typicalRetained},
    ...(previous ? [{choice: "previous" as const, title: "the previous setting", row: previous, values: previous}] : []),
    ...(kept ? [{choice: "kept" as const, title: "the setting kept last", row: kept, values: kept}] : [])
  ];
}

/** Whether this machine scores as the build did. */
export interface Parity {
  passed: boolean;
  rows: number;
  /** rows within the tolerance */
  agreeing: number;
  largestDifference: number;
}

/** How far two scores may lie apart. */
const PARITY_TOLERANCE = 1e-12;

/**
 * Scores the golden rows again, as many as the model has golden scores, and compares with what the build wrote.
 *
 * @param name the model's name among the golden scores
 * @returns not passed if a score differs by more than {@link PARITY_TOLERANCE}, or if there is nothing to compare
 */
export function checkParity(scorer: Pick<Scorer, "scoreRow">, {scores, ...rows}: PredictBook["golden"], name: string): Parity {
  const expected = findNamed(scores, name) ?? [];
  const differences = expected.map((score, i) => Math.abs(scoreOrNaN(scorer, rowAt(rows, i)) - score));
  const agreeing = differences.filter((d) => d <= PARITY_TOLERANCE).length;
  return {
    passed: expected.length > 0 && agreeing === expected.length,
    rows: expected.length,
    agreeing,
    largestDifference: differences.reduce((a, b) => (b > a || Number.isNaN(b) ? b : a), 0)
  };
}

function scoreOrNaN(scorer: Pick<Scorer, "scoreRow">, row: Row): number {
  try {
    return scorer.scoreRow(row);
  } catch {
    return NaN; // a model that cannot read a golden row does not agree with the build
  }
}
