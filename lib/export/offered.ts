import type {ByKind, Model, NotOffered, OfferedByKind} from "../model/model.js";
import type {ChurnbookError} from "../check.js";
import {complain} from "../check.js";
import {ofKind} from "../model/model.js";

/**
 * Writes a model in a form that not every kind has.
 *
 * @param where the exporter, for its complaint
 * @throws with the reason and the remedy of the table if the model's kind is not offered
 */
export function writeOffered<A extends unknown[], R>(where: string, table: OfferedByKind<A, R>, model: Model, ...args: A): R {
  const entry = table[model.kind];
  if ("because" in entry) throw refuse(where, entry, model);
  // oxlint-disable-next-line churnbook/no-rows-as-arguments -- the arguments of one call: few
  return ofKind(table as ByKind<A, R>, model, ...args); // this entry is a function, and no other is called
}

/** The error that says why a model is not offered in some form. */
export function refuse(where: string, {because, remedy}: NotOffered, {kind, calibration}: Model): ChurnbookError {
  return complain({where, rule: because, got: `a ${calibration ? "calibrated " : ""}model of the kind "${kind}"`, remedy});
}
