import type {HoldConstant, VariableSummary} from "../book/eda.js";
import {isSeveral} from "../groups.js";
import {sumOf} from "../numbers.js";
import {bentAuc} from "./bends.js";
import {sideAmong} from "./intervals.js";

/** Two rates that tell most of an axis: its ends, or the highest and the lowest on it. */
export interface Contrast<T> {
  isEnds: boolean;
  /** the first and the last, if they are the ends; else the highest and the lowest */
  pair: readonly [T, T];
}

/** Ends that differ by this share of the range of all tell most of it. */
const MOST_OF_RANGE = 0.7;

/**
 * Which two of an axis' rates to tell: its ends where they make most of the range and no interval between lies beyond theirs, else the
 * highest and the lowest.
 *
 * @param rates at least one, along the axis, with their intervals
 * @param isOrdered whether their order means something; levels have no ends
 */
export function contrastOf<T extends {rate: number; low: number; high: number}>(rates: readonly T[], isOrdered: boolean): Contrast<T> {
  const ends = [rates[0], rates[rates.length - 1]] as const;
  const sorted = [...rates].sort((a, b) => b.rate - a.rate);
  const extremes = [sorted[0], sorted[sorted.length - 1]] as const;
  const [upper, lower] = ends[0].rate > ends[1].rate ? ends : [ends[1], ends[0]];
  const isBeyond = rates.some(({low, high}) => low > upper.high || high < lower.low);
  const isEnds = isOrdered && !isBeyond && upper.rate - lower.rate > MOST_OF_RANGE * (extremes[0].rate - extremes[1].rate);
  return {isEnds, pair: isEnds ? ends : extremes};
}

/**
 * Whether nothing can be told of a category alone: its levels are pooled into one, because too few of either outcome stand in them.
 * That they part the two sharply is one way to that, so it must not be taken for a category that says nothing.
 */
export function isUntold({churned, rates}: {churned: object | null; rates: readonly unknown[]}): boolean {
  return churned === null && rates.length < 2;
}

/** Whether most rows of a category stand in pooled levels, where differences between levels cannot show: then that it ranks nobody says little. */
export function isMostlyPooled({churned, rates}: Pick<VariableSummary, "churned" | "rates">): boolean {
  const inPooled = rates.map(({label, n}) => (isSeveral(label) ? n : 0));
  return churned === null && 2 * sumOf(inPooled) > sumOf(rates.map(({n}) => n));
}

/** The level at which a variable counts as telling something, of all that were looked at. */
const LEVEL = 0.05;

/** Whether a variable alone parts the churned from the retained by more than chance does among so many variables. */
export function isSure(variable: Pick<VariableSummary, "kind" | "rates" | "rocAuc" | "test">): boolean {
  return variable.test.adjustedP < LEVEL || bentAuc(variable) !== null;
}

/** An input alone that ranks no better than this is called no help. */
export const NO_HELP = 0.53;

/** The variables that a page begins with. */
export interface Leading<T> {
  /** from the one that ranks best alone */
  ranked: T[];
  /** the first of those that rank beyond chance: among many inputs that say nothing one seems to */
  strongest: T;
  /** where it is told: what says most where its order turns round, and more than the strongest does */
  turning: T | null;
  /** which of them is told first */
  first: T;
}

/** Which variable tells most alone, so that a page's headline and the chart below it speak of the same. @param variables at least one */
export function findLeading<T extends Pick<VariableSummary, "kind" | "rates" | "rocAuc" | "test">>(variables: readonly T[]): Leading<T> {
  const ranked = [...variables].sort((a, b) => b.rocAuc - a.rocAuc);
  const strongest = ranked.find((d) => isSure(d) && d.rocAuc >= NO_HELP) ?? ranked[0];
  const bent = ranked.map((variable) => ({variable, auc: bentAuc(variable) ?? 0})).filter(({auc}) => auc > strongest.rocAuc);
  const turning = bent.sort((a, b) => b.auc - a.auc)[0]?.variable ?? null;
  return {ranked, strongest, turning, first: turning ?? ranked.find(isSure) ?? strongest};
}

/** Whether a variable's two halves differ clearly: beyond their difference's own interval, and by no chance among so many variables. */
export function isClearHalves({variable, raw}: Pick<HoldConstant, "variable" | "raw">, variables: readonly VariableSummary[]): boolean {
  return (raw.low > 0 || raw.high < 0) && variables.some((d) => d.input === variable && isSure(d));
}

/**
 * Whether a difference shows only once another variable is held constant: there it is more than twice as large, and lies beyond none as beyond
 * what it is alone, by more than chance makes of so many. Of two that move together and work against each other each masks the other.
 *
 * @see Conger (1974), A revised definition for suppressor variables
 */
export function isMasked({raw, within}: Pick<HoldConstant, "raw" | "within">, nLooked: number): boolean {
  const side = sideAmong(within, {nLooked});
  return side !== 0 && sideAmong(within, {at: raw.estimate, nLooked}) === side && Math.abs(within.estimate) > 2 * Math.abs(raw.estimate);
}
