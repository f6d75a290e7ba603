import type {Task} from "../../../data-loaders/flow/task.js";
import type {Said, Took} from "../../support/playFlow.js";
import {describe, expect, it} from "vitest";
import {readDefinition} from "../../../data-loaders/ingest/readDefinition.js";
import {bookTasks} from "../../../data-loaders/tasks/tasks.js";
import {playFlow} from "../../support/playFlow.js";

/** Seconds of a core, rounded, of builds of so many synthetic users; those of ten million are drawn out from 3,500,000. */
const SIZES = [15_000, 100_000, 1_000_000, 10_000_000];

/** Of the main thread, by size. */
const MAIN = new Map([
  ["ingest", [0.3, 0.4, 1.5, 14]],
  ["wrangle", [0.15, 0.4, 3, 32]],
  ["split", [0.9, 1.6, 14, 150]],
  ["dataset", [0.2, 0.3, 0.6, 3.6]],
  ["evaluate", [1.3, 4.8, 9.6, 19]],
  ["select", [1.2, 2, 15, 30]],
  ["shapes", [0.3, 0.9, 0.8, 1.6]],
  ["explain", [0.3, 0.9, 16, 130]],
  ["export", [0.1, 0.1, 0.2, 0.2]],
  ["facts", [0.1, 0.2, 1.1, 9]]
]);

/** So many jobs, the seconds of each, and their `work` where a task's jobs differ. */
type Jobs = [number, number, number?][];

const ofFinalists = (nJobs: number, seconds: number[]): Jobs =>
  [9, 7, 5, 1.2, 1, 1, 0.3].map((work, i): Jobs[number] => [nJobs, seconds[i], work]);

/** By size. */
const JOBS = new Map<string, Jobs[]>([
  ["audit", [[[1, 0.13]], [[1, 0.64]], [[1, 5.4]], [[1, 52]]]],
  ["explore", [[[1, 0.39]], [[1, 1.6]], [[1, 15]], [[1, 160]]]],
  ["shown-users", [[[1, 0.9]], [[1, 1.1]], [[1, 1.1]], [[1, 1.1]]]],
  ["search-baseline", [[[5, 0.02]], [[5, 0.02]], [[5, 0.01]], [[5, 0.01]]]],
  ["search-forest", [[[8, 0.4]], [[8, 0.6]], [[8, 0.5]], [[8, 0.5]]]],
  ["search-boosting", [[[9, 0.5]], [[12, 0.75]], [[12, 0.77]], [[12, 0.68]]]],
  ["search-additive", [[[7, 0.5]], [[7, 0.8]], [[7, 1.2]], [[7, 0.7]]]],
  ["search-tree", [[[14, 0.04]], [[14, 0.07]], [[14, 0.08]], [[14, 0.07]]]],
  ["search-logistic", [[[6, 0.05]], [[7, 0.08]], [[6, 0.07]], [[6, 0.07]]]],
  ["recipe-original-study", [[[15, 0.08]], [[15, 0.11]], [[15, 0.12]], [[15, 0.1]]]],
  ["column-lab", [[[25, 0.01]], [[25, 0.016]], [[25, 0.015]], [[25, 0.015]]]],
  ["luck", [[[65, 0.04]], [[65, 0.07]], [[65, 0.07]], [[65, 0.07]]]],
  [
    "finalists",
    [
      ofFinalists(1, [0.13, 0.12, 0.13, 0.04, 0.01, 0.01, 0.01]),
      ofFinalists(6, [0.84, 0.52, 0.42, 0.23, 0.05, 0.05, 0.02]),
      ofFinalists(6, [10, 5.9, 3.1, 2.5, 0.7, 0.3, 0.1]),
      ofFinalists(6, [27, 10, 7.5, 6.7, 1.9, 0.8, 0.3])
    ]
  ],
  ["cohorts", [[[1, 0.6]], [[1, 1.9]], [[1, 15]], [[1, 130]]]],
  [
    "honesty",
    [
      [
        [1, 0.1],
        [20, 0.09]
      ],
      [
        [1, 0.6],
        [38, 0.05]
      ],
      [
        [1, 1.5],
        [20, 0.55]
      ],
      [
        [1, 1.5],
        [38, 0.05]
      ]
    ]
  ],
  ["explain", [[[13, 0.09]], [[1, 1.5]], [[12, 0.13]], [[1, 3.5]]]]
]);

/** The same of a build of 20,000 rows of 150 inputs, of which 8,000 are searched: of the main thread, and of workers. */
const WIDE: Record<string, [number, ...[number, number, number?][]]> = {
  ingest: [2],
  wrangle: [1.3],
  audit: [0, [1, 0.7]],
  split: [2.4],
  dataset: [0.8],
  explore: [0, [1, 6]],
  "shown-users": [0, [1, 8]],
  "search-baseline": [0, [5, 0.01]],
  "search-forest": [0, [8, 1.8]],
  "search-boosting": [0, [13, 5.3]],
  "search-additive": [0, [11, 6.3]],
  "search-tree": [0, [14, 0.43]],
  "search-logistic": [0, [6, 1.3]],
  "column-lab": [0, [35, 0.25]],
  luck: [0, [65, 0.5]],
  finalists: [0, [6, 3.6, 9], [6, 4.2, 7], [6, 1.5, 5], [6, 0.5, 1.2], [6, 0.6, 1], [6, 0.02, 0.3]],
  evaluate: [1.8],
  select: [9.3],
  shapes: [5],
  cohorts: [0, [1, 14]],
  honesty: [0, [15, 3.5]],
  explain: [5.5, [13, 2]],
  export: [0.3],
  facts: [0.5]
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

describe("growthOf(task, definition), played through the estimate of the end", () => {
  it.each(SIZES.map((nRows, size) => ({nRows, size})))(
    "is within a factor of 1.5 after the first tenth of $nRows rows",
    async ({nRows, size}) => {
      const tasks: Task[] = bookTasks(await readDefinition("data/waze.dataset.json"), {kind: "file", path: "", names: [], sha256: ""});
      const took = new Map(tasks.map(({name}) => [name, tookOf(name, size)]));
      const said = playFlow(tasks, took, {nRows, cores: 2});
      expect(worstOf(said, {from: 0.1, to: 0.9})).toBeLessThan(1.5);
      expect(worstOf(said, {from: 0.9, to: 0.95})).toBeLessThan(3); // of some seconds
    }
  );

  it("is within a factor of 2 from the first that is said, until a Champion is crowned, of 150 inputs", async () => {
    const {inputs, protocol, ...definition} = await readDefinition("data/waze.dataset.json");
    const wide = {
      ...definition,
      inputs: Array.from({length: 150}, (_, i) => ({...inputs[0], name: `x${i}`})),
      recipes: [],
      protocol: {...protocol, searchRows: 8_000}
    };
    const tasks: Task[] = bookTasks(wide, {kind: "file", path: "", names: [], sha256: ""});
    const took = new Map(
      Object.entries(WIDE).map(([name, [main, ...jobs]]) => [name, {main, jobs: jobs.map(([n, seconds, work]) => ({n, seconds, work}))}])
    );
    const said = playFlow(tasks, took, {nRows: 20_000, cores: 2});
    const first = said.find(({secondsLeft}) => secondsLeft !== null) as Said;
    expect(first.task).toBe("split"); // before any model is fitted
    const from = first.at / (first.at + first.trueLeft);
    expect(worstOf(said, {from, to: 0.7})).toBeLessThan(2); // then it hangs on who is crowned: curves take eight times as long to fit
  });
});
