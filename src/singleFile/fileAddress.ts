import type {Address} from "../components/ui/address.js";
import {formatHash, parseHash} from "./hash.js";

/** What the file says of itself, as the packer writes it. */
export interface FileFacts {
  /** the address of the site that the file was saved from, with a slash at its end; null: not known */
  site: string | null;
  /** titles of the pages in the file by their names, the first one first */
  pages: Record<string, string>;
}

export interface Opened {
  /** the page that stands in the document */
  page: string;
  /** the page that opens where the hash names none */
  first: string;
  hasFile: (path: string) => boolean;
  /** bytes of a file of the book; null: it has no such file */
  readFile: (path: string) => ReadableStream | null;
}

/** The address of a page in a book that is one file: the hash holds page, query and place, and files are parts of the document. */
export function fileAddress({site, pages}: FileFacts, {page, first, hasFile, readFile}: Opened): Address {
  const here = (): ReturnType<typeof parseHash> => parseHash(location.hash, first);
  const searchNow = (): string => (here().page === page ? here().search : "");
  const hashOf = (search = searchNow()): string => formatHash({page, search, anchor: here().anchor});
  return {
    page,
    get search() {
      return searchNow();
    },
    get anchor() {
      return here().anchor.slice(1);
    },
    // whoever gets a link can open the site, and not a file on somebody's disk
    href: (search = searchNow()) =>
      site === null ? new URL(hashOf(search), location.href).href : onSite(site, page, search + here().anchor),
    origin: (search) => `${decodeURIComponent(location.pathname.split("/").at(-1) ?? "")}${hashOf(search)}`,
    replace(search) {
      const hash = hashOf(search);
      if (here().page !== page || hash === location.hash) return; // on the way to another page nothing is written
      try {
        history.replaceState(history.state, "", hash);
      } catch {
        // a viewer that shows the text of the file in a frame gives it no address of its own
      }
    },
    onMove: (listener) =>
      addEventListener("hashchange", () => {
        if (here().page === page) listener();
      }),
    to: (name, more = "") => (Object.hasOwn(pages, name) || site === null ? `#/${name}${more}` : onSite(site, name, more)),
    read(link) {
      const href = link.getAttribute("href") ?? "";
      const place = parseHash(href, first);
      return href.startsWith("#/") && place.file === null ? {page: place.page, search: place.search} : null;
    },
    carry(link, search) {
      const place = parseHash(link.getAttribute("href") ?? "", first);
      link.setAttribute("href", formatHash({...place, search}));
    },
    file: (path) => (hasFile(path) ? `#/${path}` : site === null ? null : site + path),
    fetch: (path) => {
      const bytes = readFile(path);
      return Promise.resolve(new Response(bytes, {status: bytes === null ? 404 : 200}));
    },
    reload: () => location.reload(),
    savedFrom: site
  };
}

/** @param more a query, a hash, or both */
function onSite(site: string, page: string, more: string): string {
  return `${site}${page === "report" ? "" : `${page}.html`}${more}`;
}
