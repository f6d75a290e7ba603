/** Some thousand rows on their way to a worker: the model's inputs, one after another, each of length nRows. */
export interface Block {
  nRows: number;
  /**
   * Numbers as float32, NaN missing, an infinity where the cell is no finite number. Categories as the place of their level
   * in the model's list, -1 missing, -2 none of them.
   */
  inputs: Float32Array;
}

/** What becomes of a level that a model does not know: as the model has it, or, because somebody asks for it, a missing value. */
export type UnknownLevel = "refuse" | "missing";

/** Which of a block's rows can be scored. */
export interface Judged {
  nRows: number;
  /** 1 where a cell cannot be scored */
  isBad: Uint8Array;
  nBad: number;
  /** 1 where the row was scored although a number of it cannot be, or a level of it is not known */
  isDoubtful: Uint8Array;
  nDoubtful: number;
}

/** What a worker says of a block. */
export interface Scored extends Judged {
  /** 0 for bad rows */
  probability: Float64Array;
  reasons: Reasons | null;
}

/** Marks a row of a block as none, whatever it scored. */
export function setAside(judged: Judged, row: number): void {
  if (!judged.isBad[row]) ++judged.nBad;
  if (judged.isDoubtful[row]) --judged.nDoubtful;
  judged.isBad[row] = 1;
  judged.isDoubtful[row] = 0;
}

/** The inputs that move each row's score most, strongest first: nReasons per row. */
export interface Reasons {
  /** place in the model's inputs; -1 where there are no more */
  input: Int16Array;
  effect: Float32Array;
}
