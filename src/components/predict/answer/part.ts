import type {Answer} from "../../../lib/whatif/answer/answer.js";

/** A piece of the page that shows an answer; `show` updates it in place. */
export interface Part {
  element: HTMLElement;
  show(answer: Answer): void;
}
