import {ChurnbookError} from "../lib/check.js";
import {endProcess} from "./flow/ending.js";
import {codeOf, explainSystemError} from "./flow/systemErrors.js";

/** Ends the process with the error: one readable message if a person can mend it, else with its stack. */
export function fail(error: unknown): void {
  process.stderr.write(`\n${describeError(error)}\n`);
  endProcess(1);
}

/** @example describeError(complain({where: "CHURN_DATA", rule: "the file must exist", got: "x.csv"})) // "CHURN_DATA: the file ..." */
export function describeError(error: unknown): string {
  const explained = explainSystemError(error);
  if (explained instanceof ChurnbookError) return explained.message;
  return explained instanceof Error ? (explained.stack ?? explained.message) : String(explained);
}

/** Errors that nobody waits for, such as a stream's, end the process in words too. A reader who has gone is no error. */
export function failOnStrayErrors(): void {
  const end = (error: unknown): void => (codeOf(error) === "EPIPE" ? endProcess(0) : fail(error));
  process.on("uncaughtException", end).on("unhandledRejection", end);
}
