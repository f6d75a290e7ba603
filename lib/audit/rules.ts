import type {AuditFinding} from "../book/wrangling.js";
import type {RowTest} from "../dataset/conditions.js";
import type {DatasetDefinition, InputDefinition} from "../dataset/definition.js";
import type {Table} from "../dataset/table.js";
import {bindBreach, bindConditions} from "../dataset/conditions.js";
import {capitalised, formatValue, listWords, withArticle} from "../format.js";
import {getColumn} from "../dataset/table.js";
import {isMissing} from "../dataset/table.js";
import {isOutside} from "./auditColumn.js";

/** One thing to count, how to tell that a row has it, and what is done about those that no cleaning step removes. */
export type AuditRule = Pick<AuditFinding, "kind" | "name" | "title" | "why" | "action"> & {isFound: RowTest};

const KEPT = "counted and kept";

/** All that a definition says about rows, in the order in which a reader should meet it. */
export function listRules(table: Table, labels: Int8Array, definition: DatasetDefinition): AuditRule[] {
  return [
    missingLabelRule(labels, definition),
    ...definition.inputs.flatMap((input) => missingRule(table, input)),
    ...listContradictionRules(table, definition),
    repeatRule(table, labels, definition)
  ];
}

/** The rules by which a row, looked at alone, cannot be: checks, constraints, ranges and levels. */
function listContradictionRules(table: Table, definition: DatasetDefinition): AuditRule[] {
  return [
    ...definition.checks.map((d): AuditRule => ({
      kind: "check",
      name: d.name,
      title: d.title,
      why: d.why,
      action: KEPT,
      isFound: bindConditions(table, d.when)
    })),
    ...constraintRules(table, definition),
    ...definition.inputs.flatMap((input) => outsideRule(table, input))
  ];
}

function missingLabelRule(labels: Int8Array, {label, unit}: DatasetDefinition): AuditRule {
  return {
    kind: "missing",
    name: label.column,
    title: "No label",
    why: `${whyUnlabelled(label, unit.plural)} To count them as either class would teach a model what is not known.`,
    action: "set apart, before anything is learned",
    isFound: (row) => labels[row] < 0
  };
}

/** Of rows whose label counts as neither class somebody knows what became of them, and has said so. */
function whyUnlabelled({aside = [], blank}: DatasetDefinition["label"], units: string): string {
  if (aside.length === 0) return `Nobody knows whether these ${units} churned.`;
  const texts = listWords(
    aside.map((text) => `“${text}”`),
    "or"
  );
  return `Their label is ${texts}, which the definition counts as neither${blank === undefined ? ", or missing" : ""}.`;
}

function constraintRules(table: Table, {constraints, inputs}: DatasetDefinition): AuditRule[] {
  const titleOf = (name: string): string => inputs.find((d) => d.name === name)?.title ?? name;
  return constraints.map(({name, title, left, right, action}) => ({
    kind: "constraint",
    name,
    title: `Broken: ${title}`,
    why: `${titleOf(left)} must be at most ${titleOf(right)}.`,
    action: action === "enforce" ? `${KEPT}; sliders keep to it` : `${KEPT}; sliders may break it, and it is said`,
    isFound: bindBreach(table, {left, right})
  }));
}

/** Only where a cell is missing; the column's own audit says it of the others. */
function missingRule(table: Table, {name, title, meaning, kind}: InputDefinition): AuditRule[] {
  const column = getColumn(table, name);
  const isFound: RowTest = (row) => isMissing(column, row);
  if (!isAnywhere(table, isFound)) return [];
  return [
    {
      kind: "missing",
      name,
      title: `${title} missing`,
      why: meaning,
      action: `${KEPT}; ${kind === "category" ? "models learn of it as of a level" : "each model fills it in from its training rows, or learns what it means"}`,
      isFound
    }
  ];
}

function isAnywhere({nRows}: Table, isFound: RowTest): boolean {
  let row = 0;
  while (row < nRows && !isFound(row)) ++row;
  return row < nRows;
}

