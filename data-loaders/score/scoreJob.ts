import type {Model} from "../../lib/model/model.js";
import type {UnknownLevel} from "../../lib/batch/block.js";
import type {RowSample} from "../../lib/drift/rowSample.js";
import type {DataFile} from "../ingest/resolveFiles.js";
import type {CostAssumptions} from "../../lib/decide/byValue.js";
import {EXPECTED_GAIN} from "../../lib/batch/outputRows.js";
import {check} from "../../lib/check.js";
import {formatCount, formatSeconds} from "../../lib/format.js";

/** A file to score, and how. */
export interface ScoreJob {
  /** of one format and with the same columns */
  files: DataFile[];
  /** absolute; written whole or not at all by the caller */
  output: string;
  /** where rows that cannot be scored go, as CSV; written only if there are any */
  errors: string;
  /** where rows go of which something is to be said though they were scored, as CSV; written only if there are any */
  warnings: string;
  /** a folder that is removed afterwards, on a disk with room for the scores */
  scratch: string;
  model: Model;
  /** the name of the new column */
  column: string;
  /** how many reasons per row; 0: none */
  nReasons: number;
  unknownLevel: UnknownLevel;
  /** the list to contact: only rows whose score is at least this, the highest first; absent: all rows, in their order */
  line?: number;
  /** what each is worth, by which a column of expected gains is added; absent: none is */
  gain?: GainColumn;
  /** the list to contact by what each is expected to bring: only rows of at least so much, the highest first; needs `gain` */
  leastGain?: number;
  workers: number;
  progress: Progress;
}

/** A column of the files that says what each is worth. */
export interface GainColumn {
  column: string;
  /** whether the files must have it; else it is left out where they do not */
  isAsked: boolean;
  costs: CostAssumptions;
}

export interface ScoreTotals {
  nRows: number;
  /** rows that could not be scored */
  nBad: number;
  /** rows that were scored, and of which something is to be said: see RowJudge */
  nDoubtful: number;
  /** rows on the list to contact; absent where all rows are written */
  nListed?: number;
  /** what a person should know of how the files were read */
  notes: string[];
  /** of the rows that were scored, to be compared with what the model learned from */
  sample: RowSample;
}

/** The names of the columns that a job adds. */
export function newColumns({column, nReasons, gain}: Pick<ScoreJob, "column" | "nReasons" | "gain">): string[] {
  const reasons = Array.from({length: nReasons}, (_, r) => [`churn_reason_${r + 1}`, `churn_reason_${r + 1}_effect`]);
  return [column, ...(gain ? [EXPECTED_GAIN] : []), ...reasons.flat()];
}

/**
 * Capitals do not count, because they do not in DuckDB.
 *
 * @param columns of the file
 * @throws if a new column has no name, or one that is taken
 */
export function checkNewColumns(job: Pick<ScoreJob, "column" | "nReasons" | "gain">, columns: readonly string[]): void {
  const added = newColumns(job);
  const folded = added.map((name) => name.toLowerCase());
  check(job.column.trim() !== "", {where: "--column", rule: "the new column must have a name", got: JSON.stringify(job.column)});
  check(new Set(folded).size === folded.length, {
    where: "--column",
    rule: `the new column must not be named as a reason's (${added.slice(1).join(", ")})`,
    got: job.column
  });
  const taken = added.filter((name) => columns.some((d) => d.toLowerCase() === name.toLowerCase()));
  check(taken.length === 0, {
    where: "score",
    rule: "the file must not have the new columns already",
    got: taken.join(", "),
    remedy: "Drop them, or name the probability otherwise with --column."
  });
}

/** Tells a person how the scoring goes on. */
export interface Progress {
  /** @param total null where it is not known */
  scored(nRows: number, total: number | null): void;
  /** the scores are put beside the file's columns */
  writing(): void;
  end(): void;
}

const EVERY_MS = 1000;

/**
 * One line that is written anew in a terminal; elsewhere a line now and then.
 *
 * @param clock milliseconds
 */
export function createProgress(write: (text: string) => void, {isTerminal, clock}: {isTerminal: boolean; clock: () => number}): Progress {
  const begun = clock();
  let saidAt = begun;
  const say = (line: string): void => write(isTerminal ? `\r\u001b[K${line}` : `${line}\n`);
  return {
    scored(nRows, total) {
      const now = clock();
      if (now - saidAt < (isTerminal ? EVERY_MS / 4 : 5 * EVERY_MS)) return;
      saidAt = now;
      const seconds = (now - begun) / 1000;
      const share = total ? ` of ${formatCount(total)}, about ${formatSeconds(Math.max(0, (seconds / nRows) * (total - nRows)))} left` : "";
      say(`score: ${formatCount(nRows)} rows${share}`);
    },
    writing: () => say("score: writing"),
    end() {
      if (isTerminal) write("\r\u001b[K");
    }
  };
}
