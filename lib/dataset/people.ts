import type {GivenDefinition} from "./definition.js";

/** What a row is called, and what somebody is called whom a page speaks of or to whom somebody turns. */
export type Called = {singular: string; plural: string};

/** A row's name, and whose it is where one of these has several. */
type RowCalled = Called & {whose?: Called};

/** Whose rows they are, where one of these has several. */
export function whoseOf({unit}: {unit: RowCalled}): Called {
  return unit.whose ?? {singular: "customer", plural: "customers"};
}

/**
 * Whom a table is about. Where a customer has several rows, rows are counted, and customers are scored, contacted and kept: a table that
 * calls its rows by no more than that speaks of whose they are, and of customers where it does not say.
 *
 * @example peopleOf({unit: {singular: "row", plural: "rows"}, protocol: {group: "member"}}) // {singular: "customer", plural: "customers"}
 */
export function peopleOf({unit, protocol}: {unit: RowCalled; protocol?: Pick<NonNullable<GivenDefinition["protocol"]>, "group">}): Called {
  return protocol?.group !== undefined && unit.singular === "row" ? whoseOf({unit}) : unit;
}
