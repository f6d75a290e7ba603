import type {Listed} from "../named.js";
import type {FoldScores} from "../book/common.js";
import type {Crown, Finalist, Gate} from "../book/models.js";
import type {Metric} from "../metrics/metrics.js";
import {check} from "../check.js";
import {formatFixed, formatShare, listWords} from "../format.js";
import {formatMetric} from "../metrics/formatMetric.js";
import {MIN_GROUP} from "../groups.js";
import {getMetric} from "../metrics/metrics.js";
import {findNamed, getNamed} from "../named.js";

/** What the rule needs to know of a finalist. Cheap and free of learners, so a page can crown anew for any metric. */
export interface Candidate {
  name: string;
  title: string;
  /** what a reader must grasp; lower is simpler, see {@link Learner.complexity} */
  complexity: number;
  /** what a browser must load: decides between equally complex ones */
  bytes: number;
  /** see {@link Finalist.isUnsteady} */
  isUnsteady?: boolean;
  /** by metric name, over the same folds for all candidates; what a fold cannot tell is absent */
  cv: Listed<FoldScores | undefined>;
  /** by metric, then by other candidate: standard error of the difference on the users that both scored; see pairDifferences */
  pairedErrors: Listed<Record<string, number>>;
  gates: readonly Pick<Gate, "title" | "passed" | "caution">[];
}

export interface SelectionRule {
  metric: Pick<Metric, "name" | "title" | "better"> | {name: string; title: string; better: "lower" | "higher"};
  /** how many standard errors of its difference to the best a simpler candidate may lag behind; 0 replays "the best mean wins" */
  standardErrors?: number;
  /** false: candidates that fail a gate take part too */
  requireGates?: boolean;
}

/** One step of the explanation, with the names it speaks of. */
export interface SelectionStep {
  kind: "gates" | "best" | "within" | "simplest" | "bestOfSimplest" | "steadiest" | "caution" | "tie" | "challenger" | "nobody" | "untold";
  names: string[];
  /** a sentence for readers */
  text: string;
}

export interface Selection extends Crown {
  /** the reason, step by step */
  steps: SelectionStep[];
}

/**
 * Crowns by the written rule: of the candidates that pass all their gates, find the best mean over the folds, then take the
 * simplest that lags behind it by no more than one standard error of the difference between the two, taken on the users that both
 * scored. Simpler is what asks less of a reader, then what asks less of a browser: the smaller file, by steps of
 * what is noticed; then the better mean, as of curves and a tree. What is unsteady comes after all that is not. The
 * Challenger is the best mean of the rest that pass. If nobody passes, or all who call somebody churned call too few to be judged by
 * it, the simplest candidate of all stands in, uncrowned. Exact ties are named.
 *
 * @param candidates at least one, each with the rule's metric
 * @throws if there is no candidate, two share a name, or one lacks the metric or its error against the best
 * @see Breiman, Friedman, Olshen and Stone (1984), section 3.4.3, the one-standard-error rule, there with the best's own error
 */
export function selectChampion(candidates: readonly Candidate[], rule: SelectionRule): Selection {
  checkCandidates(candidates, rule);
  const {metric, standardErrors = 1, requireGates = true} = rule;
  const eligible = candidates.filter((d) => !requireGates || d.gates.every((gate) => gate.passed));
  const passing = eligible.filter((d) => isTold(d, rule));
  if (passing.every((d) => passing.length < eligible.length && meanBy(d, rule) === 0)) return standIn(candidates, rule);
  const sign = metric.better === "lower" ? 1 : -1;
  const cost = (d: Candidate): number => sign * (d.cv[metric.name]?.mean ?? sign * Infinity);
  const byMean = [...passing].sort((a, b) => cost(a) - cost(b) || bySimplicity(a, b) || compareNames(a, b));
  const best = byMean[0];
  const bestMean = meanBy(best, rule);
  const errors = Object.fromEntries(candidates.map((d) => [d.name, standardErrors > 0 ? errorBetween(best, d, metric.name) : 0]));
  const isWithin = (d: Candidate): boolean => cost(d) - cost(best) <= standardErrors * getNamed(errors, d.name);
  const within = byMean.filter(isWithin).sort((a, b) => bySimplicity(a, b) || cost(a) - cost(b) || compareNames(a, b));
  const champion = within[0];
  const rest = byMean.filter((d) => d !== champion);
  const challenger = rest.length > 0 ? rest[0] : null;
  const ties = rest.filter((d) => cost(d) === cost(champion));
  const barred = candidates.filter((d) => !passing.includes(d) && isWithin(d));
  const untold = candidates.filter((d) => !isTold(d, rule));
  const steps = explain({rule, best, errors, within, champion, challenger, ties, barred, untold});
  return {
    metric: metric.name,
    best: best.name,
    bestMean,
    errors,
    within: within.map((d) => d.name),
    champion: champion.name,
    challenger: challenger?.name ?? null,
    ties: ties.map((d) => d.name),
    reason: steps.map((step) => step.text).join(" "),
    passed: true,
    steps
  };
}

