import type {FormInput, PredictBook, PredictForm} from "../book/predict.js";
import type {LevelCondition} from "../dataset/definition.js";
import type {Row} from "../dataset/table.js";
import {clamp} from "../numbers.js";
import {formatValue} from "../format.js";
import {findNamed} from "../named.js";

/** What the rules of a table say about its inputs; a part of the predict book. */
export type Rules = Pick<PredictForm, "inputs" | "constraints" | "groups" | "typical">;

/** An input that moved without being touched, and why. */
export interface Move {
  input: string;
  from: number;
  to: number;
  /** "Drives cannot exceed sessions"; a whole clause */
  because: string;
}

export interface Change {
  row: Row;
  moves: Move[];
}

export interface SetInputOptions {
  /** inputs that the reader has set: they follow no other, though they still keep to the rules */
  own?: ReadonlySet<string>;
  /** whether inputs that move together in the data follow the one that is set */
  together?: boolean;
  /** whether the input gives way to those of `own` where a rule allows only one of them its value (default: they do) */
  yields?: boolean;
  /** the row whose proportions they keep: as it stood when this input began to move (default: the row itself) */
  anchor?: Row;
}

/**
 * Sets one input and lets the others follow: first those that move together with it in the data, in the same
 * proportion, then those that a rule between inputs forces.
 *
 * @param row every input of the book; left as it is
 * @param change a number (brought to what can be), a level, or null: missing
 * @returns the new row, and every other input that moved with the reason; the input itself where its limits moved it
 */
export function setInput(rules: Rules, row: Row, change: {name: string; value: Row[string]}, options: SetInputOptions = {}): Change {
  const {own = new Set<string>(), together = false, anchor = row, yields = false} = options;
  const input = rules.inputs.find((d) => d.name === change.name);
  if (!input) return {row, moves: []};
  const value = typeof change.value === "number" ? nearestPossible(input, change.value) : change.value;
  const set: Row = {...row, [input.name]: value};
  const moves = together && typeof value === "number" ? followTogether(rules, {row, value, input, own, anchor}) : [];
  const next = {...set, ...Object.fromEntries(moves.map((move) => [move.input, move.to]))};
  const forced = keepRules(rules, next, yields ? own : new Set([input.name]));
  const gaveWay = forced.moves.filter((d) => d.input === input.name); // told from what was asked for, even where it stays
  const others = forced.moves.filter((d) => d.input !== input.name);
  return {row: forced.row, moves: [...limitMoves(input, change.value, value), ...gaveWay, ...mergeMoves([...moves, ...others], row)]};
}

/** What the input's own limits did to the value that was asked for; nothing if they let it be. */
function limitMoves({name, min, max, unit}: FormInput, asked: Row[string], value: Row[string]): Move[] {
  if (typeof asked !== "number" || typeof value !== "number" || asked === value) return [];
  const isOutside = asked < min || asked > max;
  const because = isOutside
    ? `Values lie between ${formatValue(min)} and ${formatValue(max)}${unit ? ` ${unit}` : ""}`
    : "Only whole numbers can be";
  return [{input: name, from: asked, to: value, because}];
}

/**
 * Brings a row to the enforced rules.
 *
 * @param settled inputs that stay where they are as long as a partner can move instead
 */
export function keepRules(rules: Rules, row: Row, settled: ReadonlySet<string>): Change {
  let next = row;
  const held = new Set(settled);
  const moves: Move[] = [];
  const enforced = rules.constraints.filter((d) => d.action === "enforce");
  for (let round = 0; round <= enforced.length; ++round) {
    const broken = enforced.find(({left, right}) => numberOf(findNamed(next, left)) > numberOf(findNamed(next, right)));
    if (!broken) break;
    const {left, right, title} = broken;
    const mover = held.has(left) && !held.has(right) ? right : left;
    const to = nearestPossible(findInput(rules, mover), numberOf(findNamed(next, mover === left ? right : left)));
    moves.push({input: mover, from: numberOf(findNamed(next, mover)), to, because: title});
    next = {...next, [mover]: to};
    held.add(mover);
    if (numberOf(findNamed(next, left)) > numberOf(findNamed(next, right))) {
      // the mover came to its end: the other one has to give way
      const other = mover === left ? right : left;
      moves.push({input: other, from: numberOf(findNamed(next, other)), to, because: title});
      next = {...next, [other]: to};
    }
  }
  return {row: next, moves};
}

