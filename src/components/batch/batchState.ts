import type {ReferenceBook} from "../../lib/book/reference.js";
import type {PredictBook} from "../../lib/book/predict.js";
import type {ScoredSource} from "../../lib/batch/describeRows.js";
import type {ScoredBy} from "../../lib/batch/outputRows.js";
import type {RateMove} from "../../lib/model/shiftBaseRate.js";
import type {LabelChoice} from "../../lib/dataset/definition.js";
import type {Called} from "../../lib/dataset/people.js";
import type {ReadTruth} from "../../lib/judge/truth.js";
import type {ScoreGroupsBook} from "../../lib/book/scores.js";
import type {OpenedFile} from "../shared/openFile.js";
import type {UrlState} from "../ui/urlState.js";
import {readStrangers, reserved} from "../shared/addressWords.js";
import {choiceField, urlState} from "../ui/urlState.js";

/** What every part of the page may need. */
export interface BatchBook {
  book: PredictBook;
  reference: ReferenceBook;
  /** what can be, by input, as the definition says */
  ranges: Readonly<Record<string, {min?: number; max?: number}>>;
  /** which column says who churned, and how */
  label: LabelChoice;
  /** which column says whose a row is, where rows of the training data repeat customers */
  group?: string;
  /** what those are called */
  called: Called;
  /** how many times the variance of a share of such rows is what it would be if each was drawn by itself */
  design: number;
  /** how many of the training rows there are to a customer */
  rowsEach: number;
  /** whether a column says of when a row is */
  hasTime: boolean;
  /** which column says what each is worth, if the definition names one */
  value?: string;
  /** reads `score-groups.json`: how models did on users that they had not seen */
  readGroups: () => Promise<ScoreGroupsBook>;
}

/** A file that was scored. */
export interface Batch extends ScoredSource {
  file: OpenedFile;
  by: ScoredBy & {title: string};
  /** the churn rates between which its scores were moved; null: they are the model's own */
  rate: RateMove | null;
  /** what happened to its rows, and the place of the column that says so; null: it has no such column */
  outcome: {place: number; truth: ReadTruth} | null;
  /** how many of its rows there are to a customer; null: it does not say whose they are */
  rowsEach: number | null;
}

/** What readers call an input. */
export function titleOf({book}: Pick<BatchBook, "book">, name: string): string {
  return book.inputs.find((d) => d.name === name)?.title ?? name;
}

/** What stands in the address beside the line: the model, under the name that other pages give it. The file never does. */
export interface BatchChoice {
  _model: string;
}

/** The choices, from the address. What other pages keep there stays. */
export function batchState({models}: Pick<PredictBook, "models">): UrlState<BatchChoice> {
  const hashOf = (name: string | null): string => (models.find((d) => d.name === name) ?? models[0]).sha256.slice(0, 8);
  return urlState<BatchChoice>(
    {
      _model: choiceField(
        models.map((d) => d.name),
        models[0].name
      )
    },
    {
      finish(search) {
        const params = new URLSearchParams(search);
        params.delete(reserved.hash);
        if (params.size > 0) params.set(reserved.hash, hashOf(params.get(reserved.model)));
        const text = params.toString();
        return text ? `?${text}` : "";
      }
    }
  );
}

/** One sentence for each word of the address that no page knows, and one if the link was made with another model. */
export function readBatchStrangers(search: string, {models, inputs}: Pick<PredictBook, "models" | "inputs">): string[] {
  return readStrangers(search, {inputs: inputs.map((d) => d.name), hashes: models.map((d) => d.sha256)});
}
