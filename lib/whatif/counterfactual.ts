import type {FormInput} from "../book/predict.js";
import type {Row} from "../dataset/table.js";
import type {Rules} from "./setInput.js";
import {clamp} from "../numbers.js";
import {numberOf, snapToStep, setInput} from "./setInput.js";
import {findNamed, getNamed} from "../named.js";

/** How far the reader lets an input go; an input without limits stays where it is. */
export type Limits = Record<string, {min: number; max: number}>;

export interface Counterfactual {
  row: Row;
  changes: {input: string; from: number; to: number}[];
  probability: number;
  /** sum over the changed inputs of the change as a share of the input's usual range */
  distance: number;
}

export interface CounterfactualSearch {
  /** nearest first; no two change the same inputs */
  found: Counterfactual[];
  /** rows scored */
  tried: number;
  /** false: the time ran out before every pair was tried */
  isComplete: boolean;
}

export interface CounterfactualOptions {
  rules: Rules;
  scoreRow: (row: Row) => number;
  /** the line to cross, from whichever side the row is on */
  threshold: number;
  limits: Limits;
  /** as the sliders do it: whether linked inputs follow, but those that the reader set */
  together?: boolean;
  own?: ReadonlySet<string>;
  /** asked between inputs: true ends the search */
  isOver: () => boolean;
}

const GRID = 16;
const MAX_FOUND = 3;

/**
 * The nearest rows across the line that differ in at most two inputs, within the reader's limits. Rules between inputs
 * hold and linked inputs follow: where a change moves another input along, that move counts as the second change. Fixed inputs never move, nor do missing ones.
 *
 * Values are tried on a grid from near to far, first one input, then two; what crosses is drawn back towards the row as
 * far as it still crosses.
 */
export function findCounterfactuals(row: Row, options: CounterfactualOptions): CounterfactualSearch {
  const search = createSearch(row, options);
  const hasNumber = ({name}: FormInput): boolean => !Number.isNaN(numberOf(findNamed(row, name)));
  const free = options.rules.inputs.filter((d) => !d.fixed && findNamed(options.limits, d.name) && hasNumber(d));
  let isComplete = true;
  for (const input of free) {
    if (options.isOver()) isComplete = false;
    if (isComplete) searchSingle(search, row, {input, limit: getNamed(options.limits, input.name)});
  }
  for (const [i, a] of free.entries()) {
    for (const b of free.slice(i + 1)) {
      if (options.isOver()) isComplete = false;
      if (isComplete && !(options.together && areLinked(options.rules, a, b))) searchPair(search, row, {a, b, limits: options.limits});
    }
  }
  return {found: search.best(), tried: search.tried(), isComplete};
}

/** Linked inputs keep their proportion: one cannot move without the other, nor against it. */
function areLinked({groups}: Rules, a: FormInput, b: FormInput): boolean {
  return groups.some((d) => d.inputs.includes(a.name) && d.inputs.includes(b.name));
}

function searchSingle(search: Search, row: Row, {input, limit}: {input: FormInput; limit: {min: number; max: number}}): void {
  for (const value of gridAround(input, row, limit)) if (search.tryChange([{input, value}])) break;
}

interface Search {
  /** true if the change crosses the line (and was kept if it is nearer than what was known) */
  tryChange(steps: readonly {input: FormInput; value: number}[]): boolean;
  best(): Counterfactual[];
  tried(): number;
}

