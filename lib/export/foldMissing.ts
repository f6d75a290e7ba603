import type {EncodedColumn, Trees} from "../model/model.js";

/**
 * The side that a missing value takes at each node when it is read as the encoding says: a number that stands in for
 * the missing one is the same everywhere, so it is known which way it goes.
 *
 * @returns length nNodes; 1: left. 0 in leaves
 */
export function foldMissing({feature, threshold, missingLeft}: Trees, encoding: readonly EncodedColumn[]): Uint8Array {
  return Uint8Array.from(feature, (f, node) => {
    if (f < 0) return 0;
    const column = encoding[f];
    if (column.kind === "level" || column.missing === null) return missingLeft[node];
    return Math.fround(column.missing) < threshold[node] ? 1 : 0;
  });
}
