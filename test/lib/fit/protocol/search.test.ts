import type {Params} from "../../../../lib/book/common.js";
import {describe, expect, it} from "vitest";
import {learners} from "../../../../lib/fit/learners/learners.js";
import {sampleParams, settledTrials, trialsOf} from "../../../../lib/fit/protocol/search.js";
import {createRandom} from "../../../../lib/random.js";

describe("sampleParams(space, random)", () => {
  const draws = (space: Parameters<typeof sampleParams>[0], n = 4000) => {
    const random = createRandom(1);
    return Array.from({length: n}, () => sampleParams(space, random).x as number);
  };

  it("stays in its ranges and fills them evenly", () => {
    const linear = draws({x: {from: 2, to: 4, scale: "linear"}});
    expect(Math.min(...linear)).toBeGreaterThanOrEqual(2);
    expect(Math.max(...linear)).toBeLessThanOrEqual(4);
    expect(linear.filter((x) => x < 3).length / 4000).toBeCloseTo(0.5, 1);
  });

  it("is even in the logarithm where asked", () => {
    const log = draws({x: {from: 0.01, to: 100, scale: "log"}});
    expect(log.filter((x) => x < 1).length / 4000).toBeCloseTo(0.5, 1);
  });

  it("gives every whole number its share, both ends included", () => {
    const whole = draws({x: {from: 1, to: 4, scale: "linear", integer: true}});
    for (const k of [1, 2, 3, 4]) expect(whole.filter((x) => x === k).length / 4000).toBeCloseTo(0.25, 1);
    const log = draws({x: {from: 1, to: 64, scale: "log", integer: true}});
    expect(Math.min(...log)).toBe(1);
    expect(Math.max(...log)).toBe(64);
    expect(log.every(Number.isInteger)).toBe(true);
  });

  it("takes choices of any kind", () => {
    expect(sampleParams({a: {choices: ["only"]}, b: {choices: [true]}}, createRandom(1))).toEqual({a: "only", b: true});
  });

  it("refuses ranges that are none", () => {
    expect(() => sampleParams({x: {choices: []}}, createRandom(1))).toThrow('sampleParams: "x" must have choices; got none.');
    expect(() => sampleParams({x: {from: 0, to: 1, scale: "log"}}, createRandom(1))).toThrow(
      'sampleParams: "x" must run from a number to one not smaller, both > 0; got from 0 to 1.'
    );
  });
});

describe("trialsOf(learner, {nTrials, seed})", () => {
  it.each(learners)("starts with the defaults of $name, repeats none, and repeats itself for a seed", (learner) => {
    const trials = trialsOf(learner, {nTrials: 8, seed: 42});
    expect(trials[0]).toEqual({id: `${learner.name}-01`, learner: learner.name, index: 0, params: learner.defaults});
    expect(new Set(trials.map((d) => JSON.stringify(d.params))).size).toBe(trials.length);
    expect(trialsOf(learner, {nTrials: 8, seed: 42})).toEqual(trials);
  });

  const toy = {name: "toy", defaults: {x: 1, y: "a"}, space: {x: {choices: [1, 2, 3]}, y: {choices: ["a", "b"]}}};

  it("tries a learner's other defaults before it draws, each over the defaults and none twice", () => {
    const plain = trialsOf(toy, {nTrials: 3, seed: 1});
    const [next] = plain.slice(1);
    const tried = (nTrials: number, otherDefaults: readonly Params[]): Params[] =>
      trialsOf({...toy, otherDefaults}, {nTrials, seed: 1}).map(({params}) => params);
    expect(tried(3, [{y: "c"}])).toEqual([toy.defaults, {x: 1, y: "c"}, next.params]);
    expect(tried(1, [{y: "c"}])).toEqual([toy.defaults]);
    expect(tried(3, [toy.defaults, next.params])).toEqual(plain.map(({params}) => params));
  });

  it("lets a learner's other defaults run every fold of few rows, and the defaults always", () => {
    const learner = {...toy, otherDefaults: [{y: "c"}]};
    const trials = trialsOf(learner, {nTrials: 4, seed: 1});
    expect(settledTrials(trials, learner, 2400)).toEqual(["toy-01", "toy-02"]);
    expect(settledTrials(trials, learner, 12_000)).toEqual(["toy-01"]);
    expect(settledTrials(trials, {}, 2400)).toEqual(["toy-01"]);
  });

  it("leaves no wide part of a range out, whatever the seed", () => {
    const learner = {
      name: "toy",
      defaults: {x: 0, y: 0},
      space: {x: {from: 0, to: 1, scale: "linear"}, y: {from: 1, to: 1e4, scale: "log"}}
    } as const;
    for (let seed = 0; seed < 50; ++seed) {
      const drawn = trialsOf(learner, {nTrials: 8, seed}).slice(1);
      const shares = [drawn.map(({params}) => Number(params.x)), drawn.map(({params}) => Math.log10(Number(params.y)) / 4)];
      for (const places of shares) {
        const ends = [0, ...places.sort((a, b) => a - b), 1];
        expect(Math.max(...ends.slice(1).map((place, i) => place - ends[i]))).toBeLessThan(0.35); // of seven independent draws: 0.34 on average
      }
    }
  });

  it("continues a shorter search", () => {
    expect(trialsOf(toy, {nTrials: 5, seed: 1}).slice(0, 3)).toEqual(trialsOf(toy, {nTrials: 3, seed: 1}));
  });

  it("ends when a small space is used up", () => {
    expect(trialsOf(toy, {nTrials: 50, seed: 1}).length).toBe(6);
    expect(trialsOf({name: "none", defaults: {}, space: {}}, {nTrials: 5, seed: 1})).toEqual([
      {id: "none-01", learner: "none", index: 0, params: {}}
    ]);
  });

  it("puts a prefix before ids, and refuses no trials", () => {
    expect(trialsOf(toy, {nTrials: 1, seed: 1, prefix: "study/"})[0].id).toBe("study/toy-01");
    expect(() => trialsOf(toy, {nTrials: 0, seed: 1})).toThrow("trialsOf: nTrials must be a whole number >= 1; got 0.");
  });
});
