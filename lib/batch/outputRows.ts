import type {ScoredSource} from "./describeRows.js";
import {describeBadRow, joinRowRemarks} from "./describeRows.js";

/** Which model scored: it stands in every line, as lines get separated from their files. */
export interface ScoredBy {
  name: string;
  sha256: string;
}

/** The columns that a scored file gets. */
export const NEW_COLUMNS: readonly string[] = ["churn_probability", "churn_model", "churn_model_sha256"];

export type OutputRow = readonly (string | number | null)[];

/** The file's own columns, all of them, with the new ones behind. */
export function scoresHeader({source}: Pick<ScoredSource, "source">): string[] {
  return [...source.columns, ...NEW_COLUMNS];
}

/** The rows that were scored, in the file's order. */
export function* listScores(
  {source, scored}: Pick<ScoredSource, "source" | "scored">,
  {name, sha256}: ScoredBy
): Generator<OutputRow, void> {
  for (let row = 0; row < scored.nRows; ++row) {
    const probability = scored.probability[row];
    if (Number.isNaN(probability)) continue;
    yield [...(source.read(row).cells ?? []), probability, name, sha256];
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
