import type {GivenKind} from "../dataset/definition.js";
import {plainWordsOf} from "../dataset/plainWords.js";
import {isAhead, isBirth, isLast} from "./inferColumn.js";

/** Plain words that say who somebody is, in a few languages. */
const WHO_SOMEBODY_IS =
  /^(age|ages|alter|edad|idade|eta|leeftijd|wiek|alder|yas|возраст|年齢|年龄|gender|geschlecht|sex|sexe|sexo|sesso|kjonn|sukupuoli|genero|genere|geslacht|kon|plec|cinsiyet|пол|性別|性别|race|ethnic\w*|ethnie|etnia|hispanic|latino|nationalit\w*|nacionalit\w*|nacionalidad\w*|staatsangehorigkeit|citizen\w*|(mother|father)(['’]?s)?|veteran)$/;

/** Plain words, with blanks between, that say since when or how long somebody has been with whom: it grows by itself, and by nothing else. */
const HOW_LONG = new RegExp(
  [
    "\\b(tenure|seniority|vintage|antiguedad|antiguidade|anciennete|anzianita|anciennitat|стаж)\\b",
    "\\b(vertragsdauer|kundendauer|betriebszugehorigkeit|dienstjahre)\\b",
    "\\b(days|weeks|months|years|tage|wochen|monate|jahre) (a|as|at|on book|seit|als|since(?! (the )?(last|latest|recent|prev\\w*)))\\b",
    "\\b(dias|meses|anos|tiempo|tempo) (como|de casa|de cliente|en la empresa|na empresa)\\b",
    "\\b(mois|annees|jours|mesi|anni|giorni|miesiace|lata) (comme|chez|come|jako|en tant que)\\b",
    "\\b(months|years) (worked|employed|served)\\b",
    "\\byears? (in|with|of) ",
    "\\bmonths? (in|with) (company|service|role|job|position|us|bank)\\b",
    "\\b(join|joined|joining|hired?|hiring|sign ?up|signed up|registration|registered) (year|month|week|day|date|age)s?\\b",
    "\\b(enrolled|enroll?ment|onboarded|onboarding) (year|month|week|day|date|age)s?\\b",
    "\\b(member|customer|client) since\\b",
    "\\b(year|month|date|day|age) (of )?(joining|joined|hire|hired|sign ?up|registration|registered|enrolment|enrollment|at enrol\\w*)\\b",
    "\\b(experience|berufserfahrung|experiencia|working years|service years|length of service)\\b",
    "\\b(membership|customer|account|service|subscription|relationship) (years|months|weeks|days|length|duration)\\b",
    "^time (spend|spent)( (at|in|with))?( the)? (company|firm|employer)$",
    "^(customer |member |account )?lifetime( (in )?(days|weeks|months|years))?$",
    "^(number of |num )?(companies|employers) worked"
  ].join("|")
);

/** How long it is with whom, also by way of a thing: a policy's tenure is that of who holds it. */
const TENURE = /\b(tenure|seniority)\b/;

/** A thing's age ends with another thing. */
const THING = /\b(device|handset|phone|equipment|car|vehicle|model|home|house|building|invoice|debt|ticket|order|policy)\b/;

/** How much money somebody is paid or spends in a year of service is another matter than the years. */
const AMOUNT = /\b(salary|wages?|income|pay|revenue|charges?|fees?|costs?)\b|\b(spend|rate|score|value)$/;

/**
 * Whether nobody who wants to keep somebody can change an input: what somebody is, since when they are there, and what happened on a day.
 * No suggestion may move it. When somebody last did something, and when a thing ends, may move yet.
 */
export function isTakenAsFixed(name: string, kind: GivenKind): boolean {
  if (kind === "date") return isBirth(name) || (!isLast(name) && !isAhead(name));
  const words = plainWordsOf(name);
  const spoken = words.join(" ");
  if (AMOUNT.test(spoken) || (THING.test(spoken) && !TENURE.test(spoken)) || isLast(name)) return false;
  return words.some((word) => WHO_SOMEBODY_IS.test(word)) || isBirth(name) || HOW_LONG.test(spoken);
}
