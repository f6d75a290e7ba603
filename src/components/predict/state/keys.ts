import type {PredictBook} from "../../../lib/book/predict.js";
import type {DecideChoice} from "../../decide/state/decideState.js";

/** Names in the address that are no inputs. An input of the same name wins. */
export const reserved = {
  model: "_model", hash: "_hash", reference: "_against", before: "_before", apart: "_apart", bars: "_bars", pinned: "_pinned", threshold: "threshold",
  start: "_from", linked: "_linked", limits: "_limits", query: "_find", version: "_v"
} as const;

/** What /decide keeps in the address: the type breaks here when that page learns a name that this one would throw away. */
const ofDecide: Record<Exclude<keyof DecideChoice, "threshold">, true> = {
  model: true, depth: true, unit: true, value: true, contact: true, offer: true, save: true, vain: true, holdout: true, power: true
};

/** How these are written; another way of writing them gets another number. */
export const ADDRESS_VERSION = "1";

/** Whether a parameter belongs to /decide: it stays in the address and travels back. */
export function isOfDecide(name: string, {inputs}: Pick<PredictBook, "inputs">): boolean {
  return Object.hasOwn(ofDecide, name) && !inputs.some((d) => d.name === name);
}

/** All names that this page does not have to explain. */
export const knownNames: readonly string[] = [...Object.values(reserved), ...Object.keys(ofDecide)];
