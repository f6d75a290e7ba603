import type {Listed} from "../named.js";
import {check, complain} from "../check.js";
import {findNamed} from "../named.js";

/** What of Arrow cannot be read here, and how to write it otherwise. */
const UNKNOWN: Listed<{words: string; remedy: string}> = {
  RunEndEncoded: {
    words: "a run-end-encoded column",
    remedy: "Write it plainly, in Python by pyarrow.compute.run_end_decode(column), or leave it out."
  },
  ListView: {words: "a column of list views", remedy: "Cast it to a list, or leave it out."},
  LargeListView: {words: "a column of list views", remedy: "Cast it to a list, or leave it out."},
  Int: {words: "a column of whole numbers of 128 bits", remedy: "Cast it to 64 bits or to a decimal, or leave it out."}
};

/** How Feather's first version begins, which is no Arrow IPC. */
const FEATHER_1 = "FEA1";

/** Refuses what people take for Arrow by its name alone. @param bytes the file's first, or all. @param where who reads which file */
export function checkArrowBegin(bytes: Uint8Array, where: string): void {
  check(new TextDecoder("latin1").decode(bytes.subarray(0, FEATHER_1.length)) !== FEATHER_1, {
    where,
    rule: "a Feather file must be of version 2, which is Arrow IPC",
    got: "version 1",
    remedy: "Write it again with pandas or pyarrow, whose default is version 2."
  });
}

/**
 * Why apache-arrow could not read a file, for the person who can mend it.
 *
 * @param where who reads which file
 */
export function explainArrowFault(error: unknown, where: string): Error {
  if (error instanceof Error && error.name === "ChurnbookError") return error;
  const message = (error instanceof Error ? error.message : String(error)).split("\n")[0].replace(/\.$/, "");
  const type = /^Unrecognized (?:type: "?(?=\w)|(?=Int type))(\w+)/.exec(message)?.[1];
  if (type !== undefined) {
    const {words, remedy} = findNamed(UNKNOWN, type) ?? {
      words: `a column of Arrow's type ${type}`,
      remedy: "Write that column as another type, or leave it out."
    };
    return complain({where, rule: "columns must be of a layout that apache-arrow reads", got: words, remedy});
  }
  return complain({
    where,
    rule: "the file must be whole Arrow IPC, compressed by LZ4, zstd or not at all",
    got: error instanceof TypeError || error instanceof RangeError ? "one that is damaged" : message,
    remedy: "Write it again; it may be cut short."
  });
}
