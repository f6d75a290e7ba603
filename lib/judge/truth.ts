import type {LabelChoice} from "../dataset/definition.js";
import type {Groups} from "../statistics/intervals.js";
import type {CellReader, CellReaderOptions, CellRule} from "../rows/cell.js";
import {blankClassOf, classesOf, createLabelText, isAside, textsOf} from "../dataset/classes.js";
import {createCellReader, MISSING_LEVEL, UNKNOWN_LEVEL} from "../rows/cell.js";
import {trimCell} from "../rows/text.js";

/** Rows of a file whose label is known and that were scored, in the file's order. */
export interface Truth {
  /** each 0 (retained) or 1 (churned) */
  y: Uint8Array;
  /** the model's scores, in [0, 1] */
  p: Float64Array;
  /** whose each row is, where the file says so; absent or null: each row is taken for a customer of its own */
  groups?: Groups;
}

/** A file's labels beside its scores. */
export interface ReadTruth extends Truth {
  /** scored rows whose label is missing */
  nUnlabelled: number;
  /** scored rows whose label is neither class, and one such text */
  nStrange: number;
  strange: string | null;
}

/** What a label's column must hold: its texts as levels, those of who left first. */
export function labelRule(label: LabelChoice): CellRule & {kind: "category"} {
  return {name: label.column, kind: "category", levels: textsOf(label), missing: true};
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
   * @param level of the label, as {@link createLabelReader} gives it
   * @param text the label's cell, read where it is no class, and told where it is nothing else either
   * @param customer whose the row is: a number, the same in all rows of one
   */
  add(level: number, score: number, text: string | null, customer?: number): void;
  done(): ReadTruth;
}

/**
 * Collects what a file says of its rows. Rows that say nothing have no label; where the label's blanks are a class, they are of it, but
 * not in a file that says nothing of anybody: it was written before anybody could have left.
 */
export function collectTruth(label: LabelChoice): TruthCollector {
  const nChurned = classesOf(label).churned.length;
  const ofBlank = blankClassOf(label);
  const readOther = createOtherReader(label);
  const y: number[] = [];
  const p: number[] = [];
  const groups: number[] = [];
  const keep = (label: number, score: number, customer: number | undefined): void => {
    y.push(label);
    p.push(score);
    if (customer !== undefined) groups.push(customer);
  };
  let nBlank = 0;
  let nAside = 0;
  let nStrange = 0;
  let strange: string | null = null;
  return {
    add(asRead, score, text, customer) {
      if (Number.isNaN(score)) return;
      const level = asRead === UNKNOWN_LEVEL && text !== null ? readOther(trimCell(text)) : asRead;
      if (level === ASIDE) ++nAside;
      else if (level === MISSING_LEVEL) {
        ++nBlank;
        if (ofBlank === null) return;
        keep(ofBlank === "churned" ? 1 : 0, score, customer);
      } else if (level === UNKNOWN_LEVEL) {
        ++nStrange;
        strange ??= text;
      } else keep(level < nChurned ? 1 : 0, score, customer);
    },
    done() {
      const isSilent = ofBlank !== null && nBlank === y.length;
      const told = isSilent ? {y: [], p: []} : {y, p};
      const nUnlabelled = nAside + (ofBlank === null || isSilent ? nBlank : 0);
      const whose = groups.length > 0 && !isSilent ? Float64Array.from(groups) : null;
      return {y: Uint8Array.from(told.y), p: Float64Array.from(told.p), groups: whose, nUnlabelled, nStrange, strange};
    }
  };
}

/** A row that the label's definition sets aside. */
const ASIDE = -3;

/** Prepares to read what is none of the label's texts: the place of the class of dates, or what else it is. */
function createOtherReader(label: LabelChoice): (text: string) => number {
  const classText = createLabelText(label);
  const texts = textsOf(label);
  return (text) => {
    if (isAside(label, text)) return ASIDE;
    const own = classText(text);
    return own === null ? MISSING_LEVEL : own === text ? UNKNOWN_LEVEL : texts.indexOf(own);
  };
}
