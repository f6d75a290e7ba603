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

/** Of tasks that pass over columns. */
const PASSES = new Map<string, Growth>([
  ["wrangle", {once: 4, all: 5.2}],
  ["audit", {all: 9}],
  ["split", {once: 28, all: 21}],
  ["dataset", {once: 8, all: 0.6}],
  ["explore", {all: 25}],
  ["shown-users", {once: 45}],
  ["evaluate", {once: 110, fitted: 14}],
  ["select", {once: 50, fitted: 28}]
]);

/** Of tasks that fit, or look at several columns together. */
const FITS = new Map<string, Growth>([
  ["finalists", {fitted: 2}],
  ["cohorts", {all: 25}],
  ["honesty", {once: 2.5, fitted: 0.7}],
  ["shapes", {once: 25}],
  ["explain", {once: 30, all: 12}]
]);

/** Inputs of the tables by which the terms were measured; of 150 a fit takes 20 times as long, and a pass 5 times. */
const INPUTS = 11;

/** How many times as long a task, or one of its jobs, takes in a table of so many rows; undefined: as long in every one. */
export function growthOf(task: string, {inputs, protocol}: Pick<DatasetDefinition, "inputs" | "protocol">): Task["grows"] {
  const growth = FITS.get(task) ?? PASSES.get(task);
  if (growth === undefined) return undefined;
  const {once = 0, fitted = 0, all = 0} = growth;
  const width = PASSES.has(task) ? Math.sqrt(INPUTS / inputs.length) : 1;
  return (nRows) => {
    const rows = foreseeRows(nRows, protocol);
    return width * (once + (fitted * rows.fitted + all * nRows) / rows.searched);
  };
}
