import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {RawTable, RawTexts} from "./rawPart.js";
import {MIN_GROUP} from "../../lib/groups.js";
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
 * or classes. Where it lists no levels, a word that is frequent ("None" of those without an offer) is kept as one.
 *
 * @returns the words that were kept so; the table's columns are replaced
 */
export function settleMissing(raw: RawTable, definition: DatasetDefinition): KeptWord[] {
  const words = new Set(missingTextsOf(definition.missing));
  const listed = levelsOf(definition);
  const open = new Set(definition.inputs.filter(({kind, levels}) => kind === "category" && !levels).map(({name}) => name));
  const kept: KeptWord[] = [];
  for (const [column, texts] of raw.texts) {
    const counts = open.has(column) ? countTexts(texts) : null;
    const isMissing = texts.texts.map((text, code) => {
      if (!words.has(text) || listed.get(column)?.includes(text)) return false;
      const rows = counts?.[code] ?? 0;
      if (text === "" || !isFrequentWord(rows, raw.nRows)) return true;
      kept.push({column, word: text, rows});
      return false;
    });
    if (isMissing.includes(true)) raw.texts.set(column, dropTexts(texts, isMissing));
  }
  return kept;
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
