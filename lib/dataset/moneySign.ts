import type {GivenDefinition} from "./definition.js";
import {currencyOf} from "./currencies.js";
import {unitOf} from "./plainWords.js";

/** Where nothing says in what money is counted: no currency is taken for one that a table does not prove. */
export const UNSAID_MONEY = "units";
/** Of those whose sign stands before a number. */
const SIGNS = new Map([
  ["EUR", "€"],
  ["USD", "$"],
  ["GBP", "£"],
  ["JPY", "¥"],
  ["INR", "₹"],
  ["KRW", "₩"],
  ["TRY", "₺"]
]);

/** What a definition says of money. */
export type SaysMoney = Pick<GivenDefinition, "money" | "value"> & {inputs: readonly {unit?: string | null}[]};

/**
 * The sign of the money that a table counts in: as its definition says it, or by the units of its inputs and of its column of value; a code
 * where no sign stands before its numbers.
 *
 * @example moneySignOf({inputs: [{unit: "GBP a month"}, {unit: "days"}]}) // "£"
 * @example moneySignOf({inputs: [{unit: "GBP"}, {unit: "USD"}]}) // "units": two say nothing
 */
export function moneySignOf({money, value, inputs}: SaysMoney): string {
  if (money !== undefined) return money;
  const units = [...inputs.map(({unit}) => unit), value === undefined ? null : unitOf(value)];
  const codes = new Set(units.map((unit) => currencyOf(unit ?? "")).filter((code) => code !== null && code !== "cents"));
  const [code = null] = codes;
  return code !== null && codes.size === 1 ? (SIGNS.get(code) ?? code) : UNSAID_MONEY;
}
