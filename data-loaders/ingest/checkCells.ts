import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {ColumnKind} from "../../lib/rows/cell.js";
import type {PhysicalType} from "../../lib/rows/physicalType.js";
import type {RawTable, RawTexts, WantedColumns} from "./rawPart.js";
import type {DayCount} from "../../lib/rows/dates.js";
import {countOf} from "../../lib/rows/dates.js";
import {textsOf} from "../../lib/dataset/classes.js";
import {check, someOf} from "../../lib/check.js";
import {canBeLevels} from "../../lib/dataset/table.js";
import {MIN_GROUP} from "../../lib/groups.js";
import {missingTextsOf} from "../../lib/rows/text.js";
import {checkColumnTypes, columnKindOf} from "../../lib/rows/cell.js";
import {TEXT} from "../../lib/rows/physicalType.js";
import {checkColumnNames, matchColumns} from "../../lib/rows/matchColumns.js";
import {locateRow} from "./rawPart.js";
import {findRepeatedKeys} from "./rowKeys.js";

const SHOWN_PER_COLUMN = 3;
const SHOWN_REPEATS = 5;
const SHOWN = 12;

/**
 * Refuses cells that are not what the definition says: text in a number column, numbers without end, levels that the
 * definition does not know. Rows, columns and values are named.
 */
export async function checkCells(raw: RawTable, definition: DatasetDefinition): Promise<void> {
  const where = "ingest";
  const hasDates = definition.inputs.some(({asOf}) => asOf !== undefined);
  const strangers = await sayStrangers(raw);
  check(strangers.count === 0, {
    where,
    rule: `cells of number columns must be finite numbers (within float32) or empty${hasDates ? ", and those of dates such as 2024-12-31" : ""}`,
    got: `${strangers.count} that are not: ${someOf(strangers.words, SHOWN)}`,
    remedy:
      (strangers.words.some((words) => words.startsWith('"=')) ? "Open the workbook and save it, so that formulas have values. " : "") +
      "Write decimals with a point and without marks between thousands or units, or say how they are written in the definition's `format`; " +
      'leave missing values empty, or name their words in the definition\'s "missing".'
  });
  const levels = sayLevels(raw, definition);
  check(levels.length === 0, {where, rule: "categories must hold only the levels of the definition", got: someOf(levels, SHOWN)});
  const repeats = await sayRepeats(raw);
  check(repeats.length === 0, {
    where,
    rule: "an identifier must name one row only",
    got: someOf(repeats, SHOWN),
    remedy:
      'Drop the repeated rows; or, where it names a customer with several rows, name it as "group" under "protocol" and take it out of ' +
      '"identifiers": customers then go whole to one side of the split.'
  });
}

async function sayStrangers(raw: RawTable): Promise<{count: number; words: string[]}> {
  let count = 0;
  const words: string[] = [];
  for (const [column, {strangers}] of raw.numbers) {
    count += strangers.length;
    for (const row of strangers.slice(0, SHOWN_PER_COLUMN)) {
      const {part, rowInPart, words: place} = locateRow(raw, row);
      words.push(`"${await part.readCell(column, rowInPart)}" in column "${column}", ${place}`);
    }
  }
  return {count, words};
}

function sayLevels(raw: RawTable, {inputs}: DatasetDefinition): string[] {
  return inputs.flatMap(({name, kind, levels}) => {
    if (kind !== "category") return [];
    const column = raw.texts.get(name)!;
    if (!levels && !canBeLevels(column.texts.length, shareOfCommon(column))) {
      return [
        `${column.texts.length} different texts in column "${name}", most rows with one that under ${MIN_GROUP} rows have (is it an identifier?)`
      ];
    }
    if (!levels) return [];
    const known = new Set(levels.map((d) => d.trim()));
    return sayTexts(raw, name, (text) => !known.has(text)).map((words) => `${words} (known: ${levels.join(", ")})`);
  });
}

/** The share of the rows with a text that have one of those that are not rare. */
function shareOfCommon({texts, codes}: RawTexts): number {
  const counts = new Int32Array(texts.length);
  for (const code of codes) if (code >= 0) ++counts[code];
  const common = counts.reduce((sum, n) => sum + (n >= MIN_GROUP ? n : 0), 0);
  return common / counts.reduce((sum, n) => sum + n, 0);
}

/** One phrase per stranger among a column's texts, with how often and where first. */
export function sayTexts(raw: RawTable, name: string, isStranger: (text: string) => boolean): string[] {
  const column = raw.texts.get(name)!;
  return column.texts.flatMap((text, code) => {
    if (!isStranger(text)) return [];
    const rows = countCode(column, code);
    return [
      `"${text}" in column "${name}", ${rows === 1 ? "" : `${rows} rows, first `}${locateRow(raw, column.codes.indexOf(code)).words}`
    ];
  });
}

