import type {EndEstimate} from "../../../data-loaders/flow/estimateEnd.js";
import type {Task} from "../../../data-loaders/flow/task.js";
import {describe, expect, test} from "vitest";
import {estimateEnd as estimateEndAt} from "../../../data-loaders/flow/estimateEnd.js";
import {createRandom} from "../../../lib/random.js";

/** On a clock that stands still. */
const estimateEnd = (tasks: readonly Task[], workers: number): EndEstimate => estimateEndAt(tasks, workers, () => 0);

const task = (name: string, {after = [], ...about}: Pick<Task, "jobs" | "work" | "grows" | "beside"> & {after?: string[]}): Task => ({
  name,
  title: name,
  reads: after.map((input) => ({task: input, name: "result.json"})),
  sources: [],
  run: async () => [],
  ...about
});

describe("estimateEnd(tasks, workers)", () => {
  test("expects a task that has not begun by its work, at the pace of all that ran", () => {
    const [a, b] = [task("a", {jobs: 3}), task("b", {jobs: 5, work: 10})];
    const jobs = estimateEnd([a, b], 2);
    expect(jobs.count(a, 2)).toEqual({
      ofTask: {done: 1, total: 3, secondsLeft: null},
      ofAll: {done: 1, total: 8, secondsLeft: 2 + 3 * 20} // two at a time
    });
    jobs.drop(b, null); // taken from the store
    expect(jobs.count(a, 2).ofAll).toEqual({done: 2, total: 3, secondsLeft: 2});
    expect(jobs.count(a, 2).ofAll).toEqual({done: 3, total: 3, secondsLeft: 0});
  });

  test("counts tasks without jobs, which come one after another beside the workers", () => {
    const [a, b] = [task("a", {jobs: 2}), task("b", {work: 3})];
    const secondsLeft = (last: Task): number | null => estimateEnd([a, b, last], 4).count(a, 8).ofAll.secondsLeft;
    expect(secondsLeft(task("c", {}))).toBeCloseTo(3 * 8);
    expect(secondsLeft(task("c", {work: 2}))).toBeCloseTo((3 + 2) * 8);
  });

  test("lets a task wait for what it reads", () => {
    const [a, b] = [task("a", {jobs: 3}), task("b", {work: 3, after: ["a"]})];
    expect(estimateEnd([a, b], 4).count(a, 8).ofAll.secondsLeft).toBeCloseTo(8 + 3 * 8);
  });

  test("takes off what jobs at work have done, and holds none for done before it is", () => {
    let now = 0;
    const a = task("a", {jobs: 3});
    const jobs = estimateEndAt([a], 2, () => now);
    jobs.count(a, 10);
    jobs.begin(a);
    expect(jobs.ofAll().secondsLeft).toBeCloseTo(10);
    now = 4;
    jobs.begin(a);
    expect(jobs.ofAll().secondsLeft).toBeCloseTo(10);
    now = 20;
    expect(jobs.ofAll().secondsLeft).toBeCloseTo(20 / 4);
  });

  test("foresees jobs whose number is not known until they are handed over", () => {
    const [a, b] = [task("a", {jobs: 2}), task("b", {work: 1, grows: () => 1, beside: () => 8})];
    const jobs = estimateEnd([a, b], 2);
    jobs.size(10);
    expect(jobs.count(a, 2).ofAll.secondsLeft).toBeCloseTo(3 + 6 + 2); // three on two cores, two of eight less two, and what is left of the last
    jobs.watch(b, () => 2);
    for (let i = 0; i < 4; ++i) jobs.hand(b);
    jobs.drop(a, null);
    expect(jobs.count(b, 6).ofAll).toEqual({done: 2, total: 5, secondsLeft: expect.closeTo((2 * (16 - 6)) / 3)});
  });

  test("knows of jobs that a task did not foresee once it has handed them over, and has its work beside them", () => {
    const [a, b] = [task("a", {jobs: 2}), task("b", {work: 12})];
    const jobs = estimateEnd([a, b], 2);
    expect(jobs.count(a, 2).ofAll.secondsLeft).toBe(12 * 2);
    let seconds = 5;
    jobs.watch(b, () => seconds);
    for (let i = 0; i < 4; ++i) jobs.hand(b);
    expect(jobs.count(a, 2).ofAll).toEqual({done: 2, total: 6, secondsLeft: 12 * 2 - 5});
    expect(jobs.count(b, 6).ofAll).toEqual({done: 3, total: 6, secondsLeft: 12 * 2 - 5});
    seconds = 100; // longer than foreseen
    jobs.hand(b);
    expect(jobs.count(b, 6).ofAll.secondsLeft).toBe(0);
    for (let i = 0; i < 3; ++i) jobs.hand(a); // two were foreseen
    expect(jobs.count(a, 2).ofTask).toEqual({done: 3, total: 3, secondsLeft: null});
  });

  test("takes off what a task has been at work itself, though it has handed nothing over yet", () => {
    const [a, b] = [task("a", {jobs: 2}), task("b", {work: 12})];
    const jobs = estimateEnd([a, b], 2);
    let seconds = 0;
    jobs.watch(b, () => seconds);
    expect(jobs.count(a, 2).ofAll.secondsLeft).toBe(12 * 2);
    seconds = 17;
    expect(jobs.ofAll().secondsLeft).toBe(12 * 2 - 17);
    seconds = 30;
    expect(jobs.count(a, 2).ofAll.secondsLeft).toBe(0);
  });

  test("says nothing while only jobs have ended that no task foresaw: of these there is no pace", () => {
    const [a, b] = [task("a", {jobs: 2}), task("b", {work: 12})];
    const jobs = estimateEnd([a, b], 2);
    jobs.hand(b);
    expect(jobs.count(b, 6).ofAll).toEqual({done: 1, total: 3, secondsLeft: null});
    expect(jobs.count(a, 2).ofAll.secondsLeft).toBe(12 * 2);
  });

  test("takes the pace from tasks without jobs too, where they say how long they take and ran", () => {
    const [reads, cleans, splits, fits] = [
      task("reads", {}),
      task("cleans", {work: 2}),
      task("splits", {work: 5}),
      task("fits", {jobs: 4})
    ];
    const jobs = estimateEnd([reads, cleans, splits, fits], 2);
    jobs.drop(reads, 100);
    expect(jobs.ofAll().secondsLeft).toBeNull();
    jobs.drop(cleans, 6);
    expect(jobs.ofAll().secondsLeft).toBeCloseTo((3 * 3 * 4) / 4 + (15 - 6)); // three on two cores, twice, and what is left in the main thread
    jobs.drop(splits, null); // taken from the store
    expect(jobs.ofAll().secondsLeft).toBeCloseTo((3 * 4) / 2);
  });

  test("takes a pace between those of tasks: what took longer says more, by its fourth root", () => {
    const [cleans, fits, judges] = [task("cleans", {work: 2}), task("fits", {jobs: 1, work: 100}), task("judges", {work: 10})];
    const jobs = estimateEnd([cleans, fits, judges], 1);
    jobs.drop(cleans, 2);
    jobs.count(fits, 400);
    const a = 200 ** 0.25; // counts so many times as much
    expect(jobs.ofAll().secondsLeft).toBeCloseTo(10 * 4 ** (a / (1 + a))); // 1 and 4 seconds for a unit of work
  });

  test("weighs the jobs of a task that differ by what each was foreseen to take, also where the task grows", () => {
    const fits = task("fits", {jobs: () => 4, work: 5, grows: (nRows) => nRows / 100});
    const jobs = estimateEnd([task("parts", {jobs: 1}), fits], 1);
    jobs.size(1000);
    jobs.drop(task("parts", {}), null);
    jobs.count(fits, 30, 1);
    expect(jobs.count(fits, 30, 1).ofAll.secondsLeft).toBeCloseTo(3 * (200 - 20)); // two quick ones are a tenth of it
    expect(jobs.count(fits, 270, 9).ofAll.secondsLeft).toBeCloseTo(3 * 90);
  });

  test("lets tasks grow with the rows of the table, and says nothing before these are counted", () => {
    const fits = task("fits", {jobs: (nRows) => nRows / 50, work: 3, grows: (nRows) => nRows / 100});
    const [parts, judges] = [task("parts", {jobs: 2}), task("judges", {grows: () => 8})];
    const jobs = estimateEnd([parts, fits, judges], 2);
    expect(jobs.count(parts, 2).ofAll).toEqual({done: 1, total: 2, secondsLeft: null});
    jobs.size(500);
    expect(jobs.count(parts, 2).ofAll).toEqual({done: 2, total: 12, secondsLeft: expect.closeTo((2 * 10 * 3 * 5 + 2 * 8) / 2)});
  });

  test("is within a factor of 1.5 after the first tenth, where works are guessed within a quarter and jobs vary", () => {
    for (let seed = 0; seed < 50; ++seed) {
      const random = createRandom(seed);
      const guess = (): number => 2 ** (0.6 * (random() - 0.5));
      const about = [
        {name: "quick", jobs: 5, seconds: 0.2},
        {name: "slow", jobs: 36, seconds: 6},
        {name: "slower", jobs: 27, seconds: 9},
        {name: "small", jobs: 45, seconds: 0.5},
        {name: "luck", jobs: 120, seconds: 2}
      ].map((d) => ({...d, task: task(d.name, {jobs: d.jobs, work: d.seconds * guess()})}));
      const jobs = estimateEnd(
        about.map((d) => d.task),
        2
      );
      const pieces = about.flatMap((d) => Array.from({length: d.jobs}, () => ({task: d.task, seconds: d.seconds * (0.75 + random() / 2)})));
      const total = pieces.reduce((sum, d) => sum + d.seconds, 0);
      let done = 0;
      for (const piece of pieces) {
        done += piece.seconds;
        const {secondsLeft} = jobs.count(piece.task, piece.seconds).ofAll;
        const left = (total - done) / 2;
        if (done < total / 10 || done > 0.9 * total) continue;
        expect((secondsLeft as number) / left).toBeGreaterThan(1 / 1.5);
        expect((secondsLeft as number) / left).toBeLessThan(1.5);
      }
    }
  });
});
