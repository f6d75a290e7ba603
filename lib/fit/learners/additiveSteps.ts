import type {Table} from "../../dataset/table.js";
import type {PenalisedFit} from "../additive/fitPenalised.js";
import type {SettledTerms} from "./additiveTerms.js";
import type {FitContext, TrainingData} from "./learner.js";
import {findNamed} from "../../named.js";
import {meanOf} from "../../numbers.js";
import {cutAtLines} from "../additive/cutAtLines.js";
import {findStep} from "../additive/findStep.js";
import {fitTerms, mostKnots, multipliersOf, readTerms, settleTerms, USUAL_MULTIPLES} from "./additiveTerms.js";

/** Steps of all numbers together. */
const MOST_STEPS = 8;
/**
 * By so much more than for its freedom a step must raise twice the log-likelihood. One place does so by chance once in 2,000 tables,
 * the best of all places and numbers in one or two of a hundred.
 */
const STEP_COSTS = 12;
/** Next to nobody is in doubt where Akaike's criterion is below this share of what the base rate alone leaves. */
const DECIDED = 0.1;
/** Then a step must raise it by so large a share of what is left, where that is less. */
const SHARE = 0.1;

/** Multiples of the penalties, under which it is judged whether a number jumps. */
const USUAL = multipliersOf(USUAL_MULTIPLES);

/** What was found, and of what besides the table. */
interface Known extends Pick<TrainingData, "y" | "groups"> {
  found: SettledTerms;
}

const known = new WeakMap<Table, Map<string, Known>>();

/**
 * The terms of a table without pairs, with a step where a number jumps, and their penalties. These are the same whatever multiples of them a
 * trial asks for, and trials of a search look at the same rows: so what was found is kept for as long as the table is; nobody may
 * change its values or labels meanwhile.
 */
export function findSteps(data: TrainingData, nKnots: number, {monotone}: Pick<FitContext, "monotone">): SettledTerms {
  const {table, y, groups = null} = data;
  const ofTable = known.get(table) ?? new Map<string, Known>();
  known.set(table, ofTable);
  const most = mostKnots(table, nKnots);
  const key = JSON.stringify([most, monotone]);
  const last = ofTable.get(key);
  if (last?.y === y && last.groups === groups) return last.found;
  const found = addSteps(settleTerms(readTerms(data, most), data, {monotone}), data, monotone);
  ofTable.set(key, {y, groups, found});
  return found;
}

/**
 * Adds steps one after the other, each where the fit with it is better by Akaike's criterion. Between knots at quantiles a jump would
 * become a slope that many users stand on. A number that must keep a direction has none.
 */
function addSteps(mains: SettledTerms, data: TrainingData, monotone: FitContext["monotone"] = {}): SettledTerms {
  const free = mains.terms.numbers
    .filter(({name}) => !findNamed(monotone, name))
    .map((number) => ({...number, between: cutAtLines(number.cells)}));
  let best = mains;
  let fit = fitTerms(best, USUAL, true);
  for (let k = 0; k < MOST_STEPS; ++k) {
    const {steps} = best.terms;
    const stepped = free.map((number) => ({...number, steps: steps.filter(({name}) => name === number.name).map(({at}) => at)}));
    const cost = costOf(fit, data.y);
    const found = findStep(stepped, fit.remainder, {isDecided: cost < STEP_COSTS, groups: data.groups});
    if (found === null) break;
    const {name, cells} = free[found.number];
    const wider = settleTerms({...best.terms, steps: [...steps, {name, cells, at: found.at}]}, data, {monotone, from: best});
    const fitted = fitTerms(wider, USUAL, true);
    if (2 * (fitted.logLikelihood - fit.logLikelihood - (fitted.freedom - fit.freedom)) < cost) break;
    [best, fit] = [wider, fitted];
  }
  return best;
}

/**
 * What a step must earn beyond its freedom. Where a few thresholds decide, those found first leave hardly anybody in doubt: the others can no
 * longer raise the likelihood by {@link STEP_COSTS}, and chance raises it by next to nothing.
 */
function costOf({freedom, logLikelihood}: PenalisedFit, y: Uint8Array): number {
  const left = 2 * (freedom - logLikelihood);
  const p = meanOf(y);
  const all = -2 * y.length * (p * Math.log(p) + (1 - p) * Math.log(1 - p));
  return left < DECIDED * all ? Math.min(STEP_COSTS, SHARE * left) : STEP_COSTS;
}
