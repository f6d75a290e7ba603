import type {ColumnProfile} from "./columnProfile.js";
import type {ColumnRole} from "./inferColumn.js";
import type {CheckDefinition, GivenDefinition, GivenInput, LabelChoice} from "../dataset/definition.js";
import type {Implied, TableFacts} from "./tableFacts.js";
import {capitalised, withArticle} from "../format.js";
import {MISSING_TEXTS, truthOf} from "../rows/text.js";
import {slugOf} from "../dataset/completeDefinition.js";
import {titleOf, unitOf, wordsOf} from "../dataset/plainWords.js";
import {sortLevels} from "../dataset/sortLevels.js";
import {groupInputs} from "./groupInputs.js";
import {inferColumn, timingOf} from "./inferColumn.js";
import {isUnusual} from "./missingCandidates.js";
import {isTick} from "./tickBoxes.js";
import type {Seen} from "./sayGuesses.js";
import {guessesOfColumns, guessesOfTable, sayValues, whyOf} from "./sayGuesses.js";
import {isTakenAsFixed} from "./takenAsFixed.js";
import {unitOfRows} from "./unitOfRows.js";

/** A definition made from a table, and each column with what it was taken for. */
export interface InferredDefinition {
  definition: GivenDefinition;
  columns: {name: string; role: ColumnRole | {role: "label"; why: string}; seen: string}[];
  /** what was guessed of the table, and not of a column alone */
  ofTable: Seen[];
}

/** Of numbers that cannot be below zero, so many may be faults; more, and they can. */
const SHARE_BELOW_ZERO = 0.02;

/**
 * A definition from what was seen of a table. Only `label` and `inputs` must be in a definition, so what has a default is left
 * out; every guess stands under "guessed", with its reason.
 */
export function inferDefinition(columns: readonly ColumnProfile[], facts: TableFacts): InferredDefinition {
  const {label} = facts;
  const roles = rolesOf(columns, facts);
  const inputs = roles.flatMap(({profile, role}) => (role.role === "input" ? [toInput(profile, role.kind, facts)] : []));
  const unusual = [...new Set(inputs.flatMap(({words}) => words))];
  const {groups, groupOf} = groupInputs(inputs.map(({input}) => input.name));
  const identifiers = roles.filter(({role}) => role.role === "identifier").map(({profile}) => profile.name);
  const customer = roles.find(({role}) => role.role === "customer");
  const time = roles.find(({role}) => role.role === "time");
  const named = (names: readonly string[]) => unitOfRows(columns, {identifiers: names, stem: facts.stem, label: label.column});
  const {why: whyUnit, ...unit} = customer ? severalRowsOf(named([customer.profile.name])) : named(identifiers);
  const isInput = (name: string): boolean => inputs.some(({input}) => input.name === name);
  const isNumber = (name: string): boolean => inputs.some(({input}) => input.name === name && /^(number|integer)$/.test(input.kind));
  const ordered = facts.ordered.filter(({left, right}) => isNumber(left) && isNumber(right));
  const constraints = ordered.map(constraintOf);
  const implied = facts.implied.filter(({left, right}) => isInput(left) && isInput(right));
  const isRead = (name: string): boolean => name === label.column || identifiers.includes(name) || isInput(name);
  const notRows = facts.notRows.flatMap(({cells, why}) =>
    cells
      .filter((d) => isRead(d.column))
      .slice(0, 1)
      .map((cell) => ({...cell, why}))
  );
  const dated = inputs.flatMap(({input}) => (input.kind === "date" ? [input] : []));
  const definition: GivenDefinition = {
    name: slugOf(facts.stem),
    title: titleOfFile(facts.stem),
    unit,
    ...(Object.keys(facts.format).length > 0 ? {format: facts.format} : {}),
    ...(unusual.length > 0 ? {missing: [...MISSING_TEXTS.filter((text) => text !== ""), ...unusual]} : {}),
    ...(notRows.length > 0 ? {notRows} : {}),
    label: labelOf(label),
    ...(identifiers.length > 0 ? {identifiers} : {}),
    ...(facts.asOf !== null && (dated.length > 0 || facts.isDayTold) ? {asOf: facts.asOf} : {}),
    ...(groups.length > 1 ? {groups} : {}),
    inputs: inputs.map(({input}) => ({
      ...input,
      ...(groups.length > 1 ? {group: groupOf(input.name)} : {}),
      ...withLevels(input, columns, unusual)
    })),
    ...(constraints.length > 0 ? {constraints} : {}),
    ...(implied.length > 0 ? {checks: implied.map(checkOf)} : {}),
    ...(customer ? {protocol: {group: customer.profile.name, ...(time ? {time: time.profile.name} : {})}} : {})
  };
  const ofTable = guessesOfTable({...facts, ordered, implied}, {rows: {...unit, why: whyUnit}, dated});
  const taken = roles.map((d) => ({...d, input: inputs.find(({input}) => input.name === d.profile.name)?.input ?? null}));
  return {
    definition: {...definition, guessed: [...guessesOfColumns(taken, facts), ...ofTable.map(({seen: _, ...guess}) => guess)]},
    columns: taken.map((d) => ({name: d.profile.name, role: {...d.role, why: whyOf(d)}, seen: sayValues(d)})),
    ofTable
  };
}

