import type {ColumnProfile} from "./columnProfile.js";
import type {LabelChoice} from "../dataset/definition.js";
import {listWords} from "../format.js";
import {classesOf} from "../dataset/classes.js";
import {truthOf} from "../rows/text.js";
import {plainWordsOf, withoutCodes, wordsOf} from "../dataset/plainWords.js";
import {namesDetail} from "./leavingDetails.js";
import {countDated, datesLeaving, strengthOfDates} from "./leavingDates.js";
import {
  isNewcomer,
  leavingWordsOf,
  MAY_SAY,
  nameLeft,
  OF_WHOM,
  saidBy,
  saysLeft,
  saysStayed,
  SAYS_LEFT,
  SAYS_STAYED
} from "./leavingWords.js";

/** A column that may say who left. */
export interface LabelGuess extends LabelChoice {
  why: string;
  /** how clearly its name and its classes say it; 0: neither says anything */
  strength: number;
}

/**
 * The columns that may say who left, the likeliest first: columns of two texts, by what their names and texts say, or of a few of which
 * each says whether it is of who left; and dates of leaving, blank for who stayed. A column whose name says who stayed counts its "no" as
 * churned.
 */
export function guessLabels(columns: readonly ColumnProfile[]): LabelGuess[] {
  return columns
    .flatMap((column) => {
      const guess = guessClasses(column) ?? guessDetails(column) ?? guessFewClasses(column);
      return guess === null || guess.strength === 0 ? [] : [guess];
    })
    .sort((a, b) => b.strength - a.strength || Number(namesChurn(b.column)) - Number(namesChurn(a.column)));
}

/** Whether a name says churn itself: where another says as clearly that something was cancelled, that may have been an order. */
function namesChurn(name: string): boolean {
  return saidBy(name).some((word) => /^(churn|attrit)/.test(word));
}

/** How clearly a column's name says that it tells who left: 2 it does, or 1 it tells who stayed or may tell either; 0 it says nothing. */
export function namesOutcome(name: string): 0 | 1 | 2 {
  const words = saidBy(name);
  if (nameLeft(words)) return 2;
  return maySay(words) || words.some((word) => SAYS_STAYED.test(word)) ? 1 : 0;
}

function maySay(words: readonly string[]): boolean {
  return words.some((word) => MAY_SAY.test(word)) && words.every((word) => MAY_SAY.test(word) || OF_WHOM.test(word));
}

/** Which of a column's two classes counts as churned; null unless it has two. */
export function guessClasses(profile: ColumnProfile): LabelGuess | null {
  const {name, nRows, blank, dated} = profile;
  const classes = spellingsOf(profile);
  if (classes.length !== 2 || nRows < 4) return null;
  if (dated !== undefined) return guessDated(profile, dated);
  if (namesDetail(name) === "reason") return null; // two reasons to leave are no two classes
  const [a, b] = classes.map(([text]) => text);
  const said = blank === undefined ? classesByWords(name, [a, b]) : guessMarked(name, {mark: a === blank ? b : a, blank});
  const guess = said ?? {
    churned: b,
    why: "its rarer class was taken, since neither class says it",
    strength: namingOf(saidBy(name))
  };
  return {...chooseChurned(profile, [guess.churned]), why: guess.why, strength: guess.strength};
}

/**
 * The texts of a column of a few, those that are one class however they are spelled together: "TRUE" and "true", "Churned" and "churned".
 *
 * @returns classes and texts, the most frequent first; empty where it has more texts than are known
 */
export function spellingsOf({nDistinct, top}: Pick<ColumnProfile, "nDistinct" | "top">): string[][] {
  if (nDistinct > top.length) return [];
  const classes = new Map<string | boolean, {texts: string[]; count: number}>();
  for (const {text, count} of top) {
    const same =
      truthOf(text) ??
      text
        .normalize("NFKC")
        .toLowerCase()
        .replace(/[\s_-]+/g, " ");
    const known = classes.get(same) ?? {texts: [], count: 0};
    classes.set(same, {texts: [...known.texts, text], count: known.count + count});
  }
  return [...classes.values()].sort((a, b) => b.count - a.count).map(({texts}) => texts);
}

/**
 * A column's classes where these texts, however they are spelled, say who left, and all others who stayed.
 *
 * @param left texts of the column, not all of them
 */
export function chooseChurned(profile: ColumnProfile, left: readonly string[]): LabelChoice {
  const classes = spellingsOf(profile);
  const isLeft = (texts: readonly string[]): boolean => texts.some((text) => left.includes(text));
  const [churned = "", ...alsoChurned] = classes.filter(isLeft).flat();
  const [retained = "", ...alsoRetained] = classes.filter((texts) => !isLeft(texts)).flat();
  return {
    column: profile.name,
    churned,
    ...(alsoChurned.length > 0 ? {alsoChurned} : {}),
    retained,
    ...(alsoRetained.length > 0 ? {alsoRetained} : {}),
    ...(profile.blank === undefined ? {} : {blank: profile.blank}),
    ...(profile.dated === undefined ? {} : {dated: profile.dated})
  };
}

/** Of a column that is a date for some, and says nothing of the others. @param dated the class of its dates */
function guessDated(profile: ColumnProfile, dated: string): LabelGuess {
  const [ofDate, ofBlank] = dated === "left" ? ["left", "stayed"] : ["stayed", "left"];
  return {
    ...chooseChurned(profile, ["left"]),
    why: `it is a date or blank, so a date is who ${ofDate}, and a blank who ${ofBlank}`,
    strength: strengthOfDates(profile)
  };
}

