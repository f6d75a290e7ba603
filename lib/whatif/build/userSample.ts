import type {UserSample, UserScores} from "../../book/predict.js";
import type {Random} from "../../random.js";
import {shuffled} from "../../random.js";
import type {Column, Table} from "../../table/table.js";
import {getValue} from "../../table/table.js";

export interface SampleOptions {
  n: number;
  random: Random;
  /** whether they were drawn from a recipe */
  isSynthetic: boolean;
  /** of real users: labels, and out-of-fold (or test) scores by model, length nRows each; the Champion's go with the users */
  known?: {y: ArrayLike<number>; scores: Record<string, ArrayLike<number>>; champion: string};
}

export interface DrawnUsers {
  users: UserSample;
  scores: UserScores;
}

/**
 * Some users for the page, at random, without repetition.
 *
 * @param table users that may be shown
 * @returns at most n users; fractions to four significant digits, which the page's distances do not feel
 */
export function sampleUsers(table: Table, {n, random, isSynthetic, known}: SampleOptions): DrawnUsers {
  const rows = shuffled(Array.from({length: table.nRows}, (_, i) => i), random).slice(0, n);
  const scores = Object.fromEntries(Object.entries(known?.scores ?? {}).map(([name, values]) => [name, rows.map((i) => Number(values[i].toPrecision(6)))]));
  const users: UserSample = {
    n: rows.length,
    synthetic: isSynthetic,
    ...(known ? {known: {churned: rows.map((i) => known.y[i]), outOfFold: scores[known.champion]}} : {}),
    columns: Object.fromEntries(table.columns.map((column) => [column.name, rows.map((i) => shortValue(column, i))]))
  };
  return {users, scores};
}

function shortValue(column: Column, i: number): number | string | null {
  const value = getValue(column, i);
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
}
