import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Task} from "../flow/task.js";
import {publishDefinition} from "../../lib/dataset/publishDefinition.js";
import {restOf, toCount} from "../../lib/groups.js";
import {shownHash} from "../flow/hash.js";
import {decodeTable} from "../ingest/arrowTable.js";
import {datasetBook, ingestReport, keptTable, putBook, testRows, trainRows} from "./outputs.js";

/** Tells the pages what was read, and how many rows of it they speak of. */
export function datasetTask(definition: DatasetDefinition, isSample: boolean): Task {
  return {
    name: "dataset",
    title: "Describe the data",
    reads: [keptTable, ingestReport, trainRows, testRows],
    sources: [import.meta.url],
    params: {definition, isSample},
    async run({read}) {
      const {name, sha256, format} = await read(ingestReport);
      const {table, arrays} = decodeTable(await read(keptTable));
      const labels = arrays.label;
      const nTrain = decodeTable(await read(trainRows)).table.nRows;
      const nTest = decodeTable(await read(testRows)).table.nRows;
      const count = (label: number): number => Array.from(labels).filter((value) => value === label).length;
      const [unlabelled, retained, churned] = [-1, 0, 1].map(count);
      const labelled = churned + retained;
      return [
        putBook(datasetBook, {
          definition: publishDefinition(definition, table),
          source: {kind: isSample ? "sample" : "file", name: isSample ? "synthetic sample" : name, hash: shownHash(sha256), format},
          counts: {
            rows: restOf(labels.length, unlabelled),
            labelled,
            unlabelled: toCount(unlabelled),
            churned,
            retained,
            train: nTrain,
            test: nTest
          },
          baseRate: churned / labelled,
          rowsPublished: isSample || definition.publishRows
        })
      ];
    }
  };
}
