import type {DataFile} from "../ingest/resolveFiles.js";
import {createReadStream} from "node:fs";
import {open} from "node:fs/promises";
import {RecordBatchReader} from "apache-arrow";
import {check} from "../../lib/check.js";
import {checkArrowBegin, explainArrowFault} from "../../lib/rows/arrowFault.js";
import {useArrowCodecs} from "../../lib/rows/arrowCodecs.js";

/**
 * Opens an Arrow IPC file or stream, compressed by LZ4, zstd or not; its batches are read as they are asked for.
 *
 * @param where who reads which file
 * @throws if the file is empty or not Arrow
 */
export async function openArrow({path}: DataFile, where: string): Promise<{reader: RecordBatchReader; isFile: boolean}> {
  const handle = await open(path);
  const head = Buffer.alloc(6);
  await handle.read(head, 0, 6, 0);
  const {size} = await handle.stat();
  await handle.close();
  check(size > 0, {where, rule: "the file must not be empty", got: "0 bytes"});
  checkArrowBegin(head, where);
  useArrowCodecs();
  try {
    const reader = await RecordBatchReader.from(createReadStream(path));
    await reader.open();
    check(reader.schema, {where, rule: "the file must be Arrow IPC", got: "no columns"});
    return {reader: reader as unknown as RecordBatchReader, isFile: head.toString("latin1") === "ARROW1"};
  } catch (error) {
    throw explainArrowFault(error, where);
  }
}
