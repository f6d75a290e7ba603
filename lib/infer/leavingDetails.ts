import type {ColumnProfile} from "./columnProfile.js";
import {MIN_GROUP} from "../groups.js";
import {plainWordsOf} from "../dataset/plainWords.js";
import {nameLeft, saidBy} from "./leavingWords.js";
import {fillBlank} from "./tickBoxes.js";

/** A reason is one of something that happened, which may be that somebody left. */
export const REASON = /^(reasons?|grund|grunde|motif|motiv\w*|causa|cause|raison|reden|razon|razao|powod|причина)$/;
/** The same with what happened in one word. */
const IN_ONE = /^((ver)?k(u|ue)ndigung|austritt|abwanderung|abgang|storno)s?grund$/;
/** Of a year or a month of the year, in numbers or in words; whole dates are read as such. */
const WHEN =
  /^(year|month|quarter|week|jahr|monat|quartal|ano|anio|mes|trimestre|annee|mois|anno|mese|jaar|maand|rok|miesiac|год|месяц|yil|ay|年|月)$/;
/** More wordings are what somebody wrote, and were not chosen from a list. */
const MOST_DETAILS = 30;
/** What nothing stands for beside them. */
const STAYED = "no";

/** What a name says that a column tells of how somebody left: why, or in which year or month; null: neither. */
export function namesDetail(name: string): "reason" | "time" | null {
  const words = plainWordsOf(name);
  if (words.some((word) => IN_ONE.test(word))) return "reason";
  if (!nameLeft(saidBy(name))) return null;
  return words.some((word) => REASON.test(word)) ? "reason" : words.some((word) => WHEN.test(word)) ? "time" : null;
}

/** Whether there are years, months of a year or both together: 0 and 1 of "left_next_month" are none. */
function areTimes({nDistinct, nNumbers, nRows, nMissing, numbers, top}: ColumnProfile): boolean {
  if (numbers === null || nNumbers < nRows - nMissing)
    return top.every(({text}) => /^\d{4}[-/. ]?(\d{2}|[QWM]\d{1,2})$|^\p{L}{3,}$/iu.test(text));
  const isWhole = numbers.nWhole === nNumbers;
  return isWhole && ((numbers.min >= 1 && numbers.max <= 12 && nDistinct > 2) || (numbers.min >= 1900 && numbers.max <= 2100));
}

/** A column that tells of some why or when they left, and of others nothing, with a text for those; any other column as it is. */
export function readDetails(profile: ColumnProfile): ColumnProfile {
  const {name, nRows, nMissing, nDistinct, top, nNumbers, lastDate} = profile;
  const detail = namesDetail(name);
  const isList = nDistinct > 1 && nDistinct <= Math.min(top.length, MOST_DETAILS) && lastDate === null;
  const isDetail = (detail === "time" && areTimes(profile)) || (detail === "reason" && nNumbers === 0);
  return isList && isDetail && Math.min(nMissing, nRows - nMissing) >= MIN_GROUP ? fillBlank(profile, STAYED) : profile;
}
