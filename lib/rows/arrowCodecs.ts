import {CompressionType, compressionRegistry} from "apache-arrow";
import {decompress} from "fzstd";
import {decompressLz4Frame} from "./lz4Frame.js";

/** Lets apache-arrow read files whose buffers are compressed, as Feather's are by default (LZ4, zstd). */
export function useArrowCodecs(): void {
  compressionRegistry.set(CompressionType.LZ4_FRAME, {decode: decompressLz4Frame});
  compressionRegistry.set(CompressionType.ZSTD, {decode: (bytes) => aligned(decompress(bytes))});
}

/** Columns of 64 bits are views into the bytes, which may only begin at a multiple of eight. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
}
