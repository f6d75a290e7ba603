import {describe, expect, it} from "vitest";
import {METRIC_NAMES, scoreAll} from "../../../lib/metrics/metrics.js";
import {recheckMetrics} from "../../../lib/metrics/recheck.js";
import {createModelsBook} from "../../fixtures/book/models.js";
import {createScores} from "../../fixtures/book/scores.js";

const scores = createScores();
const modelsBook = createModelsBook(scores);
const isTest = (_: unknown, i: number): boolean => scores.set[i] === 1;
const stated = {
  metrics: modelsBook.metrics,
  finalists: modelsBook.finalists.map((d) => {
    const found = scoreAll(scores.y.filter(isTest), scores.scores[d.name].filter(isTest), METRIC_NAMES);
    return {...d, test: Object.fromEntries(METRIC_NAMES.map((name) => [name, {...d.test[name], estimate: found[name]}]))};
  })
};

describe("recheckMetrics(book, scores)", () => {
  it("agrees with what the same scores gave, for every finalist and metric", () => {
    const checks = recheckMetrics(stated, scores);
    expect(checks).toHaveLength(stated.finalists.length * stated.metrics.length);
    expect(checks.every((d) => d.agrees)).toBe(true);
  });

  it("finds a number that was touched, and scores of another build", () => {
    const [first, second, ...others] = stated.finalists;
    const {name} = stated.metrics[0];
    const touched = {...second, test: {...second.test, [name]: {...second.test[name], estimate: second.test[name].estimate + 2e-5}}};
    expect(recheckMetrics({...stated, finalists: [first, touched, ...others]}, scores).filter((d) => !d.agrees)).toMatchObject([
      {model: second.name, metric: name}
    ]);
    expect(recheckMetrics(stated, createScores(2400, "another build")).some((d) => !d.agrees)).toBe(true);
  });
});
