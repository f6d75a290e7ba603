import type {Listed} from "../named.js";
import type {FoldScores} from "../book/common.js";
import type {Crown, Finalist, Gate} from "../book/models.js";
import type {Metric} from "../metrics/metrics.js";
import {check} from "../check.js";
import {formatFixed, listWords} from "../format.js";
import {findNamed} from "../named.js";

/** What the rule needs to know of a finalist. Cheap and free of learners, so a page can crown anew for any metric. */
export interface Candidate {
  name: string;
  title: string;
  /** lower is simpler */
  complexity: number;
  /** by metric name, over the same folds for all candidates */
  cv: Listed<FoldScores>;
  gates: readonly Pick<Gate, "title" | "passed">[];
}

export interface SelectionRule {
  metric: Pick<Metric, "name" | "title" | "better"> | {name: string; title: string; better: "lower" | "higher"};
  /** how many standard errors of the best a simpler candidate may lag behind; 0 replays "the best mean wins" */
  standardErrors?: number;
  /** false: candidates that fail a gate take part too */
  requireGates?: boolean;
}

/** One step of the explanation, with the names it speaks of. */
export interface SelectionStep {
  kind: "gates" | "best" | "within" | "simplest" | "tie" | "challenger" | "nobody";
  names: string[];
  /** a sentence for readers */
  text: string;
}

export interface Selection extends Crown {
  /** false: nobody passed the gates, and the simplest candidate stands in */
  passed: boolean;
  /** the reason, step by step */
  steps: SelectionStep[];
}

/**
 * Crowns by the written rule: of the candidates that pass all their gates, find the best mean over the folds, then take the
 * simplest whose mean lies within one standard error of it (of those equally simple, the better mean). The Challenger is the
 * best mean of the rest that pass. If nobody passes, the simplest candidate of all stands in, uncrowned. Exact ties are named.
 *
 * @param candidates at least one, each with the rule's metric
 * @throws if there is no candidate, two share a name, or one lacks the metric
 * @see Breiman, Friedman, Olshen and Stone (1984), section 3.4.3, the one-standard-error rule
 */
export function selectChampion(candidates: readonly Candidate[], rule: SelectionRule): Selection {
  checkCandidates(candidates, rule);
  const {metric, standardErrors = 1, requireGates = true} = rule;
  const passing = candidates.filter((d) => !requireGates || d.gates.every((gate) => gate.passed));
  if (passing.length === 0) return standIn(candidates, rule);
  const sign = metric.better === "lower" ? 1 : -1;
  const cost = (d: Candidate): number => sign * d.cv[metric.name].mean;
  const byMean = [...passing].sort((a, b) => cost(a) - cost(b) || a.complexity - b.complexity || compareNames(a, b));
  const best = byMean[0];
  const bestMean = best.cv[metric.name].mean;
  const bound = bestMean + sign * standardErrors * best.cv[metric.name].standardError;
  const isWithin = (d: Candidate): boolean => cost(d) <= sign * bound;
  const within = byMean.filter(isWithin).sort((a, b) => a.complexity - b.complexity || cost(a) - cost(b) || compareNames(a, b));
  const champion = within[0];
  const rest = byMean.filter((d) => d !== champion);
  const challenger = rest.length > 0 ? rest[0] : null;
  const ties = rest.filter((d) => cost(d) === cost(champion));
  const barred = candidates.filter((d) => !passing.includes(d) && isWithin(d));
  const steps = explain({rule, best, bound, within, champion, challenger, ties, barred});
  return {
    metric: metric.name,
    best: best.name,
    bestMean,
    bound,
    within: within.map((d) => d.name),
    champion: champion.name,
    challenger: challenger?.name ?? null,
    ties: ties.map((d) => d.name),
    reason: steps.map((step) => step.text).join(" "),
    passed: true,
    steps
  };
}

