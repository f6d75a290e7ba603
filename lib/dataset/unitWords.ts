import {currencyOfWord} from "./currencies.js";

/** The words by which names of columns say units, in a few languages. All in lower case. */

/** Of time, each by its plural in English. German makes compounds of some; of those in days not every one, since "percentage" is none. */
const TIMES: readonly (readonly [string, RegExp])[] = [
  ["seconds", /^(seconds|secs?|sekunden|segundos|secondes|secondi|saniye|секунд[аыу]?|секундах|\p{L}*秒数)$/u],
  ["minutes", /^(minutes|mins|\p{L}*minuten|minutos|minuti|minuty|minutter|minuter|dakika|минут[аыу]?|минутах)$/u],
  ["hours", /^(hours|hrs|\p{L}*stunden|horas|heures|uren|godzin(y|ach)?|timmar|час(ов|а|ы|ах)|\p{L}*時間数)$/u],
  [
    "days",
    /^(days|((arbeits|fehl|kranken|krankheits|rest|urlaubs|vertrags|verzugs|werk)?tagen?)|d[íi]as|jours|giorni|dagen|dage|dager|dagar|dni|dní|дней|дня|дни|днях|сут(ок|ки)|\p{L}*[日天]数)$/u
  ],
  ["weeks", /^(weeks|wks|\p{L}*wochen|semanas|semaines|settimane|weken|uger|uker|veckor|tygodni(e|ach)?|недел(ь|и|я|ях)|\p{L}*週数)$/u],
  [
    "months",
    /^(months|mths|mnd|\p{L}*monaten?|meses|mesi|maanden|måneder|månader|miesi[ąa]c[ey]|miesięcy|měsíc[eůi]|месяц(ев|а|ы|ах)|\p{L}*月数)$/u
  ],
  ["years", /^(years|yrs|\p{L}*jahren?|a[ñn]os|ann[ée]es|anni|jaren|лет|год(а|ы|ов|ах)|\p{L}*年数)$/u]
];

/** Of anything else but money that stands as a word at the end of a name. */
const OTHERS = new Map<string, string>(
  Object.entries({
    km: "km",
    miles: "miles",
    kb: "kB",
    mb: "MB",
    gb: "GB",
    kg: "kg",
    kw: "kW",
    kwh: "kWh",
    mwh: "MWh",
    sqm: "m²",
    m2: "m²",
    "m²": "m²",
    m3: "m³",
    "m³": "m³",
    "%": "%",
    "％": "%",
    pct: "%",
    perc: "%",
    percent: "%",
    percentage: "%"
  })
);

/** One of a span of time, at the end of a name: a length by what stands before it, a rate of money, or only when something was (`signup_month`). */
export const SPANS = new Map<string, string>(
  Object.entries({
    day: "day",
    week: "week",
    wk: "week",
    month: "month",
    mth: "month",
    mo: "month",
    year: "year",
    yr: "year",
    tag: "day",
    woche: "week",
    monat: "month",
    jahr: "year",
    semana: "week",
    mes: "month",
    mês: "month",
    año: "year",
    ano: "year",
    mois: "month",
    semaine: "week",
    tydzień: "week",
    miesiąc: "month",
    rok: "year",
    день: "day",
    неделя: "week",
    месяц: "month",
    мес: "month",
    год: "year",
    gün: "day",
    hafta: "week",
    ay: "month",
    yıl: "year",
    md: "month",
    mån: "month",
    kk: "month",
    міс: "month",
    měsíc: "month",
    hó: "month",
    bulan: "month",
    월: "month",
    개월: "month",
    måned: "month",
    månad: "month",
    日: "day",
    週: "week",
    月: "month",
    年: "year"
  })
);

/** What only brackets make a unit of: "Wait (min)" is in minutes, and "Balance min" the least. */
export const BRACKET_UNITS = new Map<string, string>(
  Object.entries({
    min: "minutes",
    s: "seconds",
    sec: "seconds",
    h: "hours",
    hr: "hours",
    std: "hours",
    d: "days",
    t: "days",
    m: "m",
    сек: "seconds",
    мин: "minutes",
    ч: "hours",
    час: "hours",
    дн: "days",
    дни: "days",
    нед: "weeks",
    мес: "months",
    г: "years",
    sn: "seconds",
    dk: "minutes",
    saat: "hours",
    gün: "days",
    hafta: "weeks",
    ay: "months",
    yıl: "years",
    秒: "seconds",
    分: "minutes",
    分钟: "minutes",
    時間: "hours",
    小时: "hours",
    日: "days",
    天: "days",
    週: "weeks",
    週間: "weeks",
    月: "months",
    ヶ月: "months",
    か月: "months",
    カ月: "months",
    ヵ月: "months",
    个月: "months",
    개월: "months",
    분: "minutes",
    시간: "hours",
    일: "days",
    kk: "months",
    міс: "months",
    hónap: "months",
    bulan: "months",
    年: "years",
    гб: "GB",
    мб: "MB",
    км: "km"
  })
);

/** The unit that a word says. @param word in lower case @example unitOfWord("vertragsmonate") // "months" */
export function unitOfWord(word: string): string | null {
  return OTHERS.get(word) ?? currencyOfWord(word) ?? TIMES.find(([, pattern]) => pattern.test(word))?.[0] ?? null;
}