async function sayRepeats(raw: RawTable): Promise<string[]> {
  const said: string[] = [];
  for (const [name, keys] of raw.keys) {
    const {count, rows} = findRepeatedKeys(keys, SHOWN_REPEATS);
    if (count === 0) continue;
    const words: string[] = [];
    for (const {first, second} of rows) {
      const {part, rowInPart, words: place} = locateRow(raw, first);
      words.push(`"${(await part.readCell(name, rowInPart)).trim()}" (${place}, ${locateRow(raw, second).words})`);
    }
    const more = count > words.length ? ` and ${count - words.length} more` : "";
    said.push(`${count} repeated in column "${name}": ${words.join(", ")}${more}`);
  }
  return said;
}

function countCode({codes}: RawTexts, code: number): number {
  let count = 0;
  for (const d of codes) if (d === code) ++count;
  return count;
}

/** The columns that a definition needs, each once. */
export function wantedColumns(definition: DatasetDefinition): WantedColumns {
  const {label, identifiers, inputs, value} = definition;
  const units = unitColumns(definition).filter((name) => !identifiers.includes(name));
  return {
    numbers: [...new Set([...inputs.filter((d) => d.kind !== "category").map((d) => d.name), ...(value === undefined ? [] : [value])])],
    texts: [label.column, ...identifiers, ...units, ...inputs.filter((d) => d.kind === "category").map((d) => d.name)],
    keys: new Set(identifiers),
    dates: new Map(
      inputs.flatMap((input): [string, DayCount][] => {
        const days = countOf(input);
        return days === undefined ? [] : [[input.name, days]];
      })
    ),
    format: definition.format,
    missing: missingTextsOf(definition.missing),
    notRows: definition.notRows ?? [],
    levels: levelsOf(definition)
  };
}

/** The columns that say which rows go together, and when they were taken. */
function unitColumns({protocol: {group, time}}: DatasetDefinition): string[] {
  return [group, time].filter((name) => name !== undefined);
}

/** The levels, or classes, that a definition lists, by column. */
export function levelsOf({label, inputs}: DatasetDefinition): Map<string, readonly string[]> {
  const listed = inputs.flatMap(({name, levels}): [string, string[]][] => (levels ? [[name, levels.map((d) => d.trim())]] : []));
  return new Map<string, readonly string[]>([[label.column, textsOf(label)], ...listed]);
}

/** Refuses a file in which a needed column is of a type that it cannot be read from. */
export function checkTypes(file: string, types: ReadonlyMap<string, PhysicalType>, definition: DatasetDefinition): void {
  const {label, identifiers, inputs, value} = definition;
  const kinds: [string, ColumnKind][] = [
    ...inputs.map(({name, kind, asOf}): [string, ColumnKind] => [
      name,
      columnKindOf({kind: kind === "category" ? "category" : "number", asOf})
    ]),
    ...(value === undefined ? [] : [[value, "number"] satisfies [string, ColumnKind]]),
    ...[...new Set([label.column, ...identifiers, ...unitColumns(definition)])].map((name): [string, ColumnKind] => [name, "text"])
  ];
  checkColumnTypes(
    `ingest ${file}`,
    kinds.map(([name, kind]) => ({name, kind, type: types.get(name) ?? TEXT}))
  );
}

/** The columns of a file that a definition needs. */
export interface NeededColumns {
  /** the file's name of a needed column, which may be written otherwise: "Active Days" for active_days */
  columnOf(name: string): string;
  /** the columns that the definition does not name; they are ignored */
  extra: string[];
}

/**
 * Refuses a file that lacks a needed column or has one twice.
 *
 * @param file its name, for errors
 * @param columns the columns found in it
 */
export function checkHeader(file: string, columns: readonly string[], definition: DatasetDefinition): NeededColumns {
  const {numbers, texts} = wantedColumns(definition);
  const wanted = [...numbers, ...texts];
  checkColumnNames(columns, {where: `ingest ${file}`, added: []});
  const {places, extra} = matchColumns(wanted, columns);
  const missing = wanted.filter((_, i) => places[i] < 0);
  check(missing.length === 0, {
    where: `ingest ${file}`,
    rule: `all ${wanted.length} columns of the definition "${definition.name}" must be there`,
    got: `${missing.length} missing: ${someOf(missing.map(quote), 50)}; not in the definition: ${someOf(extra.map(quote), 50)}`,
    remedy: "Rename the columns, or describe this table in a definition of its own (--definition, CHURN_DATASET)."
  });
  return {extra, columnOf: (name) => columns[places[wanted.indexOf(name)]]};
}

/** Refuses files that do not have the same columns (their order is free). */
export function checkAgreement(headers: readonly {file: string; columns: readonly string[]}[]): void {
  const [first, ...others] = headers;
  const faults = others.flatMap(({file, columns}) => {
    const more = columns.filter((name) => !first.columns.includes(name)).map(quote);
    const fewer = first.columns.filter((name) => !columns.includes(name)).map(quote);
    if (more.length + fewer.length === 0) return [];
    return [`${file} lacks ${someOf(fewer, 50)} and adds ${someOf(more, 50)}`];
  });
  check(faults.length === 0, {
    where: "ingest",
    rule: `all files must have the columns of ${first.file}`,
    got: someOf(
      faults.map((d) => d),
      10
    ),
    remedy: "Check that the pattern finds only files of one table."
  });
}

function quote(name: string): string {
  return JSON.stringify(name); // a name may have line breaks
}
