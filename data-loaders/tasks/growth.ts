import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Task} from "../flow/task.js";
import {foreseeRows} from "./effort.js";

/** Terms of what a task takes, each a multiple of a fit of logistic regression on the rows that trials see. */
interface Growth {
  /** however many rows there are */
  once?: number;
  /** for each so many of the rows that finalists are fitted on */
  fitted?: number;
  /** for each so many of all rows */
  all?: number;
}

/**
 * Of tasks that pass over columns. These and the fits were fitted by eye to what builds of 15,000, 100,000, 1,000,000 and 3,500,000 rows of
 * eleven inputs took of a core. What is not here takes as long in every table, or reads the file: formats differ by a factor of ten.
 */
const PASSES = new Map<string, Growth>([
  ["wrangle", {once: 6, all: 2.3}],
  ["audit", {once: 2, all: 3.9}],
  ["split", {once: 35, all: 10.5}],
  ["dataset", {once: 9, all: 0.25}],
  ["explore", {once: 10, all: 11.5}],
  ["shown-users", {once: 45}],
  ["evaluate", {once: 80, fitted: 6.7}],
  ["select", {once: 52, fitted: 11}],
  ["facts", {once: 4, all: 0.7}]
]);

/** Of tasks that fit, or look at several columns together. */
const FITS = new Map<string, Growth>([
  ["finalists", {fitted: 0.87}],
  ["cohorts", {once: 18, all: 9.7}],
  ["honesty", {once: 3, fitted: 0.1}],
  ["shapes", {once: 20}],
  ["explain", {once: 22, all: 5}] // half of it: meanwhile workers look at cohorts and at honesty
]);

/** Of those, the ones that fit the Champion again. */
const REFITS: readonly string[] = ["honesty", "explain"];

/**
 * Inputs of the tables by which the terms were measured. Of 150 a fit of logistic regression takes 20 times as long, a pass 5 times, and a
 * Champion's some 40 times.
 */
const INPUTS = 11;

/** How many times as long a task takes in a table of so many inputs, beside logistic regression. */
function widthOf(task: string, nInputs: number): number {
  const wider = nInputs / INPUTS;
  if (PASSES.has(task)) return wider ** -0.5;
  return REFITS.includes(task) ? wider ** 0.25 : 1;
}

/** How many times as long a task, or one of its jobs, takes in a table of so many rows; undefined: as long in every one. */
export function growthOf(task: string, {inputs, protocol}: Pick<DatasetDefinition, "inputs" | "protocol">): Task["grows"] {
  const growth = FITS.get(task) ?? PASSES.get(task);
  if (growth === undefined) return undefined;
  const {once = 0, fitted = 0, all = 0} = growth;
  const width = widthOf(task, inputs.length);
  return (nRows) => {
    const rows = foreseeRows(nRows, protocol);
    return width * (once + (fitted * rows.fitted + all * nRows) / rows.searched);
  };
}
