/**
 * Where this page stands, how it reaches the rest of the book, and where it keeps what the reader chose. Served from a host
 * these are the browser's own address and files beside the page; in a book that is one file (src/singleFile) they are the hash and
 * parts of the file. Nothing else in the pages asks `location`, `history` or `fetch`.
 */
export interface Address {
  /** the page's name: "predict"; the report is "index" or empty, in one file "report" */
  readonly page: string;
  /** the query, with its question mark, or empty */
  readonly search: string;
  /** the place in the page that is asked for, without its #; empty: none */
  readonly anchor: string;
  /** the whole address, for whoever copies it. @param search in place of the page's own query */
  href(search?: string): string;
  /** what a saved picture or a sheet of paper says of where it is from: as {@link href}, but never a path on the reader's disk */
  origin(search?: string): string;
  /** puts another query into the address, in place; the place in the page stays */
  replace(search: string): void;
  /** calls whenever the reader goes back, forward or to another place of this page */
  onMove(listener: () => void): void;
  /** the link to another page. @param more a query with its question mark, or a hash with its # */
  to(page: string, more?: string): string;
  /** the page of this book that a link leads to, and with what query; null: it leads elsewhere */
  read(link: HTMLAnchorElement): {page: string; search: string} | null;
  /** gives a link to a page of this book another query */
  carry(link: HTMLAnchorElement, search: string): void;
  /** the link to a file of the book, such as "api/models/tree.json"; null: this copy of the book has no such file */
  file(path: string): string | null;
  /** a file of the book, by the same path, or by the address that a FileAttachment has. @throws if it cannot be reached */
  fetch(path: string): Promise<Response>;
  reload(): void;
  /** of a book in one file: what it was saved from, null where that is not known. Absent: this is the site, and has everything */
  readonly savedFrom?: string | null;
}

declare global {
  /** set by the first script of a book in one file */
  var churnbookFile: Address | undefined;
}

/** @example pageName("/team/predict.html") // "predict" */
export function pageName(pathname: string): string {
  return pathname.slice(pathname.lastIndexOf("/") + 1).replace(/\.html$/, "");
}

function hrefOnHost(search = location.search): string {
  return new URL(`${location.pathname}${search}${location.hash}`, location.href).href;
}

/** On a host: every page is a file, which every host serves; hosts with clean addresses send on, query and hash with it. */
export const onHost: Address = {
  get page() {
    return pageName(location.pathname);
  },
  get search() {
    return location.search;
  },
  get anchor() {
    return location.hash.slice(1);
  },
  href: hrefOnHost,
  origin: hrefOnHost,
  replace(search) {
    if (search !== location.search) history.replaceState(history.state, "", `${location.pathname}${search}${location.hash}`);
  },
  onMove(listener) {
    addEventListener("popstate", listener); // heard of a new hash too
  },
  to: (page, more = "") => `./${page}.html${more}`,
  read: ({origin, pathname, search}) => (origin === location.origin ? {page: pageName(pathname), search} : null),
  carry(link, search) {
    if (link.search !== search) link.search = search;
  },
  file: (path) => `./${path}`,
  fetch: (path) => fetch(new URL(path, document.baseURI)),
  reload: () => location.reload()
};

/** This page's. */
export const address: Address = globalThis.churnbookFile ?? onHost;
