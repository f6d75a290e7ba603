import type {Task} from "../../../data-loaders/flow/task.js";
import type {ProtocolDefinition} from "../../../lib/dataset/definition.js";
import type {Recorded} from "../../fixtures/recordedBuilds.js";
import type {Said, Took} from "../../support/playFlow.js";
import {describe, expect, it} from "vitest";
import {readDefinition} from "../../../data-loaders/ingest/readDefinition.js";
import {bookTasks} from "../../../data-loaders/tasks/tasks.js";
import {RECORDED_BUILDS} from "../../fixtures/recordedBuilds.js";
import {playFlow} from "../../support/playFlow.js";

/** Seconds of a core, rounded, of builds of so many synthetic users. */
const SIZES = [15_000, 100_000, 1_000_000, 10_000_000];

/** Of the main thread, by size. */
const MAIN = new Map([
  ["ingest", [0.55, 0.64, 1.6, 13]],
  ["wrangle", [0.15, 0.34, 2.4, 29]],
  ["split", [0.47, 1.2, 7.7, 122]],
  ["dataset", [0.22, 0.35, 0.35, 5.3]],
  ["evaluate", [1.1, 3.9, 10.8, 24]],
  ["select", [0.88, 1.6, 7.7, 18]],
  ["shapes", [0.24, 0.5, 0.21, 0.57]],
  ["explain", [0.48, 1.2, 10.5, 98]],
  ["facts", [0.15, 0.4, 1.8, 11]]
]);

/** So many jobs, the seconds of each, and their `work` where a task's jobs differ. */
type Jobs = [number, number, number?][];

/** By size. */
const JOBS = new Map<string, Jobs[]>([
  ["audit", [[[1, 0.11]], [[1, 0.61]], [[1, 3.9]], [[1, 43]]]],
  ["explore", [[[1, 0.54]], [[1, 2]], [[1, 11.6]], [[1, 163]]]],
  ["shown-users", [[[1, 0.83]], [[1, 0.96]], [[1, 0.89]], [[1, 1.2]]]],
  ["search-baseline", [[[5, 0.01]], [[5, 0.016]], [[5, 0.009]], [[5, 0.023]]]],
  ["search-forest", [[[8, 0.42]], [[8, 0.56]], [[8, 0.4]], [[8, 0.38]]]],
  ["search-boosting", [[[9, 0.46]], [[12, 0.64]], [[12, 0.59]], [[9, 0.63]]]],
  ["search-additive", [[[7, 0.31]], [[7, 0.45]], [[7, 0.43]], [[7, 0.36]]]],
  ["search-tree", [[[14, 0.025]], [[14, 0.032]], [[14, 0.033]], [[14, 0.03]]]],
  ["search-logistic", [[[6, 0.051]], [[7, 0.065]], [[6, 0.049]], [[7, 0.048]]]],
  ["recipe-original-study", [[[15, 0.068]], [[15, 0.094]], [[15, 0.082]], [[15, 0.079]]]],
  ["column-lab", [[[25, 0.0094]], [[25, 0.013]], [[25, 0.01]], [[25, 0.02]]]],
  ["luck", [[[65, 0.036]], [[65, 0.059]], [[65, 0.056]], [[65, 0.054]]]],
  [
    "finalists",
    [
      [
        [1, 0.099, 9],
        [1, 0.064, 7],
        [1, 0.14, 5],
        [1, 0.012, 1.2],
        [2, 0.015, 1],
        [1, 0.0011, 0.3]
      ],
      [
        [6, 0.59, 9],
        [6, 0.39, 7],
        [6, 0.27, 5],
        [6, 0.13, 1.2],
        [12, 0.058, 1],
        [6, 0.018, 0.3]
      ],
      [
        [6, 7.1, 9],
        [6, 3.2, 7],
        [6, 1.6, 5],
        [6, 1.2, 1.2],
        [12, 0.37, 1],
        [6, 0.12, 0.3]
      ],
      [
        [6, 9, 9],
        [6, 8.7, 7],
        [6, 4, 5],
        [6, 3.3, 1.2],
        [12, 0.99, 1],
        [6, 0.29, 0.3]
      ]
    ]
  ],
  ["cohorts", [[[1, 0.9]], [[1, 1.8]], [[1, 14]], [[1, 55]]]],
  ["honesty", [[[21, 0.072]], [[39, 0.055]], [[21, 0.27]], [[39, 0.068]]]],
  ["explain", [[[13, 0.093]], [[1, 1.5]], [[13, 0.13]], [[1, 2.8]]]]
]);

