import type {ColumnAlone, ColumnProfile} from "./columnProfile.js";
import {formatCount, formatShare, listWords} from "../format.js";
import {MIN_GROUP, sayFew} from "../groups.js";
import {canBeLevels} from "../dataset/table.js";
import {readingOf} from "../rows/cell.js";
import {areDigitCodes, CODE_WORD, isCounted, isPadded, isPlaceByNumber, isWhich, namesCodes} from "./codes.js";
import {describeType} from "../rows/physicalType.js";
import {plainWordsOf, wordsOf} from "../dataset/plainWords.js";
import {maySayLeft, spellingsOf} from "./inferLabel.js";
import {REASON} from "./leavingDetails.js";
import {SAYS_LEFT} from "./leavingWords.js";
import {isUnusual} from "./missingCandidates.js";
import {namesPeople} from "./personNames.js";
import {saySpelled, sayTickBox} from "./tickBoxes.js";
import {whyUnread} from "./unread.js";
import type {GivenKind} from "../dataset/definition.js";
import {areYesAndNo} from "../rows/text.js";
import {FIRST_OF_1900S} from "../rows/dates.js";

/** What a column was taken for, and why. */
export type ColumnRole =
  | {role: "input"; kind: GivenKind; why: string}
  | {role: "identifier"; why: string}
  /** it names the customer, who has several rows */
  | {role: "customer"; why: string}
  /** it says when a customer's row was taken */
  | {role: "time"; why: string}
  | {role: "left out"; why: string};

/** A column that tells the label this well alone has seen it. */
const LEAK_AUC = 0.98;

/** A column that says that somebody left, and tells the label this well, is another telling of it. */
const ANOTHER_LABEL_AUC = 0.75;

/** Whole numbers that are codes by their column's name are levels, if they are not more. */
const MOST_CODES = 50;

/** Whole numbers as long as this that never repeat were handed out, and count nothing. */
const LEAST_HANDED_OUT = 1e7;

const ID_WORD = /^(id|ids|uuid|guid|key|index|idx|nr|no|number|nummer|rownumber|row|code|ref)$/iu;
const ID_NAME =
  /^(unnamed_\d+|(customer|user|account|client|member|subscriber|kunden?|cliente?|patient|employee|policy|guest|player|student|donor|passenger|tenant|seller)[ _-]?(id|nr|no|num|nummer|number|code|key)?|kundennummer|rownumber|row[ _-]?(number|id)|id)$/iu;
/** The same of plain words: shortened, of two words, or with the word of a number first. */
const CUSTOMER_NAME = new RegExp(
  `^(${[
    "(cust|clnt|acct|subs|emp|mbr|party|klant|abonent|abonn(e|ent(en)?)|mitglieds?|personal) ?(id|nr|no|num|nummer|number|code|key)",
    "(no|nr|num|numero|n°|id|codice|code|codigo|cod)( (de|di|do|du|del))? (d[’'])?(client|cliente|socio|abonne|adherent|membre|klient|klienta)"
  ].join("|")})$`
);
const PROSE =
  /^(notes?|comments?|comentarios?|remarks?|observacion(es)?|description|text|feedback|message|bemerkung(en)?|notiz(en)?|kommentare?)$/iu;
/** Plain words, in a few languages. */
const AFTERWARDS =
  /^(churn\w*|exit\w*|attrition|cancel\w*|terminat\w*|deactivat\w*|leaving|quit|lapsed?|resignation|departure|(kunden)?abwanderung\w*|k(u|ue)ndigung\w*|austritt\w*|resiliation|depart|baja|abandono|abbandono|disdetta|cancelamento|anulacion|annul(ation|amento|lamento)|opzegging|vertrek|rezygnacji)$/;
const OF_IT =
  /^(date|day|month|time|reason|type|category|score|value|status|interview|grund|grunde|datum|motif|motiv\w*|causa|cause|raison|reden|razon|fecha|data|jour|mois|powod)$/;
/** Beside a word of leaving they say that a model told it: "predicted_churn", "churn_probability". */
const PREDICTED =
  /^(predict\w*|pred|proba?|probabilit\w*|probabilidad\w*|probabilidade|likelihood|propensity|risk|riesgo|risque|risiko|rischio|odds|wahrscheinlichkeit)$/;
