import type {ColumnProfile} from "./columnProfile.js";
import {plainWordsOf, wordsOf} from "../dataset/plainWords.js";

/** Which whole numbers are names of something, by their column's name and how they are written, and count nothing. */

/** The last word of names whose whole numbers name a place or a calling, however many they are, and count nothing. */
const PLACE_BY_NUMBER = /^(city|country|province|district|branch|store|shop|occupation|profession|nationality)$/iu;
/** The same, in an identifier. */
export const CODE_WORD = /^(id|ids|code|cd|key)$/iu;
const CODE = /^(code|cd|zip|plz|area|region|branch|store|shop|segment|cluster|channel)$/iu;
/** The same as the last word of a name; before it, as in "plan price", they say of what something is. */
const CODE_LAST =
  /^(type|status|plan|tariff|city|country|state|gender|sex|method|mode|via|occupation|profession|department|province|district|nationality|nacionality|nacionalidade?|marriage|course|qualification|religion|race|ethnicity|faculty|major|programme?|language|industry|sector|brand|category|genre)$/iu;
/** Of plain words. */
const WHICH = /^(gender|sex|sexe|sexo|sesso|kjonn|sukupuoli|genero|genere|geslacht|geschlecht|kon|plec|cinsiyet|пол|性別|性别)$/;
/** What a name counts or measures of a thing with codes: "branch visits" are as many as there were. */
const COUNTED_OF =
  /^(visits?|calls?|orders?|purchases?|transactions?|changes?|switches|count|cnt|size|share|ratio|rate|score|distance|spend|sales|sqm|days|months|years|besuche|visitas?|visites)$/iu;

/** Whether two numbers say which of two somebody is, and neither is a yes: 0 and 1 for a gender. */
export function isWhich({name, nNumbers}: ColumnProfile): boolean {
  const words = plainWordsOf(name);
  const isCode = words.length > 1 && /^(id|code|cd|key)$/.test(words.at(-1) ?? ""); // "GenderID"
  return nNumbers > 0 && WHICH.test(words.at(isCode ? -2 : -1) ?? "");
}

/** Of plain words: the last, or the first, of names that say how many. */
const HOW_MANY_LAST = /^(count|cnt|qty|quantity|anzahl|anz|aantal|antal|cantidad|cant|qtd|quantidade|liczba)$/;
const HOW_MANY_FIRST =
  /^(num|number|n|nb|count|qty|quantity|anzahl|anz|aantal|antal|cantidad|cant|qtd|quantidade|nombre|liczba|количество)$/;

/** Whether two numbers are how many there were, and no yes and no: none of anybody's complaints was more than one. */
export function isCounted({name, nNumbers}: ColumnProfile): boolean {
  const words = plainWordsOf(name);
  return nNumbers > 0 && words.length > 1 && (HOW_MANY_LAST.test(words.at(-1) ?? "") || HOW_MANY_FIRST.test(words[0]));
}

/** Whether its numbers are all as long, and some begin with a nought: "001" is a name, and no amount. */
export function isPadded({top}: ColumnProfile): boolean {
  const lengths = new Set(top.map(({text}) => text.length));
  return lengths.size === 1 && top.some(({text}) => /^0\d+$/.test(text)) && top.every(({text}) => /^\d+$/.test(text));
}

/** Digits that a place of such a code may hold: quintiles from 1 to 5, or from 0. */
const MOST_DIGITS = 6;

/** Whether whole numbers are ranks written one after another, by their name and their digits: an RFM segment of 111 to 555 is three, and no amount. */
export function areDigitCodes({name, top}: ColumnProfile): boolean {
  const texts = top.map(({text}) => text);
  const length = texts[0]?.length ?? 0;
  const isOneLength = length >= 3 && texts.every((text) => text.length === length && /^\d+$/.test(text));
  const words = wordsOf(name);
  if (!isOneLength || !(namesCodes(words) || /^rfm$/i.test(words[0] ?? ""))) return false;
  return Array.from({length}, (_, i) => new Set(texts.map((text) => text[i])).size).every((n) => n <= MOST_DIGITS);
}

export function namesCodes(words: readonly string[]): boolean {
  return (words.some((word) => CODE.test(word)) || CODE_LAST.test(words.at(-1) ?? "")) && !areCounted(words);
}

export function isPlaceByNumber(words: readonly string[]): boolean {
  return PLACE_BY_NUMBER.test(words.at(-1) ?? "") && !areCounted(words);
}

function areCounted(words: readonly string[]): boolean {
  return words.slice(1).some((word) => COUNTED_OF.test(word)) || /^(n|num|number)$/i.test(words[0] ?? "");
}
