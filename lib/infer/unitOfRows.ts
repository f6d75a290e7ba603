import type {ColumnProfile} from "./columnProfile.js";
import {plainWordsOf} from "../dataset/plainWords.js";

/** What a name speaks of when its plain words, with blanks between, look so. */
type RowWord = readonly [RegExp, string];

const CUSTOMER: RowWord = [/customer|client|kunde|\b(klient|klant|kund\b)/, "customer"];
const EMPLOYEE: RowWord = [
  /employee|staff|\bworkers?\b|\bemps?\b(?! (stat\w*|len\w*|title|type|dur\w*)$)|\b(employe|mitarbeiter|angestellt|personal(nr|nummer)|salarie|emplead|trabajador|empregad|funcionari|colaborador|dipendent|impiegat|medewerker|werknemer|anstalld|medarbe|pracowni)/,
  "employee"
];
const STUDENT: RowWord = [/\b(student|learner|pupil|etudiant|estudiante|aluno|studente|schuler)/, "student"];
const ROW_WORDS: readonly RowWord[] = [
  CUSTOMER,
  [/account|\b(acct|konto|cuenta|compte)s?\b/, "account"],
  [/subscriber|\b(abonn|abonent|abonad|suscriptor|assinante|abbonat)/, "subscriber"],
  [/member|\b(mitglied|membre|adherent|medlem|lid\b|leden\b|soci[oa]s?\b)/, "member"],
  EMPLOYEE,
  [/polic(y|ies|en?)\b|policen?(nr|nummer)|\b(poliz|poliza|apolice)/, "policy"],
  [/user|\b(nutzer|benutzer|utilisateur|usuari|utente|utenti|gebruiker)/, "user"],
  STUDENT,
  [/\b(patient|paziente|paciente)/, "patient"],
  [/\bguests?\b/, "guest"],
  [/\b(bookings?|buchung(en)?|boekingen|prenotazion[ei])\b/, "booking"],
  [/\b(reservations?|reservierung(en)?|reservas?)\b/, "reservation"],
  [/\bpassengers?\b/, "passenger"],
  [/\b(donor|donateur|donante)/, "donor"],
  [/\bsellers?\b/, "seller"],
  [/\bmerchants?\b/, "merchant"],
  [/\bvendors?\b/, "vendor"],
  [/\bplayers?\b/, "player"],
  [/\btenants?\b/, "tenant"],
  [/\bvolunteers?\b/, "volunteer"]
];
/** The same only where they name the rows: a file "company_churn" may be of a company's customers. */
const THING_WORDS: readonly RowWord[] = [
  [/\b(compan(y|ies)|organi[sz]ation|org)\b/, "company"],
  [/\b(subscription|abo|abonnement)\b/, "subscription"],
  [/\b(contract|vertrags?|contrato|contrat)\b/, "contract"],
  [/\bhousehold\b/, "household"],
  [/\b(char|character|avatar)\b/, "character"]
];

/** What a label says of staff alone; of any other column turnover is what a customer sells. */
const OF_WORKERS: RowWord = [
  /\b(turnover|resign(ed|ation)|egreso|despido|demissao|demitid[oa]|desligamento|dimission[ei]|licenziamento|demission|licenciement|uit dienst|fratr(a|ae)d\w*|zwolnieni[ae]|zwolniony)\b|увольнени|уволен|離職|退職|离职|퇴사/,
  EMPLOYEE[1]
];

