import type {Cells} from "./cells.js";
import {MIN_GROUP} from "../../groups.js";

/** An input that may stand in a pair. */
export type PairInput = {
  name: string;
  /** its encoded columns: a number's one, or one for each level */
  columns: number[];
} & ({kind: "number"; cells: Cells} | {kind: "levels"; levels: LevelCodes});

export interface LevelCodes {
  /** length nRows: which level; -1: none that has a column */
  codes: Int32Array;
  /** rows of each */
  counts: Int32Array;
}

/** Levels of a category that take part in pairs, at most. */
const MOST_LEVELS = 6;

/** The most common levels, in their order. */
export function commonLevels({counts}: LevelCodes): number[] {
  return [...counts.keys()]
    .filter((level) => counts[level] >= MIN_GROUP)
    .sort((a, b) => counts[b] - counts[a] || a - b)
    .slice(0, MOST_LEVELS)
    .sort((a, b) => a - b);
}
