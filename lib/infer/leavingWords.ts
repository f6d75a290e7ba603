import {plainWordsOf, withoutCodes} from "../dataset/plainWords.js";

/** Plain words of names and classes that say who left, in a few languages. */
export const SAYS_LEFT = new RegExp(
  `^(${[
    "churn\\w*|exit\\w*|attrit\\w*|cancel\\w*|left|lost|quit|terminat\\w*|unsubscrib\\w*|deactivat\\w*|disconnect\\w*|lapsed?|leavers?|termd",
    "discontinued|surrendered|withdrawn|uninstalled",
    "ann?ul(ad|ac|at|e|l|am|ow)\\w*|depart(ed|ure)?|resign(ed|ation)|switched|dropout",
    "gek(u|ue)ndigt|k(u|ue)ndigung|(kunden)?abwanderung|abgewandert|austritt|ausgetreten|storniert|(lieferanten|anbieter)?wechsel|gewechselt",
    "resili\\w*|desabonn\\w*|demission\\w*|parti|perdue?",
    "abandon\\w*|baja|fuga|fugad[oa]|perdid[oa]|renunci[ao]|desliga(d[oa]|mentos?)|demissao|demitid[oa]|evadid[oa]|evasao|rescis\\w*|desist\\w*",
    "abbandon\\w*|disdett\\w*|cessa(t|zion)\\w*|dim(ess|ission)\\w*|pers[oa]",
    "opgezegd|opzegging|geannuleerd|vertrokken|uppsagd|avslutad|oppsagt|avsluttet|opsagt|afmeldt|odesel|odesla|odchod",
    "rezygnac\\w*|zrezygnow\\w*|rezygnuj\\w*|odszedl|odeszla|odeszli|utracon\\w*|wypowiedzian\\w*|zwolni(on|eni)\\w*|odejsci\\w*",
    "poistunut|irtisanonut|lopettanut|lemond(ta|ott)|elment|lemorzsolod\\w*|berhenti|keluar",
    "ayr(ı|i)l(d(ı|i)|an|m(ı|i)s|ma)|iptal|kaybedil\\p{L}*|م?غادر\\p{L}*|ملغ\\p{L}*|الغاء",
    "отток\\p{L}*|ушел|ушла|ушли|отключен\\p{L}*|расторг\\p{L}*|расторжени\\p{L}*|уволен\\p{L}*|увольнени\\p{L}*|відтік|пішов|пішла",
    "解約\\p{L}*|退会\\p{L}*|離脱\\p{L}*|離職\\p{L}*|退職\\p{L}*|(是否|已)?(流失|离网|离职)\\p{L}*",
    "(해지|이탈|탈퇴|퇴사)\\p{L}*".normalize("NFKD") // as plain words have it
  ].join("|")})$`,
  "u"
);
/** Names of columns that say who stayed. */
export const SAYS_STAYED =
  /^(retain\w*|stay\w*|active|renew\w*|loyal|retention|subscribed|current|継続\p{L}*|активен|активныи|kald(ı|i)|aktif|باق\p{L}*|نشط)$/u;
/** Names that may say it, of whomever; in a longer name each can be about anything: "marital_status", "ev_owner_flag". */
export const MAY_SAY =
  /^(labels?|target|class|outcome|status|event|y|response|flag|leaves?|turnover|closed|inactive|inaktiv\w*|inacti(f|v[oa])|inattiv[oa]|dormant|статус|durum|الحالة|状態|状态)$/;
export const OF_WHOM =
  /^(customers?|clients?|users?|members?|accounts?|employees?|subscribers?|subscription|kunden?|mitglied\w*|is|did|do|does|has|have|will|they|he|she|or|not|final|binary|true)$/;

/** Names of what somebody has said will be, and has not left yet: "cancel_at_period_end". */
const TO_COME = /(^| )at( the)?( (end of|current|next))* (period|term|cycle|renewal|contract)( end)?$/;

/** To take a number to another network is to leave this one. */
const PORTED = /\b(port(ed|ing)?|mnp) ?out\b/;

/** Whether a name's words say who left. */
export function nameLeft(words: readonly string[]): boolean {
  const said = words.join(" ");
  return (words.some((word) => SAYS_LEFT.test(word)) || PORTED.test(said)) && !TO_COME.test(said);
}

/** The plain words of a name, without its codes and the span that some end with. @example saidBy("Gekündigt6M") // ["gekundigt"] */
export function saidBy(name: string): string[] {
  return plainWordsOf(withoutCodes(name)).map((word) => word.replace(/(?<=[a-z])\d+[dwmy]?$/, ""));
}

/** "Ex-customer", and not a code such as E1PMExJ. */
const IS_EX = /^\P{L}*ex\P{L}/iu;

const LEFT_AS = /^(gone|former|closed|inactive)$/;

/** The plain words of a class by which it says who left; none where it denies it. */
export function leavingWordsOf(text: string): string[] {
  const words = plainWordsOf(text);
  const isDenied = words.some((word) => /^(not|non|no|never|nicht|nao|niet|pas)$/.test(word));
  if (isDenied) return [];
  return words.filter((word) => SAYS_LEFT.test(word) || LEFT_AS.test(word) || (word === "ex" && IS_EX.test(text)));
}

export function saysLeft(text: string): boolean {
  return leavingWordsOf(text).length > 0;
}

/** Words of classes that say who stayed, beside those of names. */
const STAYED_AS =
  /^(existing|employed|open|live|ongoing|aktiv\w*|activ[oae]s?|actif(s|ve)?|attiv[oi]|bestand\w*|bestehend\w*|vigente|работает)$/u;
/** Words of classes of those who have only just come. */
const NEW_AS =
  /^(new|newly|join(ed|er|ers|ing)|trial(ing|ling)?|onboarding|neu\w*|neukunde\w*|nuev[oa]s?|nouve(au|aux|lle)|nuov[oi]|nov[oa]s?|новыи)$/u;
/** Words of classes of those who stayed in part, or not for long. */
const IN_DOUBT =
  /^(paus\w*|suspen\w*|expir\w*|hold|frozen|dormant|past|overdue|delinquent|unpaid|pending|inactiv\w*|risk|grace|not|non|no|never|nicht)$/;

export function saysStayed(text: string): boolean {
  const words = plainWordsOf(text);
  return (
    words.some((word) => SAYS_STAYED.test(word) || STAYED_AS.test(word)) && !words.some((word) => IN_DOUBT.test(word)) && !saysLeft(text)
  );
}

/** Whether a class is of those who have only just come, and have not had the time to leave. */
export function isNewcomer(text: string): boolean {
  const words = plainWordsOf(text);
  return words.some((word) => NEW_AS.test(word)) && !words.some((word) => IN_DOUBT.test(word)) && !saysLeft(text);
}
