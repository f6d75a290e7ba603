import type {DatasetDefinition, LabelChoice} from "../../lib/dataset/definition.js";
import type {RawTable, RawTexts} from "./rawPart.js";
import {createLabelText, isAside} from "../../lib/dataset/classes.js";
import {MIN_GROUP} from "../../lib/groups.js";
import {otherSpellings} from "../../lib/rows/cell.js";
import {missingTextsOf} from "../../lib/rows/text.js";
import {levelsOf} from "./checkCells.js";

/** A missing word that is a level of its own in a column, though no definition lists it. */
export interface KeptWord {
  column: string;
  word: string;
  rows: number;
}

/** A word that stands in such a share of the rows, and in enough of them, is among the frequent values of its column. */
const LEAST_SHARE = 0.05;

/** Whether a missing word stands in so many rows that it is a level of its own. */
export function isFrequentWord(rows: number, nRows: number): boolean {
  return rows >= MIN_GROUP && rows >= LEAST_SHARE * nRows;
}

/**
 * Makes missing what stands for no value in columns of texts: the definition's missing words, unless it lists them as levels
 * or classes. Where it lists no levels, a word that is frequent ("None" of those without an offer) is kept as one. What says nothing is
 * what the definition says of a blank, and a text that it spells otherwise is the level. Dates of the label's column are its class of
 * these, and what its definition sets aside has none.
 *
 * @returns the words that were kept so; the table's columns are replaced
 */
export function settleMissing(raw: RawTable, definition: DatasetDefinition): KeptWord[] {
  const {label} = definition;
  const words = new Set(missingTextsOf(definition.missing));
  const listed = levelsOf(definition);
  const blanks = blanksOf(definition);
  const spelled = new Map(definition.inputs.map((input) => [input.name, new Map(otherSpellings(input))]));
  const open = new Set(definition.inputs.filter((d) => d.kind === "category" && !d.levels && !blanks.has(d.name)).map(({name}) => name));
  const kept: KeptWord[] = [];
  for (const [column, texts] of raw.texts) {
    const counts = open.has(column) ? countTexts(texts) : null;
    const isMissing = texts.texts.map((text, code) => {
      if (!words.has(text) || listed.get(column)?.includes(text) || spelled.get(column)?.has(text)) return false;
      const rows = counts?.[code] ?? 0;
      if (text === "" || !isFrequentWord(rows, raw.nRows)) return true;
      kept.push({column, word: text, rows});
      return false;
    });
    const told = isMissing.includes(true) ? dropTexts(texts, isMissing) : texts;
    const levels = spelled.get(column);
    const present = column === label.column ? classTexts(told, label) : levels?.size ? mapTexts(told, (d) => levels.get(d) ?? d) : told;
    const blank = blanks.get(column);
    raw.texts.set(column, blank === undefined ? present : fillTexts(present, blank));
  }
  raw.texts.set(label.column, setAside(raw.texts.get(label.column)!, label));
  return kept;
}

/** The label's column with its classes in place of dates. */
function classTexts(texts: RawTexts, label: LabelChoice): RawTexts {
  return label.dated === undefined ? texts : mapTexts(texts, createLabelText(label));
}

/** Other texts in place of a column's own; null: no value. */
function mapTexts({texts, codes}: RawTexts, textOf: (text: string) => string | null): RawTexts {
  const mapped = texts.map(textOf);
  const kept = [...new Set(mapped.filter((text) => text !== null))];
  const places = mapped.map((text) => (text === null ? -1 : kept.indexOf(text)));
  return {kind: "text", texts: kept, codes: codes.map((code) => (code < 0 ? -1 : places[code]))};
}

/** Rows that have no label although their column says something. */
function setAside(texts: RawTexts, label: LabelChoice): RawTexts {
  const isDropped = texts.texts.map((text) => isAside(label, text));
  return isDropped.includes(true) ? dropTexts(texts, isDropped) : texts;
}

/** What a cell that says nothing stands for, by column. */
function blanksOf({label, inputs}: DatasetDefinition): Map<string, string> {
  const columns = [{name: label.column, blank: label.blank}, ...inputs];
  return new Map(columns.flatMap(({name, blank}): [string, string][] => (blank === undefined ? [] : [[name, blank.trim()]])));
}

function countTexts({texts, codes}: RawTexts): Int32Array {
  const counts = new Int32Array(texts.length);
  for (const code of codes) if (code >= 0) ++counts[code];
  return counts;
}

function dropTexts({texts, codes}: RawTexts, isDropped: readonly boolean[]): RawTexts {
  let next = 0;
  const places = isDropped.map((dropped) => (dropped ? -1 : next++));
  return {
    kind: "text",
    texts: texts.filter((_, code) => !isDropped[code]),
    codes: codes.map((code) => (code < 0 ? -1 : places[code]))
  };
}

/** Gives a text to the rows that have none. */
function fillTexts({texts, codes}: RawTexts, blank: string): RawTexts {
  if (!codes.includes(-1)) return {kind: "text", texts, codes}; // a level that no row has would be none
  const known = texts.indexOf(blank);
  const code = known < 0 ? texts.length : known;
  return {kind: "text", texts: known < 0 ? [...texts, blank] : texts, codes: codes.map((d) => (d < 0 ? code : d))};
}
