import {expect, it} from "vitest";
import {decompressLz4Frame} from "../../../lib/rows/lz4Frame.js";

/** A frame of one block, of the given sequences. */
function frame(block: number[]): Uint8Array {
  const size = [block.length & 255, block.length >> 8, 0, 0];
  return Uint8Array.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x40, 0x82, ...size, ...block, 0, 0, 0, 0]);
}

it("decompressLz4Frame(frame) reads literals, matches that overlap, and lengths of several bytes", () => {
  // "ab", then 4 + 15 + 255 + 1 bytes from two back, then "c"
  const bytes = decompressLz4Frame(frame([0x2f, 97, 98, 2, 0, 255, 1, 0x10, 99]));
  expect(new TextDecoder().decode(bytes)).toBe(`${"ab".repeat(139).slice(0, 2 + 275)}c`);
});

it("decompressLz4Frame(frame) refuses what is no frame, is cut short, or refers to bytes before the first", () => {
  expect(() => decompressLz4Frame(new Uint8Array(20))).toThrow("no frame of LZ4");
  expect(() => decompressLz4Frame(frame([0x20, 97, 98]).subarray(0, 12))).toThrow("cut short");
  expect(() => decompressLz4Frame(frame([0x10, 97, 9, 0, 0]))).toThrow("damaged");
});
