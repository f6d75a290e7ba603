import type {Column, Table} from "../../lib/dataset/table.js";

/** A copy whose columns lie in memory that all workers share, so that sending it costs nothing. */
export function shareTable({nRows, columns}: Table): Table {
  return {
    nRows,
    columns: columns.map((column): Column =>
      column.kind === "number"
        ? {...column, values: share(column.values, Float32Array)}
        : {...column, codes: share(column.codes, Int32Array)}
    )
  };
}

/** A shared copy of labels or folds. */
export function shareBytes(values: Uint8Array): Uint8Array {
  return share(values, Uint8Array);
}

/** A shared copy of codes of rows that go together; null stays. */
export function shareCodes(codes: Int32Array | null): Int32Array | null {
  return codes && share(codes, Int32Array);
}

function share<T extends {length: number; byteLength: number; set(from: T): void}>(
  values: T,
  make: new (buffer: SharedArrayBuffer) => T
): T {
  const shared = new make(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}
