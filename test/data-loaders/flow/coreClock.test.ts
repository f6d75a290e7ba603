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

  test("tells for how long it was at work itself, as on a core of its own", () => {
    let at = 0;
    const cores = createCoreClock(() => at, 1);
    const presence = createPresence(cores);
    const after = (milliseconds: number, step: () => void): number => {
      at += milliseconds;
      step();
      return presence.seconds();
    };
    expect(after(1000, presence.begin)).toBe(0);
    expect(after(1000, () => {})).toBe(1);
    expect(after(1000, cores.enter)).toBe(2); // another one, and one core
    expect(after(1000, presence.wait)).toBe(2.5);
    expect(after(1000, presence.resume)).toBe(2.5);
    expect(after(1000, presence.end)).toBe(3);
    expect(after(1000, () => {})).toBe(3);
  });
});
