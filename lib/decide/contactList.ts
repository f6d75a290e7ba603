import type {Ranking} from "./ranking.js";

export interface ContactListOptions {
  contacted: number;
  threshold: number;
  model: {name: string; sha256: string};
  /** the user's row in the table, by place in the ranking's data; 1 is the first under the header */
  rowOf: (place: number) => number;
  many: string;
}

/** Head and lines of the list to contact, the highest score first; every line says by which model and line. */
export function buildContactList({score, row}: Ranking, {contacted, threshold, model, rowOf, many}: ContactListOptions): {header: string[]; rows: (string | number)[][]} {
  return {
    // the head says how to find a user again: the list travels without this page
    header: ["rank", `row in the file of ${many} (1 is the first under the header)`, "score", "threshold", "model", "model_sha256"],
    rows: Array.from({length: contacted}, (_, i) => [i + 1, rowOf(row[i]), score[i], threshold, model.name, model.sha256])
  };
}
