import type {PredictBook} from "../../book/predict.js";
import type {Explainer} from "../../explain/explanation.js";
import type {Model} from "../../model/model.js";
import type {Scorer} from "../../model/scorer.js";
import {createScorer} from "../../model/scorer.js";
import type {Row} from "../../table/table.js";
import {createExplainer} from "../../explain/explainer.js";
import type {Parity} from "./parity.js";
import {checkParity} from "./parity.js";
import type {BandReader} from "./refitBand.js";
import {createBandReader} from "./refitBand.js";

/** A model in the reader's hands: ready to score and to explain, and checked against the build. */
export interface Session {
  name: string;
  title: string;
  sha256: string;
  /** the model's inputs, in its order */
  inputs: string[];
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
    inputs: model.inputs.map((d) => d.name),
    scorer,
    explainer: createExplainer(model),
    readBand: model.kind === "logistic" && book.refits?.model === name ? createBandReader(model, book.refits) : null,
    parity: checkParity(scorer, book.golden, name)
  };
}

/** With whom a row is compared. */
export type ReferenceChoice = "average" | "typical" | "retained" | "previous" | "kept";

export interface Reference {
  choice: ReferenceChoice;
  /** inside a sentence: "the average user" */
  title: string;
  /** null: the model's own average over the training users */
  row: Row | null;
  /** the values to show beside the row's */
  values: Row;
}

/**
 * The references that one can choose, in order.
 *
 * @param previous the setting before this one
 * @param kept a user or setting that the reader kept; null: none
 */
export function listReferences(book: PredictBook, previous: Row, kept: Row | null = null): Reference[] {
  const user = book.unit?.singular ?? "user";
  return [
    {choice: "average", title: `the average ${user}`, row: null, values: book.average},
    {choice: "typical", title: `the typical ${user}`, row: book.typical, values: book.typical},
    {choice: "retained", title: `a typical retained ${user}`, row: book.typicalRetained, values: book.typicalRetained},
    {choice: "previous", title: "the previous setting", row: previous, values: previous},
    ...(kept ? [{choice: "kept" as const, title: "the setting kept last", row: kept, values: kept}] : [])
  ];
}
