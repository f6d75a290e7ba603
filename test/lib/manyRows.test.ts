import {expect, test} from "vitest";
import {decodeTable, encodeTable} from "../../data-loaders/ingest/arrowTable.js";
import {auditTable} from "../../lib/audit/auditTable.js";
import {describeCohorts} from "../../lib/cohorts/describeCohorts.js";
import {exploreTable} from "../../lib/explore/exploreTable.js";
import {recalibrate} from "../../lib/fit/protocol/recalibrate.js";
import {stratifiedFolds, takeAnyShare, takeShare} from "../../lib/fit/protocol/folds.js";
import {shuffleWithinFolds} from "../../lib/fit/protocol/shuffledLabels.js";
import {restoreEvaluation, splitRows, takeEvaluation, takeTraining} from "../../lib/fit/protocol/split.js";
import {bootstrapModels, replicateInterval} from "../../lib/metrics/bootstrap.js";
import {cutScoreGroups} from "../../lib/metrics/scoreGroups.js";
import {scoreAll} from "../../lib/metrics/metrics.js";
import {createRandom, forkRandom} from "../../lib/random.js";
import {exampleDefinition} from "./dataset/exampleDefinition.js";
import {drawCohortUsers} from "./cohorts/cohortUsers.js";
import {exampleTable} from "./dataset/exampleTable.js";

/** Lists of rows that are spread into arguments throw from some 120,000 on, and objects or texts per row take minutes: neither ends here. */
const N = 300_000;
const {table, labels} = exampleTable(N);
const definition = exampleDefinition();

test("what is read and cleaned: a table of 300,000 rows is handed over, audited and explored", () => {
  const {table: read, arrays} = decodeTable(encodeTable(table, {label: labels}));
  expect([read.nRows, arrays.label.length]).toEqual([N, N]);
  const {findings} = auditTable({table, labels, groups: null}, definition, {kept: Int32Array.from(labels.keys()), ledger: []});
  expect(findings.length).toBeGreaterThan(0);
  const {variables, holdConstant} = exploreTable({table, labels, groups: null}, definition);
  expect(variables.map((d) => d.n)).toEqual(definition.inputs.map(() => labels.filter((label) => label >= 0).length));
  expect(holdConstant.length).toBeGreaterThan(0);
});

test("what learners see: 300,000 rows are split, dealt into folds, shared and shuffled", () => {
  const y = Uint8Array.from(labels, (label) => Math.max(0, label));
  const rows = splitRows(y, {testShare: 0.2, random: createRandom(1)});
  expect(rows.train.length + rows.test.length).toBe(N);
  const fewer = splitRows(y, {testShare: 0.2, random: createRandom(1), mostTrain: 40_000});
  expect(Math.abs(fewer.train.length - 40_000) + Math.abs(fewer.test.length - 10_000)).toBeLessThan(5);
  const train = takeTraining(table, y, rows.train);
  const {yTrue, table: held} = takeEvaluation(table, y, rows.test);
  expect(restoreEvaluation({table: held, yTrue, rows: rows.test}, rows.train).role).toBe("test");
  const folds = stratifiedFolds(train.y, 5, createRandom(2));
  const shared = takeShare(train.y, 50_000 / train.y.length, ["search"]);
  expect(Math.abs(shared.length - 50_000)).toBeLessThan(3);
  expect(takeAnyShare(N, 1000, ["shown"])).toHaveLength(1000);
  const noise = shuffleWithinFolds(train, folds, [1]);
  expect(noise.y.reduce((sum, label) => sum + label, 0)).toBe(train.y.reduce((sum, label) => sum + label, 0));
});

test("for whom scores are wrong: cohorts, maps and slices of 300,000 rows", () => {
  const {data, definition: ofCohorts} = drawCohortUsers({n: N, seed: 1});
  const {inputs, maps, users} = describeCohorts(data, ofCohorts);
  expect(users.n).toBe(N);
  expect(inputs.map(({cohorts}) => cohorts.reduce((sum, {n}) => sum + n, 0))).toEqual(inputs.map(() => N));
  expect(maps.length).toBeGreaterThan(0);
});

test("what is judged: 300,000 scores are grouped, recalibrated and resampled", () => {
  const random = forkRandom(3, "scores");
  const scores = Float64Array.from({length: N}, () => random());
  const y = Uint8Array.from(scores, (p) => Number(random() < 0.2 + 0.3 * p));
  const groups = cutScoreGroups(y, scores, 20);
  expect(groups?.reduce((sum, d) => sum + d.n, 0)).toBe(N);
  expect(recalibrate({y, scores, folds: stratifiedFolds(y, 5, createRandom(4))}).state).toBe("used");
  const all = scoreAll(y, scores);
  const {only} = bootstrapModels(y, {only: scores}, {random, repeats: 100});
  const interval = replicateInterval(only.rocAuc);
  expect(interval.estimate).toBe(all.rocAuc);
  expect(interval.high - interval.low).toBeGreaterThan(0.002); // 4 standard errors of Hanley and McNeil's are 0.0044
  expect(interval.high - interval.low).toBeLessThan(0.007);
});
