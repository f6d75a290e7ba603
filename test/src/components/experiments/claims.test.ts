import type {FinishedRow} from "../../../../src/components/experiments/trialRows.js";
import {expect, it} from "vitest";
import {foldClaim} from "../../../../src/components/experiments/foldPicture.js";
import {jitter, luckSentence, searchClaim, statesSentence} from "../../../../src/components/experiments/searchChart.js";
import {paramClaim, strongestTrend} from "../../../../src/components/experiments/parallelChart.js";
import {finishedRows, trialRows} from "../../../../src/components/experiments/trialRows.js";
import {createExperimentsBook} from "../../../fixtures/book/experiments.js";

const book = createExperimentsBook();
const rows = trialRows(book, "logLoss", {});
const finished = finishedRows(rows, "lower");
const [loss, area] = book.metrics;
const withMean = (mean: number, n = 3): FinishedRow[] => Array.from({length: n}, () => ({...finished[0], mean}));

it("searchClaim(finished, book, metric) compares the best with the base rate", () => {
  expect(searchClaim(withMean(0.405), book, loss)).toBe("The best of 3 finished trials reaches log loss 0.4050; the base rate has 0.4670");
  expect(searchClaim(withMean(0.76, 1), book, area)).toBe("The only finished trial reaches ROC AUC 0.760; the base rate has 0.500");
});

it("searchClaim(finished, book, metric) does not praise what the base rate matches", () => {
  expect(searchClaim(withMean(0.467), book, loss)).toBe(
    "The best of 3 finished trials reaches log loss 0.4670; the base rate is no worse with 0.4670"
  );
  expect(searchClaim(withMean(0.49), book, area)).toMatch(/the base rate is no worse with 0\.500$/);
});

it("luckSentence(book, metric, best) is null where shuffled labels were not run", () => {
  expect(luckSentence(book, loss, withMean(0.405)[0])).toMatch(
    /reaches log loss 0\.4665 on average over 40 shuffles, and 0\.4661 or better in one of 20: .* lies beyond that, which alone proves nothing, /
  );
  expect(luckSentence(book, loss, withMean(0.4663)[0])).toMatch(/does not lie beyond that, so it may be luck\. /);
  expect(luckSentence(book, area, withMean(0.52)[0])).toMatch(/so it may be luck/);
  expect(luckSentence({...book, bestUnderShuffledLabels: null}, loss, finished[0])).toBeNull();
  expect(luckSentence(book, loss, undefined)).toBeNull();
});

it("statesSentence(rows) counts how trials ended", () => {
  const count = (state: string): number => rows.filter((d) => d.state === state).length;
  expect(statesSentence(rows)).toBe(
    `${count("finished")} finished, ${count("stopped")} were stopped by the race after fewer folds and are not drawn, ${count("failed")} failed.`
  );
  const ended = rows.filter((d) => d.state === "finished");
  expect(statesSentence(ended)).toBe(`All ${ended.length} trials finished.`);
  expect(statesSentence([...ended, rows.find((d) => d.state === "failed")!])).toBe(`${ended.length} finished, 1 failed.`);
});

it("foldClaim(shown, metric) sets the folds against the means, whichever moves more", () => {
  const row = (mean: number, folds: number[]): FinishedRow => ({...finished[0], id: "a-01", mean, folds});
  const steady = [row(0.4, [0.39, 0.41]), row(0.405, [0.4, 0.41])];
  expect(foldClaim(steady, "logLoss")).toBe(
    "From fold to fold the best trial moves by 0.0200, the means of the best 2 trials by only 0.0050"
  );
  expect(foldClaim([row(0.4, [0.4, 0.401]), row(0.41, [0.4, 0.42])], "logLoss")).toBe(
    "From fold to fold the best trial moves by 0.0010, the means of the best 2 trials by more (0.0100)"
  );
  expect(foldClaim(steady.slice(0, 1), "logLoss")).toBe("a-01 moves by 0.0200 from fold to fold");
});

it("strongestTrend(finished, titles) finds the hyper-parameter that goes with the metric", () => {
  const made = Array.from({length: 10}, (_, i): FinishedRow => ({
    ...finished[0],
    mean: i,
    "param:a": 100 - i,
    "param:b": i % 2,
    "param:c": "word",
    "param:d": 1
  }));
  expect(strongestTrend(made, {a: "Alpha", b: "Beta", c: "Gamma", d: "Delta"})).toEqual({name: "a", title: "Alpha", rho: -1});
});

it("strongestTrend(finished, titles) is silent where the metric turns back", () => {
  const made = Array.from({length: 12}, (_, i): FinishedRow => ({...finished[0], mean: i < 6 ? 6 - i : i, "param:b": i}));
  const all = {b: "Beta"};
  expect(strongestTrend(made, all)).toBeNull();
  expect(strongestTrend(made.slice(4), all)).toMatchObject({name: "b"});
});

it("strongestTrend(finished, titles) is silent about few trials and weak trends", () => {
  const made = Array.from({length: 10}, (_, i): FinishedRow => ({...finished[0], mean: i, "param:b": i % 2}));
  expect(strongestTrend(made, {b: "Beta"})).toBeNull();
  expect(
    strongestTrend(
      made.slice(0, 7).map((d, i) => ({...d, "param:b": i})),
      {b: "Beta"}
    )
  ).toBeNull();
});

it("paramClaim(learner, trend, options) knows which direction is good", () => {
  const trend = {name: "a", title: "trees, at most", rho: -0.8};
  expect(paramClaim("Forest", trend, {metric: "log loss", better: "lower", nTrials: 20})).toBe(
    "Forest: the larger “trees”, the better the log loss"
  );
  expect(paramClaim("Forest", trend, {metric: "ROC AUC", better: "higher", nTrials: 20})).toBe(
    "Forest: the larger “trees”, the worse the ROC AUC"
  );
  expect(paramClaim("Forest", null, {metric: "log loss", better: "lower", nTrials: 20})).toBe(
    "Forest: no single hyper-parameter goes one way with log loss"
  );
  expect(paramClaim("Forest", null, {metric: "log loss", better: "lower", nTrials: 4})).toBe(
    "Forest: 4 trials are too few to tell what decides log loss"
  );
});

it("jitter(rows) places every row within the lane, the same at every call", () => {
  const placed = jitter(Object.freeze(finished));
  expect(placed.every((d) => d.offset >= 0 && d.offset < 1)).toBe(true);
  expect(jitter(finished)).toEqual(placed);
});
