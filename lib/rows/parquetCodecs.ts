import type {Compressors} from "hyparquet";
import {decompress} from "fzstd";
import {decompressBrotli} from "hyparquet-compressors/src/brotli.js";
import {gunzip} from "hyparquet-compressors/src/gzip.js";
import {decompressLz4, decompressLz4Raw} from "hyparquet-compressors/src/lz4.js";

/** What Parquet files are compressed by, beside snappy, which hyparquet reads itself. In plain JavaScript. */
export const compressors: Compressors = {
  GZIP: (input, length) => gunzip(input, new Uint8Array(length)),
  BROTLI: decompressBrotli,
  ZSTD: (input) => decompress(input),
  LZ4: decompressLz4,
  LZ4_RAW: decompressLz4Raw
};
