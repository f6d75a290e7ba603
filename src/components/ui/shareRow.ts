import {el} from "./dom.js";

export interface ShareRowOptions {
  /** the address of what is on screen */
  href: () => string;
  /** what the link leads to, for the words after copying: "this setting" */
  what: string;
  /** buttons of the page's own */
  more?: readonly HTMLElement[];
}

/** Taking what is on screen elsewhere: a link, a print; a quiet row, which paper goes without. */
export function shareRow({href, what, more = []}: ShareRowOptions): HTMLElement {
  const told = el("output", {class: "wi-told"});
  const copy = el("button", {type: "button", class: "quiet"}, "Copy link");
  copy.addEventListener("click", () => {
    navigator.clipboard.writeText(href()).then(
      () => (told.textContent = `The link to ${what} is copied.`),
      () => (told.textContent = `This browser does not let pages copy. The link: ${href()}`)
    );
  });
  const print = el("button", {type: "button", class: "quiet"}, "Print");
  print.addEventListener("click", () => window.print());
  return el("div", {class: "wi-share no-print"}, copy, print, [...more], told);
}
