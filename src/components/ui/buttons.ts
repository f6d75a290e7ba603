import {el} from "./dom.js";

export interface QuietButtonOptions {
  /** its name where the text alone does not say which of many it is */
  label?: string;
  /** classes beside "quiet" */
  kind?: string;
}

/** A button that looks like a word. */
export function quietButton(text: string, onClick: () => void, {label, kind}: QuietButtonOptions = {}): HTMLButtonElement {
  const button = el("button", {type: "button", class: kind ? `quiet ${kind}` : "quiet", "aria-label": label}, text);
  button.addEventListener("click", onClick);
  return button;
}

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
