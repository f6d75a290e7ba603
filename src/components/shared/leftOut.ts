import {address} from "../ui/address.js";
import {el} from "../ui/dom.js";

/**
 * In a book that is one file: that a part stands on the site alone, and the way there. On the site itself: nothing.
 *
 * @param words one sentence, why it is left out
 * @param place the page that has it, and where on the page
 */
export function leftOut(words: string, {page, anchor}: {page: string; anchor: string}): HTMLElement | null {
  const {savedFrom} = address;
  if (savedFrom === undefined) return null;
  const site = savedFrom && el("a", {href: `${savedFrom}${page}.html${anchor}`}, "This part is on the site");
  return el("p", {class: "left-out"}, `${words} `, site || "This part is on the site that the file was saved from", ".");
}
