import type {ScoredSource} from "./describeRows.js";
import {describeBadRow, joinRowRemarks} from "./describeRows.js";

/** Which model scored: it stands in every line, as lines get separated from their files. */
export interface ScoredBy {
  name: string;
  sha256: string;
  /** the churn rate that scores were moved to; absent: they are the model's own */
  baseRate?: number;
}

/** The columns that a scored file gets. */
export const NEW_COLUMNS: readonly string[] = ["churn_probability", "churn_model", "churn_model_sha256"];

/** One more, where scores were moved to another churn rate: it stands last. */
export const BASE_RATE = "churn_base_rate";

export type OutputRow = readonly (string | number | null)[];

/** What the column of expected gains is called, as `churnbook score` calls it; it stands behind the score. */
export const EXPECTED_GAIN = "expected_gain";

/** The file's own columns, all of them, with the new ones behind. @param gains by row, if they are told */
export function scoresHeader(
  {source}: Pick<ScoredSource, "source">,
  {baseRate}: Pick<ScoredBy, "baseRate">,
  gains: Float64Array | null = null
): string[] {
  const [score, ...model] = NEW_COLUMNS;
  return [...source.columns, score, ...(gains ? [EXPECTED_GAIN] : []), ...model, ...(baseRate === undefined ? [] : [BASE_RATE])];
}

/** The rows that were scored, in the file's order. @param gains by row, what contacting each is expected to bring; null: not told */
export function* listScores(
  {source, scored}: Pick<ScoredSource, "source" | "scored">,
  {name, sha256, baseRate}: ScoredBy,
  gains: Float64Array | null = null
): Generator<OutputRow, void> {
  for (let row = 0; row < scored.nRows; ++row) {
    const probability = scored.probability[row];
    if (Number.isNaN(probability)) continue;
    yield [
      ...(source.read(row).cells ?? []),
      probability,
      ...(gains ? [gains[row]] : []),
      name,
      sha256,
      ...(baseRate === undefined ? [] : [baseRate])
    ];
  }
}

/** As the command line writes them into its file of errors. */
export function errorsHeader({source}: Pick<ScoredSource, "source">): string[] {
  return ["churnbook_row", "churnbook_error", ...source.columns];
}

/** The rows that could not be scored, each with its place and reason. */
export function* listErrors(file: ScoredSource): Generator<OutputRow, void> {
  const {source, scored} = file;
  for (const row of scored.bad) {
    yield [row + 1, joinRowRemarks(describeBadRow(file, row)), ...(source.read(row).cells ?? source.columns.map(() => null))];
  }
}
