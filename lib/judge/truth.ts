import type {LabelChoice} from "../dataset/definition.js";
import type {CellReader, CellReaderOptions, CellRule} from "../rows/cell.js";
import {classesOf} from "../dataset/classes.js";
import {createCellReader, MISSING_LEVEL, UNKNOWN_LEVEL} from "../rows/cell.js";

/** Rows of a file whose label is known and that were scored, in the file's order. */
export interface Truth {
  /** each 0 (retained) or 1 (churned) */
  y: Uint8Array;
  /** the model's scores, in [0, 1] */
  p: Float64Array;
}

/** A file's labels beside its scores. */
export interface ReadTruth extends Truth {
  /** scored rows whose label is missing */
  nUnlabelled: number;
  /** scored rows whose label is neither class, and one such text */
  nStrange: number;
  strange: string | null;
}

/** What a label's column must hold: its classes as levels, 1 churned, and 0 and those from 2 retained. */
export function labelRule(label: LabelChoice): CellRule & {kind: "category"} {
  const [churned, ...retained] = classesOf(label);
  return {name: label.column, kind: "category", levels: [retained[0], churned, ...retained.slice(1)], missing: true};
}

/** Prepares to read labels by the rules of all doors: as levels of {@link labelRule}, MISSING_LEVEL, UNKNOWN_LEVEL. */
export function createLabelReader(label: LabelChoice, options: CellReaderOptions): CellReader {
  return createCellReader(labelRule(label), options);
}

/** Collects labels and scores, row by row. */
export interface TruthCollector {
  /**
   * A row without a score is none of the truth.
   *
   * @param label as {@link createLabelReader} gives it
   * @param text the label's cell, told where it is no class
   */
  add(label: number, score: number, text: string | null): void;
  done(): ReadTruth;
}

/** The place of those who left among the levels of {@link labelRule}. */
const CHURNED = 1;

export function collectTruth(): TruthCollector {
  const y: number[] = [];
  const p: number[] = [];
  let nUnlabelled = 0;
  let nStrange = 0;
  let strange: string | null = null;
  return {
    add(label, score, text) {
      if (Number.isNaN(score)) return;
      if (label === MISSING_LEVEL) ++nUnlabelled;
      else if (label === UNKNOWN_LEVEL) {
        ++nStrange;
        strange ??= text;
      } else {
        y.push(label === CHURNED ? 1 : 0);
        p.push(score);
      }
    },
    done: () => ({y: Uint8Array.from(y), p: Float64Array.from(p), nUnlabelled, nStrange, strange})
  };
}
