/** The pages that share a contact line and the user in question. */
export const sharing: readonly string[] = ["predict", "decide", "models", "batch"];

/** Choices that mean something on one page alone, and stay there. */
export const ownWords: Readonly<Record<string, readonly string[]>> = {models: ["metric", "rule", "gates", "a", "b", "set"]};

/**
 * What of a page's query goes along to another page, so that crossing over throws no work away: all of it between pages
 * that share, nothing elsewhere.
 *
 * @param from name of the page: "predict"
 * @param line the contact line on screen, where it is known better than from the query
 * @returns with the question mark, or empty
 */
export function carriedSearch(search: string, from: string, to: string, line?: number): string {
  if (from === to || !sharing.includes(to)) return "";
  const params = new URLSearchParams(search);
  for (const name of [...params.keys()]) {
    if (sharing.includes(from) ? ownWords[from]?.includes(name) : name !== "threshold") params.delete(name);
  }
  if (line !== undefined) params.set("threshold", String(line));
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** @example pageName("/team/predict.html") // "predict" */
export function pageName(pathname: string): string {
  return pathname.slice(pathname.lastIndexOf("/") + 1).replace(/\.html$/, "");
}
