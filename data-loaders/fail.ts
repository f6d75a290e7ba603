import {ChurnbookError} from "../lib/check.js";

/** Ends the process with the error: one readable message if a person can mend it, else with its stack. */
export function fail(error: unknown): never {
  process.stderr.write(`\n${describeError(error)}\n`);
  process.exit(1);
}

/** @example describeError(complain({where: "CHURN_DATA", rule: "the file must exist", got: "x.csv"})) // "CHURN_DATA: the file ..." */
export function describeError(error: unknown): string {
  if (error instanceof ChurnbookError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
