import {el} from "../ui/dom.js";

/** A line that says so where a table is wider than its place. @param table with its scroll box inside */
export function goesOn(table: HTMLElement): HTMLElement {
  const line = el("p", {class: "hint no-print", hidden: true}, "More columns to the right: scroll the table sideways.");
  const box = table.querySelector<HTMLElement>(".table-scroll");
  // only a table that is laid out has a width
  new ResizeObserver(() => requestAnimationFrame(() => (line.hidden = box === null || box.scrollWidth <= box.clientWidth + 1))).observe(
    table
  );
  return line;
}