/** What each column is, with what says again what another says left out. */
function rolesOf(columns: readonly ColumnProfile[], facts: TableFacts) {
  const alone = columns.map((profile) => ({profile, role: roleOf(profile, facts)}));
  const isKept = (name: string): boolean => alone.some((d) => d.profile.name === name && d.role.role === "input");
  return alone.map(({profile, role}) => ({profile, role: withoutTwin(profile.name, role, {facts, isKept})}));
}

function constraintOf({left, right}: TableFacts["ordered"][number], i: number): NonNullable<GivenDefinition["constraints"]>[number] {
  return {name: `found-${i + 1}`, title: `${titleOf(left)} is at most ${titleOf(right)}`, left, is: "<=", right, action: "warn"};
}

/** What rows are called where those whom they are of have several. @param whose what these are called */
function severalRowsOf({singular, plural}: {singular: string; plural: string}): NonNullable<GivenDefinition["unit"]> & {why: string} {
  const ofOthers = singular === "customer" || singular === "row" ? {} : {whose: {singular, plural}};
  return {singular: "row", plural: "rows", ...ofOthers, why: `${withArticle(singular)} has several`};
}

/** Without what was only guessed by. */
function labelOf({column, churned, alsoChurned, retained, alsoRetained, blank, dated, aside}: LabelChoice): LabelChoice {
  return {
    column,
    churned,
    ...(alsoChurned ? {alsoChurned} : {}),
    retained,
    ...(alsoRetained ? {alsoRetained} : {}),
    ...(blank === undefined ? {} : {blank}),
    ...(dated === undefined ? {} : {dated}),
    ...(aside ? {aside} : {})
  };
}

/** A file's name in words, in which a day or a month stays as it is written. @example titleOfFile("shoppers_2025-03-31") // "Shoppers 2025-03-31" */
function titleOfFile(stem: string): string {
  const parts = stem.split(/((?:19|20)\d\d-\d\d(?:-\d\d)?)/);
  return capitalised(parts.flatMap((part, i) => (i % 2 === 1 ? [part] : wordsOf(part))).join(" ")) || stem;
}

function roleOf(profile: ColumnProfile, facts: TableFacts): ColumnRole | {role: "label"; why: string} {
  const {name} = profile;
  if (name === facts.label.column) return {role: "label", why: facts.labelWhy ?? "you named it"};
  if (facts.identifiers.includes(name)) return {role: "identifier", why: "you named it"};
  if (name === facts.time)
    return {role: "time", why: 'a customer has one row for each: models are judged by the latest, as "protocol.time" says'};
  const role = inferColumn(profile, facts.alone.get(name) ?? null);
  if (role.role === "input" || !facts.keep.includes(name)) return role;
  const isNumber = profile.nNumbers === profile.nRows - profile.nMissing && profile.numbers !== null;
  const kind: GivenInput["kind"] =
    profile.blank !== undefined || profile.spelled !== undefined
      ? "boolean"
      : profile.lastDate !== null
        ? "date"
        : !isNumber
          ? "category"
          : profile.numbers?.nWhole === profile.nNumbers
            ? "integer"
            : "number";
  return {role: "input", kind, why: `you kept it, although ${role.why}`};
}

/** Of two columns that say the same the later is left out, and of codes and words the codes. Amounts that go one to one with words are no codes. */
function withoutTwin<Role extends ColumnRole | {role: "label"; why: string}>(
  name: string,
  role: Role,
  {facts: {twins, keep}, isKept}: {facts: TableFacts; isKept: (name: string) => boolean}
): Role | ColumnRole {
  const twin = twins.get(name);
  if (twin === undefined || role.role !== "input" || keep.includes(name) || !isKept(twin.of)) return role;
  if (twin.times !== undefined)
    return {role: "left out", why: `it is "${twin.of}" times ${twin.times} in every row, as far as numbers are rounded`};
  if (!twin.areCodes) return {role: "left out", why: `it says the same as "${twin.of}" in every row`};
  const areLevels = role.kind === "category" || role.kind === "boolean";
  return areLevels ? {role: "left out", why: `it says in codes what "${twin.of}" says in words`} : role;
}

