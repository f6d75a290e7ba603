import {ChurnbookError, complain} from "../../../lib/check.js";

/** What the SQL says when a row is not the one that was scored. */
export const ROWS_CHANGED = "the rows changed";

/** DuckDB's faults of a file or a disk, for the person who can mend them; other errors stay as they are. */
export function explainTableError(error: unknown): unknown {
  if (error instanceof ChurnbookError || !(error instanceof Error)) return error;
  const [message] = error.message.split("\n");
  if (message.includes(ROWS_CHANGED)) {
    return complain({where: "score", rule: "the file must stay as it is while it is scored", got: "other rows at the second reading", remedy: "Score it again."});
  }
  if (/^Out of Memory Error/.test(message)) {
    return complain({where: "score", rule: "a row group must fit into the memory for scoring", got: message, remedy: "Write the file with smaller row groups."});
  }
  if (!/^(IO|Invalid Input|Conversion|Serialization|Permission|Not implemented|Invalid) Error/i.test(message)) return error;
  return complain({where: "score", rule: "the file must be whole, and the folder of --out have room", got: message});
}
