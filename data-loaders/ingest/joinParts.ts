import type {RawNumbers, RawPart, RawTexts} from "./formats/rawPart.js";

/** The wanted columns of all files, one after another. */
export interface RawTable {
  nRows: number;
  parts: RawPart[];
  numbers: Map<string, RawNumbers>;
  texts: Map<string, RawTexts>;
}

/** Puts files under one another; codes of texts are made to agree. */
export function joinParts(parts: RawPart[]): RawTable {
  const nRows = parts.reduce((sum, part) => sum + part.nRows, 0);
  if (parts.length === 1) return {nRows, parts, numbers: parts[0].numbers, texts: parts[0].texts};
  const starts = startsOf(parts);
  const numbers = [...parts[0].numbers.keys()].map((name): [string, RawNumbers] => {
    const columns = parts.map((part) => part.numbers.get(name)!);
    const values = new Float64Array(nRows);
    columns.forEach((column, k) => values.set(column.values, starts[k]));
    return [name, {kind: "number", values, strangers: columns.flatMap(({strangers}, k) => strangers.map((row) => row + starts[k]))}];
  });
  const texts = [...parts[0].texts.keys()].map((name): [string, RawTexts] => [name, joinTexts(parts.map((part) => part.texts.get(name)!), nRows)]);
  return {nRows, parts, numbers: new Map(numbers), texts: new Map(texts)};
}

/** The place of a row in its own file, for errors: rows count from 1, under the header. */
export function locateRow({parts}: RawTable, row: number): {part: RawPart; rowInPart: number; words: string} {
  const starts = startsOf(parts);
  const k = starts.findLastIndex((start) => start <= row);
  const rowInPart = row - starts[k];
  const words = parts.length === 1 ? `row ${rowInPart + 1}` : `row ${rowInPart + 1} of ${parts[k].file}`;
  return {part: parts[k], rowInPart, words};
}

function startsOf(parts: readonly RawPart[]): number[] {
  let start = 0;
  return parts.map(({nRows}) => (start += nRows) - nRows);
}

function joinTexts(columns: readonly RawTexts[], nRows: number): RawTexts {
  const codeOf = new Map<string, number>();
  const codes = new Int32Array(nRows);
  let row = 0;
  for (const column of columns) {
    const joined = column.texts.map((text) => {
      if (!codeOf.has(text)) codeOf.set(text, codeOf.size);
      return codeOf.get(text)!;
    });
    for (const code of column.codes) codes[row++] = code < 0 ? -1 : joined[code];
  }
  return {kind: "text", texts: [...codeOf.keys()], codes};
}
