import type {PredictBook} from "../../../lib/book/predict.js";
import type {Row} from "../../../lib/table/table.js";
import type {ReferenceChoice} from "../../../lib/whatif/answer/session.js";
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
