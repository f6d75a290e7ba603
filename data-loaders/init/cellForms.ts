import {dateForms} from "../../lib/rows/dates.js";

/** What cells look like to people, as patterns that DuckDB reads. */

/** Whatever people read as a date, though no door may: months without a day are none. */
export const DATE = ["[0-9]{4}[-/][0-9]{1,2}([T ].*)?", ...dateForms("dmy").map(({pattern}) => pattern)].join("|");
export const EMAIL = "[^@\\s]+@[^@\\s]+\\.[^@\\s]+";
export const LINK = "(https?://|www\\.).*";
