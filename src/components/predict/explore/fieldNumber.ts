import {shortNumber} from "../../../lib/whatif/values.js";

/** What a number field says; what it was if it says nothing, or only the same in fewer digits. */
export function fieldNumber(field: HTMLInputElement, was: number): number {
  return Number.isFinite(field.valueAsNumber) && field.value !== shortNumber(was) ? field.valueAsNumber : was;
}
