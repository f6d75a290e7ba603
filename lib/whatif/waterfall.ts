import type {PredictForm} from "../book/predict.js";
import type {Explanation} from "../explain/explainer.js";
import {logit, sigmoid} from "../model/logOdds.js";

/** One bar: an input, or inputs that move together, and where it takes the score from and to. */
export interface WaterfallStep {
  title: string;
  inputs: string[];
  contribution: number;
  start: number;
  end: number;
  /** the way from the base rate to the reference, which is the work of no input */
  isFrame?: true;
}

/** From the reference's score to this one's, step by step; all in the explanation's unit. */
export interface Waterfall {
  unit: Explanation["unit"];
  start: number;
  end: number;
  steps: WaterfallStep[];
}

/** Which inputs make one bar. */
export interface Bar {
  title: string;
  /** indices into the model's inputs */
  indices: number[];
  inputs: string[];
}

/**
 * The bars of a model: one per input, or one for inputs that move together in the data.
 *
 * @param names the model's inputs, in its order
 * @param isGrouped whether inputs that move together share a bar
 */
export function planBars({inputs, groups}: Pick<PredictForm, "inputs" | "groups">, names: readonly string[], isGrouped: boolean): Bar[] {
  const taken = new Set<string>();
  const bars: Bar[] = [];
  for (const name of names) {
    if (taken.has(name)) continue;
    const group = isGrouped ? groups.find((d) => d.inputs.includes(name)) : undefined;
    const members = group ? names.filter((d) => group.inputs.includes(d)) : [name];
    for (const member of members) taken.add(member);
    const title = group && members.length > 1 ? group.title : (inputs.find((d) => d.name === name)?.title ?? name);
    bars.push({title, inputs: members, indices: members.map((d) => names.indexOf(d))});
  }
  return bars;
}

/**
 * Lays the contributions end to end. The first step starts at the reference's score, the last ends at this row's.
 *
 * @param order indices of `bars`, in drawing order; default: largest contribution first
 */
export function layWaterfall({unit, base, contributions}: Explanation, bars: readonly Bar[], order?: readonly number[]): Waterfall {
  const sums = bars.map(({indices}) => indices.reduce((sum, i) => sum + contributions[i], 0));
  const places = order ?? orderBySize(sums);
  let at = base;
  const steps = places.map((place): WaterfallStep => {
    const start = at;
    at += sums[place];
    return {title: bars[place].title, inputs: bars[place].inputs, contribution: sums[place], start, end: at};
  });
  return {unit, start: base, end: at, steps};
}

/** The step that stands for all that are not drawn. */
const REST = "All other inputs";

/**
 * The first steps, and all others in one, so that the bars still add up.
 *
 * @param keep how many stand alone; a rest of a single step stands alone too
 */
export function foldWaterfall(waterfall: Waterfall, keep: number): Waterfall {
  const {steps} = waterfall;
  if (steps.length <= keep + 1) return waterfall;
  const rest = steps.slice(keep);
  const contribution = rest.reduce((sum, d) => sum + d.contribution, 0);
  const folded = {title: REST, inputs: [], contribution, start: rest[0].start, end: rest[rest.length - 1].end};
  return {...waterfall, steps: [...steps.slice(0, keep), folded]};
}

/**
 * Begins a waterfall at the base rate instead of at the reference's score: a first step leads from one to the other.
 *
 * @param baseRate in (0, 1)
 */
export function startAtBaseRate(waterfall: Waterfall, baseRate: number, title: string): Waterfall {
  const {unit, start: end, steps} = waterfall;
  const start = unit === "logOdds" ? logit(baseRate) : baseRate;
  return {...waterfall, start, steps: [{title, inputs: [], contribution: end - start, start, end, isFrame: true}, ...steps]};
}

/** Indices by falling absolute value; equal ones keep their order. */
export function orderBySize(values: readonly number[]): number[] {
  return values.map((_, i) => i).sort((i, j) => Math.abs(values[j]) - Math.abs(values[i]) || i - j);
}

/** A place on the waterfall as a probability. */
export function probabilityAt(unit: Explanation["unit"], value: number): number {
  return unit === "logOdds" ? sigmoid(value) : value;
}
