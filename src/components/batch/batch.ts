import type {ReferenceBook} from "../../lib/book/reference.js";
import type {PredictBook} from "../../lib/book/predict.js";
import type {ScoredSource} from "../../lib/batch/describeRows.js";
import type {ScoredBy} from "../../lib/batch/outputRows.js";
import type {RowSource} from "../../lib/batch/rowSource.js";
import type {Ranges} from "../../lib/batch/scoreSource.js";

/** What every part of the page may need. */
export interface BatchBook {
  book: PredictBook;
  reference: ReferenceBook;
  /** of the definition */
  ranges: Ranges;
}

/** A file in the reader's hands, before it is scored. */
export interface OpenedFile {
  name: string;
  source: RowSource;
  /** "CSV, separated by commas" */
  form: string;
  /** what the reader should know of rows that are no file of theirs */
  note: string | null;
}

/** A file that was scored. */
export interface Batch extends ScoredSource {
  file: OpenedFile;
  by: ScoredBy & {title: string};
}

/** What readers call an input. */
export function titleOf({book}: Pick<BatchBook, "book">, name: string): string {
  return book.inputs.find((d) => d.name === name)?.title ?? name;
}
