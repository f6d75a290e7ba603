import type {LabelChoice} from "../dataset/definition.js";
import type {PhysicalType} from "../rows/physicalType.js";
import type {RowCells} from "../rows/rowSource.js";
import type {NumberMarks} from "../rows/text.js";
import type {Campaign, CampaignCounts} from "./campaign.js";
import type {CampaignPlaces, CampaignRole} from "./columns.js";
import type {CampaignWords, TextCount} from "./words.js";
import {createLabelText} from "../dataset/classes.js";
import {isFinite32, levelText} from "../rows/cell.js";
import {TEXT} from "../rows/physicalType.js";
import {createNumberParser, isMissingText, MISSING_TEXTS} from "../rows/text.js";
import {campaignRoles} from "./columns.js";

/** A file's rows, of each only what the campaign's columns say, as text; null: nothing. */
export interface CampaignTable {
  /** by role: of each row; null: the file has no such column */
  columns: Record<CampaignRole, (string | null)[] | null>;
  /** lines that are no rows */
  nFaulty: number;
}

export interface CampaignCollector {
  add(row: RowCells): void;
  done(): CampaignTable;
}

/** Of a group, “None” and “-” say that nobody made contact. */
const NO_GROUP = MISSING_TEXTS.filter((text) => text !== "None" && text !== "-");

/** Collects a file's rows. @param types by column; absent: text */
export function collectCampaign(places: CampaignPlaces, types?: readonly PhysicalType[]): CampaignCollector {
  const columns = Object.fromEntries(
    campaignRoles.map((role) => [role, places[role] < 0 ? null : []])
  ) as unknown as CampaignTable["columns"];
  const readers = campaignRoles.flatMap((role) => {
    const texts = columns[role];
    const toText = levelText(types?.[places[role]] ?? TEXT);
    return texts === null ? [] : [{texts, toText, place: places[role], missing: role === "group" ? NO_GROUP : MISSING_TEXTS}];
  });
  let nFaulty = 0;
  return {
    add({cells}) {
      if (cells === null) {
        ++nFaulty;
        return;
      }
      for (const {texts, toText, place, missing} of readers) {
        const cell = cells[place];
        const text = cell === null ? null : toText(cell);
        texts.push(text === null || isMissingText(text, missing) ? null : text);
      }
    },
    done: () => ({columns, nFaulty})
  };
}

/**
 * A file's rows with what a blank, or a date, stands for in the column of who left, where that is the book's label: as in a table that is judged, but
 * not where it says nothing of anybody.
 *
 * @param column of who left, as the file calls it
 */
export function fillOutcomes(table: CampaignTable, column: string | null, label: LabelChoice | undefined): CampaignTable {
  const {outcome} = table.columns;
  if ((label?.blank ?? label?.dated) === undefined || label?.column !== column || !outcome?.some((text) => text !== null)) return table;
  const blank = label.blank?.trim() ?? null;
  const classText = createLabelText(label);
  return {...table, columns: {...table.columns, outcome: outcome.map((text) => (text === null ? null : classText(text)) ?? blank)}};
}

const MOST_TEXTS = 1000;

/** The different texts of a column, the commonest first. */
export function countTexts(texts: readonly (string | null)[] | null): TextCount[] {
  const counts = new Map<string, number>();
  for (const text of texts ?? [])
    if (text !== null && (counts.has(text) || counts.size < MOST_TEXTS)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].map(([text, n]) => ({text, n})).sort((a, b) => b.n - a.n);
}

/**
 * Makes a campaign of a file's rows: one entry per customer. Rows that do not say their group or who left are set aside and counted. A
 * customer of several rows counts once, as one who left if any row says so, with the first score and value; one who stands in both
 * groups is in none.
 *
 * @param words of which one of either pair may be unknown, where the file has the other alone
 */
