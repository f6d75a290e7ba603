import type {ColumnProfile} from "./columnProfile.js";
import {MIN_GROUP} from "../groups.js";
import {nameLeft, OF_WHOM, saidBy, SAYS_LEFT, SAYS_STAYED} from "./leavingWords.js";
import {fillBlank} from "./tickBoxes.js";

/** Plain words that say who left only of a day: an account that was closed then, the day on which somebody leaves. */
const LEFT_THEN =
  /^(leav(e|ing)|clos(e|ed|ing|ure)|delet(ed|ion)|withdraw(n|al)|offboard\w*|separat(ed|ion)|dismiss\w*|uninstall\w*|ended|gone|beendet|gel(o|oe)scht|abgemeldet|abmeldung|storno|stornierung|cierre|salida|cloture|sortie|chiusura|uscita|encerramento|saida|opzegging|egreso|cese|despido|rozwiazania|wyjscia|fratr(a|ae)d\w*|uitdienst(treding)?|uittreding|cikis)$/;
/** The same with the day in one word. */
const LEFT_IN_ONE =
  /^((k(u|ue)ndigungs?|austritts?|abwanderungs?|storno|abmelde|l(o|oe)schungs?|opzeg)(datum|tag|zeitpunkt|termin)|(terminat(ion|ed)|cancel(l?ation|l?ed)?|churn|exit|leave|leaving|resignation|separation|closing|closure|close)(date|day|time|dt|ts))$/;
const LAST_DAY =
  /^(term (date|dt|day)|last work(ing)? (day|date)|last day (worked|of (work|employment|service))|(datum )?uit dienst( (datum|per|op))?)$/;
/** An end that may as well be one to come, of what was agreed. */
const ENDS = /^(ends?|ende|enddate|enddatum|einddatum|fin|fine|fim|koniec|slut)$/;
/** Whatever else the name of such a day has: that it is one, and of whom. */
const OF_DAY =
  /^(dates?|dateof|days?|time|timestamp|datetime|ts|dt|dttm|at|on|utc|gmt|key|effective|of|the|datum|tag|zeitpunkt|am|zum|der|des|die|fecha|dia|hora|de|del|la|el|data|do|da|du|jour|le|di|della|van|op|dato|tarihi?|дата|день|日|日付|日期|时间)$/u;
const WHOSE = /^(subscriptions?|memberships?|services?|employments?|abos?|abonnements?|isten|umowy|pracy|z)$/;
const AGREED = /^(contracts?|polic(y|ies)|plans?|vertr(a|ae)gs?)$/;

/** How clearly a column of dates is, by its name, of when somebody left: 2 it is, 1 it may as well say when something agreed ends, 0 it says nothing. */
export function datesLeaving(name: string): 0 | 1 | 2 {
  const words = saidBy(name);
  if (words.some((word) => LEFT_IN_ONE.test(word)) || LAST_DAY.test(words.join(" "))) return 2;
  const isLeft = (word: string): boolean => (SAYS_LEFT.test(word) && word !== "switched") || LEFT_THEN.test(word); // to another plan
  const isEnd = words.some((word) => ENDS.test(word));
  const isKnown = (word: string): boolean =>
    isLeft(word) || ENDS.test(word) || OF_DAY.test(word) || OF_WHOM.test(word) || WHOSE.test(word) || (AGREED.test(word) && !isEnd);
  if (!words.every(isKnown)) return 0;
  if (words.some(isLeft)) return words.join(" ") === "cancel at" ? 1 : 2; // "cancel_at": a day to come
  return isEnd ? 1 : 0;
}

/** Rows of a column of dates that say when, and those that do not: blanks, and days that never come. Null: it is no such column. */
export function countDated({nRows, nMissing, dates, dated, top}: ColumnProfile): {nDated: number; nBlank: number} | null {
  if (dates === undefined) return null;
  const read = top.find(({text}) => text === dated);
  if (read !== undefined) return {nDated: read.count, nBlank: nRows - read.count};
  const nBlank = nMissing + dates.nNever;
  return nBlank > 0 && nBlank < nRows ? {nDated: nRows - nBlank, nBlank} : null;
}

/** Of dates of an end, so many may lie after all others; more, and they say what was agreed. */
const MOST_AHEAD = 1 / 3;

/** How likely a column of dates is to be the label, between that of columns of two texts that are named so and of those that are not; 0: it is none. */
export function strengthOfDates(profile: ColumnProfile): number {
  const counts = countDated(profile);
  if (counts === null || Math.min(counts.nDated, counts.nBlank) < MIN_GROUP) return 0;
  const naming = datesLeaving(profile.name);
  const isAgreed = (profile.dates?.nAhead ?? 0) > MOST_AHEAD * counts.nDated;
  if (naming === 2) return nameLeft(saidBy(profile.name)) ? 1.5 : 1.25; // a cancellation comes before its end
  return naming === 1 && !isAgreed ? 0.5 : 0;
}

/**
 * A column of dates for some, and nothing for the others, with two texts in their place: of who left and who stayed. Any other as it is.
 *
 * @param ofBlank who has no date; absent: as the column's name says it, or else who stayed
 */
export function readDated(profile: ColumnProfile, ofBlank?: "churned" | "retained"): ColumnProfile {
  const counts = countDated(profile);
  if (counts === null) return profile;
  const naming = datesLeaving(profile.name);
  const isOfStayed = naming === 0 && saidBy(profile.name).some((word) => SAYS_STAYED.test(word)); // "renewed_at"
  const isLeft = ofBlank === undefined ? !isOfStayed : ofBlank === "retained";
  const [dated, blank] = isLeft ? ["left", "stayed"] : ["stayed", "left"];
  return {
    ...fillBlank({...profile, nMissing: counts.nBlank, nDistinct: 1, top: [{text: dated, count: counts.nDated}]}, blank),
    dated
  };
}
