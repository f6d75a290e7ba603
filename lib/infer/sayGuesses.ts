import type {ColumnProfile} from "./columnProfile.js";
import type {ColumnRole} from "./inferColumn.js";
import type {Implied, LikelyEncoding, TableFacts} from "./tableFacts.js";
import type {DatasetDefinition, GivenInput, Guess, LabelChoice} from "../dataset/definition.js";
import {blankClassOf} from "../dataset/classes.js";
import {MIN_GROUP} from "../groups.js";
import {findNamed} from "../named.js";
import {TELLS_ALONE} from "./inferColumn.js";
import {unitOf} from "../dataset/plainWords.js";
import {nameEncoding} from "../rows/encoding.js";
import {newcomersOf} from "./inferLabel.js";
import {formatCount, formatValue, inText, listWords, shellWord, shorten} from "../format.js";

/** A column with what it was taken for; `input`: as it stands in the definition. */
export interface TakenColumn {
  profile: ColumnProfile;
  role: ColumnRole | {role: "label"; why: string};
  input: GivenInput | null;
}

/** A guess, and what is told of it to the person at the table alone: texts of cells, which may be of a few rows, and never ship. */
export interface Seen extends Guess {
  seen?: string;
}

/** What is guessed of a column that is to be no input, and nothing else either. */
export const LEFT_OUT = "left out" satisfies ColumnRole["role"];

/** Columns that were left out because each alone tells who left, and that nobody has made an input since. */
export function leftOutAsTelling({inputs, guessed = []}: DatasetDefinition): string[] {
  const isRead = new Set(inputs.map(({name}) => name));
  return guessed.flatMap(({of, guess, why}) => (guess === LEFT_OUT && why.includes(TELLS_ALONE) && !isRead.has(of) ? [of] : []));
}

const KINDS = {integer: "a whole number", number: "a number", category: "a category", boolean: "yes or no", date: "a date"};

/** What was guessed of each column, without what a person said. */
export function guessesOfColumns(
  taken: readonly TakenColumn[],
  {label, labelWhy, isBlankGuessed, nAhead}: Pick<TableFacts, "label" | "labelWhy" | "isBlankGuessed" | "nAhead">
): Guess[] {
  const said: Guess[] = labelWhy === null ? [] : [{of: label.column, guess: `the label: ${sayLeft(label)}`, why: labelWhy}];
  if (isBlankGuessed) said.push({of: label.column, guess: sayBlank(label), why: "nobody said that it means not known: look at it"});
  if (label.dated === label.churned && nAhead >= MIN_GROUP)
    said.push({
      of: label.column,
      guess: SAY_AHEAD,
      why: `${formatCount(nAhead)} lie after all other dates: who is to leave counts as who left`
    });
  const newcomers = newcomersOf(label);
  if (newcomers.length > 0)
    said.push({
      of: label.column,
      guess: sayNewcomers(label),
      why:
        "they have only just come, and may not have had the time to leave: " +
        `${newcomers.map((text) => `--aside ${shellWord(text)}`).join(" ")} takes them out, and leaves of those who came late only who left`
    });
  for (const {profile, role, input} of taken) {
    if (role.role === "label" || role.why.startsWith("you ")) continue;
    said.push({of: profile.name, guess: input === null ? role.role : kindWords(input), why: whyOf({profile, role, input})});
  }
  return said;
}

/** @example "“x” is who left" */
function sayLeft({churned, alsoChurned = [], blank, dated}: LabelChoice): string {
  if (churned === dated) return "a date is who left";
  if (alsoChurned.length > 0) return `${listWords([churned, ...alsoChurned].map((text) => `“${text}”`))} are who left`;
  return churned === blank ? "a blank is who left" : `“${churned}” is who left`;
}

/** What a day of leaving that lies ahead counts as. */
export const SAY_AHEAD = "a date that lies ahead is who left, too";

/** That those who have only just come count as who stayed. */
export function sayNewcomers(label: LabelChoice): string {
  const texts = newcomersOf(label);
  return `${listWords(texts.map((text) => `“${text}”`))} ${texts.length === 1 ? "counts" : "count"} as who stayed`;
}

/** What a row without a label counts as. */
export function sayBlank(label: LabelChoice): string {
  return `a blank is who ${blankClassOf(label) === "churned" ? "left" : "stayed"}`;
}

/** "a whole number of months", "a number a month" */
function kindWords({kind, unit}: GivenInput): string {
  if (!unit) return KINDS[kind];
  if (unit === "%") return "a percentage";
  return `${KINDS[kind]} ${unit.startsWith("a ") ? unit : `of ${unit}`}`;
}

/** Why a column was taken for what it was, what says its unit, and the range that follows. */
export function whyOf({profile: {name}, role: {why}, input}: TakenColumn): string {
  const {unit = null, range: {min, max} = {}, fixed = false, ahead = false} = input ?? {};
  const named = unitOf(name);
  const saying = named === null ? "its cells say" : named === unit ? "its name says" : "its name and its cells say";
  const range = min === undefined ? "" : max === undefined ? `; none can be below ${min}` : `; all must be from ${min} to ${max}`;
  const days = ahead ? "; most lie ahead, and the days until each are counted" : "";
  return `${why}${days}${unit === null ? "" : `; ${saying} the unit`}${range}${fixed ? "; taken for what nobody can change" : ""}`;
}

