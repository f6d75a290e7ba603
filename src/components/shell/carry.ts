import {address} from "../ui/address.js";
import {carriedSearch, linkedSearch} from "../shared/addressWords.js";
import {contactLine} from "../shared/contactLine.js";

// The book's contact line along every link to another page. Without a script links are plain and lead to the same pages.

const line = contactLine();

const pages = new Set(
  [...document.querySelectorAll<HTMLAnchorElement>("#observablehq-header nav a[href]")].map((link) => address.read(link)?.page)
);

/** The query that a link had before it was given another one here. */
const given = new WeakMap<HTMLAnchorElement, {own: string; search: string}>();

function carry(link: HTMLAnchorElement): void {
  const to = address.read(link);
  if (!to || !pages.has(to.page) || (to.page === address.page && !link.closest("#observablehq-header"))) return;
  const before = given.get(link);
  const own = before?.search === to.search ? before.own : to.search;
  const search = linkedSearch(own, carriedSearch(line.carry(address.search), address.page, to.page));
  address.carry(link, search);
  given.set(link, {own, search: address.read(link)?.search ?? search});
}

// at the last moment: the address changes with every choice; a press, the focus and the right button all come first
for (const kind of ["pointerdown", "focusin", "click", "auxclick", "contextmenu"]) {
  document.addEventListener(
    kind,
    ({target}) => {
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
      if (link) carry(link);
    },
    true
  );
}