const AFTER_IN_ONE = /^(k(u|ue)ndigung|austritt|abwanderung)s?(grund|datum|motiv)\w*$/;
/** Remarks in so few wordings were chosen from a list. */
const MOST_ANSWERS = 30;
/** Whole names only: a long distance is no longitude, and minutes on the phone are no number to call. */
const PLACE = new RegExp(
  [
    "^(zip|postal|plz)( ?(code|nr|no))?$|(^| )pin ?code$|^(branch )?pin$",
    "^(code|codigo|codice|cod|kod) (postale?|pocztowy)$|^(cap|cep|npa|postnummer|posta kodu|post ?code|postleitzahl)$",
    "^(lat|latitude?|lng|long|longitude?)$|^lat ?(long|lng)$|^ip( address)?$|^(street |home )?(address|adresse|direccion|indirizzo|endereco|adres|strasse)$",
    "(^| )(phone|telephone|telefone?|telefono|tel|mobile|mobil|movil|handy|fax|msisdn|imei|imsi)( (number|no|nr|nummer))?$",
    "(^| )(телефон|电话|電話番号)$|^((почтовыи )?индекс|郵便番号|邮编|адрес|住所|地址)$"
  ].join("|")
);

/**
 * What a column is likely to be. Nothing of it is certain: each answer says why, so that a person can say otherwise.
 *
 * @param alone how well it tells the label alone; null: not known
 */
export function inferColumn(profile: ColumnProfile, alone: ColumnAlone | null): ColumnRole {
  return findUseless(profile, alone) ?? findName(profile) ?? findTold(profile, alone) ?? findKind(profile);
}

/** Columns of which nothing can be learned, or nothing that can be read. */
function findUseless(profile: ColumnProfile, alone: ColumnAlone | null): ColumnRole | null {
  const {type, nDistinct, nRows, nMissing, top} = profile;
  const n = nRows - nMissing;
  if (n === 0) return leftOut("it is empty");
  if (nDistinct === 1) {
    const text = top[0].count >= MIN_GROUP ? `“${top[0].text}”` : "the same"; // one of fewer could be somebody's
    return leftOut(nMissing === 0 ? `it is always ${text}` : `all it ever says is ${text}`);
  }
  // numbers as long as an IMSI are one number to a model, though none repeats: they name a row
  if (alone !== null && (alone.nValues === 0 || (alone.nValues === 1 && nDistinct < n)))
    return leftOut(alone.nValues === 0 ? "it is empty where the label is known" : "it says the same wherever the label is known");
  if (n < MIN_GROUP && 2 * n < nRows) return leftOut(`fewer than ${MIN_GROUP} of its rows have a value`);
  if (type.name === "uuid") return {role: "identifier", why: "it holds UUIDs"};
  if (typeof readingOf("category", type) !== "string") return leftOut(`it holds ${describeType(type)}`);
  if (isDates(profile) && profile.lastDate === null)
    return leftOut(
      maySayWhen(profile) ? sayTime(profile.name) : "it holds times, or dates not all of which could be read: write them as 2024-12-31"
    );
  if (isDates(profile) && typeof readingOf("date", type) !== "string")
    return leftOut("its numbers are dates such as 20241231, kept as no whole numbers: write them as 2024-12-31");
  const unread = whyUnread(profile);
  return unread === null ? null : leftOut(unread);
}

function isDates({type, nDates, nRows, nMissing}: ColumnProfile): boolean {
  return /^(date|time|timestamp|duration)$/.test(type.name) || nDates >= 0.95 * (nRows - nMissing);
}

