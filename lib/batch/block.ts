/** Some thousand rows on their way to a worker: the model's inputs, one after another, each of length nRows. */
export interface Block {
  nRows: number;
  /**
   * Numbers as float32, NaN missing, an infinity where the cell is no finite number. Categories as the place of their level
   * in the model's list, -1 missing, -2 none of them.
   */
  inputs: Float32Array;
  /** length nRows: a print of each row's cells, by which the row is known again; absent where nothing can be mistaken */
  prints?: Float32Array;
}

/** What becomes of a level that a model does not know: as the model has it, or, because somebody asks for it, a missing value. */
export type UnknownLevel = "refuse" | "missing";

/** What a worker says of a block. */
export interface Scored {
  nRows: number;
  /** 0 for bad rows */
  probability: Float64Array;
  /** 1 where a cell cannot be scored */
  isBad: Uint8Array;
  nBad: number;
  /** 1 where the row was scored although a number of it cannot be, or a level of it is not known */
  isDoubtful: Uint8Array;
  nDoubtful: number;
  reasons: Reasons | null;
  prints?: Float32Array;
}

/** Marks a row of a block as none, whatever it scored. */
export function setAside(scored: Scored, row: number): void {
  if (!scored.isBad[row]) ++scored.nBad;
  if (scored.isDoubtful[row]) --scored.nDoubtful;
  scored.isBad[row] = 1;
  scored.isDoubtful[row] = 0;
}

/** The inputs that move each row's score most, strongest first: nReasons per row. */
export interface Reasons {
  /** place in the model's inputs; -1 where there are no more */
  input: Int16Array;
  effect: Float32Array;
}

/** How many rows a block has, at most. */
export const BLOCK_ROWS = 32_768;
