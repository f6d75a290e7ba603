import type {ProtocolDefinition} from "../../lib/dataset/definition.js";
import type {Task} from "../flow/task.js";
import {stratifiedFolds} from "../../lib/fit/protocol/folds.js";
import {splitRows, takeEvaluation, takeTraining} from "../../lib/fit/protocol/split.js";
import {forkRandom} from "../../lib/random.js";
import {put} from "../flow/task.js";
import {decodeTable, encodeTable} from "../ingest/arrowTable.js";
import {testRows, trainRows, wrangledTable} from "./outputs.js";

/** Parts the rows once: those to learn from, with the fold that holds each out, and those to judge by. */
export function splitTask({seed, testShare, folds}: ProtocolDefinition): Task {
  return {
    name: "split",
    title: "Set test users apart",
    reads: [wrangledTable],
    sources: [import.meta.url],
    params: {seed, testShare, folds},
    async run({read, log}) {
      const {table, arrays} = decodeTable(await read(wrangledTable));
      const rows = splitRows(arrays.y, {testShare, random: forkRandom(seed, "split")});
      const train = takeTraining(table, arrays.y, rows.train);
      const test = takeEvaluation(table, arrays.y, rows.test);
      const fold = stratifiedFolds(train.y, folds, forkRandom(seed, "folds"));
      log(`${rows.train.length} users to learn from in ${folds} folds, ${rows.test.length} to judge by`);
      return [
        put(trainRows, encodeTable(train.table, {y: train.y, fold, row: rows.train})),
        put(testRows, encodeTable(test.table, {y: test.yTrue, row: rows.test}))
      ];
    }
  };
}
