import type {ColumnAlone} from "./columnProfile.js";
import type {LabelChoice} from "../dataset/definition.js";
import type {TextFormat} from "../rows/format.js";

/** What is known of a table beside its columns. */
export interface TableFacts {
  /** the file's name without its ending */
  stem: string;
  label: LabelChoice;
  /** why the label was taken; null where a person named it */
  labelWhy: string | null;
  /** whether the label's column is blank in some rows, and it was guessed whether they left */
  isBlankGuessed: boolean;
  /** columns that a person called identifiers */
  identifiers: readonly string[];
  /** columns that a person wants as inputs, whatever speaks against it */
  keep: readonly string[];
  /** when inputs were measured, as a person said it */
  timing?: "same-period" | "before";
  /** by column */
  alone: ReadonlyMap<string, ColumnAlone>;
  format: TextFormat;
  /** the line of the file on which the header stands, where lines of text stand above it; null: none do */
  headerLine: number | null;
  /** the sheet of a workbook that was read, its place from 0, and of how many; null: the file is no workbook */
  sheet: {name: string; place: number; of: number} | null;
  /** how a text file was found to be encoded; null: it is none, or a person said it */
  encoding: LikelyEncoding | null;
  /** the day that dates are counted back from; null where there are no dates */
  asOf: string | null;
  /** whether dates or a person say it, and not the day on which the file was last written */
  isDayTold: boolean;
  /** columns of dates of which most lie after that day */
  ahead: ReadonlySet<string>;
  /** whether a number above 12 says which comes first in a date, the day or the month */
  isDateOrderSeen: boolean;
  /** why it was taken; null where a person said it */
  asOfWhy: string | null;
  /** days of leaving, where the label is one, that lie after all other dates but those that by their names lie ahead */
  nAhead: number;
  /** lines of the file that are no data: cells that tell each from all rows, and what it is */
  notRows: readonly {cells: readonly {column: string; text: string}[]; why: string}[];
  /** the column that says when a row was taken, where it and the customer together name a row; null: none does */
  time: string | null;
  /** of columns that say again what another says: that one, and how */
  twins: ReadonlyMap<string, ColumnTwin>;
  /** of categories: where one is at a level, another is at one, in every row */
  implied: readonly Implied[];
  /** pairs of number columns of one unit of which the left is never above the right, in no row */
  ordered: readonly {left: string; right: string}[];
}

/** A column of which another says the same. */
export interface ColumnTwin {
  of: string;
  /** whether they are numbers that go one to one with its texts; else they are the same cells, or the same amounts */
  areCodes: boolean;
  /** how many times its amounts, as yearly ones are twelve times those of a month; absent: once */
  times?: number;
}

/** Where `left` is at `level`, `right` is at `must`. */
export interface Implied {
  left: string;
  level: string;
  right: string;
  must: string;
}

/** How a text file is likely encoded. */
export interface LikelyEncoding {
  /** by its name in the Encoding Standard */
  name: string;
  /** a cell as it reads so; null: none tells */
  word: string | null;
  /** what else it may be, likelier ones first, with a cell as it reads in that, and as it was read */
  rivals: readonly {name: string; word: string; own: string}[];
}
