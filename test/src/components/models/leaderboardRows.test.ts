import type {Estimate} from "../../../../lib/book/common.js";
import {expect, it} from "vitest";
import {crownBy} from "../../../../src/components/models/crown.js";
import {leaderboardMetrics, leaderboardRows} from "../../../../src/components/models/leaderboardRows.js";
import {createModelsBook} from "../../../fixtures/book/models.js";

const book = createModelsBook();
const crown = crownBy(book, {metric: "brierScore", rule: "simplest", gates: true});

it("leaderboardMetrics(book, chosen) puts the chosen metric first, once, and accuracy last", () => {
  expect(leaderboardMetrics(book, "brierScore")).toEqual([
    "brierScore",
    "logLoss",
    "rocAuc",
    "averagePrecision",
    "calibrationError",
    "accuracy"
  ]);
  expect(leaderboardMetrics(book, "f1AtHalf")[0]).toBe("f1AtHalf");
  expect(leaderboardMetrics({metrics: book.metrics.slice(0, 1)}, "logLoss")).toEqual(["logLoss"]);
});

it("leaderboardRows(book, crown) has the base rate first and every finalist once", () => {
  const rows = leaderboardRows(book, crown);
  expect(rows[0].role).toBe("baseline");
  expect(rows.map((d) => d.name).toSorted()).toEqual(book.finalists.map((d) => d.name).toSorted());
});

it("leaderboardRows(book, crown) marks the crowned one, the roles and the recipe", () => {
  const rows = leaderboardRows(book, crown);
  expect(rows.filter((d) => d.crowned).map((d) => d.name)).toEqual([crown.champion]);
  expect(rows.find((d) => d.name === book.champion)?.role).toBe("champion");
  expect(rows.find((d) => d.name === book.challenger)?.role).toBe("challenger");
  expect(rows.find((d) => d.name === "original-study")?.role).toBe("recipe");
});

it("leaderboardRows(book, crown) gives each metric its estimates and the base rate's mean beside them", () => {
  const cell = leaderboardRows(book, crown)[1]["metric:accuracy"];
  expect(cell.baseline).toBe(book.finalists[0].cv.accuracy.mean);
  expect(cell.cv?.folds).toHaveLength(5);
  expect(cell.test?.low).toBeLessThan(cell.test?.high ?? 0);
});

it("leaderboardRows(book, crown) has no mean, no gain, and the last place, where a fold cannot tell the metric", () => {
  const first = leaderboardRows(book, {...crown, metric: "f1AtHalf"})[1].name;
  const finalists = book.finalists.map((d) => (d.name === first ? {...d, cv: {...d.cv, f1AtHalf: undefined}} : d));
  const row = leaderboardRows({...book, finalists}, {...crown, metric: "f1AtHalf"}).at(-1);
  expect(row?.name).toBe(first);
  expect(row?.["metric:f1AtHalf"]).toMatchObject({cv: null, gain: null});
});

it("leaderboardRows(book, crown) says null where a finalist was not tested", () => {
  const untested = {...book, finalists: book.finalists.map((d) => ({...d, test: {}}))};
  expect(leaderboardRows(untested, crown)[0]["metric:logLoss"].test).toBeNull();
});

it("leaderboardRows(book, crown) measures what a finalist gains over the base rate, in the metric's own direction", () => {
  const rows = leaderboardRows(book, crown);
  expect(rows[0]["metric:logLoss"].gain).toBeNull();
  for (const metric of ["logLoss", "rocAuc"] as const) {
    const cells = rows.slice(1).map((d) => d[`metric:${metric}`]);
    const isBetter = ({cv, baseline}: (typeof cells)[number]): boolean =>
      metric === "logLoss" ? cv!.mean < baseline! : cv!.mean > baseline!;
    for (const cell of cells) if (cell.cv?.mean !== cell.baseline) expect((cell.gain ?? 0) > 0).toBe(isBetter(cell));
    expect(Math.max(...cells.map((d) => Math.abs(d.gain ?? 0)))).toBe(1);
  }
});

it("leaderboardRows(book, crown) calls a difference told only where its test interval does not hold zero", () => {
  const withInterval = (interval: {low: number; high: number} | {low: null; high: null}): boolean => {
    const logLoss: Estimate = {estimate: 0, ...interval};
    const finalists = book.finalists.map((d) => ({...d, overBase: {logLoss}}));
    return leaderboardRows({...book, finalists}, crown)[1]["metric:logLoss"].isTold;
  };
  expect([withInterval({low: -0.02, high: -0.01}), withInterval({low: 0.01, high: 0.02})]).toEqual([true, true]);
  expect([withInterval({low: -0.01, high: 0.02}), withInterval({low: null, high: null})]).toEqual([false, false]);
});
