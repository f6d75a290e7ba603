import type {ColumnProfile} from "./columnProfile.js";
import {plainWordsOf} from "../dataset/plainWords.js";

/** What a name speaks of when its plain words, with blanks between, look so. */
type RowWord = readonly [RegExp, string];

const CUSTOMER: RowWord = [/customer|client|kunde|\b(klient|klant|kund\b)/, "customer"];
const EMPLOYEE: RowWord = [
  /employee|staff|\b(emp|worker)s?\b|\b(employe|mitarbeiter|angestellt|personal(nr|nummer)|salarie|emplead|trabajador|empregad|funcionari|colaborador|dipendent|impiegat|medewerker|werknemer|anstalld|medarbe|pracowni)/,
  "employee"
];
const ROW_WORDS: readonly RowWord[] = [
  CUSTOMER,
  [/account|\b(acct|konto|cuenta|compte)s?\b/, "account"],
  [/subscriber|\b(abonn|abonent|abonad|suscriptor|assinante|abbonat)/, "subscriber"],
  [/member|\b(mitglied|membre|adherent|medlem|lid\b|leden\b|soci[oa]s?\b)/, "member"],
  EMPLOYEE,
  [/polic(y|ies|en?)\b|policen?(nr|nummer)|\b(poliz|poliza|apolice)/, "policy"],
  [/user|\b(nutzer|benutzer|utilisateur|usuari|utente|utenti|gebruiker)/, "user"],
  [/\b(student|etudiant|estudiante|schuler)/, "student"],
  [/\b(patient|paziente|paciente)/, "patient"],
  [/\b(donor|donateur|donante)/, "donor"]
];

/** What tables of staff ask of people; one of them alone, or of pay and job, stands in a bank's table too. */
const OF_STAFF: readonly RegExp[] = [/^(evaluation|appraisal|performance)$/, /^(overtime|shift|shifts)$/, /^(hire|hired|hiring)$/];
const OF_WORK: readonly RegExp[] = [...OF_STAFF, /^(salary|wages?|payroll|paygrade)$/, /^(job|jobrole|work|workplace)$/];

/**
 * What one row is: by the columns that name it, and by the file. Else an employee where columns, but no level, speak of employees, or
 * ask what is asked of staff, and nothing speaks of customers; else a customer: that an account is long, or somebody an active member,
 * is said of customers.
 */
export function unitOfRows(
  columns: readonly ColumnProfile[],
  {identifiers, stem}: {identifiers: readonly string[]; stem: string}
): {singular: string; plural: string; why: string} {
  const plain = (name: string): string => plainWordsOf(name).join(" ");
  const named = [...identifiers, stem].flatMap((name) => ROW_WORDS.find(([pattern]) => pattern.test(plain(name)))?.[1] ?? []);
  const names = columns.map(({name}) => plain(name));
  const texts = columns.flatMap(({top}) => top.map(({text}) => plain(text)));
  const speaks = ([pattern]: RowWord, spoken: readonly string[]): boolean => spoken.some((text) => pattern.test(text));
  const isOfStaff = !speaks(CUSTOMER, [...names, ...texts]) && (speaks(EMPLOYEE, names) || isStaff(columns));
  const word = named[0] ?? (isOfStaff ? EMPLOYEE : CUSTOMER)[1];
  const why =
    named.length > 0 ? "the file or what names a row says so" : isOfStaff ? "columns ask what is asked of staff" : "nothing says what else";
  return {singular: word, plural: word === "policy" ? "policies" : `${word}s`, why};
}

function isStaff(columns: readonly ColumnProfile[]): boolean {
  const words = columns.flatMap(({name}) => plainWordsOf(name));
  const asks = (pattern: RegExp): boolean => words.some((word) => pattern.test(word));
  return OF_STAFF.some(asks) && OF_WORK.filter(asks).length >= 2;
}
