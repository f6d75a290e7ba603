import {expect, it} from "vitest";
import {rankFinalists} from "../../../../src/components/models/leaderboardRows.js";
import {createModelsBook} from "../../../fixtures/book/models.js";

const {finalists} = createModelsBook();

it("rankFinalists(finalists, metric) keeps the base rate first though it is the worst", () => {
  const ranked = rankFinalists(finalists, {name: "logLoss", better: "lower"});
  expect(ranked[0].name).toBe("baseline");
  expect(ranked[0].cv.logLoss.mean).toBeGreaterThan(ranked[1].cv.logLoss.mean);
});

it("rankFinalists(finalists, metric) sorts the others from best to worst, whichever direction is good", () => {
  const losses = rankFinalists(finalists, {name: "logLoss", better: "lower"})
    .slice(1)
    .map((d) => d.cv.logLoss.mean);
  const areas = rankFinalists(finalists, {name: "rocAuc", better: "higher"})
    .slice(1)
    .map((d) => d.cv.rocAuc.mean);
  expect(losses).toEqual(losses.toSorted((a, b) => a - b));
  expect(areas).toEqual(areas.toSorted((a, b) => b - a));
});

it("rankFinalists(finalists, metric) puts the simpler first where means are equal", () => {
  const twin = {...finalists[1], name: "twin", complexity: 99};
  const names = rankFinalists([finalists[0], twin, finalists[1]], {name: "logLoss", better: "lower"}).map((d) => d.name);
  expect(names).toEqual(["baseline", "logistic", "twin"]);
});

it("rankFinalists(finalists, metric) leaves its input as it is", () => {
  const frozen = Object.freeze([...finalists]);
  expect(rankFinalists(frozen, {name: "rocAuc", better: "higher"})).toHaveLength(frozen.length);
});
