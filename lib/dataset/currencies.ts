/** How names of columns and cells write money, in a few languages, and which money that proves. */

/**
 * Words and signs, in lower case, by the unit that they say. One of several countries, such as kr, or the $ of dollars and pesos, proves
 * none of them and stays as it is written.
 */
const WORDS: readonly (readonly [string, string])[] = [
  ["EUR", "€ eur euro euros"],
  ["$", "$"],
  ["USD", "usd us$"],
  ["GBP", "£ gbp"],
  ["CHF", "chf"],
  ["INR", "₹ inr"],
  ["BRL", "r$ brl reais"],
  ["PLN", "zł pln złotych"],
  ["CZK", "kč czk korun"],
  ["HUF", "huf forint"],
  ["SEK", "sek"],
  ["NOK", "nok"],
  ["DKK", "dkk"],
  ["CAD", "cad"],
  ["AUD", "aud"],
  ["NZD", "nzd"],
  ["MXN", "mxn"],
  ["ZAR", "zar"],
  ["JPY", "円 jpy"],
  ["CNY", "元 cny rmb"],
  ["TRY", "₺ tl lira"],
  ["RUB", "₽ rub rur руб рубль рубля рублей рубли рублях"],
  ["UAH", "₴ uah грн гривен"],
  ["KZT", "₸ kzt тенге"],
  ["KRW", "₩ krw 원"],
  ["ILS", "₪ ils"],
  ["VND", "₫ vnd"],
  ["THB", "฿ thb บาท"],
  ["Rp", "rp"],
  ["kr", "kr kronor kroner"],
  ["¥", "¥ ￥"],
  ["Rs", "rs rupees"],
  ["cents", "cents"]
];
const UNITS = new Map(WORDS.flatMap(([unit, words]) => words.split(" ").map((word) => [word, unit])));

/** Codes that are words besides ("first_try"), so that only brackets make money of them. */
const IN_BRACKETS = new Map(
  ["try", "php", "pen", "cop", "ron", "sar", "aed", "egp", "ngn", "kes"].map((code) => [code, code.toUpperCase()])
);
IN_BRACKETS.set("р", "RUB");

const THOUSAND = /^(тыс|тис|thousand|thousands|bin|tys|tis|tsd|k|t) ?(?=\P{L}|\p{L}{2})/u;
const MILLION = /^(млн|million|millions|mio|mln|milyon|mn) ?(?=\P{L}|\p{L}{2})/u;
/** Of money by its myriads, as East Asia counts it; it stays as it is written. */
const MYRIADS = /^[千万萬億亿百만억천]+([円元원])$/u;

/** The unit of money that a word says. @param word in lower case @example currencyOfWord("руб") // "RUB" */
export function currencyOfWord(word: string): string | null {
  return UNITS.get(word) ?? (MYRIADS.test(word) ? word : null);
}

/**
 * The unit of money that the text in brackets says, also by the thousand. @param text in lower case, without points
 *
 * @example currencyInBracket("тыс руб") // "thousand RUB"
 * @example currencyInBracket("万円") // "万円"
 */
export function currencyInBracket(text: string): string | null {
  const one = currencyOfWord(text) ?? IN_BRACKETS.get(text);
  if (one !== undefined && one !== null) return one;
  for (const [pattern, many] of [
    [THOUSAND, "thousand"],
    [MILLION, "million"]
  ] as const) {
    const unit = pattern.test(text) ? currencyOfWord(text.replace(pattern, "")) : null;
    if (unit !== null && !MYRIADS.test(unit)) return `${many} ${unit}`;
  }
  return null;
}

const CODES = new Set([...UNITS.values(), ...IN_BRACKETS.values()]);

/** The money that a column's unit counts in; null: none. @example currencyOf("thousand RUB a month") // "RUB" @example currencyOf("days") // null */
export function currencyOf(unit: string): string | null {
  const [word] = unit.replace(/^(thousand|million) /, "").split(" ");
  const counted = MYRIADS.exec(word)?.[1];
  return counted !== undefined ? currencyOfWord(counted) : CODES.has(word) ? word : null;
}
