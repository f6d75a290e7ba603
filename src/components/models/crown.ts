import type {ModelsBook} from "../../lib/book/models.js";
import type {Selection} from "../../lib/champion/select.js";
import {crownsAnother, isTie, selectChampion, toCandidates} from "../../lib/champion/select.js";
import {findNamed} from "../../lib/named.js";
import {formatMetric, getMetricInfo} from "../shared/metricWords.js";
import {getFinalist} from "../shared/roles.js";
import {listWords, lowerFirst} from "../../lib/format.js";

/** simplest: the written rule, simplest within one standard error; best: the best mean wins, however small its lead. */
export type CrownRule = "simplest" | "best";

export interface CrownChoice {
  metric: string;
  rule: CrownRule;
  /** whether a model must pass every gate to be crowned */
  gates: boolean;
}

/** Crowns the finalists anew by the reader's rule; by the defaults it is the rule that the flow went by. */
export function crownBy(book: ModelsBook, {metric, rule, gates}: CrownChoice): Selection {
  return selectChampion(toCandidates(book.finalists, book.gates), {
    metric: getMetricInfo(book, metric),
    standardErrors: rule === "simplest" ? 1 : 0,
    requireGates: gates
  });
}

/** Who wins by one yardstick and why, as the title of a chart. */
export function crownClaim(book: ModelsBook, crown: Selection): string {
  const metric = lowerFirst(getMetricInfo(book, crown.metric).title);
  const winner = getFinalist(book, crown.champion).title;
  if (!crown.passed) return `By ${metric}, nobody is crowned: ${whyNobody(crown)}`;
  const base = baseIfAlike(book, crown);
  if (base !== null) return `By ${metric}, all finalists stand at the base rate’s ${base}: it tells none of them apart`;
  if (isTie(crown))
    return `By ${metric}, ${listWords([crown.champion, ...crown.ties].map(titleIn(book)))} have the same mean: ${winner} is the ${simplestOf(crown)}`;
  const claim = `By ${metric}, ${winner} ${crown.champion === book.finalists[0].name ? "itself " : ""}wins`;
  if (crown.within.length > 1) return `${claim}: the ${simplestOf(crown)} of ${crown.within.length} within one standard error of the best`;
  return isAnyLead(crown) ? `${claim}: it has the best mean` : `${claim}: no other comes within one standard error`;
}

function whyNobody({steps}: Pick<Selection, "steps">): string {
  return steps.some(({kind}) => kind === "untold") ? "too few are called churned to judge by it" : "no finalist passes its gates";
}

/** The base rate's mean as it is printed, where every finalist has it: none calls anybody, or so few may not be counted at the line. */
function baseIfAlike({finalists}: ModelsBook, {metric}: Selection): string | null {
  const [base, ...others] = finalists.filter((d) => d.recipe === null).map(({cv}) => findNamed(cv, metric)?.mean ?? null);
  return base !== null && others.every((mean) => mean === base) ? formatMetric(metric, base) : null;
}

function titleIn(book: ModelsBook): (name: string) => string {
  return (name) => getFinalist(book, name).title;
}

/** Of few users one with a penalty goes before a simpler one without, and of two that are equally simple the better. */
function simplestOf({steps}: Pick<Selection, "steps">): string {
  if (steps.some(({kind}) => kind === "steadiest")) return "simplest with a penalty";
  return steps.some(({kind}) => kind === "bestOfSimplest") ? "best of the simplest" : "simplest";
}

/** Whether the best mean wins however small its lead: nobody was looked for within standard errors of it. */
export function isAnyLead({steps}: Pick<Selection, "steps">): boolean {
  return !steps.some(({kind}) => kind === "within");
}

/** Why a yardstick crowns whom it crowns, in a few words. */
export function crownWhy(book: ModelsBook, selection: Selection): string {
  const {passed, within, champion, best} = selection;
  if (!passed) return whyNobody(selection);
  if (baseIfAlike(book, selection) !== null) return "all finalists stand at the base rate’s";
  if (isTie(selection)) return `${simplestOf(selection)} of ${within.length} with the same mean`;
  if (isAnyLead(selection)) return "best mean";
  if (within.length <= 1) return "alone within one standard error";
  const simplest = `${simplestOf(selection)} of ${within.length} within one standard error`;
  return champion === best ? `best mean, and ${simplest}` : `${simplest}; best mean: ${getFinalist(book, best).title}`;
}

/** What the chosen rule does to the crown, in a sentence. */
export function crownMove(book: ModelsBook, crown: Selection): string {
  const metric = lowerFirst(getMetricInfo(book, crown.metric).title);
  const from = getFinalist(book, book.champion).title;
  const to = getFinalist(book, crown.champion).title;
  if (!crown.passed) return `Judged by ${metric}, nobody would be crowned.`;
  if (crown.champion !== book.champion) return `Judged like this by ${metric}, the crown would move from ${from} to ${to}.`;
  if (crown.metric === book.selectionMetric) return `${to} wears the crown.`;
  if (baseIfAlike(book, crown) !== null) return `By ${metric} the crown goes to nobody else: all finalists stand at the base rate’s.`;
  if (isTie(crown))
    return `The crown stays where it is: by ${metric}, ${to} is the ${simplestOf(crown)} of ${crown.within.length} with the same mean.`;
  return `The crown stays where it is: ${to} would win by ${metric} as well.`;
}

/** Of more yardsticks a claim names whom they crown. */
const MOST_NAMED = 3;

/** Which yardsticks would crown somebody else by the same rule, as a claim. Those of the same scores are no votes, so they are not counted. */
export function crownsClaim(book: ModelsBook, crowns: readonly Selection[]): string {
  if (crowns.every(({passed}) => !passed)) return "No yardstick would crown anybody: no finalist passes its gates";
  const others = crowns.filter((d) => crownsAnother(d, book.champion));
  const winner = getFinalist(book, book.champion).title;
  const tied = crowns.filter((d) => d.passed && isTie(d)).length;
  const nobody = crowns.filter((d) => !d.passed).length;
  const ties =
    (nobody === 0 ? "" : `; ${nobody} would crown nobody`) +
    (tied === 0 ? "" : `; by ${tied === crowns.length ? "all" : tied} of them finalists have the same mean`);
  if (others.length === 0)
    return crowns.length === 1 ? `The one yardstick crowns ${winner}${ties}` : `No yardstick would crown another than ${winner}${ties}`;
  if (others.length > MOST_NAMED) {
    const rivals = [...new Set(others.map(({champion}) => getFinalist(book, champion).title))];
    return `Other yardsticks of the same scores would crown ${listWords(rivals, "or")}${ties}`;
  }
  const named = listWords(others.map(({metric}) => lowerFirst(getMetricInfo(book, metric).title)));
  return `Only ${named} would crown another than ${winner}${ties}`;
}
