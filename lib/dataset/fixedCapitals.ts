/** Words of names that a title writes with capitals, however the name has them. */

/** Initials that are no word besides, which many files write small. */
export const INITIALS =
  /^(adsl|aov|api|arpu|arr|atm|aum|cac|clv|cltv|crm|csat|dau|dsl|ebitda|faq|fico|gps|iban|imei|iptv|ivr|kpi|kyc|ltv|lybunt|mau|mms|mrr|nps|rfm|sdk|sku|sla|sms|sso|sybunt|tv|ui|url|vat|vip|vod|voip|vpn|wau)$/i;

/** @example sayInitials("mrr") // "MRR" @example sayInitials("q3") // "Q3" @example sayInitials("qoq") // "QoQ", quarter on quarter */
export function sayInitials(word: string): string | null {
  if (INITIALS.test(word) || /^q[1-4]$/i.test(word)) return word.toUpperCase();
  return /^(qoq|yoy)$/i.test(word) ? `${word[0].toUpperCase()}o${word[2].toUpperCase()}` : null;
}

/** A month or a day of the week, which English writes with a capital; of those that are words besides only as they stand. */
export function sayCalendar(word: string): string | null {
  if (/^(Mar|March|May|Sun|Sat|Mon)$/.test(word)) return word;
  const isName =
    /^((jan|febr)(uary)?|feb|apr(il)?|june?|july?|aug(ust)?|sept?|(septem|octo|novem|decem)ber|oct|nov|dec|(mon|tues|wednes|thurs|fri|satur|sun)day)$/i.test(
      word
    );
  return isName ? word[0].toUpperCase() + word.slice(1).toLowerCase() : null;
}
