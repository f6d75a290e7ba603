import type {Block} from "../../../lib/batch/block.js";
import {describe, expect, it} from "vitest";
import {createRowSample} from "../../../lib/drift/rowSample.js";
import {createRandom, shuffled} from "../../../lib/random.js";

/** Blocks of a number that counts rows, and of its square root. */
function makeBlocks(nBlocks: number, nRows: number): Block[] {
  return Array.from({length: nBlocks}, (_, b) => {
    const first = Float32Array.from({length: nRows}, (__, i) => b * nRows + i);
    return {nRows, inputs: Float32Array.from([...first, ...first.map(Math.sqrt)])};
  });
}

function sampleOf(blocks: readonly Block[], most: number, isBad = (_: number): boolean => false): Float32Array[] {
  const sample = createRowSample(2, most);
  for (const block of blocks) sample.take(block)(Uint8Array.from(block.inputs.subarray(0, block.nRows), (value) => Number(isBad(value))));
  return sample.columns.map((column) => column.slice());
}

describe("createRowSample(nInputs, most)", () => {
  it("keeps every row that was scored, as long as they fit", () => {
    const [numbers, roots] = sampleOf(makeBlocks(10, 30), 1000, (value) => value % 3 === 0);
    expect(Array.from(numbers)).toEqual(Array.from({length: 300}, (_, i) => i).filter((i) => i % 3 !== 0));
    expect(roots).toEqual(numbers.map(Math.sqrt));
  });

  it("keeps a fair half or more of as many as fit, the same in whatever order blocks come", () => {
    const blocks = makeBlocks(500, 100);
    const [numbers, roots] = sampleOf(blocks, 2000);
    expect(numbers.length).toBeGreaterThan(900);
    expect(numbers.length).toBeLessThanOrEqual(2000);
    expect(roots).toEqual(numbers.map(Math.sqrt));
    const tenths = Array.from({length: 10}, (_, k) => numbers.filter((value) => Math.floor(value / 5000) === k).length / numbers.length);
    for (const share of tenths) expect(share).toBeCloseTo(0.1, 1);
    const places = Array.from({length: 10}, (_, k) => numbers.filter((value) => Math.floor((value % 100) / 10) === k).length);
    for (const n of places) expect(n / numbers.length).toBeCloseTo(0.1, 1);
    const [others] = sampleOf(shuffled(blocks, createRandom("order")), 2000);
    expect(others.sort()).toEqual(numbers.sort());
  });

  it("takes cells as they are before they are scored", () => {
    const [block] = makeBlocks(1, 50);
    const sample = createRowSample(2);
    const settle = sample.take(block);
    block.inputs.fill(NaN);
    settle(new Uint8Array(50));
    expect(Array.from(sample.columns[0])).toEqual(Array.from({length: 50}, (_, i) => i));
  });
});
