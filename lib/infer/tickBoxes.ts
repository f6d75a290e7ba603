import type {ColumnProfile} from "./columnProfile.js";
import {MIN_GROUP} from "../groups.js";
import {listWords} from "../format.js";
import {findNamed} from "../named.js";
import {sumOf} from "../numbers.js";
import {truthOf} from "../rows/text.js";

/** What a blank stands for in a column of ticks. */
const UNTICKED = "no";

const TICK = /^(x|×|\*|\+|•|●|■|√|☒|✅)$/iu;

/** Whether a text says yes and nothing else. */
export function isTick(text: string): boolean {
  return TICK.test(text) || truthOf(text) === true;
}

/** A word that fewer rows lack is the same for everybody, and some did not say so; one that more lack, such as a coupon's, is had or not. */
const LEAST_WITHOUT = 0.1;

/** A column as people keep spreadsheets: one word for yes, and nothing for no. */
function isTickBox(profile: ColumnProfile): boolean {
  return isOneOrNothing(profile) && isTick(profile.top[0].text);
}

/** One word that many have and many have not, which is no number, date or word for no. */
function isWordBox(profile: ColumnProfile): boolean {
  const {nRows, nMissing, nNumbers, nDates} = profile;
  if (!isOneOrNothing(profile) || nNumbers > 0 || nDates > 0) return false;
  return nMissing >= LEAST_WITHOUT * nRows && truthOf(profile.top[0].text) !== false;
}

/** Enough rows have it, and enough have none. */
function isOneOrNothing({nDistinct, nRows, nMissing, missingWords}: ColumnProfile): boolean {
  return nDistinct === 1 && missingWords.length === 0 && nMissing >= MIN_GROUP && nRows - nMissing >= MIN_GROUP;
}

/** A column with the blanks of ticks as a text of their own; any other column as it is. */
export function readTicks(profile: ColumnProfile): ColumnProfile {
  return isTickBox(profile) ? fillBlank(profile, UNTICKED) : profile;
}

/**
 * A column whose ticks, or whose words for yes and for no, are spelled in several ways, as if each were spelled as most of its rows have it,
 * and with the blanks of ticks, as {@link readTicks} has them, and of a word that is had or not; any other column as it is.
 */
export function readTruths(profile: ColumnProfile): ColumnProfile {
  const ticked = isWordBox(profile) ? fillBlank(profile, UNTICKED) : readTicks(profile);
  const {nDistinct, nNumbers, nRows, nMissing, top} = profile;
  if (ticked !== profile || nDistinct < 2 || nDistinct > top.length || nNumbers === nRows - nMissing) return ticked;
  const texts = top.map(({text}) => text);
  const saysNo = texts.some((text) => truthOf(text) === false);
  const sides = [true, false].map((side) => top.filter(({text}) => (truthOf(text) ?? (TICK.test(text) && !saysNo ? true : null)) === side));
  const [yes, no] = sides;
  if (yes.length === 0 || yes.length + no.length < texts.length || sides.some(areAmbiguous)) return profile;
  if (no.length > 0) return texts.length > 2 ? spellOnce(profile, sides) : profile;
  const once = readTicks(spellOnce(profile, [yes]));
  return once.blank === undefined ? profile : once;
}

/** Of single signs, other than digits, one is a short form or a tick; of two, such as “x” and “✓” or “N” and “F”, each may mean something of its own. */
function areAmbiguous(texts: readonly {text: string}[]): boolean {
  const signs = texts.map(({text}) => text.toLowerCase()).filter((text) => [...text].length === 1 && !/\d/.test(text));
  return new Set(signs.map((sign) => SAME_SIGN.find((signs) => signs.includes(sign)) ?? sign)).size > 1;
}

const SAME_SIGN = ["x×", "✓✔☑✅√", "✗✘☐", "•●"];

/** A column with the texts of each class counted as its most frequent one. */
function spellOnce(profile: ColumnProfile, classes: readonly (readonly {text: string; count: number}[])[]): ColumnProfile {
  const top = classes.map((texts) => ({text: texts[0].text, count: sumOf(texts.map(({count}) => count))}));
  const others = classes.filter((texts) => texts.length > 1).map(([{text}, ...rest]) => [text, rest.map((d) => d.text)] as const);
  return {
    ...profile,
    spelled: Object.fromEntries(others),
    nDistinct: top.length,
    nCommon: sumOf(top.map(({count}) => (count >= MIN_GROUP ? count : 0))),
    top: top.sort((a, b) => b.count - a.count),
    nNumbers: 0,
    isBare: false,
    numbers: null
  };
}

/**
 * A column of which it is taken that a row without a value has a text of it, as if that stood there.
 *
 * @param profile of a column of a few texts
 * @param blank one of them, or another
 */
export function fillBlank(profile: ColumnProfile, blank: string): ColumnProfile {
  const {nMissing, nDistinct, top} = profile;
  const own = top.find(({text}) => text === blank)?.count ?? 0;
  const filled = [...top.filter(({text}) => text !== blank), {text: blank, count: own + nMissing}];
  return {
    ...profile,
    blank,
    nMissing: 0,
    missingWords: [],
    nDistinct: own > 0 ? nDistinct : nDistinct + 1,
    nCommon: sumOf(filled.map(({count}) => (count >= MIN_GROUP ? count : 0))),
    top: filled.sort((a, b) => b.count - a.count),
    nNumbers: 0,
    isBare: false,
    numbers: null,
    lastDate: null
  };
}

/** Which texts were taken for one. @example "; “Y” and “yes” are read as “Yes”" */
export function saySpelled({spelled = {}}: ColumnProfile): string {
  const words = Object.entries(spelled).map(([text, others = []]) => {
    const quoted = listWords(others.map((other) => `“${other}”`));
    return `; ${quoted} ${others.length === 1 ? "is" : "are"} read as “${text}”`;
  });
  return words.join("");
}

/** Why a column of ticks is yes or no. */
export function sayTickBox({top, blank, spelled = {}}: ColumnProfile): string {
  const ticked = top.filter(({text}) => text !== blank).flatMap(({text}) => [text, ...(findNamed(spelled, text) ?? [])]);
  return `it says ${listWords(
    ticked.map((text) => `“${text}”`),
    "or"
  )} or is blank, and a blank was taken for “${blank}”: where it means not known, take it out of the inputs`;
}
