import type {ColumnProfile} from "./columnProfile.js";
import type {LabelChoice} from "../dataset/definition.js";
import {listWords} from "../format.js";
import {classesOf} from "../dataset/classes.js";
import {truthOf} from "../rows/text.js";
import {plainWordsOf, withoutCodes, wordsOf} from "../dataset/plainWords.js";

/** A column that may say who left. */
export interface LabelGuess extends LabelChoice {
  why: string;
  /** how clearly its name and its classes say it; 0: neither says anything */
  strength: number;
}

/** Plain words of names and classes that say who left, in a few languages. */
const SAYS_LEFT = new RegExp(
  `^(${[
    "churn\\w*|exit\\w*|attrit\\w*|cancel\\w*|left|lost|quit|terminat\\w*|unsubscrib\\w*|deactivat\\w*|disconnect\\w*|lapsed?|leavers?",
    "ann?ul(ad|ac|at|e|l|am|ow)\\w*|depart(ed|ure)?|resign(ed|ation)|switched|dropout",
    "gek(u|ue)ndigt|k(u|ue)ndigung|(kunden)?abwanderung|abgewandert|austritt|ausgetreten|storniert",
    "resili\\w*|desabonn\\w*|demission\\w*|parti|perdue?",
    "abandon\\w*|baja|fuga|fugad[oa]|perdid[oa]|desligad[oa]|evadid[oa]|evasao|rescis\\w*|desist\\w*",
    "abbandon\\w*|disdett\\w*|cessat\\w*|dimess\\w*|pers[oa]",
    "opgezegd|opzegging|geannuleerd|vertrokken|uppsagd|avslutad|oppsagt|avsluttet|opsagt|afmeldt|odesel|odesla|odchod",
    "rezygnac\\w*|zrezygnow\\w*|rezygnuj\\w*|odszedl|odeszla|odeszli|utracon\\w*|wypowiedzian\\w*",
    "poistunut|irtisanonut|lopettanut|lemond(ta|ott)|elment|lemorzsolod\\w*|berhenti|keluar",
    "ayr(ı|i)l(d(ı|i)|an|m(ı|i)s|ma)|iptal|kaybedil\\p{L}*|م?غادر\\p{L}*|ملغ\\p{L}*|الغاء",
    "отток\\p{L}*|ушел|ушла|ушли|отключен\\p{L}*|расторг\\p{L}*|уволен\\p{L}*|увольнение|відтік|пішов|пішла",
    "解約\\p{L}*|退会\\p{L}*|離脱\\p{L}*|離職\\p{L}*|退職\\p{L}*|(是否|已)?(流失|离网|离职)\\p{L}*",
    "(해지|이탈|탈퇴|퇴사)\\p{L}*".normalize("NFKD") // as plain words have it
  ].join("|")})$`,
  "u"
);
/** Names of columns that say who stayed. */
const SAYS_STAYED =
  /^(retain\w*|stay\w*|active|renew\w*|loyal|retention|subscribed|current|継続\p{L}*|активен|активныи|kald(ı|i)|aktif|باق\p{L}*|نشط)$/u;
/** Names that may say it, of whomever; in a longer name each can be about anything: "marital_status", "ev_owner_flag". */
const MAY_SAY =
  /^(labels?|target|class|outcome|status|y|response|flag|leaves?|closed|inactive|inaktiv\w*|inacti(f|v[oa])|inattiv[oa]|dormant|статус|durum|الحالة|状態|状态)$/;
const OF_WHOM =
  /^(customers?|clients?|users?|members?|accounts?|employees?|subscribers?|subscription|kunden?|mitglied\w*|is|did|do|does|has|have|will|they|he|she|or|not|final|binary|true)$/;

/**
 * The columns that may say who left, the likeliest first: columns of two texts, by what their names and texts say.
 * A column whose name says who stayed counts its "no" as churned.
 */
export function guessLabels(columns: readonly ColumnProfile[]): LabelGuess[] {
  return columns
    .flatMap((column) => {
      const guess = guessClasses(column);
      return guess === null || guess.strength === 0 ? [] : [guess];
    })
    .sort((a, b) => b.strength - a.strength);
}

/** How clearly a column's name says that it tells who left: 2 it does, or 1 it tells who stayed or may tell either; 0 it says nothing. */
export function namesOutcome(name: string): 0 | 1 | 2 {
  const words = saidBy(name);
  if (words.some((word) => SAYS_LEFT.test(word))) return 2;
  return maySay(words) || words.some((word) => SAYS_STAYED.test(word)) ? 1 : 0;
}

function maySay(words: readonly string[]): boolean {
  return words.some((word) => MAY_SAY.test(word)) && words.every((word) => MAY_SAY.test(word) || OF_WHOM.test(word));
}

/** Which of a column's two classes counts as churned; null unless it has two. */
export function guessClasses(profile: ColumnProfile): LabelGuess | null {
  const {name, nRows, blank} = profile;
  const classes = spellingsOf(profile);
  if (classes.length !== 2 || nRows < 4) return null;
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
    ...(profile.blank === undefined ? {} : {blank: profile.blank})
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

/** The plain words of a name, without its codes and the span that some end with. @example saidBy("Gekündigt6M") // ["gekundigt"] */
function saidBy(name: string): string[] {
  return plainWordsOf(withoutCodes(name)).map((word) => word.replace(/(?<=[a-z])\d+[dwmy]?$/, ""));
}

/** The class of a column of a few that says who left, though others beside it say neither; null: none does, or several do. */
export function findLeft(profile: ColumnProfile): string | null {
  const classes = spellingsOf(profile);
  if (classes.length < 3 || classes.length > MOST_CLASSES) return null;
  const left = classes.filter((texts) => texts.some(saysLeft));
  return left.length === 1 ? left[0][0] : null;
}

/**
 * The classes of a column of a few texts, of which all but one count as retained.
 *
 * @returns null where none of its classes says who left, or several do, or it has too many
 */
export function guessFewClasses(profile: ColumnProfile): LabelGuess | null {
  const left = findLeft(profile);
  if (left === null) return null;
  const choice = chooseChurned(profile, [left]);
  const others = listWords(classesOf(choice).retained.map((text) => `“${text}”`));
  return {...choice, why: `“${left}” says who left, and ${others} count as who stayed`, strength: 1};
}

/**
 * Whether a column that is not the label may say who left all the same: by its name, of two classes, or by one of its few.
 */
export function maySayLeft(profile: ColumnProfile): boolean {
  return findLeft(profile) !== null || (spellingsOf(profile).length === 2 && namesOutcome(profile.name) === 2);
}

/** A column of more classes is no label that has one too many. */
const MOST_CLASSES = 8;

function namingOf(words: readonly string[]): 0 | 1 | 2 {
  return words.some((word) => SAYS_LEFT.test(word)) ? 2 : maySay(words) ? 1 : 0;
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

/** "Ex-customer", and not a code such as E1PMExJ. */
const IS_EX = /^\P{L}*ex\P{L}/iu;

function saysLeft(text: string): boolean {
  const words = plainWordsOf(text);
  const isDenied = words.some((word) => /^(not|non|no|never|nicht|nao|niet|pas)$/.test(word));
  return (
    !isDenied &&
    words.some((word) => SAYS_LEFT.test(word) || /^(gone|former|closed|inactive)$/.test(word) || (word === "ex" && IS_EX.test(text)))
  );
}
