import type {Block} from "../batch/block.js";
import {createRandom} from "../random.js";

/** Rows that a distribution is told from, at the most: their shares are then known to half a percentage point. */
const MOST_ROWS = 20_000;

/** A random share of a file's rows, as many as fit, while the file goes by block by block. */
export interface RowSample {
  /** by input, each of length nRows, as a block has them */
  readonly columns: readonly Float32Array[];
  readonly nRows: number;
  /**
   * Takes rows of a block before it is scored, which may change cells.
   *
   * @returns to be told which rows cannot be scored: these are none of the sample
   */
  take(block: Block): (isBad: Uint8Array) => void;
}

/**
 * Every row has its lot, drawn from what the block begins with and the row's place in it; those with the lowest lots are kept. So the
 * sample is the same in whatever order blocks come, and memory does not grow with the file.
 *
 * @param nInputs of the model whose blocks come
 */
export function createRowSample(nInputs: number, most = MOST_ROWS): RowSample {
  const store = Array.from({length: nInputs}, () => new Float32Array(most));
  const lots = new Float64Array(most);
  let highest = 1; // lots below it are kept
  let nKept = 0;
  const thin = (): void => {
    highest /= 2;
    let to = 0;
    for (let from = 0; from < nKept; ++from) {
      if (lots[from] >= highest) continue;
      lots[to] = lots[from];
      for (const column of store) column[to] = column[from];
      ++to;
    }
    nKept = to;
  };
  const add = (lot: number, row: Float32Array): void => {
    while (lot < highest && nKept === most) thin();
    if (lot >= highest) return;
    for (let j = 0; j < nInputs; ++j) store[j][nKept] = row[j];
    lots[nKept++] = lot;
  };
  return {
    get columns() {
      return store.map((column) => column.subarray(0, nKept));
    },
    get nRows() {
      return nKept;
    },
    take({nRows, inputs}) {
      const random = createRandom(nameBlock(inputs, nRows));
      const drawn: {place: number; lot: number; row: Float32Array}[] = [];
      for (let i = 0; i < nRows; ++i) {
        const lot = random();
        if (lot < highest) drawn.push({place: i, lot, row: Float32Array.from({length: nInputs}, (_, j) => inputs[j * nRows + i])});
      }
      return (isBad) => {
        for (const {place, lot, row} of drawn) if (!isBad[place]) add(lot, row);
      };
    }
  };
}

/** What a block's first and last rows hold. */
function nameBlock(inputs: Float32Array, nRows: number): string {
  return Array.from({length: inputs.length / nRows}, (_, j) => `${inputs[j * nRows]} ${inputs[(j + 1) * nRows - 1]}`).join();
}
