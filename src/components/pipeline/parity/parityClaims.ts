import {formatCount} from "../../../lib/format.js";
import type {Parity} from "../../../lib/whatif/answer/parity.js";

/** One model, scored again here. */
export interface ParityResult {
  name: string;
  title: string;
  file: string;
  /** null while or where the file could not be read */
  parity: Parity | null;
  /** whether the file's bytes have the registered hash; null where this browser cannot tell */
  hashMatches: boolean | null;
  error: string | null;
}

/** Whether a model's numbers can be trusted here. */
export function isTrusted({parity, hashMatches, error}: ParityResult): boolean {
  return error === null && parity !== null && parity.passed && hashMatches !== false;
}

/** What the check found, as a claim. */
export function parityClaim(results: readonly ParityResult[]): string {
  if (results.length === 0) return "There is no model to check";
  const wrong = results.filter((d) => !isTrusted(d));
  const rows = results[0].parity?.rows ?? 0;
  if (wrong.length === 0) {
    const models = results.length === 1 ? "The model scores" : `All ${results.length} models score`;
    return `${models} ${formatCount(rows)} of ${formatCount(rows)} golden rows in your browser as in the build`;
  }
  return `Do not trust the numbers of ${wrong.map((d) => d.title).join(", ")} in this browser`;
}

/** A result in words. @example "300/300 within 1e-12" */
export function describeParity({parity, error}: ParityResult): string {
  if (error !== null) return error;
  if (parity === null) return "not scored";
  return `${parity.agreeing}/${parity.rows} within 1e-12`;
}

/** How far two scores lie apart. @example formatDifference(1.11e-16) // "1.1e-16" */
export function formatDifference(value: number | null): string {
  if (value === null || Number.isNaN(value)) return "–";
  return value === 0 ? "0" : value.toExponential(1);
}