/** Columns that name a row or a person. */
function findName(profile: ColumnProfile): ColumnRole | null {
  const {name, nRows, nMissing, nDistinct, nEmails, nLinks, nNumbers, numbers, lastDate} = profile;
  const n = nRows - nMissing;
  const words = wordsOf(name);
  const isText = nNumbers < n;
  if (nEmails >= 0.9 * n) return leftOut("it holds e-mail addresses");
  if (nLinks >= 0.9 * n) return leftOut("it holds web addresses");
  const plain = plainWordsOf(name);
  const spoken = plain.join(" ");
  if (isText && namesPeople(name, nDistinct)) return leftOut("it holds names of people");
  if (nDistinct > 20 && PLACE.test(plain.join(" "))) return leftOut("it says where or how to reach somebody, and not how much of anything");
  const isNamed = ID_NAME.test(name) || CUSTOMER_NAME.test(spoken) || ID_WORD.test(words.at(-1) ?? "");
  const isUnique = nDistinct === n && (n > 20 || (isNamed && n > 1));
  const isWhole = numbers !== null && numbers.nWhole === nNumbers;
  if (isUnique && (isNamed || (isText && lastDate === null)))
    return {role: "identifier", why: isNamed ? "its name says so, and no value repeats" : "no text repeats"};
  const isCount = isWhole && profile.nDates === 0;
  if (isUnique && isCount && numbers.max - numbers.min === n - 1) return {role: "identifier", why: "it counts the rows"};
  if (isUnique && isCount && numbers.min >= LEAST_HANDED_OUT && String(numbers.min).length === String(numbers.max).length)
    return {role: "identifier", why: "its numbers are long, all of one length, and none repeats"};
  const isOfCustomers = CUSTOMER_NAME.test(spoken) || (ID_NAME.test(name) && !/^unnamed_/.test(name));
  if (isOfCustomers && nDistinct > 20 && nDistinct < 0.95 * n)
    return {
      role: "customer",
      why: `it names ${formatCount(nDistinct)} customers, who stand in ${formatCount(n)} rows: those of one go together, as "protocol.group" says`
    };
  if (isNamed && nDistinct > 0.5 * n) return leftOut("it looks like an identifier, but some of its values repeat");
  const isMany = nDistinct > 20 && !areLevels(profile);
  if (isMany && isWhole && !isText && (isPlaceByNumber(words) || areDigitCodes(profile)))
    return leftOut(`its ${formatCount(nDistinct)} whole numbers look like codes, and are too many: most have fewer than ${MIN_GROUP} rows`);
  if (isMany && (isText ? isNamed : CODE_WORD.test(words.at(-1) ?? "")))
    return leftOut(
      `its name says that it names something: ${formatCount(nDistinct)} stand in ${formatCount(n)} rows; ` +
        `where these are the customers, write "protocol": {"group": ${JSON.stringify(name)}}`
    );
  return null;
}

/** Whether what its name calls names or codes can be levels: only where most rows have a common one, lest customers become a category. */
function areLevels({nRows, nMissing, nDistinct, nCommon}: ColumnProfile): boolean {
  const share = nCommon / (nRows - nMissing);
  return canBeLevels(nDistinct, share >= 0.5 ? share : 0);
}

/** What is told of a column that was left out because it gives the label away by itself. */
export const TELLS_ALONE = "alone it tells";

/** Whether a column gives the label away, or was written after it. */
export function tellsLabel(profile: ColumnProfile, alone: ColumnAlone | null): boolean {
  return findTold(profile, alone) !== null;
}

/** Columns that tell the label, or were written after it. */
function findTold(profile: ColumnProfile, alone: ColumnAlone | null): ColumnRole | null {
  const {name, nRows, nMissing, lastDate} = profile;
  const words = wordsOf(name);
  const plain = plainWordsOf(name);
  const isPredicted = plain.some((word) => PREDICTED.test(word)) && plain.some((word) => AFTERWARDS.test(word) || SAYS_LEFT.test(word));
  if (isPredicted || (words.length > 1 && words.some((word) => /^(naive|bayes)$/i.test(word))))
    return leftOut("its name says that a model made it from the label");
  const best = alone === null ? 0 : Math.max(alone.auc ?? 0, alone.aucOfMissing);
  if (best >= LEAK_AUC)
    return leftOut(`${TELLS_ALONE} who left (ROC AUC ${best.toFixed(3)}): it looks written after the fact, or like the label again`);
  if (alone?.sinceLeft)
    return leftOut(`of ${formatShare(alone.sinceLeft, 0)} of those who left its day is that of leaving, or later: it may tell of it`);
  const isOfIt = plain.some((word) => AFTERWARDS.test(word)) && plain.some((word) => OF_IT.test(word));
  const isItsDay = lastDate !== null && AFTERWARDS.test(plain[0] ?? "") && plain.length <= 2; // canceled_at, exited on
  if (isOfIt || isItsDay || plain.some((word) => AFTER_IN_ONE.test(word))) {
    const empty = nMissing > 0.2 * nRows ? `, and ${formatShare(nMissing / nRows, 0)} of it is empty` : "";
    return leftOut(`its name says that it is known only once somebody left${empty}`);
  }
  if (best >= ANOTHER_LABEL_AUC && plain.some((word) => REASON.test(word)))
    return leftOut(`its name says a reason, and ${TELLS_ALONE} the label well (ROC AUC ${best.toFixed(3)}): it may be that of leaving`);
  if ((alone?.isAllLeft || best >= ANOTHER_LABEL_AUC) && maySayLeft(profile)) {
    const tells = alone?.isAllLeft
      ? "of some it says for sure that they left"
      : `${TELLS_ALONE} the label well (ROC AUC ${best.toFixed(3)})`;
    return leftOut(`it may say who left, too: by its name or a class of it, and ${tells}`);
  }
  return null;
}

