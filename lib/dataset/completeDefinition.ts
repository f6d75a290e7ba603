import type {DatasetDefinition, GivenDefinition, GivenInput, InputDefinition, LabelChoice, ProtocolDefinition} from "./definition.js";
import {rollup} from "d3-array";
import {peopleOf} from "./people.js";
import {titleOf, unitOf} from "./plainWords.js";
import {blankClassOf, classesOf} from "./classes.js";
import {capitalised, isolate, listWords, lowerFirst, nameLevel, withArticle} from "../format.js";
import {clamp} from "../numbers.js";

/** A learner that there is, and its usual number of trials; see lib/fit/learners/learner.ts. */
export interface UsualTrials {
  name: string;
  trials: number;
}

/** How models are compared, where a definition does not say otherwise. */
const PROTOCOL: Omit<ProtocolDefinition, "learners" | "nTrials" | "searchRows"> = {
  seed: 42,
  testShare: 0.2,
  folds: 5,
  selectionMetric: "logLoss",
  bootstrapRepeats: 1000,
  // with so many rows a model is as good as its inputs let it be, and they fit into the memory of a laptop
  fitRows: 2_000_000
};

/**
 * Two trials that cannot be told apart on so many rows are as good as each other: more would only name another of them. A table of many
 * inputs is searched on fewer, so that its trials cost no more than these cells do, and on no fewer than the least.
 */
const SEARCHED = {rows: 20_000, cells: 1_200_000, least: 8_000} as const;

/** What is said of the time that a table covers where its definition does not say it. */
export const NO_PERIOD = "the period";

/** The group of inputs that are in none. */
const GROUP = {name: "inputs", title: "Inputs"};

/**
 * A definition with everything that it may leave out: words from the names of columns, no rules, the default protocol, and no row
 * published.
 *
 * @param given of the schema's shape
 * @param fileName of the definition, which names a book that has no name: "customers" of customers.dataset.json
 * @param known every learner; all run where the protocol names none
 */
export function completeDefinition(given: GivenDefinition, fileName: string, known: readonly UsualTrials[]): DatasetDefinition {
  const name = given.name ?? nameOf(fileName);
  const unit = given.unit ?? {singular: "customer", plural: "customers"};
  const people = peopleOf({unit, protocol: given.protocol});
  const groups = given.groups ?? [GROUP];
  const isGrouped = given.inputs.every(({group}) => group !== undefined) || groups.includes(GROUP);
  return {
    ...given,
    name,
    title: isolate(given.title ?? titleOf(name)),
    description: given.description ?? sayRow(people, given.protocol ?? {}),
    source: given.source ?? "Where the table comes from was not said.",
    cautions: given.cautions ?? cautionsOf(given, people),
    unit,
    period: given.period ?? NO_PERIOD,
    label: {...given.label, meaning: given.label.meaning ?? sayMeaning(given.label)},
    identifiers: given.identifiers ?? [],
    groups: isGrouped ? groups : [...groups, GROUP],
    inputs: completeInputs(given),
    constraints: given.constraints ?? [],
    checks: given.checks ?? [],
    inputSets: given.inputSets ?? setsOf(given.inputs, groups),
    recipes: given.recipes ?? [],
    protocol: completeProtocol(given.protocol ?? {}, {known, nInputs: given.inputs.length}),
    publishRows: given.publishRows ?? false
  };
}

function sayMeaning(label: LabelChoice): string {
  if (label.dated !== undefined) return sayDatedMeaning(label);
  const texts = classesOf(label).churned.map((text) => `“${text}”`);
  const orBlank = blankClassOf(label) === "churned" ? " or is blank" : "";
  return `The column “${label.column}” says ${listWords(texts, "or")}${orBlank}.`;
}

function sayDatedMeaning(label: LabelChoice): string {
  const {churned} = classesOf(label);
  const others = churned.filter((text) => text !== label.dated && text !== label.blank).map((text) => `“${text}”`);
  const says = [...(churned.includes(label.dated ?? "") ? ["a date"] : []), ...others];
  const isBlank = blankClassOf(label) === "churned" ? ["is blank"] : [];
  return `The column “${label.column}” ${listWords([...(says.length > 0 ? [`has ${listWords(says, "or")}`] : []), ...isBlank], "or")}.`;
}

