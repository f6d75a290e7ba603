import {withArticle} from "../../lib/format.js";

/** What rows of the table are, in words. They are counted as rows: of a table that has several of a customer, `many` are rows. */
export interface RowUnit {
  /** "customer", "a customer" */
  one: string;
  a: string;
  /** "customers", or "rows" */
  many: string;
  /** those whom somebody contacts: "customers" */
  people: string;
}

/** Every page is of one book, and says in its head which (data-loaders/site/shell). Outside of a page: none of a name, of users. */
const {
  name = "",
  one = "user",
  many = "users",
  people = many,
  money = "units"
} = globalThis.document?.querySelector<HTMLMetaElement>("meta[name=book]")?.dataset ?? {};

/** What one row of this book's table is. */
export const rowUnit: RowUnit = {one, a: withArticle(one), many, people};

/** The sign of the money that this book's table counts in. */
export const moneySign: string = money;

/** A file that a reader takes away, by the book that it is of. @example nameFile("gains.svg") // "customers-gains.svg" */
export function nameFile(file: string): string {
  return name === "" ? file : `${name}-${file}`;
}
