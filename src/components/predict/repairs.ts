import {el} from "../ui/dom.js";
import {notice} from "../ui/notice.js";

/** Where the page says what it mended in the address: on opening, and when the reader goes back or forward. */
export function repairList(): {element: HTMLElement; show(repairs: readonly string[]): void} {
  const element = el("div", {class: "wi-repairs"});
  return {
    element,
    show(repairs) {
      element.replaceChildren(...(repairs.length > 0 ? [notice("caution", "The address was mended to what can be shown", ...repairs)] : []));
    }
  };
}
