import {forkRandom, shuffled} from "../random.js";
import {rowsWith} from "./split.js";

/**
 * A stratified share of rows: the first of each class in a random order, so that a larger share holds every smaller one.
 *
 * @param y length n, 0 or 1
 * @param share in (0, 1]; each class gives at least one row
 * @param name of the random order, such as a seed and a fold
 * @returns places in y, rising
 */
export function takeShare(y: Uint8Array, share: number, name: (string | number)[]): Int32Array {
  const rows = [0, 1].flatMap((label) => {
    const order = shuffled(rowsWith(y, label), forkRandom("share of rows", ...name, label));
    return order.slice(0, Math.max(1, Math.round(share * order.length)));
  });
  return Int32Array.from(rows).sort();
}
