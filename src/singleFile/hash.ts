/** What the hash of a book in one file asks for: `#/predict?visits=3#answer`, or a file of it, `#/api/models/tree.json`, `#/licences.txt`. */
export interface Place {
  page: string;
  /** with its question mark, or empty */
  search: string;
  /** with its #, or empty */
  anchor: string;
  /** the path of a file in the book, to be saved; null: a page is asked for */
  file: string | null;
}

/** No page's name has a slash or a full stop, and every file's has. @param first the page that opens where the hash names none */
export function parseHash(hash: string, first: string): Place {
  const [, path, search = "", anchor = ""] = /^#\/([^?#]*)(\?[^#]*)?(#.*)?$/.exec(hash) ?? [];
  if (path === undefined) return {page: first, search: "", anchor: hash.length > 1 ? hash : "", file: null};
  return /[/.]/.test(path) ? {page: first, search: "", anchor: "", file: path} : {page: path || first, search, anchor, file: null};
}

/** The other way round. */
export function formatHash({page, search = "", anchor = ""}: {page: string; search?: string; anchor?: string}): string {
  return `#/${page}${search === "?" ? "" : search}${anchor === "#" ? "" : anchor}`;
}