/** Titles of the checks of levels that a row fails; a missing value fails none. */
export function findUnlikely({unlikely = []}: Pick<PredictBook, "unlikely">, row: Row): string[] {
  const isSo = ({left, is, level}: LevelCondition): boolean => {
    const value = findNamed(row, left) ?? null;
    return value !== null && (value === level.trim()) === (is === "=");
  };
  return unlikely.filter(({when}) => when.every(isSo)).map((d) => d.title);
}

/** Titles of the rules that are only warned of and that a row breaks. */
export function findWarnings({constraints}: Rules, row: Row): string[] {
  return constraints.filter(({left, right}) => numberOf(findNamed(row, left)) > numberOf(findNamed(row, right))).map((d) => d.title);
}

interface Following {
  row: Row;
  value: number;
  input: FormInput;
  own: ReadonlySet<string>;
  anchor: Row;
}

function followTogether(rules: Rules, {row, value, input, own, anchor}: Following): Move[] {
  const group = rules.groups.find((d) => d.inputs.includes(input.name));
  if (!group) return [];
  const moves: Move[] = [];
  for (const name of group.inputs) {
    const partner = rules.inputs.find((d) => d.name === name);
    const from = numberOf(findNamed(row, name));
    if (!partner || name === input.name || own.has(name) || Number.isNaN(from)) continue;
    const to = snapToStep(partner, value * proportion(rules.typical, anchor, {of: name, to: input.name}));
    if (Number.isNaN(to) || to === from) continue;
    moves.push({input: name, from, to, because: `${group.title} go together in the data`});
  }
  return moves;
}

/** What one input is of another: in the anchor if both are above 0, else for the typical user. */
function proportion(typical: Row, anchor: Row, {of, to}: {of: string; to: string}): number {
  const [a, b] = [numberOf(findNamed(anchor, of)), numberOf(findNamed(anchor, to))];
  return a > 0 && b > 0 ? a / b : numberOf(findNamed(typical, of)) / numberOf(findNamed(typical, to));
}

/** One move per input, from where it was to where it ended; the last reason counts. */
function mergeMoves(moves: readonly Move[], row: Row): Move[] {
  const last = new Map(moves.map((move) => [move.input, move]));
  return [...last.values()].map((move) => ({...move, from: numberOf(findNamed(row, move.input))})).filter((move) => move.from !== move.to);
}

function findInput({inputs}: Rules, name: string): FormInput {
  return inputs.find((d) => d.name === name) as FormInput;
}

/** The limits of a number input: the usual range (1st to 99th percentile; whole for integers), or all that can be. */
export function rangeOf(input: FormInput, isWide: boolean): {min: number; max: number} {
  const {kind, low, high, min, max} = input;
  if (isWide) return {min, max};
  return kind === "integer" ? {min: Math.max(min, Math.floor(low)), max: Math.min(max, Math.ceil(high))} : {min: low, max: high};
}

/** Whether a value lies beyond the usual range. */
export function isBeyond(input: FormInput, value: number): boolean {
  const {min, max} = rangeOf(input, false);
  return value < min || value > max;
}

/** The nearest value that can be: within [min, max], whole for integers. */
function nearestPossible(input: FormInput, value: number): number {
  const whole = input.kind === "integer" ? Math.round(value) : value;
  return clamp(whole, input.min, input.max);
}

/** A value on the input's grid of steps, for drags and worked-out values; typed values stay as they are. */
export function snapToStep(input: FormInput, value: number): number {
  const {step} = input;
  const snapped = Math.round(value / step) * step;
  return nearestPossible(input, Number(snapped.toFixed(decimalsOf(step))));
}

/** The number of an input in a row; NaN when it is missing or a category. */
export function numberOf(value: number | string | null | undefined): number {
  return typeof value === "number" ? value : NaN;
}

function decimalsOf(step: number): number {
  return Math.max(0, Math.min(12, -Math.floor(Math.log10(step))));
}