export function readCampaign({columns, nFaulty}: CampaignTable, words: CampaignWords): Campaign {
  const {group, outcome, customer} = columns;
  const nRows = group?.length ?? 0;
  const counts = emptyCounts(nRows + nFaulty, nFaulty);
  const [scores, values] = [parseNumbers(columns.score), parseNumbers(columns.value)];
  const entries = new Map<string | number, Entry>();
  for (let row = 0; row < nRows; ++row) {
    const arm = readArm(group?.[row] ?? null, words, counts);
    if (arm === null) continue;
    const left = readOutcome(outcome?.[row] ?? null, words);
    if (left === null) {
      ++counts.nNoOutcome[arm ? "contacted" : "alone"];
      counts.strangeOutcome ??= outcome?.[row] ?? null;
      continue;
    }
    const key = customer?.[row] ?? row;
    const known = entries.get(key);
    if (known === undefined) entries.set(key, {arm, left, score: scores?.[row] ?? NaN, value: values?.[row] ?? NaN, isInBoth: false});
    else {
      ++counts.nRepeated;
      join(known, {arm, left, score: scores?.[row] ?? NaN, value: values?.[row] ?? NaN, isInBoth: false});
    }
  }
  return toCampaign([...entries.values()], {counts, hasScores: scores !== null, hasValues: values !== null});
}

interface Entry {
  arm: 0 | 1;
  left: 0 | 1;
  score: number;
  value: number;
  isInBoth: boolean;
}

function join(known: Entry, {arm, left, score, value}: Entry): void {
  known.isInBoth ||= arm !== known.arm;
  if (left === 1) known.left = 1;
  if (Number.isNaN(known.score)) known.score = score;
  if (Number.isNaN(known.value)) known.value = value;
}

function readArm(text: string | null, {contacted, alone}: CampaignWords, counts: CampaignCounts): 0 | 1 | null {
  if (text !== null && text === contacted) return 1;
  if (text !== null && text === alone) return 0;
  ++counts.nStrangeGroup;
  counts.strangeGroup ??= text;
  return null;
}

function readOutcome(text: string | null, {left, stayed}: CampaignWords): 0 | 1 | null {
  if (text === null) return null;
  return text === left ? 1 : text === stayed ? 0 : null;
}

function toCampaign(
  entries: readonly Entry[],
  {counts, hasScores, hasValues}: {counts: CampaignCounts; hasScores: boolean; hasValues: boolean}
): Campaign {
  const kept = entries.filter(({isInBoth}) => !isInBoth);
  counts.nInBoth = entries.length - kept.length;
  const score = hasScores ? Float64Array.from(kept, (d) => d.score) : null;
  const value = hasValues ? Float64Array.from(kept, (d) => d.value) : null;
  counts.nNoScore = score?.filter((s) => Number.isNaN(s)).length ?? 0;
  counts.nNoValue = value?.filter((v) => Number.isNaN(v)).length ?? 0;
  const isEmpty = counts.nNoValue === kept.length;
  if (value && !isEmpty) fillByMean(value);
  return {
    contacted: Uint8Array.from(kept, (d) => d.arm),
    churned: Uint8Array.from(kept, (d) => d.left),
    score,
    value: isEmpty ? null : value,
    counts
  };
}

function fillByMean(values: Float64Array): void {
  let [sum, n] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    ++n;
  }
  for (const [i, value] of values.entries()) if (Number.isNaN(value)) values[i] = sum / n;
}

function emptyCounts(nRows: number, nFaulty: number): CampaignCounts {
  return {
    nRows,
    nFaulty,
    nStrangeGroup: 0,
    strangeGroup: null,
    nNoOutcome: {contacted: 0, alone: 0},
    strangeOutcome: null,
    nRepeated: 0,
    nInBoth: 0,
    nNoScore: 0,
    nNoValue: 0
  };
}

/** How a file may write its numbers; the first by which most cells are numbers is taken. */
const MARKS: readonly NumberMarks[] = [{}, {decimal: ",", thousands: "."}, {thousands: ","}, {decimal: ",", thousands: " "}];

/** NaN where a cell is no number. */
function parseNumbers(texts: readonly (string | null)[] | null): Float64Array | null {
  if (texts === null) return null;
  let best: {numbers: Float64Array; n: number} | null = null;
  for (const marks of MARKS) {
    const parse = createNumberParser(marks);
    let n = 0;
    const numbers = Float64Array.from(texts, (text) => {
      const value = text === null ? NaN : parse(text);
      if (!isFinite32(value)) return NaN;
      ++n;
      return value;
    });
    if (best === null || n > best.n) best = {numbers, n};
  }
  return best?.numbers ?? null;
}
