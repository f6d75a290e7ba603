import type {LedgerStep} from "../book/wrangling.js";
import type {Count} from "../groups.js";
import {FEW, nearPart, toCount, toPart} from "../groups.js";

/** A line of the ledger as cleaning writes it: all numbers exact. */
export type LedgerLine = LedgerStep & {rowsRemoved: number; rowsChanged: number};

/**
 * The ledger as it may be told. Where a step removed too few rows to be told of, no line counts them, neither its own nor one
 * before it: the difference of two lines would tell what the line does not.
 */
export function tellLedger(lines: readonly LedgerLine[]): LedgerStep[] {
  let hidden = 0; // rows removed further down, and not told of
  return [...lines]
    .reverse()
    .map((line): LedgerStep => {
      const rowsRemoved = toCount(line.rowsRemoved);
      const rowsOut = line.rowsOut - hidden;
      if (rowsRemoved === FEW) hidden += line.rowsRemoved;
      return {...line, rowsOut, rowsIn: line.rowsIn - hidden, rowsRemoved, rowsChanged: tellChanged(line.rowsChanged, line.rowsIn)};
    })
    .reverse();
}

/** How many rows a step altered or flagged, of all that it was given. */
export function tellChanged(rowsChanged: number, rowsIn: number): Count {
  return nearPart(toPart(rowsChanged, rowsIn), rowsIn);
}
