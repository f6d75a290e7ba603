import type {LabelChoice} from "../../lib/dataset/definition.js";
import type {ColumnProfile} from "../../lib/infer/columnProfile.js";
import type {LabelGuess} from "../../lib/infer/inferLabel.js";
import {fillBlank, readTicks} from "../../lib/infer/tickBoxes.js";
import {check, someOf} from "../../lib/check.js";
import {formatCount, listWords, shellWord} from "../../lib/format.js";
import {sumOf} from "../../lib/numbers.js";
import {countDated, datesLeaving, readDated} from "../../lib/infer/leavingDates.js";
import {readDetails} from "../../lib/infer/leavingDetails.js";
import {
  chooseChurned,
  findLeft,
  guessClasses,
  guessFewClasses,
  guessLabels,
  guessDetails,
  maySayLeft,
  namesOutcome,
  spellingsOf
} from "../../lib/infer/inferLabel.js";

/** What it may mean that a label's column says nothing. */
export const BLANKS = ["retained", "churned", "unknown"] as const;
export type SaidBlank = (typeof BLANKS)[number];

/** What a person said of a table. */
export interface Said {
  /** the column that says who left */
  label?: string;
  /** its texts of those who left */
  churned?: readonly string[];
  /** columns that name a row */
  identifiers: readonly string[];
  /** columns that are inputs whatever speaks against it */
  keep: readonly string[];
  /** how the file's text is encoded, where that is not found */
  encoding?: string;
  /** the day that dates are counted back from */
  asOf?: string;
  /** when the inputs were measured */
  timing?: "same-period" | "before";
  /** what rows are that say nothing in the label's column */
  blank?: SaidBlank;
  /** the label's texts of rows that are to have no label */
  aside?: readonly string[];
}

/** The label of a table, and what of it was guessed. */
export interface ChosenLabel {
  label: LabelChoice;
  /** null where a person named it, and who left */
  why: string | null;
  /** whether rows that say nothing in its column count as a class, and nobody said as which */
  isBlankGuessed: boolean;
}

/**
 * The label that was said, or the likeliest. Rows that say nothing in its column have no label; but where it says one thing or nothing,
 * no row would then be of the other class, and a column of ticks is taken for one that says so. A person may say it of any.
 */
export function chooseLabel(asRead: readonly ColumnProfile[], said: Said): ChosenLabel {
  const {aside = []} = said;
  const chosen = chooseClasses(asRead, said);
  if (aside.length === 0) return chosen;
  const texts = getProfile(asRead, chosen.label.column).top.map(({text}) => text);
  checkTexts("--aside", {column: chosen.label.column, said: aside, texts});
  return {...chosen, label: {...chosen.label, aside: [...aside]}};
}

function chooseClasses(asRead: readonly ColumnProfile[], said: Said): ChosenLabel {
  const {label, churned} = said;
  const profiles = asRead.map((profile) => readBlank(withoutTexts(profile, said.aside), said));
  const guess = label === undefined ? guessLabels(profiles)[0] : guessFor(getProfile(profiles, label), churned);
  check(guess !== undefined, {
    where: "churnbook init",
    rule: "a column of two values must say who left",
    got: `none that is named so; ${sayLikely(profiles)}`,
    remedy: remedyForNone(profiles)
  });
  const profile = getProfile(profiles, label ?? guess?.column ?? "");
  const texts = profile.top.map(({text}) => text);
  check(guess !== null, {
    where: "churnbook init",
    rule: `the label "${profile.name}" must have two values, or a few of which one says who left`,
    got: `${profile.nDistinct}: ${someOf(texts, 6)}`,
    remedy: remedyFor(profile, said)
  });
  if (churned === undefined) {
    const why =
      label === undefined ? `${isNamedSo(profile.name) ? "its name says so; " : ""}${guess.why}${sayRivals(profiles, guess)}` : guess.why;
    return withBlank({label: guess, why}, {profile, said});
  }
  return withBlank({label: saidClasses(profile, churned), why: label === undefined ? "its name says so" : null}, {profile, said});
}

function isNamedSo(name: string): boolean {
  return namesOutcome(name) > 0 || datesLeaving(name) > 0;
}

/** A column as if the rows that are to have no label said nothing in it. */
function withoutTexts(profile: ColumnProfile, aside: readonly string[] = []): ColumnProfile {
  const gone = profile.top.filter(({text}) => aside.includes(text));
  if (gone.length === 0) return profile;
  const top = profile.top.filter((d) => !gone.includes(d));
  return {...profile, top, nDistinct: profile.nDistinct - gone.length, nMissing: profile.nMissing + sumOf(gone.map(({count}) => count))};
}

