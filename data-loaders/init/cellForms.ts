/** What cells look like to people, as patterns that DuckDB reads. */

/** A month by its name in languages that write it with Latin letters. */
const MONTHS =
  "jan|ene|gen|feb|fev|fév|mar|mär|mrt|apr|avr|abr|may|mai|mei|maj|mag|jun|jui|giu|jul|lug|aug|aou|aoû|ago|sep|set|oct|okt|ott|out|nov|dec|déc|dez|dic";
const MONTH = `(?i:${MONTHS})\\p{L}*\\.?`;
/** Whatever people read as a date, though no door may. */
export const DATE = [
  "[0-9]{4}[-/][0-9]{1,2}([-/][0-9]{1,2})?([T ].*)?",
  "[0-9]{1,2}[./-][0-9]{1,2}[./-]([0-9]{4}|[0-9]{2})( .*)?",
  `[0-9]{1,2}[-/. ]+${MONTH}[-/., ]+([0-9]{4}|[0-9]{2})( .*)?|${MONTH} [0-9]{1,2}[., ]+[0-9]{4}( .*)?`,
  "[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日.*"
].join("|");
export const EMAIL = "[^@\\s]+@[^@\\s]+\\.[^@\\s]+";
export const LINK = "(https?://|www\\.).*";