/** What a row is. */
function sayRow({singular}: DatasetDefinition["unit"], {group, time}: Partial<ProtocolDefinition>): string {
  if (group === undefined) return `One row is one ${singular}.`;
  return time === undefined ? `${capitalised(withArticle(singular))} may have several rows.` : `One row is one ${singular} at one time.`;
}

/** Of a label of dates: who stayed is looked at on the day of the table, who left on a day before it, or after it happened. */
const WHEN_LEFT =
  "Those who left did so on different days, and the table may say of them what came after: an input that stopped with them is no sign of leaving to come.";

/** What is true of every table. */
function cautionsOf({inputs, label}: GivenDefinition, {singular}: DatasetDefinition["unit"]): string[] {
  const ofBlank = blankClassOf(label);
  const nUnknown = inputs.filter(({timing = "unknown"}) => timing === "unknown").length;
  const unsaid =
    nUnknown === inputs.length
      ? "When the inputs were measured was not said. One that was measured"
      : `Of ${nUnknown} of the ${inputs.length} inputs nobody said when they were measured. One that was`;
  return [
    `No input is a lever. Moving an input shows how the score responds, not what would happen if ${withArticle(singular)} changed.`,
    ...(ofBlank === null ? [] : [`${capitalised(withArticle(singular))} whose “${label.column}” is blank counts as ${ofBlank}.`]),
    ...(label.dated !== undefined ? [WHEN_LEFT] : []),
    ...(nUnknown > 0 ? [`${unsaid} while people were leaving may be churn itself, and not a sign of it to come.`] : [])
  ];
}

/** Each group of inputs by itself, and all of them; nothing where there is one group. */
function setsOf(inputs: readonly GivenInput[], groups: DatasetDefinition["groups"]): DatasetDefinition["inputSets"] {
  if (groups.length < 2) return [];
  const all = inputs.map(({name}) => name);
  const sets = groups.map(({name, title}) => ({
    name,
    title,
    inputs: inputs.filter(({group = GROUP.name}) => group === name).map((d) => d.name)
  }));
  return [
    ...sets.filter((set) => set.inputs.length > 0 && set.inputs.length < all.length),
    {name: "all-inputs", title: "All inputs", inputs: all}
  ];
}

/** The inputs in full. Titles of names that differ in their units alone, or in how they are written, say what tells them apart. */
function completeInputs({inputs, asOf}: GivenDefinition): InputDefinition[] {
  const described = inputs.map((input) => describeGiven(input, asOf));
  const areGiven = inputs.map(({title}) => title !== undefined);
  const byUnit = partTitles(described, areGiven, ({title, unit}) =>
    unit ? `${title}${unit.startsWith("a ") ? " " : " in "}${unit}` : title
  );
  return partTitles(byUnit, areGiven, ({title, name}) => `${title} (${name})`).map((input) => ({...input, title: isolate(input.title)}));
}

/** Inputs of which those whose title another one has, too, have a longer one, unless a person gave it. */
function partTitles(
  inputs: readonly InputDefinition[],
  areGiven: readonly boolean[],
  lengthen: (input: InputDefinition) => string
): InputDefinition[] {
  const counts = rollup(
    inputs,
    (same) => same.length,
    ({title}) => title
  );
  return inputs.map((input, i) => (areGiven[i] || counts.get(input.title) === 1 ? input : {...input, title: lengthen(input)}));
}

