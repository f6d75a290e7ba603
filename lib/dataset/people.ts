import type {GivenDefinition} from "./definition.js";

/** What a row is called, and what somebody is called whom a page speaks of or to whom somebody turns. */
type Called = {singular: string; plural: string};

/**
 * Whom a table is about. Where a customer has several rows, rows are counted, and customers are scored, contacted and kept: a table that
 * calls its rows by no more than that speaks of customers.
 *
 * @example peopleOf({unit: {singular: "row", plural: "rows"}, protocol: {group: "member"}}) // {singular: "customer", plural: "customers"}
 */
export function peopleOf({unit, protocol}: {unit: Called; protocol?: Pick<NonNullable<GivenDefinition["protocol"]>, "group">}): Called {
  return protocol?.group !== undefined && unit.singular === "row" ? {singular: "customer", plural: "customers"} : unit;
}
