import type {RecordBatch, Schema} from "apache-arrow";
import {createWriteStream} from "node:fs";
import {pipeline} from "node:stream/promises";
import {RecordBatchFileWriter, RecordBatchStreamWriter} from "apache-arrow";

/** An Arrow file under construction, which takes batches no faster than the disk. */
export interface ArrowOutput {
  write(batch: RecordBatch): Promise<void>;
  /** @param schema what the file is to have if no batch was written */
  close(schema: Schema): Promise<void>;
}

/** @param isFile whether it can be read from anywhere (a "file"), or only from its begin (a "stream") */
export function openArrowOutput(path: string, isFile: boolean): ArrowOutput {
  const writer = isFile ? new RecordBatchFileWriter() : new RecordBatchStreamWriter();
  let nBatches = 0;
  let pending = 0;
  const drained: (() => void)[] = [];
  const pump = async function* (): AsyncGenerator<Uint8Array> {
    for await (const bytes of writer) {
      yield bytes;
      pending = Math.max(0, pending - bytes.length);
      if (pending < LIMIT) drained.pop()?.();
    }
  };
  const pumping = pipeline(pump, createWriteStream(path));
  let hasFailed = false;
  pumping.catch(() => (hasFailed = true)); // thrown with the next batch, or at the end
  return {
    async write(batch) {
      if (hasFailed) await pumping;
      ++nBatches;
      pending += batch.data.byteLength;
      writer.write(batch);
      if (pending >= LIMIT) await Promise.race([new Promise<void>((resolve) => drained.push(resolve)), pumping]);
    },
    async close(schema) {
      if (hasFailed) await pumping;
      if (nBatches === 0) writer.reset(undefined, schema); // writes it
      writer.close();
      await pumping;
    }
  };
}

/** Bytes that may wait for the disk. */
const LIMIT = 1 << 26;
