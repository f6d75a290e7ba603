// By itself, because the frame of every page reads addresses, and must not load what reads values.

/** Goes before an input's name in an address where the bare name might mean something else. */
const PREFIX = "in.";

/**
 * How an address names an input: by its name, and as `in.name` where a page has that word for itself, or might come to
 * have it (those begin with `_`). So no input is ever taken for a choice of a page, nor a choice for an input.
 *
 * @param pageWords what addresses hold beside inputs, on whatever page
 * @example inputWord("visits", ["value"]) // "visits"
 * @example inputWord("value", ["value"]) // "in.value"
 */
export function inputWord(name: string, pageWords: readonly string[]): string {
  return pageWords.includes(name) || name.startsWith("_") || name.startsWith(PREFIX) ? PREFIX + name : name;
}

/** The name of the input that a word of an address means, if there is one of that name; null for the pages' own words. */
export function readInputWord(word: string, pageWords: readonly string[]): string | null {
  if (pageWords.includes(word)) return null;
  return word.startsWith(PREFIX) ? word.slice(PREFIX.length) : word;
}
