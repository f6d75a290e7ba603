import type {Listed} from "../named.js";
import type {FoldScores, Interval, Rate} from "./common.js";

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
  rows: number;
  /** churn among the labelled ones of them; null when there are none */
  churn: Rate | null;
}

/** One named step: `rowsIn = rowsOut + rowsRemoved`, and the next step's rowsIn is this one's rowsOut. */
export interface LedgerStep {
  name: string;
  title: string;
  why: string;
  rowsIn: number;
  rowsOut: number;
  rowsRemoved: number;
  /** rows kept but altered or flagged */
  rowsChanged: number;
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
  missing: number;
  distinct: number;
  min: number | null;
  max: number | null;
  /** values outside the definition's range or levels */
  outOfRange: number;
}

export interface AuditFinding {
  kind: "range" | "level" | "constraint" | "check" | "duplicate" | "missing";
  name: string;
  title: string;
  why: string;
  /** of all rows, labelled or not */
  rows: number;
  share: number;
  /** churn among the labelled rows found; null when there are none */
  churn: Rate | null;
  /** what was done about it, from the ledger: "counted and kept", "removed", ... */
  action: string;
}

/** One set of inputs, fitted by the same logistic regression under the same folds. */
export interface ColumnLabEntry {
  name: string;
  title: string;
  inputs: string[];
  metrics: Listed<FoldScores>;
  /** difference to "all inputs" in log loss, paired on folds; null for the full set itself */
  logLossDifference: Interval | null;
  rocAucDifference: Interval | null;
}
