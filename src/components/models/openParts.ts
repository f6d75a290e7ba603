import {address} from "../ui/address.js";

/**
 * Of the parts of a workbench, shows the one that the address names, by its own id or by that of anything within it; without such a
 * name the first. Links to parts are plain links: back and forward go between parts. On paper, and without a script, all stand one
 * after another.
 *
 * @param bench holds `.part` sections with ids, and a nav whose links lead to them
 */
export function openParts(bench: HTMLElement): void {
  const parts = [...bench.querySelectorAll<HTMLElement>(".part")];
  const links = [...bench.querySelectorAll<HTMLAnchorElement>(".parts a")];
  function show(): void {
    const place = placeNamed();
    const open = parts.find((part) => place !== null && part.contains(place)) ?? parts[0];
    for (const part of parts) part.toggleAttribute("data-open", part === open);
    for (const link of links) {
      if (link.hash.endsWith(`#${open.id}`)) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    bench.dataset.opened = open.id;
    if (place !== null && place !== open) place.scrollIntoView();
  }
  // what the address names may be drawn later than this
  const late = new MutationObserver(() => {
    if (placeNamed() === null) return;
    late.disconnect();
    show();
  });
  if (address.anchor !== "" && placeNamed() === null) late.observe(bench, {childList: true, subtree: true});
  address.onMove(() => {
    late.disconnect();
    show();
  });
  addEventListener("beforeprint", () => parts.forEach((part) => part.toggleAttribute("data-open", true)));
  addEventListener("afterprint", show);
  show();
}

/** What the address names on this page; null: nothing that is there. In a book of one file the hash holds the page as well. */
function placeNamed(): HTMLElement | null {
  return document.getElementById(address.href().split("#").at(-1) ?? "");
}