/** What to do about a table of which no column surely says who left. */
function remedyForNone(profiles: readonly ColumnProfile[]): string {
  const likely = profiles.find((d) => findLeft(d) !== null) ?? profiles.find(isNamedFew);
  const others = "--churned may be said again where several values mean left, and --aside sets apart one that counts as neither.";
  if (likely === undefined && profiles.some(({name, nDistinct}) => nDistinct < 2 && isNamedSo(name)))
    return "A model learns from both, so the table must hold some who left and some who stayed; if another column says it, name that with --label.";
  if (likely === undefined)
    return "Name it with --label, and the value of those who left with --churned, which may be said again where several do.";
  return `If "${likely.name}" says it, add ${sayOptions(likely)}; ${others}`;
}

/** So many words a label has for its classes at the most, unless its name says that it is one. */
const MOST_UNNAMED = 8;

function isFew({nDistinct, dates, nNumbers}: ColumnProfile): boolean {
  return nDistinct > 2 && nDistinct <= MOST_UNNAMED && dates === undefined && nNumbers === 0;
}

/** A column of a few values that is named as one that says who left. */
function isNamedFew({name, nDistinct, lastDate}: Pick<ColumnProfile, "name" | "nDistinct" | "lastDate">): boolean {
  return nDistinct > 2 && nDistinct <= MOST_TOLD && lastDate === null && namesOutcome(name) > 0;
}

/** Options that name a label: with the classes that say who left, or, where none does, the rarest for an example. */
function sayOptions(profile: ColumnProfile): string {
  const left = findLeft(profile);
  const named = (left ?? [profile.top.at(-1)?.text ?? ""]).map((text) => `--churned ${shellWord(text)}`);
  return `--label ${shellWord(profile.name)} ${named.join(" ")}${left === null ? ", or whichever value means left" : ""}`;
}

/** What to do about a column that has not the classes of a label. */
function remedyFor(profile: ColumnProfile, {blank}: Said): string {
  const isDate = profile.dates !== undefined;
  if (isDate && countDated(profile) === null)
    return "A date says who left where it is blank for who stayed: name another column with --label.";
  if (!saysOneThing(profile) && !isDate)
    return (
      "Name another column with --label, or say with --churned, once for each, which of its values mean left" +
      `${profile.nDistinct <= MOST_TOLD ? `: ${sayOptions(profile)}` : ""}. A row without a label may be empty.`
    );
  return blank === "unknown"
    ? "Where a blank means not known, it says of one class alone who is in it: name another column with --label."
    : "Say with --blank what those are that say nothing there: retained, if they stayed; or name another column with --label.";
}

/** The label's column, with its blanks as the label has them. */
export function settleLabel(asRead: ColumnProfile, {blank, churned, dated}: LabelChoice): ColumnProfile {
  if (dated !== undefined) return readDated(asRead, dated === churned ? "retained" : "churned");
  return blank === undefined ? asRead : fillBlank(asRead, blank);
}

/** A column as a label would be read: with blanks as a class of their own where it says but one thing, if so much is likely or was said. */
function readBlank(profile: ColumnProfile, {label, blank, churned}: Said): ColumnProfile {
  if (blank === "unknown") return profile;
  const isSaid = profile.name === label;
  if (churned === undefined && (isSaid || datesLeaving(profile.name) > 0) && countDated(profile) !== null)
    return readDated(profile, isSaid ? blank : undefined);
  if (!saysOneThing(profile)) return readDetails(profile);
  const ticked = readTicks(profile);
  return ticked.blank === undefined && blank !== undefined && isSaid ? fillBlank(profile, blank) : ticked;
}

/** Whether a column says one thing, however it is spelled, of some rows and nothing of the others. */
export function saysOneThing(profile: ColumnProfile): boolean {
  return profile.nMissing > 0 && spellingsOf(profile).length === 1;
}

/** A label with what a person said of its blanks. @throws if it has none, or the person said two things */
function withBlank({label, why}: Pick<ChosenLabel, "label" | "why">, {profile, said}: {profile: ColumnProfile; said: Said}): ChosenLabel {
  if (said.blank === undefined || said.blank === "unknown") return {label, why, isBlankGuessed: label.blank !== undefined};
  const {blank} = profile;
  if (blank === undefined) {
    check(profile.nMissing > 0, {
      where: "--blank",
      rule: `the label "${label.column}" must say nothing in some rows`,
      got: "something in each",
      remedy: "Leave it out."
    });
    return {label: {...label, blank: label[said.blank]}, why, isBlankGuessed: false};
  }
  const marks = profile.top.map(({text}) => text).filter((text) => text !== blank);
  const left = said.blank === "churned" ? [blank] : marks;
  check(said.churned === undefined || said.churned.every((text) => left.includes(text)), {
    where: "--blank",
    rule: "it must agree with --churned",
    got: `${said.blank}, and --churned ${someOf(said.churned ?? [])}`,
    remedy: "Leave out one of them."
  });
  return {label: chooseChurned(profile, left), why: said.label === undefined ? why : null, isBlankGuessed: false};
}

