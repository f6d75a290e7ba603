import {el} from "../../ui/dom.js";

/** Says at an input that the chosen model does not read it: moving it leaves the score as it is. */
export function unreadMark(): HTMLElement {
  return el("span", {class: "wi-unread", hidden: true}, "not read by this model");
}
