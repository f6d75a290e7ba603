import {CURRENCY} from "./unitWords.js";

/** Where no column says in what money is counted. */
const UNSAID = "€";
const SIGNS = new Map([
  ["EUR", "€"],
  ["USD", "$"],
  ["GBP", "£"]
]);

/**
 * The sign of the money that a table counts in, by the units of its inputs; a code where it has no sign of one character.
 *
 * @example moneySignOf([{unit: "GBP a month"}, {unit: "days"}]) // "£"
 * @example moneySignOf([{unit: "GBP"}, {unit: "USD"}]) // "€": two say nothing
 */
export function moneySignOf(inputs: readonly {unit?: string | null}[]): string {
  const codes = new Set(
    inputs.flatMap(({unit}) => (unit ?? "").split(" ").slice(0, 1)).filter((code) => CURRENCY.test(code) && code !== "cents")
  );
  const [code] = codes;
  return codes.size === 1 ? (SIGNS.get(code) ?? code) : UNSAID;
}
