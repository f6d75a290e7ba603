import type {Ranking} from "./ranking.js";

export interface ContactListOptions {
  contacted: number;
  threshold: number;
  model: {name: string; sha256: string};
  /** the user's place among the labelled users of the file, by place in the ranking's data; 1 is the first */
  placeOf: (row: number) => number;
  many: string;
}

/** Head and lines of the list to contact, the highest score first; every line says by which model and line. */
export function buildContactList({score, row}: Ranking, {contacted, threshold, model, placeOf, many}: ContactListOptions): {header: string[]; rows: (string | number)[][]} {
  return {
    // the head says how to find a user again: the list travels without this page
    header: ["rank", `place among the labelled ${many} in the order of the file (1 is the first)`, "score", "threshold", "model", "model_sha256"],
    rows: Array.from({length: contacted}, (_, i) => [i + 1, placeOf(row[i]), score[i], threshold, model.name, model.sha256])
  };
}