/** Whether every fold tells what the rule judges by: of users called churned at 0.5 some call too few. */
function isTold({cv}: Candidate, {metric}: SelectionRule): boolean {
  return cv[metric.name] !== undefined;
}

function meanBy({cv}: Candidate, {metric}: SelectionRule): number {
  return cv[metric.name]?.mean ?? NaN;
}

/** Bytes more or less than this nobody waits for: of two models that ask as much of a reader, and differ by less, the better is taken. */
const NOTICED = 50_000;

function bySimplicity(a: Candidate, b: Candidate): number {
  const [load, other] = [a, b].map(({bytes}) => Math.floor(bytes / NOTICED));
  return Number(a.isUnsteady ?? false) - Number(b.isUnsteady ?? false) || a.complexity - b.complexity || load - other;
}

function errorBetween(best: Candidate, other: Candidate, metric: string): number {
  if (best === other) return 0;
  const error = findNamed(findNamed(best.pairedErrors, metric) ?? {}, other.name);
  check(error !== undefined && error >= 0, {
    where: "selectChampion",
    rule: `there must be the standard error of the difference in ${metric} between ${best.name} and ${other.name}`,
    got: error ?? "none"
  });
  return error;
}

/** The finalists that may be crowned, with their gates: all but other people's recipes. */
export function toCandidates(finalists: readonly Finalist[], gates: Record<string, readonly Gate[]>): Candidate[] {
  return finalists.filter((d) => d.recipe === null).map((d) => ({...d, bytes: d.model.bytes, gates: findNamed(gates, d.name) ?? []}));
}

/** Whether a yardstick would give the crown of `name` to another: not if it crowns nobody, nor if the two have the very same mean by it. */
export function crownsAnother({passed, champion, ties}: Pick<Crown, "passed" | "champion" | "ties">, name: string): boolean {
  return passed && champion !== name && !ties.includes(name);
}

/** Whether nobody is ahead by the yardstick: all within its reach have the very same mean, as where no model calls anybody. */
export function isTie({ties, within}: {ties: readonly unknown[]; within: readonly unknown[]}): boolean {
  return ties.length > 0 && ties.length === within.length - 1;
}

interface Findings {
  rule: SelectionRule;
  best: Candidate;
  errors: Record<string, number>;
  within: Candidate[];
  champion: Candidate;
  challenger: Candidate | null;
  ties: Candidate[];
  /** good enough by the metric, but failing a gate */
  barred: Candidate[];
  /** not judged by the metric */
  untold: Candidate[];
}

