import {leftOut} from "../components/shared/leftOut.js";

/** In place of the SQL box in a book that is one file. */
export function sqlBox(): HTMLElement | null {
  return leftOut("The database that answers SQL is not in this file: it weighs 8 MB.", {page: "eda", anchor: "#ask-in-sql"});
}