/** What a column holds, for the person at the table alone: what it holds with its unit, and how many cells hold nothing. */
export function sayValues({profile, input}: Pick<TakenColumn, "profile" | "input">): string {
  const {nRows, nMissing, blank, dated, spelled = {}} = profile;
  if (dated !== undefined) return `a date in ${formatCount(profile.top.find(({text}) => text === dated)?.count ?? 0)} rows, or blank`;
  if (blank !== undefined) {
    const written = profile.top.filter(({text}) => text !== blank).flatMap(({text}) => [text, ...(findNamed(spelled, text) ?? [])]);
    return `${written.map((text) => inText(shorten(text, 20))).join(", ")} or blank`;
  }
  const unit = input?.unit ? (input.unit === "%" ? "%" : ` ${input.unit}`) : "";
  return `${sayHeld(profile, input !== null && input.kind !== "category")}${unit}${nMissing > 0 && nMissing < nRows ? `; ${formatCount(nMissing)} empty` : ""}`;
}

const MOST_SAID = 3;

/** The ends of an input's numbers, or texts, as codes are, as they are written. */
function sayHeld({numbers, nNumbers, nRows, nMissing, nDistinct, nDates, top}: ColumnProfile, areAmounts: boolean): string {
  if (areAmounts && nDates === 0 && numbers !== null && nNumbers === nRows - nMissing && nDistinct > 2)
    return `${formatValue(numbers.min)} to ${formatValue(numbers.max)}`;
  const shown = top.slice(0, MOST_SAID).map(({text}) => inText(shorten(text.replace(/\s+/g, " "), 20)));
  return nDistinct > MOST_SAID ? `${shown.join(", ")} … (${formatCount(nDistinct)})` : shown.join(", ");
}

/** What was guessed of the table and of columns together. @param rows what a row is, and why */
export function guessesOfTable(
  {format, headerLine, sheet, encoding, notRows, ordered, implied, asOf, asOfWhy, isDayTold, isDateOrderSeen}: TableFacts,
  {rows, dated}: {rows: {plural: string; why: string}; dated: readonly Pick<GivenInput, "ahead">[]}
): Seen[] {
  const said: Seen[] = [{of: "rows", guess: rows.plural, why: rows.why}];
  const marks = [
    format.decimal ? `decimals after “${format.decimal}”` : "",
    format.thousands ? `“${format.thousands}” between thousands` : "",
    format.symbols ? `${listWords(format.symbols.map((symbol) => `“${symbol}”`))} beside them` : "",
    format.accounting ? "numbers below zero in brackets or before their minus" : ""
  ];
  if (marks.some(Boolean)) said.push({of: "the numbers", guess: listWords(marks.filter(Boolean)), why: "more of them are numbers so"});
  if (encoding !== null && encoding.name !== "utf-8" && !encoding.name.startsWith("utf-16"))
    said.push({of: "the encoding", guess: nameEncoding(encoding.name), ...sayEncoding(encoding)});
  if (sheet !== null && sheet.of > 1)
    said.push({
      of: "the sheet",
      guess: `“${sheet.name}”`,
      why: `it is the first ${sheet.place === 0 ? "" : "that holds a table of some size, "}of ${formatCount(sheet.of)}`
    });
  if (headerLine !== null)
    said.push({
      of: "the header",
      guess: `on line ${headerLine}`,
      why: "what stands above it has no cell for most columns, and it names each"
    });
  for (const {why} of notRows) said.push({of: "lines", guess: "no data", why: `${why}; it is left out`});
  if (asOf !== null && asOfWhy !== null && (dated.length > 0 || isDayTold))
    said.push({of: "dates", guess: sayDays(dated, asOf), why: `${asOfWhy}; say another with --as-of`});
  if (format.dates)
    said.push({
      of: "dates",
      guess: format.dates === "dmy" ? "the day stands before the month" : "the month stands before the day",
      why: isDateOrderSeen ? "a number above 12 says so" : "no number above 12 says which: look at it"
    });
  return [...said, ...ordered.map(guessOfOrder), ...implied.map(guessOfImplied)];
}

/** How dates are read, or what they say where none is. @example "days before 2024-12-31, or after it where most lie ahead" */
function sayDays(dated: readonly Pick<GivenInput, "ahead">[], asOf: string): string {
  if (dated.length === 0) return `the data are of ${asOf}`;
  if (dated.every(({ahead}) => ahead)) return `days after ${asOf}`;
  return `days before ${asOf}${dated.some(({ahead}) => ahead) ? ", or after it where most lie ahead" : ""}`;
}

const FOUND = "it holds in every row; it was found, and is not known";

function guessOfOrder({left, right}: {left: string; right: string}): Guess {
  return {of: left, guess: `at most ${right}`, why: FOUND};
}

function guessOfImplied({left, level, right, must}: Implied): Guess {
  return {of: left, guess: `where it is “${level}”, ${right} is “${must}”`, why: FOUND};
}

/** Rivals that are told, at the most. */
const MOST_RIVALS = 3;

/** What says that an encoding was taken, with cells to see it by, and what else it may be. */
function sayEncoding({word, rivals}: LikelyEncoding): Pick<Seen, "why" | "seen"> {
  const others = rivals
    .slice(0, MOST_RIVALS)
    .map(({name, word: other, own}) => ({name, cells: `“${shorten(other, 30)}”, where it now says “${shorten(own, 30)}”`}));
  const because = `the file is not UTF-8, and ${word === null ? "looks like it" : "its cells read well in it"}`;
  const instead =
    others.length === 0
      ? ""
      : `; it may be another: ${listWords(
          others.map(({name}) => `--encoding ${name}`),
          "or"
        )}`;
  const read = word === null ? [] : [`it reads “${shorten(word, 30)}”`];
  return {
    why: others.length > 0 ? `${because}${instead}` : `${because}; say another with --encoding`,
    seen: [...read, ...others.map(({name, cells}) => `with --encoding ${name} it would say ${cells}`)].join("; ")
  };
}
