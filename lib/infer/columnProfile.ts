import type {Listed} from "../named.js";
import type {NumberMarks} from "../rows/text.js";
import type {PhysicalType} from "../rows/physicalType.js";

/** What was seen of a column of a table that nobody has described yet. Counts are of rows; texts are without the blanks around them. */
export interface ColumnProfile {
  name: string;
  type: PhysicalType;
  nRows: number;
  /** empty cells and {@link MISSING_CANDIDATES} */
  nMissing: number;
  /** the text that cells without a value were taken for, and are counted as; absent: for none */
  blank?: string;
  /** other texts that were taken for one of them, by that, and are counted as it; absent: each is its own */
  spelled?: Listed<readonly string[]>;
  /** the text that its dates were taken for, of a column that may be a label; absent: for themselves */
  dated?: string;
  /** of the rest */
  nDistinct: number;
  /** the most frequent texts of the rest, most frequent first; all of them where there are no more than {@link TOP_TEXTS} */
  top: readonly {text: string; count: number}[];
  /** words for "no value" that stand in it, with their rows */
  missingWords: readonly {text: string; count: number}[];
  /** rows that have one of the texts that at least 20 rows have */
  nCommon: number;
  /** of the rest, those that are numbers as programs write them, and as the marks below do */
  nNumbers: number;
  /** whether all of the rest are numbers as programs write them, and are read as such */
  isBare: boolean;
  marks: NumberMarks | null;
  /** those of {@link SYMBOLS} that stand beside its numbers */
  symbols: readonly string[];
  /** of its numbers; null where there are none */
  numbers: {nWhole: number; min: number; max: number; nNegative: number} | null;
  /** the last of its dates, where all of the rest are dates; null where they are not */
  lastDate: string | null;
  /** whether some of its dates have years of two digits */
  hasShortYears: boolean;
  /** of a column of dates or times: those that never come, such as 9999-12-31, and those after the last of all other dates; absent: it is none */
  dates?: {nNever: number; nAhead: number};
  /** of the rest, those that look like a date, an e-mail address, a web address */
  nDates: number;
  nEmails: number;
  nLinks: number;
  /** means over the rest */
  meanWords: number;
  meanLength: number;
}

/** Units of measure beside numbers; times are not among them, whose "12 months" are terms to choose from. A column in several is no number. */
export const MEASURES: readonly string[] = ["kWh", "MWh", "kW", "km", "miles", "GB", "MB", "kB", "kg", "m²", "m³"];

/** What is looked for beside numbers: of money, of shares, and units of measure. */
export const SYMBOLS: readonly string[] = [
  ...MEASURES,
  "€",
  "R$",
  "$",
  "£",
  "¥",
  "₹",
  "₺",
  "₽",
  "₩",
  "₴",
  "руб",
  "TL",
  "円",
  "元",
  "zł",
  "kr",
  "Kč",
  "Ft",
  "EUR",
  "USD",
  "GBP",
  "CHF",
  "%"
];

/** Texts that a profile lists. */
export const TOP_TEXTS = 60;

/** How well a column alone tells who left, where the label is known. */
export interface ColumnAlone {
  /** ROC AUC, up or down, of a number's rank or a text's churn rate; null where nothing can be ranked, or too few rows */
  auc: number | null;
  /** whether at least 20 rows share a value, or have none, or one, and all of them left */
  isAllLeft: boolean;
  /** of nearly all who left, whose share this is, the date is that of leaving, or later; absent: it is no such column beside a label of dates */
  sinceLeft?: number;
  /** of whether it has a value */
  aucOfMissing: number;
  /** different values among the rows whose label is known, as the build reads them: "0" and "0.00" are one number */
  nValues: number;
}
