import type {Ranking} from "./ranking.js";

export interface ContactListOptions {
  contacted: number;
  threshold: number;
  model: {name: string; sha256: string};
  /** the user's number in the table that was read, by place in the ranking's data; 1 is the first */
  rowNumber: (row: number) => number;
}

/** Head and lines of the list to contact, the highest score first; every line says by which model and line. */
export function buildContactList({score, row}: Ranking, {contacted, threshold, model, rowNumber}: ContactListOptions): {header: string[]; rows: (string | number)[][]} {
  return {
    header: ["rank", "user", "score", "threshold", "model", "model_sha256"],
    rows: Array.from({length: contacted}, (_, i) => [i + 1, rowNumber(row[i]), score[i], threshold, model.name, model.sha256])
  };
}
