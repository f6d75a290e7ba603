import {el, setHidden, setText, uniqueId} from "./dom.js";

/** One of a list that may be long. */
export interface ListItem {
  element: HTMLElement;
  /** what a reader may look for */
  text: string;
  /** among those that are there before anybody looks for more */
  isFirst: boolean;
}

export interface ShortListOptions {
  /** what the items are: "inputs" */
  many: string;
  /** how the first were chosen: "that matter most to this model" */
  firstAre: string;
  /** after items were shown or hidden */
  onChange?: () => void;
}

/** A list this long is shown whole. */
const SHOWN_WHOLE = 24;

/**
 * Of a long list what matters first, the rest by search or all at once. A list of up to {@link SHOWN_WHOLE} stands whole.
 *
 * @param itemsOf the items as they stand now; asked again by `update`
 * @returns the search above the list, and what to call after the list was drawn anew or which items are first has changed
 */
export function shortList(
  itemsOf: () => readonly ListItem[],
  {many, firstAre, onChange}: ShortListOptions
): {element: HTMLElement; update(): void} {
  const id = uniqueId("find");
  const search = el("input", {id, type: "search", autocomplete: "off", spellcheck: "false"});
  const label = el("label", {for: id});
  const said = el("span", {role: "status"});
  const all = el("button", {type: "button", class: "quiet"});
  const element = el("div", {class: "control short-list no-print"}, label, search, el("p", {class: "hint"}, said, " ", all));
  let isWhole = false;
  const update = (): void => {
    const items = itemsOf();
    const isShownWhole = items.length <= SHOWN_WHOLE;
    setHidden(element, isShownWhole);
    if (isShownWhole) return;
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const isShown = ({text, isFirst}: ListItem): boolean =>
      words.length > 0 ? words.every((word) => text.toLowerCase().includes(word)) : isWhole || isFirst;
    let nShown = 0;
    for (const item of items) {
      item.element.hidden = !isShown(item);
      nShown += Number(!item.element.hidden);
    }
    setText(label, `Find one of ${items.length} ${many}`);
    setText(said, sayShown(nShown, {nItems: items.length, isSearch: words.length > 0, isWhole, firstAre}));
    setText(all, isWhole ? "Show the first only" : `Show all ${items.length}`);
    all.hidden = words.length > 0;
    onChange?.();
  };
  search.addEventListener("input", update);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // there is nothing to send
  });
  all.addEventListener("click", () => {
    isWhole = !isWhole;
    update();
  });
  update();
  return {element, update};
}

interface Shown {
  nItems: number;
  isSearch: boolean;
  isWhole: boolean;
  firstAre: string;
}

/** How many of a list are shown, and which. */
export function sayShown(nShown: number, {nItems, isSearch, isWhole, firstAre}: Shown): string {
  if (isSearch) return nShown === 0 ? "None is called so." : `${nShown} of ${nItems} are called so.`;
  return isWhole ? `All ${nItems} are shown.` : `Shown are the ${nShown} ${firstAre}.`;
}
