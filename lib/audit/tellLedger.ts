import type {LedgerStep} from "../book/wrangling.js";
import {FEW} from "../groups.js";

/**
 * The ledger as it may be told, of lines as cleaning writes them: rows removed and changed as they may be told, those that go in and out
 * exact. Where a step removed too few rows to be told of, no line counts them, neither its own nor one before it: the difference of two
 * lines would tell what the line does not.
 */
export function tellLedger(lines: readonly LedgerStep[]): LedgerStep[] {
  let hidden = 0; // rows removed further down, and not told of
  return [...lines]
    .reverse()
    .map((line): LedgerStep => {
      const rowsOut = line.rowsOut - hidden;
      if (line.rowsRemoved === FEW) hidden += line.rowsIn - line.rowsOut;
      const rowsIn = line.rowsIn - hidden;
      return {...line, rowsOut, rowsIn, rowsChanged: line.rowsChanged === FEW ? FEW : Math.min(line.rowsChanged, rowsIn)};
    })
    .reverse();
}
