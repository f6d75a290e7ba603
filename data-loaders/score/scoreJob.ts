import {check} from "../../lib/check.js";
import type {Model} from "../../lib/model/model.js";
import type {DataFile} from "../ingest/resolveFiles.js";
import type {Progress} from "./progress.js";

/** A file to score, and how. */
export interface ScoreJob {
  /** of one format and with the same columns */
  files: DataFile[];
  /** absolute; written whole or not at all by the caller */
  output: string;
  /** where rows that cannot be scored go, as CSV; written only if there are any */
  errors: string;
  /** a folder that is removed afterwards, on a disk with room for the scores */
  scratch: string;
  model: Model;
  /** the name of the new column */
  column: string;
  /** how many reasons per row; 0: none */
  nReasons: number;
  /** what a level that the model does not know is */
  unknownLevel: "refuse" | "missing";
  workers: number;
  progress: Progress;
}

export interface ScoreTotals {
  nRows: number;
  /** rows that could not be scored */
  nBad: number;
}

/** The names of the columns that a job adds. */
export function newColumns({column, nReasons}: Pick<ScoreJob, "column" | "nReasons">): string[] {
  const reasons = Array.from({length: nReasons}, (_, r) => [`churn_reason_${r + 1}`, `churn_reason_${r + 1}_effect`]);
  return [column, ...reasons.flat()];
}

/**
 * Capitals do not count, because they do not in DuckDB.
 *
 * @param columns of the file
 * @throws if a new column has no name, or one that is taken
 */
export function checkNewColumns(job: Pick<ScoreJob, "column" | "nReasons">, columns: readonly string[]): void {
  const added = newColumns(job);
  const folded = added.map((name) => name.toLowerCase());
  check(job.column.trim() !== "", {where: "--column", rule: "the new column must have a name", got: JSON.stringify(job.column)});
  check(new Set(folded).size === folded.length, {where: "--column", rule: `the new column must not be named as a reason's (${added.slice(1).join(", ")})`, got: job.column});
  const taken = added.filter((name) => columns.some((d) => d.toLowerCase() === name.toLowerCase()));
  check(taken.length === 0, {where: "score", rule: "the file must not have the new columns already", got: taken.join(", "), remedy: "Drop them, or name the probability otherwise with --column."});
}
