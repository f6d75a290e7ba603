/**
 * A frame of LZ4 (https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md), as Arrow keeps its buffers in. Blocks may refer to
 * the bytes of earlier ones. Checksums are passed over: what is wrong in a buffer shows in its length.
 *
 * @throws if the bytes are no frame, or end too early
 */
export function decompressLz4Frame(frame: Uint8Array): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length < 7 || view.getUint32(0, true) !== MAGIC) throw new Error("a buffer that is no frame of LZ4");
  const flags = frame[4];
  const hasBlockSums = (flags & 0x10) !== 0;
  const hasSize = (flags & 0x08) !== 0;
  let at = 4 + 2 + (hasSize ? 8 : 0) + ((flags & 0x01) !== 0 ? 4 : 0) + 1;
  const out: Output = {bytes: new Uint8Array(hasSize ? Number(view.getBigUint64(6, true)) : 4 * frame.length), length: 0};
  for (;;) {
    const word = view.getUint32(at, true);
    at += 4;
    if (word === 0) return out.bytes.subarray(0, out.length);
    const isPlain = word >= 0x80000000;
    const size = word & 0x7fffffff;
    if (at + size > frame.length) throw new Error("a buffer of LZ4 that is cut short");
    const block = frame.subarray(at, at + size);
    if (isPlain) append(out, block);
    else decompressBlock(block, out);
    at += size + (hasBlockSums ? 4 : 0);
  }
}

const MAGIC = 0x184d2204;
const SHORTEST_MATCH = 4;

/** Bytes that grow. */
interface Output {
  bytes: Uint8Array;
  length: number;
}

function makeRoom(out: Output, n: number): void {
  if (out.length + n <= out.bytes.length) return;
  const bytes = new Uint8Array(Math.max(2 * out.bytes.length, out.length + n));
  bytes.set(out.bytes.subarray(0, out.length));
  out.bytes = bytes;
}

function append(out: Output, bytes: Uint8Array): void {
  makeRoom(out, bytes.length);
  out.bytes.set(bytes, out.length);
  out.length += bytes.length;
}

/** Literals and matches in turn; a match is bytes that came before. */
function decompressBlock(block: Uint8Array, out: Output): void {
  let at = 0;
  const readLength = (nibble: number): number => {
    let length = nibble;
    for (let byte = nibble === 15 ? 255 : 0; byte === 255;) length += byte = block[at++];
    return length;
  };
  while (at < block.length) {
    const token = block[at++];
    const nLiterals = readLength(token >> 4);
    append(out, block.subarray(at, at + nLiterals));
    at += nLiterals;
    if (at >= block.length) return; // the last sequence has no match
    const back = block[at] | (block[at + 1] << 8);
    at += 2;
    const nMatch = readLength(token & 15) + SHORTEST_MATCH;
    if (back === 0 || back > out.length) throw new Error("a buffer of LZ4 that is damaged");
    makeRoom(out, nMatch);
    const {bytes} = out;
    for (let i = 0; i < nMatch; ++i, ++out.length) bytes[out.length] = bytes[out.length - back]; // they may overlap
  }
}
