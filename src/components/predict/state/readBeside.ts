import type {PredictBook} from "../../../lib/book/predict.js";
import type {Row} from "../../../lib/table/table.js";
import type {ReferenceChoice} from "../../../lib/whatif/answer/session.js";
import type {UserQuery} from "../../../lib/whatif/search/findUsers.js";
import type {ReaderLimits} from "../../../lib/whatif/search/limits.js";
import {unpackLimits} from "../../../lib/whatif/search/limits.js";
import {unpackQuery} from "../../../lib/whatif/search/queryAddress.js";
import {unpackRow} from "../../../lib/whatif/setting/urlState.js";
import {reserved} from "./keys.js";

/** How many settings can be kept beside the present one; more would not fit into an address. */
export const MAX_PINNED = 6;

const references: readonly ReferenceChoice[] = ["average", "typical", "retained", "previous", "kept"];

/** The settings that an address keeps beside the present one; what it could not mean is told in `repairs`. */
export function readPinned(params: URLSearchParams, book: PredictBook, repairs: string[]): Row[] {
  const text = params.get(reserved.pinned);
  if (text === null) return [];
  const parts = text.split("!").filter((part) => part !== "");
  if (parts.length === 0) repairs.push("The address kept a setting, but did not say which; none is kept.");
  if (parts.length > MAX_PINNED) repairs.push(`The address kept ${parts.length} settings; the first ${MAX_PINNED} stand.`);
  return parts.slice(0, MAX_PINNED).map((part, i) => {
    const kept = unpackRow(part, book);
    repairs.push(...kept.repairs.map((repair) => `Kept setting ${i + 1}: ${repair}`));
    return kept.row;
  });
}

/** What an address says the present setting was started from; the typical user where it says nothing. */
export function readStart(params: URLSearchParams, book: PredictBook, {row, repairs}: {row: Row; repairs: string[]}): Row {
  const text = params.get(reserved.start);
  if (text === null) return book.typical;
  const start = unpackRow(text, {...book, typical: row});
  repairs.push(...start.repairs.map((repair) => `The start: ${repair}`));
  return start.row;
}

/** The reader's limits for a nearest change, as far as the address says them understandably. */
export function readLimits(params: URLSearchParams, book: PredictBook, repairs: string[]): ReaderLimits {
  const text = params.get(reserved.limits);
  if (text === null) return {};
  const {limits, nLeftOut} = unpackLimits(text, book);
  if (nLeftOut > 0) repairs.push(`The address limits inputs in ${countWays(nLeftOut)} that this page does not know; the usual limits stand there.`);
  return limits;
}

/** The users that an address looks for; null where it looks for none. */
export function readQuery(params: URLSearchParams, book: PredictBook, repairs: string[]): UserQuery | null {
  const text = params.get(reserved.query);
  if (text === null) return null;
  const {query, nLeftOut} = unpackQuery(text, book);
  if (nLeftOut > 0) repairs.push(`The address looks for ${book.unit?.plural ?? "users"} in ${countWays(nLeftOut)} that this page does not know; left out.`);
  return query;
}

function countWays(n: number): string {
  return n === 1 ? "a way" : `${n} ways`;
}

/** With whom an address compares. A comparison with a setting that the address does not hold gives way to the average. */
export function readReference(params: URLSearchParams, book: PredictBook, {repairs, nPinned}: {repairs: string[]; nPinned: number}): {reference: ReferenceChoice; before: Row | null} {
  const text = params.get(reserved.reference);
  const reference = references.find((d) => d === (text ?? "average"));
  if (!reference) return average("The address asked for a comparison that this page does not know; the average stands.");
  if (reference === "kept" && nPinned === 0) return average("The address compared with a kept setting, but keeps none; the average stands.");
  if (reference !== "previous") return {reference, before: null};
  const packed = params.get(reserved.before);
  if (!packed) return average("The address compared with the setting before, but does not hold it; the average stands.");
  const before = unpackRow(packed, book);
  repairs.push(...before.repairs.map((repair) => `The setting before: ${repair}`));
  return {reference, before: before.row};

  function average(repair: string): {reference: ReferenceChoice; before: null} {
    repairs.push(repair);
    return {reference: "average", before: null};
  }
}