function toInput(
  profile: ColumnProfile,
  kind: GivenInput["kind"],
  {timing = timingOf(profile.name, kind) ?? undefined, ahead}: TableFacts
): {input: GivenInput; words: string[]} {
  const {name, numbers, nNumbers, missingWords, symbols, blank, spelled} = profile;
  const isNumber = kind === "integer" || kind === "number";
  const unit = isNumber ? unitWithSymbol(name, symbols) : null;
  const input: GivenInput = {
    name,
    kind,
    ...(unit ? {unit} : {}),
    ...(kind === "date" && ahead.has(name) ? {ahead: true} : {}),
    ...(isNumber ? rangeOf(name, unit, {numbers, nNumbers}) : {}),
    ...(blank === undefined ? {} : {blank}),
    ...(spelled === undefined ? {} : {spelled}),
    ...valuesOf(kind, profile),
    ...(timing ? {timing} : {}),
    ...(isTakenAsFixed(name, kind) ? {fixed: true} : {})
  };
  return {input, words: kind === "category" || kind === "boolean" ? [] : missingWords.map(({text}) => text).filter(isUnusual)};
}

/** The unit by a column's name, and the one that stands in all of its cells: "EUR", "EUR a month". */
function unitWithSymbol(name: string, symbols: readonly string[]): string | null {
  const unit = unitOf(name);
  if (symbols.length !== 1 || (unit !== null && !unit.startsWith("a "))) return unit;
  const counted = unitOf(`cells ${symbols[0]}`) ?? symbols[0];
  return unit === null ? counted : `${counted} ${unit}`;
}

/** 0 and 1, t and f are called yes and no, and so is a tick, whatever it is, and a word that is spelled in several ways. */
function valuesOf(kind: GivenInput["kind"], {top, blank, spelled}: ColumnProfile): Pick<GivenInput, "values"> {
  if (blank !== undefined && !top.every(({text}) => text === blank || isTick(text))) return {}; // a word had or not, such as a coupon's
  const ticks = blank === undefined ? [] : top.filter(({text}) => text !== blank && !/^yes$/i.test(text));
  if (ticks.length > 0) return {values: Object.fromEntries(ticks.map(({text}) => [text, "yes"]))};
  const isBare = ({text}: {text: string}): boolean =>
    /^([a-z✓✔☑✗✘☐]|[01](\.0+)?|true|false)$/i.test(text) || (spelled !== undefined && /^(yes|no)$/i.test(text));
  if (kind !== "boolean" || top.length !== 2 || !top.every(isBare)) return {};
  return {values: Object.fromEntries(top.map(({text}) => [text, truthOf(text) === true ? "yes" : "no"]))};
}

/** A range that the name proves: time, and shares in percent. Few numbers below it are faults, which the audit counts. */
function rangeOf(
  name: string,
  unit: string | null,
  {numbers, nNumbers}: Pick<ColumnProfile, "numbers" | "nNumbers">
): Pick<GivenInput, "range"> {
  if (numbers === null || numbers.nNegative > SHARE_BELOW_ZERO * nNumbers) return {};
  if (unit === "%") return numbers.nNegative === 0 && numbers.max <= 100 ? {range: {min: 0, max: 100}} : {}; // interest and growth go below zero
  const isAge = wordsOf(name).length === 1 && /^(age|alter|edad|idade)$/i.test(name);
  if (isAge && numbers.max <= 120) return {range: {min: 0, max: 120}};
  return unit !== null && /^(days|weeks|months|years|hours|minutes|seconds|km|miles|kB|MB|GB)$/.test(unit) ? {range: {min: 0}} : {};
}

/** A word that is missing in columns of numbers may be a level in one of texts, which must then list its levels. */
function withLevels({name, kind}: GivenInput, columns: readonly ColumnProfile[], unusual: readonly string[]): Pick<GivenInput, "levels"> {
  const profile = columns.find((d) => d.name === name);
  if ((kind !== "category" && kind !== "boolean") || !profile || profile.nDistinct > profile.top.length) return {};
  const texts = profile.top.map(({text}) => text);
  return texts.some((text) => unusual.includes(text)) ? {levels: sortLevels(texts)} : {};
}

/** The rows that break what held in every row; the same table has none. */
function checkOf({left, level, right, must}: Implied, i: number): CheckDefinition {
  return {
    name: `found-implied-${i + 1}`,
    title: `${titleOf(right)} is not “${must}”, although ${titleOf(left)} is “${level}”`,
    why: `Where ${titleOf(left)} is “${level}”, ${titleOf(right)} was “${must}” in every row of the table in which this rule was found.`,
    when: [
      {left, is: "=", level},
      {left: right, is: "!=", level: must}
    ]
  };
}
