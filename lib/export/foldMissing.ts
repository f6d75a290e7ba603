import type {ByColumn, EncodedColumn, Trees} from "../model/model.js";
import {ofKind} from "../model/model.js";

/**
 * The side that a missing value takes at each node when it is read as the encoding says: a number that stands in for
 * the missing one is the same everywhere, so it is known which way it goes.
 *
 * @returns length nNodes; 1: left. 0 in leaves
 */
export function foldMissing({feature, threshold, missingLeft}: Trees, encoding: readonly EncodedColumn[]): Uint8Array {
  return Uint8Array.from(feature, (f, node) => {
    if (f < 0) return 0;
    const missing = missingValue(encoding[f]);
    return missing === null ? missingLeft[node] : Math.fround(missing) < threshold[node] ? 1 : 0;
  });
}

/** What a column reads a missing number as; null: nothing stands in for it, or none is ever missing. */
export function missingValue(column: EncodedColumn): number | null {
  return ofKind(missingValues, column);
}

const missingValues: ByColumn<[], number | null> = {
  number: ({missing}) => missing,
  level: () => null,
  rest: () => null
};