function describeGiven({kind, ...given}: GivenInput, asOf: string | undefined): InputDefinition {
  const {name} = given;
  const common = {title: titleOf(name), group: GROUP.name, timing: "unknown" as const};
  if (kind === "date") {
    const {ahead = false} = given;
    const date = `the date in the column “${name}”`;
    const meaning = ahead ? `Days from ${asOf} to ${date}.` : `Days from ${date} to ${asOf}.`;
    return {...common, title: daysTitle(name, ahead), unit: "days", meaning, ...given, kind: "integer", asOf};
  }
  if (kind === "boolean" || kind === "category") {
    const isSwitch = kind === "boolean" ? {isSwitch: true as const} : {};
    const {blank} = given;
    const blankIs = blank === undefined ? "" : `; blank is ${nameLevel(given, blank)}`;
    return {...common, meaning: `The column “${name}”${saySpelled(given)}${blankIs}.`, ...given, kind: "category", ...isSwitch};
  }
  const unit = given.unit ?? unitOf(name) ?? undefined;
  const isIn = unit !== undefined && !unit.startsWith("a "); // what is so much a month says it in its name
  const meaning = `The column “${name}”${isIn ? `, in ${unit}` : ""}.`;
  return {...common, meaning, ...given, kind, ...(unit === undefined ? {} : {unit})};
}

/** @example "; “Y” and “yes” are Yes; “N” is No" */
function saySpelled(given: Pick<GivenInput, "spelled" | "values">): string {
  const levels = Object.entries(given.spelled ?? {}).filter(([, texts = []]) => texts.length > 0);
  const words = levels.map(([level, texts = []]) => {
    const quoted = listWords(texts.map((text) => `“${text}”`));
    return `; ${quoted} ${texts.length === 1 ? "is" : "are"} ${nameLevel(given, level)}`;
  });
  return words.join("");
}

function completeProtocol(
  given: Partial<ProtocolDefinition>,
  {known, nInputs}: {known: readonly UsualTrials[]; nInputs: number}
): ProtocolDefinition {
  const learners = given.learners ?? (given.nTrials ? Object.keys(given.nTrials) : known.map(({name}) => name));
  const usual = known.filter(({name}) => learners.includes(name)).map(({name, trials}) => [name, trials]);
  const searchRows = clamp(Math.floor(SEARCHED.cells / nInputs), SEARCHED.least, SEARCHED.rows);
  return {...PROTOCOL, searchRows, ...given, learners, nTrials: {...Object.fromEntries(usual), ...given.nTrials}};
}

function nameOf(fileName: string): string {
  const stem = fileName.replace(/(\.dataset)?\.json$/i, "");
  return slugOf(stem);
}

/** A text as part of a file's name. @example slugOf("Kunden 2024") // "kunden-2024" */
export function slugOf(text: string): string {
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "") || "table";
}

/**
 * A column's own capital stays, as German nouns have one, but not one that only begins a sentence or stands in Title Case; its form, such
 * as "ts" or "date de", or the "at" of "created_at", is no word of a title.
 */
function daysTitle(name: string, ahead: boolean): string {
  const bare = name
    .replace(/(?<=[\p{L}\d])([_\s-](ts|dt|dttm|timestamp)|Ts|Dt|Timestamp)$/u, "")
    .replace(/(?<=\p{L})([_\s-][Aa]t|(?<=\p{Ll})At)$/u, "") // "Last login at", "createdAt"
    .replace(/(?<=\p{L}(ed|en|iert)|[Jj]oined|[Ll]eft)([_\s-]([Oo]n|[Aa]m)|On)$/u, "") // "opened_on", "Registriert am"
    .replace(/^Date[Oo]f(?=\p{Lu})/u, "") // "DateofHire"
    .replace(/^d\.?o\.?b\.?$/iu, "birth")
    .replace(/^(date|fecha|data)[_\s](of|de la|de|du|des|di|da|do|della|dell['’]|de l['’]|d['’])[_\s]*(?=\p{L})/iu, "");
  const title = titleOf(bare);
  const others = titleOf(name).split(" ").slice(1);
  const isSentence = others.length > 0 && others.every((word) => !/^\p{Lu}\p{Ll}/u.test(word)); // or was in Title Case
  const spoken = /^\p{Lu}/u.test(bare) && !isSentence ? title : lowerFirst(title);
  if (ahead && /\b(until|till|bis|hasta)$/i.test(title)) return `Days left (${spoken})`; // "Valid until"; a comma would part it in a list of titles
  return `Days ${ahead ? "until" : "since"} ${spoken}`;
}
