import type {Child} from "./dom.js";
import {address} from "./address.js";
import {el} from "./dom.js";

export interface FoldOptions {
  /** by which links lead to it: `#read-the-result` */
  id: string;
  title: string;
  /** what is in it, in a line that stands while it is folded */
  about: string;
}

/** A part of the page that is folded until it is asked for: by a press, by a link to it (see {@link openLinked}), or by paper. */
export function fold({id, title, about}: FoldOptions, ...children: Child[]): HTMLDetailsElement {
  const link = el(
    "a",
    {class: "fold-link no-print", href: `#${id}`, title: "A link to this part", "aria-label": `A link to “${title}”`},
    "#"
  );
  return el(
    "details",
    {class: "fold", id},
    el("summary", {}, el("h2", {}, title), el("span", {class: "fold-about"}, about)),
    el("div", {class: "fold-body"}, link, ...children)
  );
}

/** Opens the part that the address names, now and whenever it names another. @param page that is about to be shown */
export function openLinked(page: HTMLElement): void {
  const open = (): void => {
    const part = [...page.querySelectorAll<HTMLDetailsElement>("details.fold")].find(({id}) => id === address.anchor);
    if (!part) return;
    part.open = true;
    requestAnimationFrame(() => part.scrollIntoView()); // it stands in the page by then, at its full height
  };
  address.onMove(open);
  open();
}
