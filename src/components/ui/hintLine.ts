import type {Child} from "./dom.js";
import {el} from "./dom.js";

/** The line under a control, if there is anything to say. */
export function hintLine(hint: Child): Child {
  return hint ? el("p", {class: "hint"}, hint) : null;
}
