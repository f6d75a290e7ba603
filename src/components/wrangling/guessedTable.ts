import type {DatasetBook} from "../../lib/book/dataset.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";

/** What was guessed of the table, and what spoke for it; null where nothing was. */
export function guessedTable({definition: {guessed = []}}: DatasetBook): HTMLElement | null {
  if (guessed.length === 0) return null;
  return dataTable({
    caption: "What was guessed",
    hideCaption: true,
    long: "guesses",
    rows: guessed,
    columns: [
      {key: "of", title: "Of", format: (of) => el("code", {}, of)},
      {key: "guess", title: "Taken for"},
      {key: "why", title: "Because"}
    ]
  });
}
