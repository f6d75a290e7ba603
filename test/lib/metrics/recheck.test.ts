import {describe, expect, it} from "vitest";
import {recheckMetrics} from "../../../lib/metrics/recheck.js";
import {createModelsBook} from "../../fixtures/book/models.js";
import {createGroups, createScores} from "../../fixtures/book/scores.js";

const scores = createScores();
const groups = createGroups(scores);
const book = createModelsBook(scores);

describe("recheckMetrics(book, groups)", () => {
  it("agrees with what the users behind the groups gave, for every finalist", () => {
    const checks = recheckMetrics(book, groups);
    expect(checks).toHaveLength(book.finalists.length * 4);
    expect(checks.filter((d) => !d.agrees)).toEqual([]);
  });

  it("finds a number that was touched", () => {
    const touch = (metric: string, by: number) =>
      book.finalists.map((d) =>
        d.name === "forest" ? {...d, test: {...d.test, [metric]: {...d.test[metric], estimate: d.test[metric].estimate + by}}} : d
      );
    for (const [metric, by] of [
      ["logLoss", 0.004],
      ["brierScore", 0.002],
      ["rocAuc", 0.06],
      ["averagePrecision", 0.2]
    ] as const)
      for (const sign of [-1, 1])
        expect(recheckMetrics({finalists: touch(metric, sign * by)}, groups).filter((d) => !d.agrees)).toMatchObject([
          {model: "forest", metric}
        ]);
  });

  it("says nothing of users too few for groups", () => {
    expect(recheckMetrics(book, {models: groups.models.map((d) => ({...d, test: null}))})).toEqual([]);
  });
});
