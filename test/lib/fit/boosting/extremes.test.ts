import type {Params} from "../../../../lib/book/common.js";
import type {TrainingData} from "../../../../lib/fit/learners/learner.js";
import {describe, expect, it} from "vitest";
import {boosting} from "../../../../lib/fit/learners/boosting.js";
import {choosePacking} from "../../../../lib/fit/boosting/histogram.js";
import {createScorer} from "../../../../lib/model/scorer.js";
import {writeModel} from "../../../../lib/model/writeModel.js";
import {createRandom, shuffled} from "../../../../lib/random.js";
import {mixedUsers, range, syntheticUsers, takeUsers} from "../../../support/syntheticUsers.js";

const fit = (data: TrainingData, params: Params) => boosting.fit(data, params, {random: createRandom(1)});

describe("boosting at the edges", () => {
  it("does not see the order of its rows where there are so many that rounding is dithered", () => {
    const n = 66_000;
    expect([choosePacking(65_535).dither, choosePacking(n).dither]).toEqual([false, true]);
    const data = syntheticUsers(n, 5);
    const moved = takeUsers(data, shuffled(range(0, n), createRandom(2)));
    const params = {nTrees: 12, maxDepth: 5, learningRate: 0.3, maxBins: 255, minWeight: 1};
    const [a, b] = [data, moved].map((d) => createScorer(fit(d, params)).scoreTable(data.table));
    expect(b).toEqual(a);
  });

  it("stays finite without a penalty, however far its steps go", () => {
    const x = Float32Array.of(0, 1, 2, 3, 4, 5);
    const separable: TrainingData = {
      table: {nRows: 6, columns: [{name: "x", kind: "number", values: x}]},
      y: Uint8Array.of(0, 0, 0, 1, 1, 1)
    };
    const model = fit(separable, {nTrees: 400, learningRate: 1, l2: 0, minWeight: 1e-3, rowShare: 0.5});
    expect(() => writeModel(model)).not.toThrow();
    for (const p of createScorer(model).scoreTable(separable.table)) expect(p >= 0 && p <= 1).toBe(true);
  });

  it.each([1, 2, 3])("grows every tree where %d churned leave nobody to stop by", (churned) => {
    const users = mixedUsers(400, 3);
    const rows = {churned: range(0, 400).filter((i) => users.y[i] === 1), retained: range(0, 400).filter((i) => users.y[i] === 0)};
    const few = takeUsers(users, [...rows.churned.slice(0, churned), ...rows.retained.slice(0, 3)]);
    const model = fit(few, {patience: 5, nTrees: 20, minWeight: 0.01});
    expect(() => writeModel(model)).not.toThrow();
    expect(model.report).toEqual({trees: 20});
  });
});
