import type {TrainingData} from "../../lib/fit/learners/learner.js";
import type {Table} from "../../lib/dataset/table.js";
import {createRandom, forkRandom} from "../../lib/random.js";
import {takeData} from "../../lib/fit/protocol/crossValidate.js";
import {stratifiedFolds} from "../../lib/fit/protocol/folds.js";
import {splitRows} from "../../lib/fit/protocol/split.js";
import {generateSample} from "../../lib/fit/sample/generateSample.js";
import {readDefinition} from "../../data-loaders/ingest/readDefinition.js";
import {readTable} from "../../data-loaders/ingest/readTable.js";
import {readRecipe} from "../../data-loaders/sample/readRecipe.js";
import {readSettings} from "../../data-loaders/settings.js";

/** What is measured on: the file that CHURN_DATA names, or the synthetic sample. */
export interface BenchUsers {
  name: string;
  /** all users with a label */
  all: TrainingData;
  /** four fifths of them, stratified */
  train: TrainingData;
  trainRows: ArrayLike<number>;
  /** per user of `all`, one of five folds */
  folds: Uint8Array;
}

const SEED = 42;

export async function readUsers(): Promise<BenchUsers> {
  const {data, dataset} = readSettings();
  const definition = await readDefinition(dataset);
  const {table, labels} = data
    ? await readTable({paths: data, definition})
    : generateSample(await readRecipe(), definition, {random: createRandom(SEED)});
  const all = keepLabelled(table, labels);
  const {train} = splitRows(all.y, {testShare: 0.2, random: forkRandom(SEED, "split")});
  return {
    name: data ? "the real file (CHURN_DATA)" : "the synthetic sample",
    all,
    train: takeData(all, train),
    trainRows: train,
    folds: stratifiedFolds(all.y, 5, forkRandom(SEED, "folds"))
  };
}

/** Synthetic users in any number, by the sample's own recipe. */
export async function drawUsers(nRows: number): Promise<TrainingData> {
  const definition = await readDefinition(readSettings().dataset);
  const {table, labels} = generateSample(await readRecipe(), definition, {random: createRandom(nRows), nRows});
  return keepLabelled(table, labels);
}

function keepLabelled(table: Table, labels: Int8Array): TrainingData {
  const kept = Array.from(labels.keys()).filter((i) => labels[i] >= 0);
  return takeData({table, y: Uint8Array.from(labels, (label) => Math.max(0, label))}, kept);
}
