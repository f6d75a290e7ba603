import type {Decision} from "./state/decision.js";

/** A part of the page that follows the decision. */
export interface DecidePart {
  element: HTMLElement;
  show(decision: Decision): void;
}
