import type {LabelChoice} from "../dataset/definition.js";
import {wordsOf} from "../dataset/plainWords.js";
import {namesOutcome} from "../infer/inferLabel.js";
import {foldName} from "../rows/matchColumns.js";

/** What a column of a campaign's file says: who was contacted, who left, with which score, worth what, and who it is. */
export const campaignRoles = ["group", "outcome", "score", "value", "customer"] as const;
export type CampaignRole = (typeof campaignRoles)[number];

/** By role: the column's place in the file; -1: none. */
export type CampaignPlaces = Record<CampaignRole, number>;

/** What is known of a book's table. */
export interface CampaignHints {
  label?: LabelChoice;
  /** columns that name a customer, the likeliest first */
  customers?: readonly string[];
  value?: string;
}

/** Names of columns, written as {@link foldName} has them; the first pattern that a file's column has wins. */
const NAMES: Record<Exclude<CampaignRole, "outcome">, readonly RegExp[]> = {
  group: [
    /^(is|was)?(group|arm|treatment|treated|contacted|control|holdout|exposed)$/u,
    /^(campaign|treatment|test|control|contact|experiment|ab)(group|arm|cell|flag|variant)$/u,
    /^(variant|cell|assignment|assigned|called|mailed|targeted|gruppe|kontaktiert|behandelt|kontrollgruppe|grupo|contactado|tratamiento|groupe)$/u,
    /(group|treat|contacted|control|holdout)/u
  ],
  score: [
    /^churnprobability$/u,
    /^(churn)?(score|probability|risk|propensity|prob)$/u,
    /^(risk|model|churn)score$/u,
    /(score|probability|propensity)$/u
  ],
  value: [
    /^(customer)?value$/u,
    /^(clv|cltv|ltv|revenue|arpu|mrr|arr|margin|wert|umsatz|kundenwert|valor|valeur)$/u,
    /(value|revenue|umsatz)$/u
  ],
  customer: [
    /^(customer|client|user|account|member|subscriber)(id|number|no|key)?$/u,
    /^(id|kundennummer|kundenid|kunde|cliente|clienteid)$/u
  ]
};

/** Words of a column's name by which it tells how likely somebody leaves, or when, and not who did. */
const NO_OUTCOME = /^(score|probability|prob|propensity|risk|date|day|time|month|rate|reason)$/i;

/**
 * Finds what stands for what by the columns' names. No column has two roles.
 *
 * @param hints of a book: its own columns come first
 */
export function findColumns(columns: readonly string[], {label, customers = [], value}: CampaignHints = {}): CampaignPlaces {
  const places: CampaignPlaces = {group: -1, outcome: -1, score: -1, value: -1, customer: -1};
  const isFree = (place: number): boolean => !Object.values(places).includes(place);
  const named = (names: readonly (string | undefined)[]): number =>
    columns.findIndex((column, place) => isFree(place) && names.some((name) => name !== undefined && foldName(name) === foldName(column)));
  const like = (patterns: readonly RegExp[]): number => {
    for (const pattern of patterns) {
      const place = columns.findIndex((column, i) => isFree(i) && pattern.test(foldName(column)));
      if (place >= 0) return place;
    }
    return -1;
  };
  places.outcome = named([label?.column]);
  places.score = like(NAMES.score);
  places.group = like(NAMES.group);
  if (places.outcome < 0) places.outcome = findOutcome(columns, isFree);
  places.value = orElse(named([value]), () => like(NAMES.value));
  places.customer = orElse(named(customers), () => like(NAMES.customer));
  return places;
}

function orElse(place: number, other: () => number): number {
  return place >= 0 ? place : other();
}

function findOutcome(columns: readonly string[], isFree: (place: number) => boolean): number {
  const strength = columns.map((name, place) =>
    isFree(place) && !wordsOf(name).some((word) => NO_OUTCOME.test(word)) ? namesOutcome(name) : 0
  );
  const most = strength.reduce<number>((a, b) => Math.max(a, b), 0);
  return most === 0 ? -1 : strength.findIndex((d) => d === most);
}
