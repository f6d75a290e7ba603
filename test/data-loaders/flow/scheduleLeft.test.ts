import type {TaskLeft} from "../../../data-loaders/flow/scheduleLeft.js";
import {describe, expect, it, test} from "vitest";
import {scheduleLeft} from "../../../data-loaders/flow/scheduleLeft.js";
import {createRandom} from "../../../lib/random.js";

const task = (name: string, about: Partial<TaskLeft>): TaskLeft => ({
  name,
  inputs: [],
  alone: 0,
  running: [],
  waiting: 0,
  each: 0,
  ...about
});

describe("scheduleLeft(tasks, workers)", () => {
  it("is none of nothing, and none of tasks of which nothing is left", () => {
    expect(scheduleLeft([], 2)).toBe(0);
    expect(scheduleLeft([task("a", {}), task("b", {inputs: ["a"]})], 2)).toBe(0);
  });

  it("has one long job take as long however many workers there are", () => {
    const long = task("long", {waiting: 1, each: 30});
    const after = task("after", {inputs: ["long"], alone: 5});
    expect(scheduleLeft([long, task("short", {waiting: 10, each: 1}), after], 2)).toBe(35);
    expect(scheduleLeft([long, task("short", {waiting: 10, each: 1}), after], 8)).toBe(35);
  });

  it("goes through tasks of which nothing is left to those that wait for them", () => {
    const tasks = [task("a", {running: [4]}), task("b", {inputs: ["a"]}), task("c", {inputs: ["b"], alone: 3})];
    expect(scheduleLeft(tasks, 2)).toBe(7);
  });

  it("gives workers to earlier tasks first", () => {
    const tasks = [
      task("first", {waiting: 2, each: 2}),
      task("second", {waiting: 1, each: 1}),
      task("last", {inputs: ["first"], alone: 9})
    ];
    expect(scheduleLeft(tasks, 2)).toBe(11);
  });

  it("lets more at work than there are cores share these", () => {
    expect(scheduleLeft([task("main", {alone: 4}), task("jobs", {running: [4, 4]})], 2)).toBe(6);
  });

  test("never less than the work by the cores, nor than its longest chain, nor more than all of it", () => {
    for (let seed = 0; seed < 300; ++seed) {
      const random = createRandom(seed);
      const workers = 1 + Math.floor(4 * random());
      const tasks: TaskLeft[] = [];
      for (let i = 0; i < 1 + 8 * random(); ++i) {
        const inputs = tasks.filter(() => random() < 0.3).map(({name}) => name);
        const isRunning = inputs.length === 0 && random() < 0.5;
        const running = isRunning ? Array.from({length: Math.min(workers, 2)}, () => 5 * random()) : [];
        tasks.push(
          task(`t${i}`, {inputs, alone: random() < 0.5 ? 4 * random() : 0, running, waiting: Math.floor(6 * random()), each: 3 * random()})
        );
      }
      const held = tasks.map((d) => ({...d, running: d.running.slice(0, tasks.indexOf(d) === 0 ? workers : 0)}));
      const workOf = (d: TaskLeft): number => d.alone + d.waiting * d.each + d.running.reduce((a, b) => a + b, 0);
      const work = held.reduce((sum, d) => sum + workOf(d), 0);
      const chains = new Map<string, number>();
      for (const d of held) {
        const before = Math.max(0, ...d.inputs.map((name) => chains.get(name) as number));
        chains.set(d.name, before + Math.max(d.alone, d.waiting > 0 ? d.each : 0, ...d.running));
      }
      const seconds = scheduleLeft(held, workers);
      expect(seconds).toBeGreaterThanOrEqual(work / (workers + 1) - 1e-9);
      expect(seconds).toBeGreaterThanOrEqual(Math.max(...chains.values()) - 1e-9);
      expect(seconds).toBeLessThanOrEqual(work + 1e-9);
    }
  });
});
