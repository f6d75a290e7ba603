import type {DuckDBVector} from "@duckdb/node-api";

type Numbers = Float32Array | Float64Array | Int16Array | Uint8Array;

/**
 * Copies a vector of numbers of which none is NULL.
 *
 * @param n how many it has
 */
export function readNumbers(vector: DuckDBVector, out: Float32Array | Float64Array, n: number): void {
  const items = itemsOf(vector);
  if (items) out.set(items.subarray(0, n));
  else for (let i = 0; i < n; ++i) out[i] = vector.getItem(i) as number;
}

/** Fills a vector of a new chunk with numbers, and hands it to DuckDB. */
export function writeNumbers(vector: DuckDBVector, values: Numbers): void {
  const items = itemsOf(vector);
  if (items) items.set(values);
  else for (const [i, value] of values.entries()) vector.setItem(i, value);
  vector.flush();
}

/**
 * The array in which the package keeps a vector's numbers; null if it does no longer. Asked for one by one, each number is looked
 * up in a bitmap of 64-bit integers first, which takes longer than all else that happens to it.
 */
function itemsOf(vector: DuckDBVector): Numbers | null {
  const {items} = vector as unknown as {items?: unknown};
  const isKnown = [Float32Array, Float64Array, Int16Array, Uint8Array].some((type) => items instanceof type);
  return isKnown ? (items as Numbers) : null;
}