/** The same of a build of 20,000 rows of 150 inputs, of which 8,000 are searched: of the main thread, and of workers. */
const WIDE: Record<string, Recorded> = {
  ingest: [1.9],
  wrangle: [0.63],
  audit: [0, [1, 0.55]],
  split: [2],
  dataset: [0.45],
  explore: [0, [1, 3.1]],
  "shown-users": [0, [1, 3.3]],
  "search-baseline": [0, [5, 0.013]],
  "search-forest": [0, [8, 1.1]],
  "search-boosting": [0, [13, 2.2]],
  "search-additive": [0, [11, 1.8]],
  "search-tree": [0, [14, 0.17]],
  "search-logistic": [0, [7, 0.86]],
  "column-lab": [0, [35, 0.05]],
  luck: [0, [65, 0.14]],
  finalists: [0, [6, 2.1, 9], [6, 2.7, 7], [6, 0.69, 5], [6, 0.29, 1.2], [6, 0.4, 1], [6, 0.011, 0.3]],
  evaluate: [1.6],
  select: [1.5],
  shapes: [2.4],
  cohorts: [0, [1, 12]],
  honesty: [0, [15, 1.2]],
  explain: [6.2, [9, 1.7]],
  facts: [0.56]
};

function tookOf(task: string, size: number): Took {
  const jobs = JOBS.get(task)?.[size].map(([n, seconds, work]) => ({n, seconds, work}));
  return {main: MAIN.get(task)?.[size] ?? 0, jobs};
}

/** By how much what was said to be left was off, between two shares of the way: a factor of 1 or more. */
function worstOf(said: readonly Said[], {from, to}: {from: number; to: number}): number {
  const factors = said
    .filter(({at, trueLeft}) => at >= from * (at + trueLeft) && at <= to * (at + trueLeft))
    .map(({secondsLeft, trueLeft}) => (secondsLeft === null ? Infinity : Math.max(secondsLeft / trueLeft, trueLeft / secondsLeft)));
  return Math.max(...factors);
}

/** Of the example's definition, or of one of as many numbers as are wanted. */
async function tasksOf(nInputs: number, protocol: Partial<ProtocolDefinition> = {}): Promise<Task[]> {
  const example = await readDefinition("data/waze.dataset.json");
  const wide = {...example, inputs: Array.from({length: nInputs}, (_, i) => ({...example.inputs[0], name: `x${i}`})), recipes: []};
  const definition = nInputs === example.inputs.length ? example : wide;
  return bookTasks({...definition, protocol: {...definition.protocol, ...protocol}}, {kind: "file", path: "", names: [], sha256: ""});
}

function openTook(recorded: Record<string, Recorded>): Map<string, Took> {
  return new Map(
    Object.entries(recorded).map(([name, [main, ...jobs]]) => [name, {main, jobs: jobs.map(([n, seconds, work]) => ({n, seconds, work}))}])
  );
}

describe("growthOf(task, definition), played through the estimate of the end", () => {
  it.each(SIZES.map((nRows, size) => ({nRows, size})))(
    "is within a factor of 1.5 after the first tenth of $nRows rows",
    async ({nRows, size}) => {
      const tasks = await tasksOf(11);
      const took = new Map(tasks.map(({name}) => [name, tookOf(name, size)]));
      const said = playFlow(tasks, took, {nRows, cores: 2});
      expect(worstOf(said, {from: 0.1, to: 0.9})).toBeLessThan(1.5);
      expect(worstOf(said, {from: 0.9, to: 0.95})).toBeLessThan(3); // of some seconds
    }
  );

  it.each(RECORDED_BUILDS)("is so of another day's builds: $title", async ({nRows, nInputs, took}) => {
    const tasks = await tasksOf(nInputs);
    expect(worstOf(playFlow(tasks, openTook(took), {nRows, cores: 2}), {from: 0.1, to: 0.9})).toBeLessThan(1.5);
  });

  it("is within a factor of 1.5 from the first that is said, of 150 inputs", async () => {
    const said = playFlow(await tasksOf(150, {searchRows: 8_000}), openTook(WIDE), {nRows: 20_000, cores: 2});
    const first = said.find(({secondsLeft}) => secondsLeft !== null) as Said;
    expect(first.task).toBe("split"); // before any model is fitted
    const from = first.at / (first.at + first.trueLeft);
    expect(worstOf(said, {from, to: 0.9})).toBeLessThan(1.5);
  });
});
