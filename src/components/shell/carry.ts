/** Header links take the reader's choices along. Without a script they are plain links, and lead to the same pages. */
import {carriedSearch, pageName} from "./carriedSearch.js";

const links = [...document.querySelectorAll<HTMLAnchorElement>("#observablehq-header nav a[href]")];

function refresh(): void {
  for (const link of links) {
    const url = new URL(link.href);
    url.search = carriedSearch(location.search, pageName(location.pathname), pageName(url.pathname));
    link.href = url.href;
  }
}

// at the last moment: the address changes with every choice; a press, the focus and the right button all come first
for (const kind of ["pointerdown", "focusin", "click", "auxclick", "contextmenu"]) {
  document.querySelector("#observablehq-header")?.addEventListener(kind, refresh, true);
}
