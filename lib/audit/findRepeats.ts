import type {Table} from "../table/table.js";

/**
 * Marks rows that equal an earlier row in every column and the label; missing equals missing.
 *
 * @param labels length nRows
 * @returns length nRows: 1 for a repeat, else 0
 */
export function findRepeats(table: Table, labels: Int8Array): Uint8Array {
  const hashes = hashRows(table, labels);
  const firstOf = new Map<number, number[]>();
  const repeats = new Uint8Array(table.nRows);
  for (let i = 0; i < table.nRows; ++i) {
    const alike = firstOf.get(hashes[i]);
    if (!alike) firstOf.set(hashes[i], [i]);
    else if (alike.some((j) => labels[i] === labels[j] && areEqual(table, i, j))) repeats[i] = 1;
    else alike.push(i);
  }
  return repeats;
}

/** FNV-1a over the bits of the cells. */
function hashRows({nRows, columns}: Table, labels: Int8Array): Uint32Array {
  const hashes = Uint32Array.from(labels, (label) => 0x811c9dc5 ^ (label + 1));
  for (const column of columns) {
    const bits = column.kind === "number" ? new Uint32Array(column.values.slice().buffer) : column.codes;
    for (let i = 0; i < nRows; ++i) hashes[i] = Math.imul(hashes[i] ^ bits[i] ^ (bits[i] >>> 15), 0x01000193);
  }
  return hashes;
}

function areEqual({columns}: Table, i: number, j: number): boolean {
  return columns.every((column) => (column.kind === "number" ? Object.is(column.values[i], column.values[j]) : column.codes[i] === column.codes[j]));
}
