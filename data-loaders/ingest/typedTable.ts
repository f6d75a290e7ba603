import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {CategoryColumn, Column, Table} from "../../lib/dataset/table.js";
import type {RawTable, RawTexts} from "./rawPart.js";
import type {Count} from "../../lib/groups.js";
import type {Groups} from "../../lib/statistics/intervals.js";
import {tellPart} from "../../lib/groups.js";
import {classesOf} from "../../lib/dataset/classes.js";
import {sortLevels} from "../../lib/dataset/sortLevels.js";
import {check, someOf} from "../../lib/check.js";
import {sayTexts} from "./checkCells.js";

/** What rounding to float32 changed. */
export interface Rounding {
  /** rows with at least one changed number, as they may be told */
  rows: Count;
  /** names of the columns with one */
  columns: string[];
}

/** The inputs in the definition's order: numbers as float32, categories with sorted levels. */
export function toTypedTable(raw: RawTable, {inputs}: DatasetDefinition): Table {
  const columns = inputs.map(({name, kind}): Column =>
    kind === "category"
      ? toCategory(name, raw.texts.get(name)!)
      : {name, kind: "number", values: Float32Array.from(raw.numbers.get(name)!.values)}
  );
  return {nRows: raw.nRows, columns};
}

/**
 * Labels as 1 (churned), 0 (retained) and -1 (none).
 *
 * @throws if a text is neither class, or there is not at least one row of each class
 */
export function toLabels(raw: RawTable, {label}: DatasetDefinition): Int8Array {
  const {texts, codes} = raw.texts.get(label.column)!;
  const {churned, retained} = classesOf(label);
  const classes = [...churned, ...retained];
  const strangers = sayTexts(raw, label.column, (text) => !classes.includes(text));
  check(strangers.length === 0, {
    where: "ingest",
    rule: `the label must be ${[...classes.map((text) => `"${text}"`), ...(label.dated === undefined ? [] : ["a date"])].join(", ")} or empty`,
    got: someOf(strangers, 12),
    remedy:
      "Mend the table, or name its classes in the definition (label.churned, label.retained, and label.alsoChurned and label.alsoRetained for more)."
  });
  const classOf = texts.map((text) => (churned.includes(text) ? 1 : 0));
  const labels = Int8Array.from(codes, (code) => (code < 0 ? -1 : classOf[code]));
  const absent = [churned[0], retained[0]].filter((_, i) => !labels.includes(i === 0 ? 1 : 0));
  check(absent.length < 2, {
    where: "ingest",
    rule: `the label "${label.column}" must be there for some rows`,
    got: `none in ${raw.nRows} rows`
  });
  check(absent.length === 0, {
    where: "ingest",
    rule: `both classes must occur in the label "${label.column}"`,
    got: `no row that is "${absent[0]}"`,
    remedy: "A model needs users of both classes to tell them apart."
  });
  return labels;
}

/** Which rows go together, when they were taken, and what each is worth. */
export interface Units {
  /** length nRows: the customer's code; null where the definition names no group. A row that names none is a customer of its own */
  groups: Int32Array | null;
  /** length nRows: a period's number, rising with time, -1 for none; null where the definition names no time */
  periods: Int32Array | null;
  /** what the table calls the periods, in that order */
  periodNames: string[];
  /** length nRows: what each is worth, NaN for none; null where the definition names no value */
  values: Float64Array | null;
}

/**
 * The customer, the time and the value of every row.
 *
 * @throws if a labelled row has no time, or times are neither numbers nor texts of one shape
 */
export function toUnits(raw: RawTable, {protocol: {group, time}, value}: DatasetDefinition, labels: Int8Array): Units {
  const values = value === undefined ? null : raw.numbers.get(value)!.values;
  const groupOf = group === undefined ? null : raw.texts.get(group)!;
  const groups = groupOf && groupOf.codes.map((code, row) => (code < 0 ? groupOf.texts.length + row : code));
  if (time === undefined) return {groups, periods: null, periodNames: [], values};
  const {texts, codes} = raw.texts.get(time)!;
  const untimed = codes.reduce((n, code, row) => n + Number(code < 0 && labels[row] >= 0), 0);
  check(untimed === 0, {
    where: "ingest",
    rule: `every labelled row must say its time, in column "${time}"`,
    got: `${untimed} that do not`
  });
  const sorted = sortTimes(texts, time);
  const place = new Map(sorted.map((text, i) => [text, i]));
  return {groups, periods: codes.map((code) => (code < 0 ? -1 : (place.get(texts[code]) ?? -1))), periodNames: sorted, values};
}

/** Numbers by size; texts of one shape, such as 2025-01, as they sort. */
function sortTimes(texts: readonly string[], column: string): string[] {
  if (texts.every((text) => text.trim() !== "" && Number.isFinite(Number(text)))) return [...texts].sort((a, b) => Number(a) - Number(b));
  const shapes = [...new Set(texts.map((text) => text.replace(/\d/g, "0")))];
  const sorts = shapes.length === 1 && /^0000\D/.test(shapes[0]);
  check(sorts, {
    where: "ingest",
    rule: `times in column "${column}" must be numbers, or texts of one shape that begin with the year, such as 2025-01`,
    got: someOf(texts.map((text) => JSON.stringify(text))),
    remedy: "Write them so, or take protocol.time out of the definition."
  });
  return [...texts].sort();
}

/**
 * Refuses inputs that say nothing: empty, or one value in all labelled rows.
 *
 * @throws one error that names all of them
 */
export function checkVariation(table: Table, labels: Int8Array): void {
  const faults = table.columns.flatMap((column) => {
    const values = column.kind === "number" ? column.values : column.codes;
    const isMissing = (value: number): boolean => (column.kind === "number" ? Number.isNaN(value) : value < 0);
    const seen = new Set<number>();
    for (let i = 0; i < values.length && seen.size < 2; ++i) if (labels[i] >= 0 && !isMissing(values[i])) seen.add(values[i]);
    if (seen.size > 1) return [];
    const [only] = seen;
    if (only === undefined) return [`"${column.name}" is empty`];
    return [`"${column.name}" is always ${column.kind === "number" ? only : `"${column.levels[only]}"`}`];
  });
  check(faults.length === 0, {
    where: "ingest",
    rule: "every input must have at least two different values among the labelled rows",
    got: someOf(faults, 50),
    remedy: "Mend the table, or take the input out of the definition."
  });
}

/** Counts what {@link toTypedTable} rounds. @param groups by row, where rows repeat customers */
export function countRounding(raw: RawTable, {inputs}: Pick<DatasetDefinition, "inputs">, groups: Groups): Rounding {
  const isRounded = new Uint8Array(raw.nRows);
  const columns = [...raw.numbers].flatMap(([name, {values}]) => {
    if (!inputs.some((d) => d.name === name)) return []; // what each is worth is kept as it is
    let changed = 0;
    for (let i = 0; i < values.length; ++i) {
      if (Number.isNaN(values[i]) || Math.fround(values[i]) === values[i]) continue;
      isRounded[i] = 1;
      ++changed;
    }
    return changed > 0 ? [name] : [];
  });
  return {rows: tellPart((row) => isRounded[row] === 1, {y: new Uint8Array(raw.nRows), groups}), columns};
}

/** Levels are sorted, so that the order of rows does not matter. */
function toCategory(name: string, {texts, codes}: RawTexts): CategoryColumn {
  const levels = sortLevels(texts);
  const recode = texts.map((text) => levels.indexOf(text));
  return {name, kind: "category", levels, codes: codes.map((code) => (code < 0 ? -1 : recode[code]))};
}
