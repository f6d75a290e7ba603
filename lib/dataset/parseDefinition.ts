import type {DatasetDefinition, InputDefinition, LevelCondition, Quantity} from "./definition.js";
import {BASELINE} from "./baseline.js";
import {classesOf, isAside, textsOf} from "./classes.js";
import {check, someOf} from "../check.js";
import {readDuration} from "./refresh.js";
import {otherSpellings} from "../rows/cell.js";
import {isCalendarDate} from "../rows/dates.js";
import {findFormatFaults} from "../rows/format.js";
import {isMissingText, missingTextsOf} from "../rows/text.js";

/**
 * A definition whose names all mean something. The shape is the schema's business (data/dataset.schema.json, checked
 * where the file is read); this is what a schema cannot say.
 *
 * @param definition of the schema's shape
 * @param where the file it came from, named in the error
 * @param known the learners and metrics that exist; absent: every name passes
 * @returns the same definition
 * @throws one error that lists every fault
 */
export function parseDefinition(definition: DatasetDefinition, where: string, known: KnownNames = {}): DatasetDefinition {
  const faults = findDefinitionFaults(definition, known);
  check(faults.length === 0, {
    where,
    rule: "a dataset definition must be consistent",
    got: someOf(faults, 20),
    remedy: "data/README.md explains every part of it."
  });
  return definition;
}

/** Names that a definition may use but cannot declare. Absent: every name passes. */
export interface KnownNames {
  learners?: readonly string[];
  metrics?: readonly string[];
}

/**
 * What a definition of the right shape still says wrongly: names that nothing declares, names declared twice,
 * ranges upside down. One sentence per fault, in reading order; empty when all is well.
 */
function findDefinitionFaults(definition: DatasetDefinition, known: KnownNames = {}): string[] {
  return [
    ...repeatFaults(definition),
    ...findFormatFaults(definition.format ?? {}),
    ...labelFaults(definition),
    ...dateFaults(definition),
    ...notRowFaults(definition),
    ...definition.inputs.flatMap((input) => inputFaults(input, definition)),
    ...constraintFaults(definition),
    ...checkFaults(definition),
    ...derivedFaults(definition),
    ...setFaults(definition),
    ...protocolFaults(definition, known),
    ...unitFaults(definition),
    ...valueFaults(definition),
    ...originFaults(definition)
  ];
}

function repeatFaults(definition: DatasetDefinition): string[] {
  const kinds = ["inputs", "groups", "constraints", "checks", "inputSets", "recipes"] as const;
  return kinds.flatMap((kind) => repeated(definition[kind].map((d) => d.name)).map((name) => `${kind} has "${name}" more than once`));
}

function labelFaults({label, identifiers, inputs, missing}: DatasetDefinition): string[] {
  const faults: string[] = [];
  const names = inputs.map((d) => d.name);
  if (names.includes(label.column)) faults.push(`the label "${label.column}" is also an input`);
  if (identifiers.includes(label.column)) faults.push(`the label "${label.column}" is also an identifier`);
  for (const name of identifiers) if (names.includes(name)) faults.push(`the identifier "${name}" is also an input`);
  if (label.churned.trim() === label.retained.trim()) faults.push(`label.churned and label.retained are both "${label.churned}"`);
  const firsts = [label.churned.trim(), label.retained.trim()];
  const {churned, retained} = classesOf(label);
  const others = {alsoChurned: churned.slice(1), alsoRetained: retained.slice(1)};
  for (const [key, texts] of Object.entries(others))
    for (const text of texts.filter((d) => firsts.includes(d))) faults.push(`label.${key} has "${text}", which is a class already`);
  for (const text of others.alsoChurned.filter((d) => others.alsoRetained.includes(d)))
    faults.push(`label.alsoChurned and label.alsoRetained both have "${text}"`);
  if (label.blank !== undefined && !textsOf(label).includes(label.blank.trim()))
    faults.push(`label.blank is "${label.blank}", which is none of its classes`);
  if (label.dated !== undefined && !textsOf(label).includes(label.dated.trim()))
    faults.push(`label.dated is "${label.dated}", which is none of its classes`);
  for (const text of textsOf(label).filter((d) => isAside(label, d))) faults.push(`label.aside has "${text}", which is a class already`);
  for (const text of textsOf(label)) {
    if (isMissingText(text, missingTextsOf(missing))) faults.push(`the label's class "${text}" is a text that stands for a missing value`);
  }
  return faults;
}

function dateFaults({asOf, refresh, inputs}: DatasetDefinition): string[] {
  const isRead = inputs.some((input) => "asOf" in input); // and then named with the input
  const [isDay, isLong] = [asOf === undefined || isCalendarDate(asOf), refresh === undefined || readDuration(refresh) !== null];
  return [
    ...(isDay || isRead ? [] : [`asOf must be a day of the calendar, such as 2024-12-31, not "${asOf}"`]),
    ...(isLong ? [] : [`refresh must be an ISO 8601 duration of a day or longer, such as P1M, not "${refresh}"`])
  ];
}

