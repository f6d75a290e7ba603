import {describe, expect, test} from "vitest";
import {createCoreClock, createPresence} from "../../../data-loaders/flow/coreClock.js";

describe("createCoreClock(clock, cores)", () => {
  test("goes with the clock while there are cores enough, and slower by what more are at work", () => {
    let at = 100;
    const cores = createCoreClock(() => at, 2);
    const pass = (milliseconds: number): number => {
      const before = cores.now();
      at += milliseconds;
      return cores.now() - before;
    };
    expect(pass(30)).toBe(30); // nobody at work
    cores.enter();
    cores.enter();
    expect(pass(30)).toBe(30);
    cores.enter();
    expect(pass(30)).toBeCloseTo(20);
    cores.enter();
    expect(pass(30)).toBeCloseTo(15);
    cores.leave();
    cores.leave();
    expect(pass(30)).toBeCloseTo(30);
  });

  test("counts the time up to a change as it was before it", () => {
    let at = 0;
    const cores = createCoreClock(() => at, 1);
    cores.enter();
    at = 10;
    cores.enter();
    at = 20;
    cores.leave();
    at = 30;
    expect(cores.now()).toBeCloseTo(10 + 5 + 10);
  });
});

describe("createPresence(cores)", () => {
  test("is at work from its beginning to its end, but not while it waits for jobs", () => {
    let atWork = 0;
    const presence = createPresence({now: () => 0, enter: () => void ++atWork, leave: () => void --atWork});
    const after = (step: () => void): number => {
      step();
      return atWork;
    };
    const {begin, wait, resume, end} = presence;
    expect([wait, begin, resume, wait, wait, resume, begin, resume, end, end].map(after)).toEqual([0, 0, 1, 0, 0, 0, 0, 1, 0, 0]);
  });
});
