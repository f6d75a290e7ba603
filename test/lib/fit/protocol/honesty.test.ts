import type {Learner, TrainingData} from "../../../../lib/fit/learners/learner.js";
import type {ShuffleOptions} from "../../../../lib/fit/protocol/shuffledLabels.js";
import type {Column} from "../../../../lib/dataset/table.js";
import {deviation, mean} from "d3";
import {describe, expect, it} from "vitest";
import {judgeTooGood} from "../../../../lib/fit/protocol/tooGood.js";
import {getLearner} from "../../../../lib/fit/learners/learners.js";
import {
  dealLabels,
  dealShuffled,
  expectedBest,
  judgeShuffledLabels,
  scoreShuffled,
  shuffleWithinFolds
} from "../../../../lib/fit/protocol/shuffledLabels.js";
import {judgeLeakingColumns, skillByColumn} from "../../../../lib/fit/protocol/leakingColumns.js";
import {stratifiedFolds} from "../../../../lib/fit/protocol/folds.js";
import {trialsOf} from "../../../../lib/fit/protocol/search.js";
import {createRandom, drawNormal} from "../../../../lib/random.js";
import {getNumbers} from "../../../../lib/dataset/table.js";
import {drawUsers, parrot} from "./toys.js";

const data = drawUsers(900);
const logistic = getLearner("logistic");

const folds = stratifiedFolds(data.y, 5, createRandom(1));

describe("shuffleWithinFolds(data, folds, name)", () => {
  it("keeps every fold's churn rate and nothing else", () => {
    const noise = shuffleWithinFolds(data, folds, [1, 0]);
    expect(noise.table).toBe(data.table);
    expect(noise.y).not.toEqual(data.y);
    for (let fold = 0; fold < 5; ++fold) {
      const churned = (y: Uint8Array): number => y.filter((d, i) => folds[i] === fold && d === 1).length;
      expect(churned(noise.y)).toBe(churned(data.y));
    }
    expect(shuffleWithinFolds(data, folds, [1, 0])).toEqual(noise);
    expect(shuffleWithinFolds(data, folds, [1, 1]).y).not.toEqual(noise.y);
  });
});

describe("judgeShuffledLabels(aucs, level)", () => {
  const judge = (learner: Learner, {repeats, level, ...options}: ShuffleOptions & {repeats: number; level?: number}, users = data) =>
    judgeShuffledLabels(
      Array.from({length: repeats}, (_, repeat) => scoreShuffled(learner, users, {}, {...options, repeat})),
      level
    );

  it.each(["baseline", "logistic", "tree"])("passes for an honest protocol with %s, whatever the shuffle", (name) => {
    const passed = [1, 2, 3, 4].map((seed) => judge(getLearner(name), {folds, seed, repeats: 5}).passed);
    expect(passed).toEqual([true, true, true, true]);
  });

  it("is true to its level: about 1 in 10 fails at 0.9", () => {
    const small = drawUsers(150);
    const smallFolds = stratifiedFolds(small.y, 3, createRandom(1));
    const failed = Array.from({length: 40}, (_, seed) => judge(logistic, {folds: smallFolds, seed, repeats: 6, level: 0.9}, small)).filter(
      (d) => !d.passed
    );
    expect(failed.length / 40).toBeGreaterThan(0.02);
    expect(failed.length / 40).toBeLessThan(0.23);
  });

  it("cries out when a learner remembers rows from one fit to the next", () => {
    const check = judge(rememberingParrot(), {folds, seed: 1, repeats: 3});
    expect(check.passed).toBe(false);
    expect(check.numbers.low).toBeGreaterThan(0.5);
    expect(check.detail).toMatch(
      /^ROC AUC 0\.[89].. \(.*\) over 3 shuffles of the labels; 0\.5 must lie within, and by chance does not in 1 of 100 sound runs$/
    );
  });

  it("refuses a single shuffle", () => {
    expect(() => judgeShuffledLabels([0.5])).toThrow("judgeShuffledLabels: there must be two shuffles or more; got 1.");
  });
});