/** Headers and pages take origins as they stand here, so each must be written as browsers write it. */
function originFaults({embed = []}: DatasetDefinition): string[] {
  return embed
    .filter((text) => !isOrigin(text))
    .map((text) => `embed must hold origins, such as https://intranet.example, without a path and without *, not "${text}"`);
}

function isOrigin(text: string): boolean {
  return /^https?:\/\/([\w.-]+|\[[\d:a-f]+\])(:\d+)?$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

function notRowFaults({notRows = [], label, identifiers, inputs}: DatasetDefinition): string[] {
  const read = new Set([label.column, ...identifiers, ...inputs.map((d) => d.name)]);
  return notRows
    .filter(({column}) => !read.has(column))
    .map(({column}) => `notRows names "${column}", which is no input, no identifier and not the label`);
}

function inputFaults(input: InputDefinition, {groups}: DatasetDefinition): string[] {
  const faults: string[] = [];
  const {min = -Infinity, max = Infinity} = input.range ?? {};
  if (!groups.some((d) => d.name === input.group)) faults.push(`input "${input.name}" is in the unknown group "${input.group}"`);
  if ("asOf" in input && (input.asOf === undefined || !isCalendarDate(input.asOf)))
    faults.push(
      `input "${input.name}" is a date, and "asOf" of the definition must be the day that it is counted back from, such as 2024-12-31`
    );
  if (input.ahead !== undefined && !("asOf" in input)) faults.push(`input "${input.name}" is no date and cannot have "ahead"`);
  if (input.isSwitch && input.levels !== undefined && input.levels.length !== 2)
    faults.push(`input "${input.name}" is a boolean and must have two levels, not ${input.levels.length}`);
  for (const level of Object.keys(input.values ?? {}))
    if (input.levels !== undefined && !input.levels.includes(level))
      faults.push(`input "${input.name}" names the value of the unknown level "${level}"`);
  if (min > max) faults.push(`input "${input.name}" has a range from ${min} to ${max}`);
  if (input.kind === "category") {
    for (const key of ["range", "monotone", "unit"] as const) {
      if (input[key] !== undefined) faults.push(`input "${input.name}" is a category and cannot have "${key}"`);
    }
    const levels = (input.levels ?? []).map((d) => d.trim());
    for (const level of repeated(levels)) faults.push(`input "${input.name}" has the level "${level}" more than once`);
    if (input.blank !== undefined && input.levels !== undefined && !levels.includes(input.blank.trim()))
      faults.push(`input "${input.name}" reads a blank as the unknown level "${input.blank}"`);
    for (const fault of spellingFaults(input, levels)) faults.push(fault);
    if (levels.includes("")) faults.push(`input "${input.name}" has a blank level, and an empty cell is always missing`);
  } else {
    for (const key of ["levels", "unseen", "values", "blank", "spelled"] as const) {
      if (input[key] !== undefined) faults.push(`input "${input.name}" is a number and cannot have "${key}"`);
    }
  }
  return faults;
}

/** Each text must be one level, and a blank is said elsewhere. @param levels those that are listed */
function spellingFaults({name, levels: listed, spelled}: InputDefinition, levels: readonly string[]): string[] {
  const spellings = otherSpellings({spelled});
  const texts = spellings.map(([text]) => text);
  const named = Object.keys(spelled ?? {}).map((d) => d.trim());
  return [
    ...named.filter((level) => listed !== undefined && !levels.includes(level)).map((level) => `spells the unknown level "${level}"`),
    ...repeated(texts).map((text) => `has the spelling "${text}" more than once`),
    ...texts.filter((text) => levels.includes(text) || named.includes(text)).map((text) => `spells "${text}" otherwise, which is a level`),
    ...texts.filter((text) => text === "").map(() => `has a blank spelling: "blank" says what a blank is`)
  ].map((words) => `input "${name}" ${words}`);
}

function constraintFaults(definition: DatasetDefinition): string[] {
  return definition.constraints.flatMap(({name, left, right}) => {
    const faults = [left, right].flatMap((column) => numberFault(column, `constraint "${name}"`, definition));
    if (left === right) faults.push(`constraint "${name}" compares "${left}" with itself`);
    return faults;
  });
}

function checkFaults(definition: DatasetDefinition): string[] {
  return definition.checks.flatMap(({name, when}) => {
    const columns = when.flatMap((d) => ("level" in d ? [] : [...columnsOf(d.left), ...columnsOf(d.right)]));
    const where = `check "${name}"`;
    return [
      ...[...new Set(columns)].flatMap((column) => numberFault(column, where, definition)),
      ...when.flatMap((d) => ("level" in d ? levelFault(d, where, definition) : []))
    ];
  });
}

function derivedFaults(definition: DatasetDefinition): string[] {
  const derived = definition.derived ?? [];
  const titles = [...definition.inputs, ...derived].map((d) => d.title);
  return [
    ...repeated(titles)
      .filter((title) => derived.some((d) => d.title === title))
      .map((title) => `derived has the title "${title}", which is taken`),
    ...derived.flatMap(({name, value}) =>
      [...new Set(columnsOf(value))].flatMap((column) => numberFault(column, `derived "${name}"`, definition))
    )
  ];
}

function setFaults({inputs, inputSets, recipes}: DatasetDefinition): string[] {
  const names = new Set(inputs.map((d) => d.name));
  const faultsOf = (kind: string, set: {name: string; inputs: string[]}): string[] =>
    set.inputs.filter((d) => !names.has(d)).map((d) => `${kind} "${set.name}" uses the unknown input "${d}"`);
  return [...inputSets.flatMap((d) => faultsOf("input set", d)), ...recipes.flatMap((d) => faultsOf("recipe", d))];
}

function protocolFaults({protocol, recipes}: DatasetDefinition, {learners, metrics}: KnownNames): string[] {
  const faults: string[] = [];
  const checkName = (kind: string, name: string, where: string, names: readonly string[] | undefined): void => {
    if (names && !names.includes(name)) faults.push(`${where} names the unknown ${kind} "${name}" (known: ${names.join(", ")})`);
  };
  for (const name of protocol.learners) {
    checkName("learner", name, "protocol.learners", learners);
    if (!Object.hasOwn(protocol.nTrials, name)) faults.push(`protocol.nTrials says nothing of the learner "${name}"`);
  }
  for (const name of Object.keys(protocol.nTrials)) {
    if (!protocol.learners.includes(name)) faults.push(`protocol.nTrials names "${name}", which protocol.learners does not`);
  }
  if (!protocol.learners.includes(BASELINE))
    faults.push(
      `protocol.learners, or protocol.nTrials where that names them, leaves out "${BASELINE}", without which no model can be judged`
    );
  checkName("metric", protocol.selectionMetric, "protocol.selectionMetric", metrics);
  for (const recipe of recipes) {
    if (protocol.learners.includes(recipe.name))
      faults.push(`recipe "${recipe.name}" has a name that is taken: finalists are named for learners and recipes`);
    for (const name of recipe.learners) checkName("learner", name, `recipe "${recipe.name}"`, learners);
    checkName("metric", recipe.metric, `recipe "${recipe.name}"`, metrics);
  }
  return faults;
}

/** The columns that say which rows go together, and when they were taken. */
function unitFaults({protocol: {group, time}, label, inputs, identifiers}: DatasetDefinition): string[] {
  const faults = Object.entries({group, time}).flatMap(([key, name]) => {
    if (name === undefined) return [];
    const what = `protocol.${key} names "${name}", which`;
    if (name === label.column) return [`${what} is the label`];
    if (inputs.some((d) => d.name === name)) return [`${what} is also an input`];
    return identifiers.includes(name) ? [`${what} is also an identifier: identifiers name one row each`] : [];
  });
  return group !== undefined && group === time ? [...faults, `protocol.group and protocol.time both name "${group}"`] : faults;
}

/** The column that says what each is worth. */
function valueFaults({value, label, identifiers, inputs, protocol: {group, time}}: DatasetDefinition): string[] {
  if (value === undefined) return [];
  const what = `value names "${value}", which`;
  if (value === label.column) return [`${what} is the label`];
  if (identifiers.includes(value)) return [`${what} is also an identifier`];
  if (value === group || value === time) return [`${what} protocol names too`];
  const input = inputs.find(({name}) => name === value);
  return input && (input.kind === "category" || input.asOf !== undefined) ? [`${what} is an input, and no number of its own`] : [];
}

function numberFault(column: string, where: string, {inputs}: DatasetDefinition): string[] {
  const input = inputs.find((d) => d.name === column);
  if (!input) return [`${where} uses the unknown input "${column}"`];
  return input.kind === "category" ? [`${where} uses the category "${column}" as a number`] : [];
}

function levelFault({left, level}: LevelCondition, where: string, {inputs}: DatasetDefinition): string[] {
  const input = inputs.find((d) => d.name === left);
  if (!input) return [`${where} uses the unknown input "${left}"`];
  if (input.kind !== "category") return [`${where} asks for the level "${level}" of the number "${left}"`];
  const isKnown = input.levels === undefined || input.levels.some((d) => d.trim() === level.trim());
  return isKnown ? [] : [`${where} asks for the unknown level "${level}" of "${left}"`];
}

/** The columns that a quantity is worked out from. */
export function columnsOf(quantity: Quantity): string[] {
  if (typeof quantity === "number") return [];
  if (typeof quantity === "string") return [quantity];
  return Object.values(quantity).flatMap((pair: [Quantity, Quantity]) => pair.flatMap(columnsOf));
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
}