/** The finalists that may be crowned, with their gates: all but other people's recipes. */
export function toCandidates(finalists: readonly Finalist[], gates: Record<string, readonly Gate[]>): Candidate[] {
  return finalists.filter((d) => d.recipe === null).map((d) => ({...d, gates: findNamed(gates, d.name) ?? []}));
}

interface Findings {
  rule: SelectionRule;
  best: Candidate;
  bound: number;
  within: Candidate[];
  champion: Candidate;
  challenger: Candidate | null;
  ties: Candidate[];
  /** good enough by the metric, but failing a gate */
  barred: Candidate[];
}

function explain({rule, best, bound, within, champion, challenger, ties, barred}: Findings): SelectionStep[] {
  const {metric, standardErrors = 1} = rule;
  const value = (d: Candidate): string => formatFixed(d.cv[metric.name].mean, 4);
  const error = formatFixed(best.cv[metric.name].standardError, 4);
  const steps: SelectionStep[] = [];
  const say = (kind: SelectionStep["kind"], about: readonly Candidate[], text: string): void => {
    steps.push({kind, names: about.map((d) => d.name), text});
  };
  say("best", [best], `${metric.title} is best for ${best.title}: ${value(best)} on average over the folds.`);
  if (standardErrors > 0 && within.length === 1) {
    say("within", within, `Nobody else comes within one standard error (${error}) of it.`);
  }
  if (within.length > 1) {
    const reach = standardErrors === 1 ? `one standard error (${error})` : `${standardErrors} standard errors (${error} each)`;
    say(
      "within",
      within,
      `Within ${reach} of it, so ${metric.better === "lower" ? "up to" : "down to"} ${formatFixed(bound, 4)}, lie ${listTitles(within)}.`
    );
    const how = champion === best ? "is also the simplest of them" : `is the simplest of them, at ${value(champion)}`;
    say("simplest", [champion], `${champion.title} ${how}.`);
  }
  for (const d of barred) {
    const failed = d.gates.filter((gate) => !gate.passed).map((gate) => gate.title);
    say("gates", [d], `${d.title}, at ${value(d)}, is no candidate: it fails ${listWords(failed.map((gate) => `\u201c${gate}\u201d`))}.`);
  }
  if (ties.length > 0) {
    const equallySimple = ties.some((d) => d.complexity === champion.complexity);
    const how = equallySimple ? "they are equally simple too, and the order of names decided" : "the simpler one was taken";
    say("tie", ties, `${listTitles(ties)} ${ties.length > 1 ? "tie" : "ties"} exactly with ${champion.title}; ${how}.`);
  }
  if (challenger) say("challenger", [challenger], `Challenger is the best of the rest, ${challenger.title}, at ${value(challenger)}.`);
  else say("challenger", [], "No other finalist passes the gates, so there is no Challenger.");
  return steps;
}

function standIn(candidates: readonly Candidate[], {metric}: SelectionRule): Selection {
  const simplest = [...candidates].sort((a, b) => a.complexity - b.complexity || compareNames(a, b))[0];
  const {mean} = simplest.cv[metric.name];
  const step: SelectionStep = {
    kind: "nobody",
    names: [simplest.name],
    text: `No finalist passes its gates, so nobody is crowned; the simplest, ${simplest.title}, stands in.`
  };
  return {
    metric: metric.name,
    best: simplest.name,
    bestMean: mean,
    bound: mean,
    within: [simplest.name],
    champion: simplest.name,
    challenger: null,
    ties: [],
    reason: step.text,
    passed: false,
    steps: [step]
  };
}

function checkCandidates(candidates: readonly Candidate[], {metric, standardErrors = 1}: SelectionRule): void {
  const where = "selectChampion";
  const names = candidates.map((d) => d.name);
  check(names.length > 0, {where, rule: "there must be a candidate", got: "none"});
  check(new Set(names).size === names.length, {where, rule: "each candidate must have a name of its own", got: names.join(", ")});
  const lacking = candidates.filter((d) => !Number.isFinite(d.cv[metric.name]?.mean)).map((d) => d.name);
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