function createSearch(row: Row, {rules, scoreRow, threshold, limits, together, own}: CounterfactualOptions): Search {
  const isAbove = scoreRow(row) >= threshold;
  const byInputs = new Map<string, Counterfactual>();
  let tried = 0;
  const evaluate = (steps: readonly {input: FormInput; value: number}[]): Counterfactual | null => {
    const target = steps.reduce((at, {input, value}) => setInput(rules, at, {name: input.name, value}, {together, own}).row, row);
    const changed = rules.inputs.filter((d) => findNamed(target, d.name) !== findNamed(row, d.name));
    if (changed.length === 0 || changed.length > 2 || !changed.every((d) => isAllowed(d, numberOf(findNamed(target, d.name)), limits)))
      return null;
    ++tried;
    const probability = scoreRow(target);
    if (probability >= threshold === isAbove) return null;
    const changes = changed.map(({name}) => ({input: name, from: numberOf(findNamed(row, name)), to: numberOf(findNamed(target, name))}));
    const distance = changed.reduce(
      (sum, d) => sum + Math.abs(numberOf(findNamed(target, d.name)) - numberOf(findNamed(row, d.name))) / (d.high - d.low || 1),
      0
    );
    return {row: target, changes, probability, distance};
  };
  return {
    tryChange(steps) {
      const crossing = evaluate(steps);
      if (!crossing) return false;
      const nearest = drawBack(crossing, steps, evaluate, row);
      const key = nearest.changes.map((d) => d.input).join();
      if (nearest.distance < (byInputs.get(key)?.distance ?? Infinity)) byInputs.set(key, nearest);
      return true;
    },
    best: () =>
      dropSuperfluous([...byInputs.values()])
        .sort((a, b) => a.distance - b.distance)
        .slice(0, MAX_FOUND),
    tried: () => tried
  };
}

function searchPair(search: Search, row: Row, {a, b, limits}: {a: FormInput; b: FormInput; limits: Limits}): void {
  const valuesOfB = gridAround(b, row, getNamed(limits, b.name));
  for (const value of gridAround(a, row, getNamed(limits, a.name))) {
    for (const other of valuesOfB)
      if (
        search.tryChange([
          {input: a, value},
          {input: b, value: other}
        ])
      )
        break;
  }
}

/** Moves each changed input back towards the row, by halves, as far as the line stays crossed. */
function drawBack(
  crossing: Counterfactual,
  steps: readonly {input: FormInput; value: number}[],
  evaluate: (steps: readonly {input: FormInput; value: number}[]) => Counterfactual | null,
  row: Row
): Counterfactual {
  let best = crossing;
  let current = [...steps];
  for (let k = 0; k < steps.length; ++k) {
    let [near, far] = [numberOf(findNamed(row, steps[k].input.name)), current[k].value];
    for (let i = 0; i < 12 && near !== far; ++i) {
      const middle = snapToStep(steps[k].input, (near + far) / 2);
      if (middle === near || middle === far) break;
      const trial = current.map((d, j) => (j === k ? {...d, value: middle} : d));
      const result = evaluate(trial);
      if (result && result.distance <= best.distance) {
        [best, current, far] = [result, trial, middle];
      } else near = middle;
    }
  }
  return best;
}

/** A second change must save at least this part of the way that the other one goes alone. */
const WORTH_A_CHANGE = 0.1;

/** Pairs that are hardly nearer than one of their two changes alone are left out: the other change is only for show. */
function dropSuperfluous(found: readonly Counterfactual[]): Counterfactual[] {
  const singles = new Map(found.filter((d) => d.changes.length === 1).map((d) => [d.changes[0].input, d.distance]));
  // oxlint-disable-next-line churnbook/no-rows-as-arguments -- changes of one counterfactual: few
  const alone = (d: Counterfactual): number => Math.min(...d.changes.map(({input}) => singles.get(input) ?? Infinity));
  return found.filter((d) => d.changes.length === 1 || d.distance < alone(d) * (1 - WORTH_A_CHANGE));
}

function isAllowed({fixed, kind, name}: FormInput, value: number, limits: Limits): boolean {
  const limit = findNamed(limits, name);
  return !fixed && kind !== "category" && limit !== undefined && value >= limit.min && value <= limit.max;
}

/** Values within the limits, nearest to the row's first. */
function gridAround(input: FormInput, row: Row, {min, max}: {min: number; max: number}): number[] {
  const at = numberOf(findNamed(row, input.name));
  const n = Math.min(GRID, input.kind === "integer" ? Math.max(1, max - min) : GRID);
  const values = Array.from({length: n + 1}, (_, i) => clamp(snapToStep(input, min + ((max - min) * i) / n), min, max));
  return [...new Set(values)].filter((d) => d !== at).sort((p, q) => Math.abs(p - at) - Math.abs(q - at));
}
