const MOST = 120;

/** A text that fits a cell: files may hold whole documents in theirs. */
export function shorten(text: string): string {
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text;
}
