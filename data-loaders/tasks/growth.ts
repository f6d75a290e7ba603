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
 * What is not here takes as long in every table, or reads the file: formats differ by a factor of ten. Fitted to what builds of 15,000 to
 * 10,000,000 rows of eleven inputs, and of 20,000 rows of 150, took of a core on two days, so that what was said to be left was least wrong: what
 * models take when they are fitted differs by who is crowned, so that others will be further off.
 */
const GROWTH = new Map<string, Growth>([
  ["wrangle", {once: 2.7, all: 3.5}],
  ["audit", {once: 1.7, all: 5, wider: -0.1}],
  ["split", {once: 17, all: 9.6, wider: -0.25}],
  ["dataset", {once: 7.2, all: 0.42, wider: -0.2}],
  ["explore", {once: 19, all: 14.5, wider: -0.2}],
  ["shown-users", {once: 62, wider: -0.15}],
  ["search-forest", {once: 0.93, wider: -0.25}],
  ["search-boosting", {once: 0.74, wider: 0.15}],
  ["search-logistic", {once: 0.85, wider: 0.4}],
  ["finalists", {fitted: 0.75, wider: 0.35}],
  ["evaluate", {once: 81, fitted: 10, wider: -0.35}],
  ["select", {once: 55, fitted: 9.6, wider: -0.05}],
  ["shapes", {once: 8.7, fitted: 0.82}],
  ["cohorts", {once: 70, fitted: 6.4, all: 7.5, wider: 0.4}],
  ["honesty", {once: 3.2, fitted: 0.24, wider: 0.55}],
  ["explain", {once: 40, all: 12, wider: 0.1}],
  [besideOf("explain"), {once: 79, wider: 0.25}],
  ["facts", {once: 4, all: 1.7}]
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
