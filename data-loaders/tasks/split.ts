import type {ProtocolDefinition} from "../../lib/dataset/definition.js";
import type {Task} from "../flow/task.js";
import {takeRows, take} from "../../lib/dataset/table.js";
import {stratifiedFolds, takeShare} from "../../lib/fit/protocol/folds.js";
import {splitRows, takeEvaluation, takeTraining} from "../../lib/fit/protocol/split.js";
import {forkRandom} from "../../lib/random.js";
import {put} from "../flow/task.js";
import {decodeTable, encodeTable} from "../ingest/arrowTable.js";
import {searchRows, testRows, trainRows, wrangledTable} from "./outputs.js";

/** Parts the rows once: those to learn from, with the fold that holds each out, those that trials are compared on, and those to judge by. */
export function splitTask({seed, testShare, folds, searchRows: mostSearched, fitRows}: ProtocolDefinition): Task {
  return {
    name: "split",
    title: "Set test rows apart",
    reads: [wrangledTable],
    sources: [import.meta.url],
    params: {seed, testShare, folds, mostSearched, fitRows},
    async run({read, log}) {
      const {table, arrays} = decodeTable(await read(wrangledTable));
      const rows = splitRows(arrays.y, {testShare, random: forkRandom(seed, "split"), mostTrain: fitRows});
      const train = takeTraining(table, arrays.y, rows.train);
      const test = takeEvaluation(table, arrays.y, rows.test);
      const fold = stratifiedFolds(train.y, folds, forkRandom(seed, "folds"));
      log(`${rows.train.length} rows to learn from in ${folds} folds, ${rows.test.length} to judge by`);
      const searched = takeShare(train.y, Math.min(1, mostSearched / train.y.length), [seed, "search"]);
      if (searched.length < train.y.length) log(`${searched.length} of those to learn from are enough to compare trials on`);
      const bytes = (values: Uint8Array): Uint8Array => take(values, searched, new Uint8Array(searched.length));
      return [
        put(trainRows, encodeTable(train.table, {y: train.y, fold, row: rows.train})),
        put(searchRows, encodeTable(takeRows(train.table, searched), {y: bytes(train.y), fold: bytes(fold)})),
        put(testRows, encodeTable(test.table, {y: test.yTrue, row: rows.test}))
      ];
    }
  };
}
