import type {Candidate} from "../../../lib/champion/select.js";
import {describe, expect, it} from "vitest";
import {getMetric} from "../../../lib/metrics/metrics.js";
import {selectChampion} from "../../../lib/champion/select.js";

const pass = [{title: "Beats the base rate", passed: true}];
const NAMES = ["curves", "tree", "baseline", "logistic", "another", "forest", "boosting"];
const fail = [{title: "Beats the base rate", passed: false}];

function candidate(name: string, complexity: number, [logLoss, error]: [number, number], gates = pass): Candidate {
  const title = name[0].toUpperCase() + name.slice(1);
  const scores = {folds: [logLoss], mean: logLoss, standardError: error};
  const errors = Object.fromEntries(NAMES.map((other) => [other, error]));
  const cv = {logLoss: scores, rocAuc: {...scores, mean: 1 - logLoss}};
  return {name, title, complexity, bytes: 1000, cv, pairedErrors: {logLoss: errors, rocAuc: errors}, gates};
}

const baseline = candidate("baseline", 0, [0.467, 0.0001], fail);
const logistic = candidate("logistic", 1, [0.4051, 0.002]);
const forest = candidate("forest", 3, [0.404, 0.002]);
const boosting = candidate("boosting", 4, [0.409, 0.002]);
const rule = {metric: getMetric("logLoss")};

