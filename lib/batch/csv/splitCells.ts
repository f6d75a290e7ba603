/**
 * A record's cells, as RFC 4180 has them: cells may be quoted, quotes in them are doubled.
 *
 * @param line without its line break, with all its quotes closed
 * @example splitCells('a,"b,""c"""', ",") // ["a", 'b,"c"']
 */
export function splitCells(line: string, delimiter: string): string[] {
  if (!line.includes('"')) return line.split(delimiter);
  const cells: string[] = [];
  for (let at = 0; at <= line.length; ) {
    const open = findOpeningQuote(line, at);
    const close = open < 0 ? at : findClosingQuote(line, open);
    const stop = line.indexOf(delimiter, close);
    const end = stop < 0 ? line.length : stop;
    cells.push(open < 0 ? line.slice(at, end) : line.slice(open + 1, close).replaceAll('""', '"'));
    at = end + 1;
  }
  return cells;
}

/** Blanks may stand before it. @returns -1 if the cell is not quoted */
function findOpeningQuote(line: string, from: number): number {
  let at = from;
  while (line[at] === " ") ++at;
  return line[at] === '"' ? at : -1;
}

function findClosingQuote(line: string, open: number): number {
  let at = open + 1;
  while (at < line.length && !(line[at] === '"' && line[at + 1] !== '"')) at += line[at] === '"' ? 2 : 1;
  return at;
}