function findKind(profile: ColumnProfile): ColumnRole {
  const {name, type, nRows, nMissing, nDistinct, nNumbers, nCommon, numbers, meanWords, meanLength, top, blank} = profile;
  const n = nRows - nMissing;
  if (blank !== undefined) return {role: "input", kind: "boolean", why: sayTickBox(profile)};
  if (profile.lastDate !== null) return {role: "input", kind: "date", why: sayDate(profile)};
  if (type.name === "boolean") return {role: "input", kind: "boolean", why: "it is true or false"};
  if (nDistinct === 2 && areYesAndNo(top.map(({text}) => text)) && !isWhich(profile) && !isCounted(profile))
    return {role: "input", kind: "boolean", why: `it says “${top[0].text}” or “${top[1].text}”, as yes or no${saySpelled(profile)}`};
  if (nNumbers === n && numbers !== null) {
    const isWhole = numbers.nWhole === nNumbers;
    const words = wordsOf(name);
    const isNamedSo =
      (words.length > 1 && CODE_WORD.test(words.at(-1) ?? "")) || isPlaceByNumber(words) || isPadded(profile) || areDigitCodes(profile);
    const isFew = nDistinct <= MOST_CODES;
    if (isWhole && (isFew ? isNamedSo || namesCodes(words) : isNamedSo && areLevels(profile)))
      return {role: "input", kind: "category", why: `its ${formatCount(nDistinct)} whole numbers look like codes`};
    return {
      role: "input",
      kind: isWhole ? "integer" : "number",
      why: `${isWhole ? "whole numbers" : "numbers"}${sayMissingWords(profile)}`
    };
  }
  const isProse = wordsOf(name).some((word) => PROSE.test(word));
  const isLong = meanWords >= (isProse ? 2 : 4) || meanLength >= 40;
  if (isLong && nDistinct > MOST_ANSWERS) return leftOut("it is free text");
  const isMany = !canBeLevels(nDistinct, nCommon / n);
  if (nNumbers >= 0.9 * n) {
    const strangers = top.filter(({text, count}) => count >= MIN_GROUP && !/\d/.test(text)).slice(0, 3);
    const shown = strangers.length > 0 ? `, such as ${strangers.map(({text}) => `“${text}”`).join(", ")}` : "";
    const why = `${sayFew(n - nNumbers)} of its cells are no numbers${shown}`;
    return isMany ? leftOut(`${why}: mend them, or name them under “missing”`) : {role: "input", kind: "category", why};
  }
  if (isMany) return leftOut(`its ${formatCount(nDistinct)} different texts are too many: most have fewer than ${MIN_GROUP} rows`);
  return {role: "input", kind: "category", why: `${formatCount(nDistinct)} different texts${saySpellings(profile)}`};
}

/** Texts that are one level however they are spelled stay apart, as the file has them: a person should know. One that few rows have is not named. */
function saySpellings(profile: ColumnProfile): string {
  const spelled = spellingsOf(profile).filter((texts) => texts.length > 1);
  if (spelled.length === 0) return "";
  const common = new Set(profile.top.filter(({count}) => count >= MIN_GROUP).map(({text}) => text));
  const first = spelled.find((texts) => texts.every((text) => common.has(text)));
  if (first === undefined) return "; some look like one text spelled in several ways: each is a level of its own";
  const others = spelled.length > 1 ? ", and so do others" : "";
  const shown = listWords(first.map((text) => `“${text}”`));
  return `; ${shown} look like one text spelled in ${formatCount(first.length)} ways${others}: each is a level of its own`;
}