/** Of a column that marks some and says nothing of the others: by its name, or by the mark where that says who left. */
function guessMarked(name: string, {mark, blank}: {mark: string; blank: string}): Pick<LabelGuess, "churned" | "why" | "strength"> {
  const {churned, strength} = classesByWords(name, ["yes", "no"]) ?? {churned: "yes", strength: 0};
  const isLeft = saysLeft(mark) || churned === "yes";
  const [ofMark, ofBlank] = isLeft ? ["left", "stayed"] : ["stayed", "left"];
  return {
    churned: isLeft ? mark : blank,
    why: `it says “${mark}” or is blank, so “${mark}” is who ${ofMark}, and a blank who ${ofBlank}`,
    strength: Math.max(0, strength - 1) // of two columns that say who left, the one that says it of everybody is likelier
  };
}

/** Of a column that tells of some why or when they left, and of the others nothing; null: it does not. It is a label where nothing else is. */
export function guessDetails(profile: ColumnProfile): LabelGuess | null {
  const {name, blank, top} = profile;
  const detail = namesDetail(name);
  if (blank === undefined || top.length < 3 || detail === null) return null;
  return {
    ...chooseChurned(
      profile,
      top.map(({text}) => text).filter((text) => text !== blank)
    ),
    why: `it is a ${detail} or blank, so whoever has a ${detail} left, and a blank is who stayed`,
    strength: 0.4
  };
}

/**
 * The classes of a column of a few that say who left, though others beside them may say neither: one, or several that say it by the same
 * word, as "Voluntarily Terminated" and "Terminated for Cause" do; null: none does, or each by a word of its own.
 */
export function findLeft(profile: ColumnProfile): string[] | null {
  const classes = spellingsOf(profile);
  if (classes.length < 3 || classes.length > MOST_CLASSES) return null;
  const left = classes.filter((texts) => texts.some(saysLeft));
  if (left.length === 0 || left.length === classes.length) return null;
  const words = left.map((texts) => texts.flatMap(leavingWordsOf).map((word) => word.slice(0, STEM)));
  const isOneWord = left.length === 1 || words[0].some((word) => words.every((own) => own.includes(word)));
  return isOneWord ? left.map(([text]) => text) : null;
}

/** So many letters tell words apart: "terminated" and "termination" are one. */
const STEM = 5;

/**
 * The classes of a column of a few texts, of which all but those that say who left count as retained.
 *
 * @returns null where none of its classes says who left, or several do, each in its own way, or it has too many. Its strength is 0 where
 *   others say neither, such as "Paused"
 */
export function guessFewClasses(profile: ColumnProfile): LabelGuess | null {
  const left = findLeft(profile);
  if (left === null) return null;
  const choice = chooseChurned(profile, left);
  const {churned, retained} = classesOf(choice);
  const quote = (texts: readonly string[]): string => listWords(texts.map((text) => `“${text}”`));
  const isSaid = retained.every((text) => saysStayed(text) || isNewcomer(text));
  return {
    ...choice,
    why: `${quote(churned)} ${churned.length === 1 ? "says" : "say"} who left, and ${quote(retained)} ${
      retained.length === 1 ? "counts" : "count"
    } as who stayed`,
    strength: isSaid ? 2 + namingOf(saidBy(profile.name)) / 4 : 0 // of two columns the one that says nothing but who left is likelier
  };
}

/** The classes of who stayed that are of those who have only just come. */
export function newcomersOf(label: LabelChoice): string[] {
  return classesOf(label).retained.filter(isNewcomer);
}

/**
 * Whether a column that is not the label may say who left all the same: by its name, of two classes or of dates and blanks, or by one of its
 * two or its few.
 */
export function maySayLeft(profile: ColumnProfile): boolean {
  const classes = spellingsOf(profile);
  return (
    findLeft(profile) !== null ||
    (classes.length === 2 && saidBy(profile.name).some((word) => SAYS_LEFT.test(word))) ||
    (classes.length === 2 && classes.filter((texts) => texts.some(saysLeft)).length === 1) ||
    (countDated(profile) !== null && datesLeaving(profile.name) > 0)
  );
}

/** A column of more classes is no label that has one too many. */
const MOST_CLASSES = 8;

function namingOf(words: readonly string[]): 0 | 1 | 2 {
  return nameLeft(words) ? 2 : maySay(words) ? 1 : 0;
}

/** Which of two texts counts as churned, by what they and the column's name say; null: neither says it. */
export function classesByWords(name: string, [a, b]: readonly [string, string]): LabelGuess | null {
  const words = saidBy(name);
  const naming = namingOf(words);
  const isStay = naming < 2 && words.some((word) => SAYS_STAYED.test(word));
  const left = [a, b].filter((text) => saysLeft(text));
  if (left.length === 1) {
    const churned = left[0];
    return {column: name, churned, retained: churned === a ? b : a, why: `its class “${churned}” says so`, strength: 2 + naming};
  }
  const stayed = [a, b].filter((text) => plainWordsOf(text).some((word) => SAYS_STAYED.test(word)));
  if (stayed.length === 1) {
    const retained = stayed[0];
    return {column: name, churned: retained === a ? b : a, retained, why: `its class “${retained}” says who stayed`, strength: 1 + naming};
  }
  const yes = [a, b].find((text) => truthOf(text) === true);
  const no = [a, b].find((text) => truthOf(text) === false);
  if (yes === undefined || no === undefined) return null;
  const said = wordsOf(withoutCodes(name)).join(" ");
  if (isStay) return {column: name, churned: no, retained: yes, why: `“${said}” says who stayed, so “${no}” is who left`, strength: 1};
  const why = naming === 2 ? `“${said}” says who left, so “${yes}” is who did` : `“${yes}” was taken for who left`;
  return {column: name, churned: yes, retained: no, why, strength: naming === 0 ? 0 : naming + 1};
}
