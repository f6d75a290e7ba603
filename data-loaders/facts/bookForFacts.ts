import type {DatasetBook} from "../../lib/book/dataset.js";
import type {Rate} from "../../lib/book/common.js";
import type {HonestyBook} from "../../lib/book/honesty.js";
import type {EdaBook} from "../../lib/book/eda.js";
import type {Finalist, ModelsBook} from "../../lib/book/models.js";
import type {WranglingBook} from "../../lib/book/wrangling.js";
import {formatCount} from "../../lib/format.js";
import {check} from "../../lib/check.js";
import {whoseOf} from "../../lib/dataset/people.js";
import {designOf} from "../../lib/judge/promise.js";
import {sideAmong} from "../../lib/statistics/intervals.js";

/** The artefacts that prose is written from. */
export interface BookForFacts {
  dataset: DatasetBook;
  eda: EdaBook;
  wrangling: WranglingBook;
  models: ModelsBook;
  /** the Champion's; the honesty book's */
  learningCurve: HonestyBook["learningCurve"];
}

/** The finalists that the prose speaks of. */
export interface Cast {
  baseline: Finalist;
  champion: Finalist;
  /** somebody else's recipe; null when the definition names none */
  recipe: Finalist | null;
}

/** @throws if the Champion or the baseline is not among the finalists */
export function castOf({models}: BookForFacts): Cast {
  const champion = models.finalists.find(({name}) => name === models.champion);
  const [baseline] = models.finalists;
  check(champion && baseline, {
    where: "facts",
    rule: "models.json must hold the Champion and the baseline",
    got: models.finalists.map((d) => d.name).join(", ")
  });
  return {champion, baseline, recipe: models.finalists.find(({recipe}) => recipe !== null) ?? null};
}

/** On which side of all some churn, by more than chance makes the most of so many; by customers where rows repeat them. Null: chance may. */
export function sideOfAll({rate, low, high}: Rate, nLooked: number, dataset: DatasetBook): "above" | "below" | null {
  const side = sideAmong({estimate: rate, low, high}, {at: dataset.baseRate, nLooked, design: designOf(dataset)});
  return side === 0 ? null : side > 0 ? "above" : "below";
}

/**
 * Whether accuracy on test rows tells the Champion from the base rate: by the interval of the difference on the same users, which
 * shifts of both at once leave alone. Null: too few for an interval, or the base rate is the Champion.
 */
export function accuracyTells({champion, baseline}: Cast): "better" | "worse" | "nothing" | null {
  if (champion.name === baseline.name) return null;
  const {low, high} = champion.overBase.accuracy;
  if (low === null || high === null) return null;
  return low > 0 ? "better" : high < 0 ? "worse" : "nothing";
}

/** The answer that is right most often where the same is said of everybody. */
export function sameForAll(baseRate: number): string {
  return `saying “${baseRate > 0.5 ? "churned" : "retained"}” to everyone`;
}

/** "seven"; numerals from thirteen on */
export function countWord(n: number): string {
  return ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"][n] ?? String(n);
}

/** Whom the book rests on. @example "300 users, 40 of whom left," or "900 rows of 80 customers, 40 of which churned," */
export function sayHowMany({counts: {labelled, churned}, customers, definition}: BookForFacts["dataset"]): string {
  if (customers === null) return `${formatCount(labelled)} ${definition.unit.plural}, ${formatCount(churned)} of whom left,`;
  return `${formatCount(labelled)} rows of ${formatCount(customers)} ${whoseOf(definition).plural}, ${formatCount(churned)} of which say that one left,`;
}

/** What few users cannot tell, in a sentence; nothing where there are enough. */
export function sayFew(dataset: BookForFacts["dataset"]): string {
  return dataset.isFew ? `${sayHowMany(dataset)} cannot tell how good a model is, nor which of two is better.` : "";
}

/** @example counted(1, "input") // "1 input" */
export function counted(n: number, noun: string): string {
  return `${formatCount(n)} ${noun}${n === 1 ? "" : "s"}`;
}
