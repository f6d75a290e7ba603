import type {Metric, MetricName} from "../../metrics/metrics.js";
import {mean} from "d3-array";
import {check} from "../../check.js";
import {sumOf} from "../../numbers.js";

/** What is known of a trial so far; put together from what the workers gave, in fold order. */
export interface TrialRecord {
  id: string;
  /** by metric: one number per fold done, folds 0, 1, ... */
  foldScores: Partial<Record<MetricName, number[]>>;
  /** the message, if it threw: it takes no further part */
  error: string | null;
}

export interface HalvingOptions {
  nFolds: number;
  /** what the race is decided by */
  metric: Pick<Metric, "name" | "better">;
  /** share of the running trials kept after each of the first folds; from there on all that run finish */
  keep?: readonly number[];
  /** never fewer than this many go on */
  minTrials?: number;
  /** trials that always finish, such as the defaults */
  always?: readonly string[];
}

export interface HalvingPlan {
  /** the fold to run next; null when the race is over */
  fold: number | null;
  /** trials to run on that fold, in the order of the records */
  run: string[];
  /** trials that did every fold */
  finished: string[];
  /** trials dropped by the race, and after which fold */
  stopped: {id: string; afterFold: number}[];
  /** trials that threw */
  failed: string[];
}

/** Of each class, rows that a fold must hold out for the race: what fewer say of a trial is luck, and fits on so few take no time. */
const ENOUGH_TO_RACE = 40;

/** Whether folds are large enough to tell trials apart. @param y length n, 1 churned, 0 retained */
export function canRace(y: Uint8Array, nFolds: number): boolean {
  const churned = sumOf(y);
  return Math.min(churned, y.length - churned) >= ENOUGH_TO_RACE * nFolds;
}

/** After the first fold half goes on, after the second half of those. */
const DEFAULT_KEEP: readonly number[] = [0.5, 0.5];

/**
 * Successive halving over folds: every trial runs fold 0, the better half runs fold 1, and so on; the last ones run all folds.
 * A pure function of the records. It decides only when all running trials have done the fold, so the plan is the same for any
 * number of workers. Run what it says, put the results into the records, ask again, until `fold` is null.
 *
 * Trials are ranked by their mean over the folds done; equal means go by the order of the records. A trial that threw leaves
 * its place to the others.
 *
 * @param records every trial, in a fixed order
 * @throws if a record is ahead of or behind the plan, an id occurs twice, or a score is not finite
 * @see Jamieson and Talwalkar (2016), Non-stochastic best arm identification; with folds as the resource
 */
export function planHalving(records: readonly TrialRecord[], options: HalvingOptions): HalvingPlan {
  const {nFolds, metric, keep = DEFAULT_KEEP} = options;
  checkRecords(records, options);
  let running = [...records];
  const stopped: HalvingPlan["stopped"] = [];
  const failed: string[] = [];
  for (let fold = 0; fold < nFolds; ++fold) {
    const fresh = running.filter((d) => d.error !== null && done(d, metric.name) === fold);
    // oxlint-disable-next-line churnbook/no-rows-as-arguments -- trials: few
    failed.push(...fresh.map((d) => d.id));
    running = running.filter((d) => !fresh.includes(d));
    const waiting = running.filter((d) => done(d, metric.name) <= fold && d.error === null);
    if (waiting.length > 0) return {fold, run: waiting.map((d) => d.id), finished: [], stopped, failed};
    const alive = running.filter((d) => done(d, metric.name) > fold);
    const chosen = fold < nFolds - 1 && fold < keep.length ? chooseBest(alive, {...options, fold, share: keep[fold]}) : alive;
    // oxlint-disable-next-line churnbook/no-rows-as-arguments -- trials: few
    stopped.push(...alive.filter((d) => !chosen.includes(d)).map((d) => ({id: d.id, afterFold: fold})));
    running = chosen;
  }
  checkBehind(records, {stopped, metric: metric.name});
  const whole = running.filter((d) => d.error === null);
  // oxlint-disable-next-line churnbook/no-rows-as-arguments -- trials: few
  failed.push(...running.filter((d) => d.error !== null).map((d) => d.id));
  return {fold: null, run: [], finished: whole.map((d) => d.id), stopped, failed};
}

interface Choice extends HalvingOptions {
  fold: number;
  share: number;
}

function chooseBest(alive: readonly TrialRecord[], {metric, fold, share, minTrials = 3, always = []}: Choice): TrialRecord[] {
  const sign = metric.better === "lower" ? 1 : -1;
  const means = new Map(alive.map((d) => [d.id, mean((d.foldScores[metric.name] as number[]).slice(0, fold + 1)) as number]));
  const ranked = [...alive].sort((a, b) => sign * ((means.get(a.id) as number) - (means.get(b.id) as number)));
  const nKept = Math.max(minTrials, Math.ceil(share * alive.length));
  const best = new Set(ranked.slice(0, nKept).map((d) => d.id));
  return alive.filter((d) => best.has(d.id) || always.includes(d.id));
}

function done(record: TrialRecord, metric: MetricName): number {
  return record.foldScores[metric]?.length ?? 0;
}

function checkRecords(records: readonly TrialRecord[], {nFolds, metric, keep = DEFAULT_KEEP, minTrials = 3}: HalvingOptions): void {
  const where = "planHalving";
  const ids = records.map((d) => d.id);
  const twice = ids.filter((id, i) => ids.indexOf(id) !== i);
  check(twice.length === 0, {where, rule: "each trial must have an id of its own", got: twice.join(", ")});
  check(nFolds >= 1 && minTrials >= 1 && keep.every((share) => share > 0 && share <= 1), {
    where,
    rule: "nFolds and minTrials must be >= 1 and shares in (0, 1]",
    got: `nFolds = ${nFolds}, minTrials = ${minTrials}, keep = ${keep.join(", ")}`
  });
  const strange = records.filter((d) => {
    const scores = d.foldScores[metric.name] ?? [];
    return scores.length > nFolds || !scores.every(Number.isFinite);
  });
  check(strange.length === 0, {
    where,
    rule: `${metric.name} must be finite on at most ${nFolds} folds`,
    got: strange.map((d) => `${d.id}: ${(d.foldScores[metric.name] ?? []).join(", ")}`).join("; ")
  });
}

/** A stopped trial with later folds was not run by this plan. */
function checkBehind(records: readonly TrialRecord[], {stopped, metric}: {stopped: HalvingPlan["stopped"]; metric: MetricName}): void {
  const ahead = stopped.filter(({id, afterFold}) => done(records.find((d) => d.id === id) as TrialRecord, metric) > afterFold + 1);
  check(ahead.length === 0, {
    where: "planHalving",
    rule: "a stopped trial must have no later folds",
    got: ahead.map((d) => d.id).join(", ")
  });
}