function explain({rule, best, errors, within, champion, challenger, ties, barred, untold}: Findings): SelectionStep[] {
  const {metric, standardErrors = 1} = rule;
  const value = (d: Candidate): string => formatMetric(metric.name, meanBy(d, rule));
  const isShare = getMetric(metric.name).format.endsWith("%");
  const small = (difference: number): string => (isShare ? formatShare(difference, 2) : formatFixed(difference, 4));
  const steps: SelectionStep[] = [];
  const say = (kind: SelectionStep["kind"], about: readonly Candidate[], text: string): void => {
    steps.push({kind, names: about.map((d) => d.name), text});
  };
  const isBest = isTie({ties, within}) ? "is no better for one than for another" : `is best for ${best.title}`;
  say("best", [best], `${metric.title} ${isBest}: ${value(best)} on average over the folds.`);
  if (standardErrors > 0) {
    const reach = `${standardErrors === 1 ? "one standard error" : `${standardErrors} standard errors`} of the difference on the same rows`;
    const others = within
      .filter((d) => d !== best)
      .map((d) => {
        const lag = Math.abs(meanBy(d, rule) - meanBy(best, rule));
        return `${d.title} (${small(lag)} behind, standard error ${small(getNamed(errors, d.name))})`;
      });
    if (others.length === 0) say("within", within, `Nobody else comes within ${reach}.`);
    else {
      say("within", within, `Within ${reach} ${others.length === 1 ? "lies" : "lie"} ${listWords(others)}.`);
      const how = champion === best ? "is also the simplest of them" : `is the simplest, at ${value(champion)}`;
      const unsteady = within.filter((d) => d.isUnsteady && d.complexity < champion.complexity);
      const alike = within.filter((d) => d !== champion && bySimplicity(d, champion) === 0);
      if (unsteady.length === 0 && alike.length > 0)
        say(
          "bestOfSimplest",
          [champion],
          `${champion.title} is the best of the simplest: ${listTitles(alike)} ${alike.length === 1 ? "asks" : "ask"} as much of a reader.`
        );
      else if (unsteady.length === 0) say("simplest", [champion], `${champion.title} ${how}.`);
      else
        say(
          "steadiest",
          [champion],
          `Of so few, a fit without a penalty is unsteady (${listTitles(unsteady)}): ${champion.title}${champion === best ? "" : `, at ${value(champion)},`} ` +
            "is the simplest of those with one."
        );
    }
  }
  if (untold.length > 0) say("untold", untold, sayUntold(untold));
  for (const {title} of champion.gates.filter((gate) => gate.passed && gate.caution)) {
    say("caution", [champion], `${champion.title} is crowned with a caution: see \u201c${title}\u201d.`);
  }
  for (const d of barred) {
    const failed = d.gates.filter((gate) => !gate.passed).map((gate) => gate.title);
    say("gates", [d], `${d.title}, at ${value(d)}, is no candidate: it fails ${listWords(failed.map((gate) => `\u201c${gate}\u201d`))}.`);
  }
  if (ties.length > 0) {
    const equallySimple = ties.some((d) => bySimplicity(d, champion) === 0);
    const how = equallySimple ? "they are equally simple too, and the order of names decided" : "the simpler one was taken";
    say("tie", ties, `${listTitles(ties)} ${ties.length > 1 ? "tie" : "ties"} exactly with ${champion.title}; ${how}.`);
  }
  if (challenger) say("challenger", [challenger], `Challenger is the best of the rest, ${challenger.title}, at ${value(challenger)}.`);
  else say("challenger", [], "No other finalist passes the gates, so there is no Challenger.");
  return steps;
}

/** Why some take no part in the choice. */
function sayUntold(untold: readonly Candidate[]): string {
  return `${listTitles(untold)} cannot be judged by it: in a fold fewer than ${MIN_GROUP} are called churned, too few to tell.`;
}

function standIn(candidates: readonly Candidate[], rule: SelectionRule): Selection {
  const {metric} = rule;
  const simplest = [...candidates].sort((a, b) => bySimplicity(a, b) || compareNames(a, b))[0];
  const untold = candidates.filter((d) => !isTold(d, rule) && d.gates.every((gate) => gate.passed));
  const others = untold.length > 0 ? "No other finalist passes its gates and calls anybody churned" : "No finalist passes its gates";
  const steps: SelectionStep[] = [
    {kind: "nobody", names: [simplest.name], text: `${others}, so nobody is crowned; the simplest, ${simplest.title}, stands in.`}
  ];
  if (untold.length > 0) {
    steps.unshift({kind: "untold", names: untold.map((d) => d.name), text: `${metric.title}: ${sayUntold(untold)}`});
  }
  return {
    metric: metric.name,
    best: simplest.name,
    bestMean: simplest.cv[metric.name]?.mean ?? null,
    errors: {},
    within: [simplest.name],
    champion: simplest.name,
    challenger: null,
    ties: [],
    reason: steps.map((step) => step.text).join(" "),
    passed: false,
    steps
  };
}

function checkCandidates(candidates: readonly Candidate[], {metric, standardErrors = 1}: SelectionRule): void {
  const where = "selectChampion";
  const names = candidates.map((d) => d.name);
  check(names.length > 0, {where, rule: "there must be a candidate", got: "none"});
  check(new Set(names).size === names.length, {where, rule: "each candidate must have a name of its own", got: names.join(", ")});
  const isOfCalled = getMetric(metric.name).isOfCalled;
  const lacking = candidates.filter(({cv}) => !Number.isFinite(cv[metric.name]?.mean ?? (isOfCalled ? 0 : NaN))).map((d) => d.name);
  check(lacking.length === 0, {
    where,
    rule: `each candidate must have fold scores of ${metric.name}`,
    got: `none for ${lacking.join(", ")}`
  });
  check(standardErrors >= 0, {where, rule: "standardErrors must be >= 0", got: standardErrors});
}

function compareNames(a: Candidate, b: Candidate): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

function listTitles(candidates: readonly Candidate[]): string {
  return listWords(candidates.map((d) => d.title));
}