/** Words for "no value" that only a column of numbers has made such; some may be a mistake to take so. */
function sayMissingWords({missingWords}: ColumnProfile): string {
  const words = missingWords.map(({text}) => text).filter(isUnusual);
  return words.length === 0 ? "" : `; ${listWords(words.map((word) => `“${word}”`))} ${words.length === 1 ? "is" : "are"} no value`;
}

/** Names of dates of the last time that somebody did something, which those who leave stop doing. */
const LAST = /^(last|latest|recent|letzte\w*|ultim\w*|derni\w*|laatste|ostatni\w*|seneste|senaste|последн\p{L}*|最終\p{L}*)$/u;

/** Names of dates that say when somebody was born: the last of them is of the youngest customer, and not the day of the table. */
const BIRTH =
  /^(birth|birthday|birthdate|born|dob|geburt\w*|geboren|naissance|nacimiento|nascita|nascimento|nasc|nac|urodzenia|geboorte\w*|fodelse\w*|fodsels\w*|рождения|生年月日|誕生日)$/;

export function isBirth(name: string): boolean {
  return plainWordsOf(name).some((word) => BIRTH.test(word));
}

/** Names of dates that lie ahead, when something ends or falls due: the last of them is not the day of the table either. */
const AHEAD = new RegExp(
  `^(${[
    "expir\\w*|expiry|ends?|due|until|valid|matur\\w*|renewal|next",
    "ablauf\\w*|(vertrags)?ende|enddatum|f(a|ae)llig\\w*|gultig\\w*|geldig\\w*|n(a|ae)chste\\w*|eind(e|datum)|verval\\w*|afloop\\w*|volgende",
    "venc\\w*|fin|final|caducidad|proxim[oa]|fim|termino|validade|fine|scadenza|prossim[oa]|echeance|prochaine?",
    "wyga(s|sn)\\w*|konca|koniec|zakonczenia|waznosci|nastepn\\w*|konec|konce|platnosti|slut\\w*|udlob\\w*|utlop\\w*",
    "окончания|следующ\\p{L}*|bitis|満了日|次回\\p{L}*"
  ].join("|")})$`,
  "u"
);

/** Whether a name says when, or how long ago, somebody last did something. */
export function isLast(name: string): boolean {
  return plainWordsOf(name).some((word) => LAST.test(word));
}

export function isAhead(name: string): boolean {
  return plainWordsOf(name).some((word) => AHEAD.test(word));
}

function sayDate({name, hasShortYears}: ColumnProfile): string {
  const years = hasShortYears ? `; of years in two digits those from ${FIRST_OF_1900S} on are taken for 19${FIRST_OF_1900S} on` : "";
  return isLast(name)
    ? `dates${years}; by its name the last time of something, which may be leaving itself and not a sign of it: look at it`
    : `dates${years}`;
}

/** Names of columns that say which month, week or day a row is of. */
const WHEN =
  /^(month|week|day|date|quarter|year|season|period|snapshot|as[ _-]?of|asof|wave|cohort[ _-]?month|monat|woche|tag|datum|quartal|jahr|stichtag|mes|semana|fecha|trimestre|a(ñ|n)o|periodo|mois|semaine)$/iu;

/**
 * Whether a column may say when a customer's row was taken: by its name, and in a form that sorts, which is whole numbers or texts
 * such as 2025-01.
 */
export function maySayWhen({name, nNumbers, nRows, nMissing, nDistinct, numbers, top}: ColumnProfile): boolean {
  if (nMissing > 0 || nDistinct < 2 || !wordsOf(name).some((word) => WHEN.test(word))) return false;
  if (numbers !== null && nNumbers === nRows) return numbers.nWhole === nRows && numbers.nNegative === 0;
  return top.every(({text}) => /^\d{4}[-/. ]?(\d{2}|[QWM]\d{1,2})([-/. ]\d{2})?$/i.test(text));
}

/** Of texts such as 2025-01, where each row is of another customer and so nothing is known of what they are for. */
function sayTime(name: string): string {
  return `it says of which time a row is: where models are to be judged by the latest, write "protocol": {"time": ${JSON.stringify(name)}}`;
}

/** When a column was measured, where its name says it. */
export function timingOf(name: string, kind: GivenKind): "same-period" | null {
  return kind === "date" && isLast(name) ? "same-period" : null;
}

function leftOut(why: string): ColumnRole {
  return {role: "left out", why};
}