describe("selectChampion(candidates, {metric})", () => {
  it("crowns the simplest within one standard error of the best, and says why", () => {
    const selection = selectChampion([baseline, boosting, forest, logistic], rule);
    expect(selection).toMatchObject({
      metric: "logLoss",
      best: "forest",
      bestMean: 0.404,
      champion: "logistic",
      challenger: "forest",
      ties: [],
      passed: true
    });
    expect(selection.errors).toEqual({baseline: 0.002, boosting: 0.002, forest: 0, logistic: 0.002});
    expect(selection.within).toEqual(["logistic", "forest"]);
    expect(selection.steps.map((d) => d.kind)).toEqual(["best", "within", "simplest", "challenger"]);
    expect(selection.reason).toBe(
      "Log loss is best for Forest: 0.4040 on average over the folds. Within one standard error of the difference on the same rows lies " +
        "Logistic (0.0011 behind, standard error 0.0020). Logistic is the simplest, at 0.4051. Challenger is the best of the rest, Forest, at 0.4040."
    );
  });

  it("does not depend on the order of candidates", () => {
    const all = [baseline, boosting, forest, logistic];
    expect(selectChampion([...all].reverse(), rule)).toEqual(selectChampion(all, rule));
  });

  it("crowns the best where nobody simpler is within", () => {
    const selection = selectChampion([baseline, candidate("logistic", 1, [0.42, 0.002]), forest], rule);
    expect(selection.champion).toBe("forest");
    expect(selection.reason).toContain("Nobody else comes within one standard error of the difference on the same rows.");
  });

  it("goes by the error of the difference, which may be far from the error of either", () => {
    const near = {...forest, pairedErrors: {logLoss: {logistic: 0.001}, rocAuc: {logistic: 0.001}}};
    expect(selectChampion([logistic, near], rule).champion).toBe("forest");
    const lacking = {...forest, pairedErrors: {}};
    expect(() => selectChampion([logistic, lacking], rule)).toThrow(
      "selectChampion: there must be the standard error of the difference in logLoss between forest and logistic; got none."
    );
  });

  it("takes the smaller file of two that ask as much of a reader", () => {
    const large = {...forest, complexity: 4, bytes: 333_000};
    const small = {...candidate("boosting", 4, [0.4041, 0.002]), bytes: 7500};
    expect(selectChampion([large, small], rule)).toMatchObject({best: "forest", champion: "boosting"});
  });

  it("takes the better mean of two that ask as much of a reader, and as much of a browser as anybody notices", () => {
    const curves = {...candidate("curves", 2, [0.404, 0.002]), bytes: 21_000};
    const tree = {...candidate("tree", 2, [0.4045, 0.002]), bytes: 2000};
    const {champion, steps} = selectChampion([tree, curves], rule);
    expect(champion).toBe("curves");
    expect(steps.find((d) => d.kind === "bestOfSimplest")?.text).toBe("Curves is the best of the simplest: Tree asks as much of a reader.");
    expect(selectChampion([tree, {...curves, bytes: 60_000}], rule).champion).toBe("tree");
  });

  it("puts an unsteady one after all that are not, however simple, and says so", () => {
    const unsteady = {...candidate("another", 2, [0.4045, 0.002]), isUnsteady: true};
    const {champion, reason, steps} = selectChampion([unsteady, boosting, forest], rule);
    expect(champion).toBe("forest");
    expect(steps.map((d) => d.kind)).toContain("steadiest");
    expect(reason).toContain("Of so few, a fit without a penalty is unsteady (Another): Forest is the simplest of those with one.");
    expect(selectChampion([{...unsteady, isUnsteady: false}, boosting, forest], rule).champion).toBe("another");
    expect(selectChampion([unsteady], rule).champion).toBe("another");
  });

  it("crowns with a caution where a gate was passed with one", () => {
    const warned = {...forest, gates: [{title: "Calibration", passed: true, caution: true}]};
    const {champion, reason} = selectChampion([baseline, warned], rule);
    expect(champion).toBe("forest");
    expect(reason).toContain("Forest is crowned with a caution: see \u201cCalibration\u201d.");
  });

  it("turns round where higher is better", () => {
    const selection = selectChampion([boosting, forest, logistic], {metric: getMetric("rocAuc")});
    expect(selection).toMatchObject({best: "forest", champion: "logistic", challenger: "forest"});
    expect(selection.reason).toContain("ROC AUC is best for Forest: 0.596 on average over the folds.");
    expect(selection.reason).toContain("Logistic (0.0011 behind, standard error 0.0020)");
  });

  it("crowns nobody who fails a gate, and names who was barred", () => {
    const selection = selectChampion([candidate("baseline", 0, [0.405, 0.001], fail), logistic, forest], rule);
    expect(selection.champion).toBe("logistic");
    expect(selection.reason).toContain("Baseline, at 0.4050, is no candidate: it fails “Beats the base rate”.");
  });

  it("replays the seed's rule: the best mean, gates or not", () => {
    const accuracy = {name: "rocAuc", title: "Accuracy", better: "higher"} as const;
    const majority = candidate("baseline", 0, [0.1, 0.01], fail);
    expect(selectChampion([majority, forest], {metric: accuracy, standardErrors: 0, requireGates: false}).champion).toBe("baseline");
  });

  it("reports ties and how they were broken", () => {
    const twin = {...logistic, name: "another", title: "Another"};
    const equallySimple = selectChampion([logistic, twin], rule);
    expect(equallySimple).toMatchObject({champion: "another", challenger: "logistic", ties: ["logistic"]});
    expect(equallySimple.reason).toContain(
      "Logistic ties exactly with Another; they are equally simple too, and the order of names decided."
    );
    const lessSimple = selectChampion([logistic, {...twin, complexity: 5}], rule);
    expect(lessSimple).toMatchObject({champion: "logistic", ties: ["another"]});
    expect(lessSimple.reason).toContain("Another ties exactly with Logistic; the simpler one was taken.");
  });

  it("lets the simplest stand in, uncrowned, where nobody passes", () => {
    const selection = selectChampion([{...forest, gates: fail}, baseline], rule);
    expect(selection).toMatchObject({champion: "baseline", challenger: null, passed: false});
    expect(selection.reason).toBe("No finalist passes its gates, so nobody is crowned; the simplest, Baseline, stands in.");
  });

  it("has no Challenger where nobody else passes", () => {
    expect(selectChampion([baseline, forest], rule)).toMatchObject({champion: "forest", challenger: null});
  });

  it("judges nobody by a metric that a fold of theirs cannot tell, and says so", () => {
    const called = {metric: getMetric("f1AtHalf")};
    const by = (d: Candidate, mean: number | null): Candidate => ({
      ...d,
      cv: mean === null ? {logLoss: d.cv.logLoss} : {f1AtHalf: {folds: [mean], mean, standardError: 0}},
      pairedErrors: {f1AtHalf: d.pairedErrors.logLoss}
    });
    const untold = "Forest cannot be judged by it: in a fold fewer than 20 are called churned, too few to tell.";
    const selection = selectChampion([by(baseline, 0), by(logistic, 0.2), by(forest, null), by(boosting, 0.4)], called);
    expect(selection).toMatchObject({champion: "boosting", challenger: "logistic", bestMean: 0.4});
    expect(selection.reason).toContain(untold);
    const nobody = selectChampion([by(baseline, 0), by(forest, null)], called);
    expect(nobody).toMatchObject({champion: "baseline", passed: false, bestMean: 0});
    expect(nobody.reason).toContain(untold);
  });

  it("refuses no candidates, shared names and missing scores", () => {
    expect(() => selectChampion([], rule)).toThrow("selectChampion: there must be a candidate; got none.");
    expect(() => selectChampion([forest, forest], rule)).toThrow(
      "selectChampion: each candidate must have a name of its own; got forest, forest."
    );
    expect(() => selectChampion([forest, {...logistic, cv: {}}], rule)).toThrow(
      "selectChampion: each candidate must have fold scores of logLoss; got none for logistic."
    );
  });
});
