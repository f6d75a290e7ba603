import type {ExperimentsBook} from "../../../lib/book/experiments.js";
import type {HonestyBook} from "../../../lib/book/honesty.js";
import type {ModelsBook} from "../../../lib/book/models.js";
import type {PipelineBook} from "../../../lib/book/pipeline.js";
import type {DatasetDefinition} from "../../../lib/dataset/definition.js";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {sayWarnings} from "../../../data-loaders/flow/plainReporter.js";
import {scratch} from "../flow/scratch.js";
import {build, smallCsv, smallDefinition, smallSettings} from "./smallBook.js";

const quick: DatasetDefinition = {
  ...smallDefinition,
  recipes: [],
  protocol: {...smallDefinition.protocol, learners: ["baseline", "logistic", "tree"], nTrials: {baseline: 1, logistic: 2, tree: 3}}
};

interface Built {
  honesty: HonestyBook;
  experiments: ExperimentsBook;
  models: ModelsBook;
  pipeline: PipelineBook;
}

async function buildIn(folder: string, definition: DatasetDefinition, csv = smallCsv()): Promise<Built> {
  const {book, pipeline} = await build(await smallSettings(folder, {definition, csv}));
  return {
    honesty: await book.readJson("honesty.json"),
    experiments: await book.readJson("experiments.json"),
    models: await book.readJson("models.json"),
    pipeline
  };
}

describe("honesty.json of a sound table", () => {
  let built: Built;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "churnbook-"));
    built = await buildIn(folder, {...quick, protocol: {...quick.protocol, nested: true}}, smallCsv(3000));
  });

  afterAll(() => rm(folder, {recursive: true, force: true}));

  test("raises no alarm, but names the inputs of the label's own period by their titles", () => {
    const {checks} = built.honesty;
    expect(checks.map(({name, passed, kind}) => [name, passed, kind])).toEqual([
      ["shuffledLabels", true, "alarm"],
      ["leakingColumns", true, "alarm"],
      ["tooGood", true, "alarm"],
      ["samePeriod", false, "caution"]
    ]);
    expect(checks[3].detail).toMatch(/: .*Visits/);
    expect(checks[3].detail).not.toMatch(/Hours|Plan/);
    expect(sayWarnings(built.pipeline.tasks)).toEqual([]);
  });

  test("shuffles the Champion's labels, and has its learning curve over every share", () => {
    const {shuffled, learningCurve, columns} = built.honesty;
    const {champion, finalists} = built.models;
    expect(shuffled.model).toBe(champion);
    expect(shuffled.rocAuc.length).toBeGreaterThanOrEqual(5);
    for (const auc of shuffled.rocAuc) expect(Math.abs(auc - 0.5)).toBeLessThan(0.15);
    expect(learningCurve.model).toBe(champion);
    const rows = learningCurve.points.map(({nRows}) => nRows);
    expect(rows).toEqual([...rows].sort((a, b) => a - b));
    expect(learningCurve.points.at(-1)?.share).toBe(1);
    expect(learningCurve.points.every(({heldOut}) => heldOut.folds.length === 3)).toBe(true);
    expect(learningCurve.baseline).toBe(finalists[0].cv.logLoss.mean);
    expect(columns.map(({title}) => title).sort()).toEqual(["Classes", "Hours", "Plan", "Visits"]);
  });

  test("tries as many trials on shuffled labels as the search made, and tells the experiments", () => {
    const {luck} = built.honesty;
    const {trials, bestUnderShuffledLabels} = built.experiments;
    expect(luck.nTrials).toBe(trials.length);
    expect(luck.scores.rocAuc).toHaveLength(luck.nTrials * 2);
    expect(luck.bests.rocAuc).toHaveLength(luck.shuffles);
    expect(built.experiments.rareUnderShuffledLabels).toEqual(luck.rare);
    expect(luck.best.rocAuc).toHaveLength(luck.nTrials);
    for (let i = 1; i < luck.nTrials; ++i) {
      expect(luck.best.rocAuc[i]).toBeGreaterThanOrEqual(luck.best.rocAuc[i - 1]);
      expect(luck.best.logLoss[i]).toBeLessThanOrEqual(luck.best.logLoss[i - 1]);
    }
    expect(bestUnderShuffledLabels?.rocAuc).toBe(luck.best.rocAuc.at(-1));
    expect(Math.max(...trials.map(({scores}) => scores.rocAuc!.mean))).toBeGreaterThan(luck.best.rocAuc.at(-1) ?? 1);
  });

  test("has a calibration slope for everyone but the base rate", () => {
    const {calibration} = built.honesty;
    expect(calibration.map(({name}) => name)).toEqual(built.models.finalists.slice(1).map(({name}) => name));
    const slopes = calibration.map(({fit}) => fit?.slope ?? {low: NaN, estimate: NaN, high: NaN});
    for (const {low, estimate, high} of slopes) expect(low < estimate && estimate < high && estimate > 0.3 && high < 2).toBe(true);
    for (const {low, high} of slopes) expect(low < 1 && high > 1).toBe(true);
  });

  test("repeats the search within folds where the definition asks for it", () => {
    const {nested} = built.honesty;
    expect(nested?.folds).toHaveLength(3);
    expect(nested?.nTrials).toBe(6);
    const {promised, keptByFewer, optimism} = nested as NonNullable<typeof nested>;
    expect(optimism.estimate).toBeCloseTo(keptByFewer.mean - promised.mean, 5);
    expect(optimism.low).toBeLessThan(optimism.estimate);
  });
});

test("a planted leak is flagged in honesty.json and warned of in the log", async () => {
  const csv = smallCsv()
    .split("\n")
    .map((line, i) =>
      line && i > 0 ? line.replace(/[\d.]+,(\w+)$/, (_all, plan) => `${line.includes(",left,") ? 900 : i % 7},${plan}`) : line
    )
    .join("\n");
  const {honesty, pipeline} = await buildIn(await scratch(), quick, csv);
  expect(honesty.nested).toBeNull();
  expect(honesty.nestedCommand).toContain("CHURN_NESTED=1");
  expect(honesty.columns[0]).toMatchObject({input: "hours", verdict: "leaks"});
  expect(honesty.checks.find(({name}) => name === "leakingColumns")).toMatchObject({passed: false, kind: "alarm"});
  const warnings = sayWarnings(pipeline.tasks);
  expect(warnings).toHaveLength(2);
  expect(warnings[1]).toMatch(
    /^WARNING: honesty: The Champion’s skill is plausible: no; .* ROC AUC of 1\.000, and people are hardly ever that foreseeable/
  );
  expect(warnings[0]).toMatch(
    /^WARNING: honesty: No column gives the label away: no; by the churn rates of (its bins, this has|their bins, these have) a ROC AUC of 0\.85 or more: Hours \(/
  );
});
