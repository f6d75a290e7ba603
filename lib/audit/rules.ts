import type {AuditFinding} from "../book/wrangling.js";
import {bindBreach, bindConditions, type RowTest} from "../dataset/conditions.js";
import type {DatasetDefinition, InputDefinition} from "../dataset/definition.js";
import {formatValue} from "../format.js";
import {getColumn, type Table} from "../table/table.js";
import {isMissing, isOutside} from "./auditColumn.js";
import {findRepeats} from "./findRepeats.js";

/** One thing to count, and how to tell that a row has it. */
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
export function listContradictionRules(table: Table, definition: DatasetDefinition): AuditRule[] {
  return [
    ...definition.checks.map(
      (d): AuditRule => ({kind: "check", name: d.name, title: d.title, why: d.why, action: KEPT, isFound: bindConditions(table, d.when)})
    ),
    ...constraintRules(table, definition),
    ...definition.inputs.flatMap((input) => outsideRule(table, input))
  ];
}

function missingLabelRule(labels: Int8Array, {label, unit}: DatasetDefinition): AuditRule {
  return {
    kind: "missing",
    name: label.column,
    title: "No label",
    why: `Nobody knows whether these ${unit.plural} churned. To count them as either class would teach a model what is not known.`,
    action: "set apart, before anything is learned",
    isFound: (row) => labels[row] < 0
  };
}

function constraintRules(table: Table, {constraints, inputs}: DatasetDefinition): AuditRule[] {
  const titleOf = (name: string): string => inputs.find((d) => d.name === name)?.title ?? name;
  return constraints.map(({name, title, left, right, action}) => ({
    kind: "constraint",
    name,
    title: `Broken: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
    why: `${titleOf(left)} must be at most ${titleOf(right).toLowerCase()}.`,
    action: action === "enforce" ? `${KEPT}; sliders keep to it` : `${KEPT}; sliders may break it, and it is said`,
    isFound: bindBreach(table, {left, right})
  }));
}

/** Only where a cell is missing; the column's own audit says it of the others. */
function missingRule(table: Table, {name, title, meaning}: InputDefinition): AuditRule[] {
  const column = getColumn(table, name);
  const isFound: RowTest = (row) => isMissing(column, row);
  if (!Array.from({length: table.nRows}, (_, i) => i).some(isFound)) return [];
  return [{kind: "missing", name, title: `${title} missing`, why: meaning, action: `${KEPT}; each model fills it in from its own training rows`, isFound}];
}

function outsideRule(table: Table, input: InputDefinition): AuditRule[] {
  const {name, title, meaning, kind} = input;
  if (kind === "category" && input.levels === undefined) return [];
  const isLevel = kind === "category";
  return [
    {
      kind: isLevel ? "level" : "range",
      name,
      title: `${title} ${isLevel ? "unknown" : "out of range"}`,
      why: `${meaning} It can be ${sayAllowed(input)}.`,
      action: KEPT,
      isFound: isOutside(getColumn(table, name), input)
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
    why: `A ${unit.singular} listed twice would count twice, and could be trained on and tested on.`,
    action: KEPT,
    isFound: (row) => repeats[row] === 1
  };
}
