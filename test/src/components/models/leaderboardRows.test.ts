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
  expect(cell.cv.folds).toHaveLength(5);
  expect(cell.test?.low).toBeLessThan(cell.test?.high ?? 0);
});

it("leaderboardRows(book, crown) says null where a finalist was not tested", () => {
  const untested = {...book, finalists: book.finalists.map((d) => ({...d, test: {}}))};
  expect(leaderboardRows(untested, crown)[0]["metric:logLoss"].test).toBeNull();
});