/** Of whole numbers that may be any, only where one is none. */
function outsideRule(table: Table, input: InputDefinition): AuditRule[] {
  const {name, title, meaning, kind, range} = input;
  if (kind === "category" ? input.levels === undefined : kind === "number" && range === undefined) return []; // nothing is outside
  const isFound = isOutside(getColumn(table, name), input);
  const isAnyWhole = kind === "integer" && range === undefined;
  if (isAnyWhole && !isAnywhere(table, isFound)) return [];
  const isLevel = kind === "category";
  return [
    {
      kind: isLevel ? "level" : "range",
      name,
      title: `${title} ${isLevel ? "unknown" : isAnyWhole ? "not whole" : "out of range"}`,
      why: `${meaning} It can be ${sayAllowed(input)}.`,
      action: KEPT,
      isFound
    }
  ];
}

function sayAllowed({kind, range, levels}: InputDefinition): string {
  if (levels) return levels.join(" or ");
  const noun = kind === "integer" ? "a whole number" : "a number";
  const {min, max} = range ?? {};
  if (min !== undefined && max !== undefined) return `${noun} from ${formatValue(min)} to ${formatValue(max)}`;
  if (min !== undefined) return `${noun} of at least ${formatValue(min)}`;
  return max !== undefined ? `${noun} of at most ${formatValue(max)}` : `any ${noun.slice(2)}`;
}

function repeatRule(table: Table, labels: Int8Array, {unit}: DatasetDefinition): AuditRule {
  const repeats = findRepeats(table, labels);
  return {
    kind: "duplicate",
    name: "repeated-rows",
    title: "The same as an earlier row in every input and the label",
    why: `${capitalised(withArticle(unit.singular))} listed twice would count twice, and could be trained on and tested on.`,
    action: KEPT,
    isFound: (row) => repeats[row] === 1
  };
}

/**
 * Marks rows that equal an earlier row in every column and the label; missing equals missing.
 *
 * @param labels length nRows
 * @returns length nRows: 1 for a repeat, else 0
 */
export function findRepeats(table: Table, labels: Int8Array): Uint8Array {
  const hashes = hashRows(table, labels);
  const isRepeat = (i: number, j: number): boolean => hashes[i] === hashes[j] && labels[i] === labels[j] && areEqual(table, i, j);
  const mask = 2 ** Math.ceil(Math.log2(2 * table.nRows + 1)) - 1;
  const firstAt = new Int32Array(mask + 1).fill(-1); // open addressing: the earlier row that landed at a place
  const repeats = new Uint8Array(table.nRows);
  for (let i = 0; i < table.nRows; ++i) {
    let place = hashes[i] & mask;
    while (firstAt[place] >= 0 && !isRepeat(i, firstAt[place])) place = (place + 1) & mask;
    if (firstAt[place] < 0) firstAt[place] = i;
    else repeats[i] = 1;
  }
  return repeats;
}

/** FNV-1a over the bits of the cells. */
function hashRows({nRows, columns}: Table, labels: Int8Array): Uint32Array {
  const hashes = Uint32Array.from(labels, (label) => 0x811c9dc5 ^ (label + 1));
  for (const column of columns) {
    const bits = column.kind === "number" ? new Uint32Array(column.values.slice().buffer) : column.codes;
    for (let i = 0; i < nRows; ++i) hashes[i] = Math.imul(hashes[i] ^ bits[i] ^ (bits[i] >>> 15), 0x01000193);
  }
  return hashes.map((hash) => Math.imul(hash ^ (hash >>> 16), 0x85ebca6b) ^ (hash >>> 13)); // the lower bits alone must tell rows apart
}

function areEqual({columns}: Table, i: number, j: number): boolean {
  return columns.every((column) =>
    column.kind === "number" ? Object.is(column.values[i], column.values[j]) : column.codes[i] === column.codes[j]
  );
}

/**
 * In how many ways each row contradicts the definition: checks, constraints, ranges and levels. Missing cells and repeated
 * rows are no contradictions.
 *
 * @returns length nRows
 */
export function countContradictions(table: Table, definition: DatasetDefinition): Uint8Array {
  const counts = new Uint8Array(table.nRows);
  for (const {isFound} of listContradictionRules(table, definition)) {
    for (let i = 0; i < table.nRows; ++i) if (isFound(i)) ++counts[i];
  }
  return counts;
}
