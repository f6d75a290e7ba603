/**
 * What a file of users is compared with on /batch: `reference.json`. Counts only, never a user's row.
 */
export interface ReferenceBook {
  /** labelled users, on whom models were trained and tested */
  nUsers: number;
  /** every input of the definition, in its order */
  inputs: InputReference[];
  /** by finalist: how models that had not seen them score the training users */
  scores: Record<string, ScoreReference>;
}

export type InputReference = NumberReference | CategoryReference;

export interface NumberReference {
  name: string;
  kind: "number";
  nMissing: number;
  /** null where all are missing */
  median: number | null;
  /** rising: every value that occurs, or, of many, about one in each hundredth of the users */
  knots: number[];
  /** length 2 * knots + 1: users below the first knot, at it, between it and the second, ..., above the last */
  counts: number[];
}

export interface CategoryReference {
  name: string;
  kind: "category";
  nMissing: number;
  levels: string[];
  /** users of each level */
  counts: number[];
}

export interface ScoreReference {
  /** out-of-fold */
  mean: number;
  /** users whose score lies in [i / n, (i + 1) / n) */
  counts: number[];
}