/**
 * The classes of a column of which a person said who left.
 *
 * @throws if one is no value of it, or all are
 */
function saidClasses(profile: ColumnProfile, churned: readonly string[]): LabelChoice {
  const texts = profile.top.map(({text}) => text);
  checkTexts("--churned", {column: profile.name, said: churned, texts});
  const choice = chooseChurned(profile, churned);
  check(choice.retained !== "", {where: "--churned", rule: `some values of "${profile.name}" must be of who stayed`, got: someOf(texts)});
  return choice;
}

function checkTexts(where: string, {column, said, texts}: {column: string; said: readonly string[]; texts: readonly string[]}): void {
  const strangers = said.filter((text) => !texts.includes(text));
  check(strangers.length === 0, {
    where,
    rule: `it must be a value of "${column}"`,
    got: someOf(strangers),
    remedy: `It has ${someOf(texts)}.`
  });
}

/** Classes of a column that a person named: of two, or of a few where one says who left or the person did. */
function guessFor(profile: ColumnProfile, churned: readonly string[] | undefined): LabelGuess | null {
  if (churned !== undefined && spellingsOf(profile).length > 1) return {...saidClasses(profile, churned), why: "", strength: 0};
  return guessClasses(profile) ?? guessDetails(profile) ?? guessFewClasses(profile);
}

/** Other columns that may say who left, where nobody named one. */
function sayRivals(profiles: readonly ColumnProfile[], guess: LabelGuess): string {
  const rivals = profiles.filter((d) => d.name !== guess.column && maySayLeft(d)).map(({name}) => `"${name}"`);
  return rivals.length === 0 ? "" : `; ${someOf(rivals, 6)} may say it too: name the label with --label`;
}

function getProfile(profiles: readonly ColumnProfile[], name: string): ColumnProfile {
  return profiles.find((profile) => profile.name === name)!;
}

/** Texts of a column that are told one by one. */
export const MOST_TOLD = 20;

/** Where a label may be looked for: columns of two values, and those with a class too many, or but one. */
function sayLikely(profiles: readonly ColumnProfile[]): string {
  const many = profiles.flatMap((profile) => {
    const left = findLeft(profile);
    return left === null
      ? []
      : [
          `"${profile.name}" has ${profile.nDistinct}, of which ${listWords(left.map((text) => `“${text}”`))} ` +
            `${left.length === 1 ? "says" : "say"} who left, and others may count as who stayed`
        ];
  });
  const spelled = profiles.flatMap(({name, nDistinct, lastDate, top}) =>
    !isNamedFew({name, nDistinct, lastDate}) || many.some((text) => text.startsWith(`"${name}"`))
      ? []
      : [`"${name}" has ${nDistinct}: ${top.map(({text, count}) => `“${text}” (${formatCount(count)})`).join(", ")}`]
  );
  const dated = profiles.flatMap((profile) => {
    const counts = countDated(profile);
    if (counts === null || (datesLeaving(profile.name) === 0 && namesOutcome(profile.name) < 2)) return [];
    return [`"${profile.name}" is a date in ${formatCount(counts.nDated)} of ${formatCount(profile.nRows)} rows, and may say who left`];
  });
  const one = profiles.flatMap(({name, nDistinct, lastDate, top}) =>
    nDistinct > 1 || lastDate !== null || namesOutcome(name) === 0
      ? []
      : [`"${name}" has ${nDistinct === 0 ? "none" : `but one, “${top[0].text}”`}`]
  );
  const two = profiles.filter(({nDistinct, dates}) => nDistinct === 2 && dates === undefined).map(({name}) => name);
  const told = [...many, ...spelled];
  const few = profiles.filter((d) => isFew(d) && !told.some((text) => text.startsWith(`"${d.name}"`))).map(({name}) => name);
  const ofFew = few.length === 0 ? [] : [`these a few: ${someOf(few, 20)}`];
  return [...told, ...dated, ...one, `these have two values: ${someOf(two, 20)}`, ...ofFew].join("; ");
}