describe("skillByColumn(data, {seed})", () => {
  const leak = (values: (y: number, i: number) => number): TrainingData => ({
    table: {
      nRows: 900,
      columns: [...data.table.columns, {name: "planted", kind: "number", values: Float32Array.from(data.y, values)}]
    },
    y: data.y
  });

  it("finds nothing in honest columns", () => {
    const check = judgeLeakingColumns(skillByColumn(data, {seed: 1}));
    expect(check.passed).toBe(true);
    expect(check.detail).toMatch(
      /^by the churn rates of its bins, the best column is telling \(0\.\d+\); under 0\.85 is plausible; and no column has values that only one class has$/
    );
    const skills = skillByColumn(data, {seed: 1});
    expect(skills[0]).toMatchObject({input: "telling", verdict: "plausible"});
    for (const name of ["idle", "group"]) expect(Math.abs((skills.find((d) => d.input === name)?.rocAuc ?? 0) - 0.5)).toBeLessThan(0.06);
  });

  it.each([
    ["in plain sight", (y: number, i: number) => y * 10 + (i % 7)],
    ["U-shaped", (y: number, i: number) => (y === 1 ? (i % 2 ? -9 : 9) : (i % 5) / 10)],
    ["by being missing", (y: number, i: number) => (y === 1 ? NaN : i)],
    ["among zeros", (y: number, i: number) => (y === 1 ? 1 + ((i * 37) % 100) : 0)]
  ])("flags a planted column that leaks %s", (_, values) => {
    const check = judgeLeakingColumns(skillByColumn(leak(values), {seed: 1}));
    expect(check.passed).toBe(false);
    expect(check.detail).toMatch(/planted \(1\.000\)/);
    expect(skillByColumn(leak(values), {seed: 1})[0]).toMatchObject({input: "planted", verdict: "leaks"});
  });

  it("calls a column that knows too much for comfort suspicious", () => {
    const random = createRandom(5);
    const skills = skillByColumn(
      leak((y) => y + 0.55 * drawNormal(random)),
      {seed: 1}
    );
    expect(skills[0]).toMatchObject({input: "planted", verdict: "suspicious"});
  });

  it("does not take an identifier for a leak", () => {
    const levels = Array.from({length: 900}, (_, i) => `user ${String(i).padStart(3, "0")}`);
    const identified: TrainingData = {
      table: {nRows: 900, columns: [{name: "id", kind: "category", levels, codes: Int32Array.from(levels, (_, i) => i)}]},
      y: data.y
    };
    const [{rocAuc, verdict}] = skillByColumn(identified, {seed: 1});
    expect(rocAuc).toBeCloseTo(0.5, 12);
    expect(verdict).toBe("plausible");
  });

  it("takes an empty column", () => {
    expect(
      skillByColumn(
        leak(() => NaN),
        {seed: 1}
      ).find((d) => d.input === "planted")?.verdict
    ).toBe("plausible");
  });
});

describe("expectedBest(scores, better)", () => {
  it("runs from the mean to the best", () => {
    const best = expectedBest(Object.freeze([3, 1, 2]), "higher");
    [2, 8 / 3, 3].forEach((d, i) => expect(best[i]).toBeCloseTo(d, 12));
    [2, 4 / 3, 1].forEach((d, i) => expect(expectedBest([3, 1, 2], "lower")[i]).toBeCloseTo(d, 12));
  });

  it("is the mean over all ways to draw", () => {
    const scores = [0.51, 0.49, 0.52, 0.5, 0.47];
    const pairs = scores.flatMap((a, i) => scores.slice(i + 1).map((b) => Math.max(a, b)));
    expect(expectedBest(scores, "higher")[1]).toBeCloseTo(pairs.reduce((a, b) => a + b, 0) / pairs.length, 12);
  });

  it("refuses nothing to draw from", () => {
    expect(() => expectedBest([], "higher")).toThrow("expectedBest: there must be at least one score, all finite; got none.");
  });
});

describe("scoreShuffled(learner, data, params, {fold})", () => {
  it("is judged by one fold where that is asked, and by the mean of all where none is", () => {
    const score = (fold?: number): number => scoreShuffled(logistic, data, {}, {folds, seed: 1, repeat: 0, fold});
    const each = [...new Set(folds)].map(score);
    expect(new Set(each).size).toBe(each.length);
    expect(score()).toBeCloseTo(mean(each) as number, 12);
  });
});

describe("dealShuffled(learner, data, trial, {folds, seed, dealt})", () => {
  it("spreads round chance as much as fits to as many shuffles do", () => {
    const [trial] = trialsOf(logistic, {nTrials: 1, seed: 1});
    const dealt = dealShuffled(logistic, data, trial, {
      folds,
      seed: 1,
      dealt: dealLabels(data, {folds, seed: 1}, 60),
      metrics: ["rocAuc"],
      share: 0.3
    }).map((d) => d.rocAuc);
    const fitted = Array.from({length: 40}, (_, repeat) =>
      scoreShuffled(logistic, data, trial.params, {folds, seed: 2, repeat, share: 0.3})
    );
    expect(Math.abs((mean(dealt) as number) - 0.5)).toBeLessThan(0.015);
    expect((deviation(dealt) as number) / (deviation(fitted) as number)).toBeGreaterThan(0.65);
    expect((deviation(dealt) as number) / (deviation(fitted) as number)).toBeLessThan(1.5);
    expect(new Set(dealt).size).toBe(60);
    expect(
      dealShuffled(logistic, data, trial, {
        folds,
        seed: 1,
        dealt: dealLabels(data, {folds, seed: 1}, 2),
        metrics: ["rocAuc"],
        share: 0.3
      }).map((d) => d.rocAuc)
    ).toEqual(dealt.slice(0, 2));
  });
});

/** A parrot that is not pure: it keeps what it has seen in earlier fits, and so knows rows that are held out from it now. */
function rememberingParrot(): Learner {
  const memory = new Map<number, number>();
  const fit: Learner["fit"] = (data, params, context) => {
    getNumbers(data.table, "telling").forEach((x, i) => memory.set(x, data.y[i]));
    const telling: Column = {name: "telling", kind: "number", values: Float32Array.from(memory.keys())};
    return parrot.fit({table: {nRows: memory.size, columns: [telling]}, y: Uint8Array.from(memory.values())}, params, context);
  };
  return {...parrot, fit};
}

it("judgeTooGood(rocAuc) cries out where hardly anybody is ranked wrongly", () => {
  expect(judgeTooGood(0.93)).toMatchObject({passed: true, detail: expect.stringContaining("0.930; under 0.99 is plausible")});
  expect(judgeTooGood(0.9993)).toMatchObject({
    passed: false,
    detail: expect.stringMatching(/0\.999, and people are hardly ever that foreseeable/)
  });
});
