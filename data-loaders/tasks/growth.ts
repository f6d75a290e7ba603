import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Task} from "../flow/task.js";
import {foreseeRows} from "./effort.js";

/** Terms of what a task, or each of its jobs, takes, each a multiple of a fit of logistic regression on the rows that trials see. */
interface Growth {
  /** however many rows there are */
  once?: number;
  /** for each so many of the rows that finalists are fitted on */
  fitted?: number;
  /** for each so many of all rows */
  all?: number;
  /** by which power of the inputs it grows faster than such a fit, which takes 5 times as long of 150 inputs as of eleven */
  wider?: number;
}

/**
 * What is not here takes as long in every table, or reads the file: formats differ by a factor of ten. Fitted by eye to what builds of 15,000,
 * 100,000 and 1,000,000 rows of eleven inputs, and of 20,000 rows of 150, took of a core: what models take when they are fitted differs by
 * who is crowned, so that others will be further off.
 */
const GROWTH = new Map<string, Growth>([
  ["wrangle", {once: 7, all: 3.4, wider: -0.15}],
  ["audit", {once: 2, all: 5, wider: -0.15}],
  ["split", {once: 18, all: 12, wider: -0.15}],
  ["dataset", {once: 15, all: 0.3, wider: -0.3}],
  ["explore", {once: 24, all: 17, wider: -0.15}],
  ["shown-users", {once: 54}],
  ["finalists", {fitted: 0.84, wider: 0.3}],
  ["evaluate", {once: 92, fitted: 13.5, wider: -0.6}],
  ["select", {once: 50, fitted: 10.4, wider: -0.5}],
  ["shapes", {once: 11, fitted: 4.7, wider: 0.2}],
  ["cohorts", {once: 40, fitted: 10, all: 6.5, wider: 0.2}],
  ["honesty", {once: 3.7, fitted: 0.26, wider: 0.5}],
  ["explain", {once: 20, all: 11, wider: 0.28}],
  [besideOf("explain"), {once: 60, wider: 0.5}],
  ["facts", {once: 7, all: 1.7, wider: -0.15}]
]);

/** What stands for the jobs of a task that has most of its work beside them, all together. */
export function besideOf(task: string): string {
  return `${task}, beside`;
}

/** Inputs of the tables by which the terms were measured. */
const INPUTS = 11;

/** How many times as long a task, or one of its jobs, takes in a table of so many rows; undefined: as long in every one. */
export function growthOf(task: string, {inputs, protocol}: Pick<DatasetDefinition, "inputs" | "protocol">): Task["grows"] {
  const growth = GROWTH.get(task);
  if (growth === undefined) return undefined;
  const {once = 0, fitted = 0, all = 0, wider = 0} = growth;
  const width = (inputs.length / INPUTS) ** wider;
  return (nRows) => {
    const rows = foreseeRows(nRows, protocol);
    return width * (once + (fitted * rows.fitted + all * nRows) / rows.searched);
  };
}
