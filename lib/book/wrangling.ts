import type {Count} from "../groups.js";
import type {Interval, Rate, ToldScores} from "./common.js";

/** Which rows and columns we trust: `wrangling.json`. */
export interface WranglingBook {
  ledger: LedgerStep[];
  columns: ColumnAudit[];
  findings: AuditFinding[];
  columnLab: ColumnLabEntry[];
  /** usual cleaning steps that are not taken, with what each would have changed */
  notTaken?: StepNotTaken[];
}

export interface StepNotTaken {
  name: string;
  title: string;
  /** why not, in a sentence */
  whyNot: string;
  /** rows that it would have changed or dropped, labelled or not */
  rows: Count;
  /** churn among the labelled ones of them; null when there are none, or too few of a class to be told */
  churn: Rate | null;
}

/**
 * One named step: `rowsIn = rowsOut + rowsRemoved`, and the next step's rowsIn is this one's rowsOut. Where too few rows were
 * removed to be told, neither this line nor those before it count them: rowsIn is rowsOut.
 */
export interface LedgerStep {
  name: string;
  title: string;
  why: string;
  rowsIn: number;
  rowsOut: number;
  rowsRemoved: Count;
  /** rows kept but altered or flagged */
  rowsChanged: Count;
  columnsIn: number;
  columnsOut: number;
  /** what was removed or changed, in words: "700 users without a label" */
  detail: string;
  /** the check of the definition whose rows it removes; absent for every other step */
  check?: string;
}

export interface ColumnAudit {
  name: string;
  title: string;
  kind: string;
  unit: string | null;
  missing: Count;
  distinct: number;
  /** the mean of the 20 least, to three digits of the column's spread; null for categories */
  least: number | null;
  /** the mean of the 20 greatest */
  most: number | null;
  /** values outside the definition's range or levels */
  outOfRange: Count;
}

export interface AuditFinding {
  kind: "range" | "level" | "constraint" | "check" | "duplicate" | "missing";
  name: string;
  title: string;
  why: string;
  /** of all rows, labelled or not */
  rows: Count;
  /** null where the rows are too few to be told */
  share: number | null;
  /** churn among the labelled rows found; null when there are none, or too few of a class to be told */
  churn: Rate | null;
  /** what was done about it, from the ledger: "counted and kept", "removed", ... */
  action: string;
}

/** One set of inputs, fitted by the same logistic regression under the same folds. */
export interface ColumnLabEntry {
  name: string;
  title: string;
  inputs: string[];
  metrics: ToldScores;
  /** difference to "all inputs" in log loss, paired on folds; null for the full set itself */
  logLossDifference: Interval | null;
  rocAucDifference: Interval | null;
}
