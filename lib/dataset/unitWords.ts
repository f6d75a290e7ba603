/** The words by which names of columns say units, in a few languages. All in lower case. */

/** Of time, each by its plural in English. German makes compounds of some; of those in days not every one, since "percentage" is none. */
const TIMES: readonly (readonly [string, RegExp])[] = [
  ["seconds", /^(seconds|secs?|sekunden|segundos|secondes|secondi)$/],
  ["minutes", /^(minutes|mins|\p{L}*minuten|minutos|minuti|minuty)$/u],
  ["hours", /^(hours|hrs|\p{L}*stunden|horas|heures|uren|godzin(y|ach)?)$/u],
  ["days", /^(days|((arbeits|fehl|kranken|krankheits|rest|urlaubs|vertrags|verzugs|werk)?tagen?)|d[íi]as|jours|giorni|dagen|dni)$/],
  ["weeks", /^(weeks|wks|\p{L}*wochen|semanas|semaines|settimane|weken|tygodni(e|ach)?)$/u],
  ["months", /^(months|mths|\p{L}*monaten?|meses|mesi|maanden|miesi[ąa]c[ey]|miesięcy)$/u],
  ["years", /^(years|yrs|\p{L}*jahren?|a[ñn]os|ann[ée]es|anni|jaren)$/u]
];

/** Of anything else that stands as a word at the end of a name. */
const OTHERS = new Map<string, string>(
  Object.entries({
    km: "km",
    miles: "miles",
    kb: "kB",
    mb: "MB",
    gb: "GB",
    usd: "USD",
    eur: "EUR",
    euro: "EUR",
    gbp: "GBP",
    chf: "CHF",
    inr: "INR",
    brl: "BRL",
    pln: "PLN",
    "€": "EUR",
    "£": "GBP",
    $: "USD",
    "₹": "INR",
    r$: "BRL",
    zł: "PLN",
    kč: "CZK",
    sek: "SEK",
    nok: "NOK",
    dkk: "DKK",
    cad: "CAD",
    aud: "AUD",
    jpy: "JPY",
    "₺": "TRY",
    "₽": "RUB",
    "₴": "UAH",
    "₩": "KRW",
    "₪": "ILS",
    cents: "cents",
    kg: "kg",
    kw: "kW",
    kwh: "kWh",
    mwh: "MWh",
    sqm: "m²",
    "%": "%",
    pct: "%",
    percent: "%",
    percentage: "%"
  })
);

export const CURRENCY = /^(USD|EUR|GBP|CHF|INR|BRL|PLN|CZK|SEK|NOK|DKK|CAD|AUD|JPY|TRY|RUB|UAH|KRW|ILS|cents)$/;

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
    rok: "year"
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
    "m²": "m²"
  })
);

/** The unit that a word says. @param word in lower case @example unitOfWord("vertragsmonate") // "months" */
export function unitOfWord(word: string): string | null {
  return OTHERS.get(word) ?? TIMES.find(([, pattern]) => pattern.test(word))?.[0] ?? null;
}