/** What tables of staff ask of people; one of them alone, or of pay and job, stands in a bank's table too. */
const OF_STAFF: readonly RegExp[] = [
  /^(evaluation|appraisal|performance)$/,
  /^(overtime|shift|shifts|uberstunden|ueberstunden|straordinari[oe]?|nadgodziny|turno|turni|schicht)$/,
  /^(hire|hired|hiring|einstellung|einstellungsdatum|embauche|assunzione|admissao|zatrudnieni[ae])$/,
  /^(absences?|absenteeism|fehltage|krankheitstage|ausencias|assenze|nieobecnosci)$/,
  /^(colleagues?|coworkers?)$/
];
/** What tables of students ask of them. */
const OF_STUDY: readonly RegExp[] = [
  /^(curricular|curriculum|semesters?|sem|gpa|cgpa|grades?)$/,
  /^(scholarships?|tuition)$/,
  /^(admissions?|enrol(l)?ments?|applications?)$/,
  /^(courses?|exams?|school|degree|college)$/
];
const OF_WORK: readonly RegExp[] = [
  ...OF_STAFF,
  /^(salary|wages?|payroll|paygrade|gehalt|lohn|bruttolohn|sueldo|salario|salaire|stipendio|wynagrodzenie|ral)$/,
  /^(job|jobrole|work|workplace|stelle|abteilung|puesto|mansione|stanowisko)$/
];

/**
 * What one row is: by the columns that name it, the file, the label, and what an export's columns are all of, such as "user.email" and
 * "user.plan". Else an employee or a student where columns ask what is asked of staff or students, or columns, but no level, speak of
 * employees, and nothing speaks of customers; else a customer: that an account is long, or somebody an active member, is said of customers.
 */
export function unitOfRows(
  columns: readonly ColumnProfile[],
  {identifiers, stem, label}: {identifiers: readonly string[]; stem: string; label: string}
): {singular: string; plural: string; why: string} {
  const plain = (name: string): string => plainWordsOf(name).join(" ");
  const firstOf = (names: readonly string[], words: readonly RowWord[]): string | undefined =>
    names.flatMap((name) => words.filter(([pattern]) => pattern.test(plain(name))).map(([, word]) => word))[0];
  const names = columns.map(({name}) => plain(name));
  const texts = columns.flatMap(({top}) => top.map(({text}) => plain(text)));
  const speaks = ([pattern]: RowWord, spoken: readonly string[]): boolean => spoken.some((text) => pattern.test(text));
  const isOfCustomers = speaks(CUSTOMER, [...names, ...texts]);
  const named =
    firstOf(identifiers, [...ROW_WORDS, ...THING_WORDS]) ?? firstOf([stem], isOfCustomers ? ROW_WORDS : [...ROW_WORDS, OF_WORKERS]);
  const owned = firstOf([label], [...ROW_WORDS, OF_WORKERS]) ?? firstOf(ownersOf(columns), ROW_WORDS);
  const isOfStaff = speaks(EMPLOYEE, names) || isStaff(columns);
  const asked = isOfStaff ? EMPLOYEE[1] : asksAtLeast(columns, OF_STUDY, 3) ? STUDENT[1] : undefined;
  const word = named ?? owned ?? (isOfCustomers ? undefined : asked) ?? CUSTOMER[1];
  const why =
    named !== undefined
      ? "the file or what names a row says so"
      : owned !== undefined
        ? "the names of columns say so"
        : word === CUSTOMER[1]
          ? "nothing says what else"
          : `columns ask what is asked of ${word === EMPLOYEE[1] ? "staff" : `${word}s`}`;
  return {singular: word, plural: `${word.replace(/y$/, "ie")}s`, why};
}

/** What several columns of an export are of: of "user.email" and "user.plan.name" it is "user". */
function ownersOf(columns: readonly ColumnProfile[]): string[] {
  const owners = columns.flatMap(({name}) => /^([^.]+)\./.exec(name)?.[1] ?? []);
  return [...new Set(owners.filter((owner, i) => owners.indexOf(owner) < i))];
}

/** Whether columns speak of so many of the matters. */
function asksAtLeast(columns: readonly ColumnProfile[], matters: readonly RegExp[], least: number): boolean {
  const words = columns.flatMap(({name}) => plainWordsOf(name));
  return matters.filter((pattern) => words.some((word) => pattern.test(word))).length >= least;
}

function isStaff(columns: readonly ColumnProfile[]): boolean {
  return asksAtLeast(columns, OF_STAFF, 1) && asksAtLeast(columns, OF_WORK, 2);
}
