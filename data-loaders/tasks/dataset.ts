import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Cell} from "../../lib/groups.js";
import type {Task} from "../flow/task.js";
import {isFew} from "../../lib/champion/fewUsers.js";
import {rowsWhere, take} from "../../lib/dataset/table.js";
import {publishDefinition} from "../../lib/dataset/publishDefinition.js";
import {countWhere, FEW, toldRows} from "../../lib/groups.js";
import {toldEffective, toldRowsEach} from "../../lib/statistics/intervals.js";
import {shownHash} from "../flow/hash.js";
import {datasetBook, ingestReport, keptTable, putBook, testRows, trainRows} from "./outputs.js";
import {loadTable} from "./tables.js";

/** How many rows drawn each by itself would tell the churn rate as well. @param labels below 0 where there is none */
function countRate(labels: ArrayLike<number>, groups: ArrayLike<number>): number {
  const rows = rowsWhere(labels.length, (row) => labels[row] >= 0);
  return toldEffective(take(labels, rows, new Uint8Array(rows.length)), take(groups, rows, new Float64Array(rows.length)));
}

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
      const {table, arrays} = await loadTable(read, keptTable);
      const labels = arrays.label;
      const sides = [await loadTable(read, trainRows), await loadTable(read, testRows)];
      const [nTrain, nTest] = sides.map((side) => side.table.nRows);
      const y = sides.flatMap((side) => Array.from(side.arrays.y));
      const groups = definition.protocol.group === undefined ? null : sides.flatMap((side) => Array.from(side.arrays.group));
      const customers = definition.protocol.group === undefined ? null : new Set(arrays.group.filter((_, row) => labels[row] >= 0)).size;
      const count = (label: number): Cell =>
        countWhere((row) => labels[row] === label, new Uint8Array(labels.length), arrays.group ?? null);
      const [without, retained, churned] = [-1, 0, 1].map(count);
      const [labelled, unlabelled] = [churned.n + retained.n, toldRows(without)];
      return [
        putBook(datasetBook, {
          definition: publishDefinition(definition, table, arrays.group ?? null),
          source: {kind: isSample ? "sample" : "file", name: isSample ? "synthetic sample" : name, hash: shownHash(sha256), format},
          counts: {
            rows: unlabelled === FEW ? labelled : labels.length,
            labelled,
            unlabelled,
            churned: churned.n,
            retained: retained.n,
            train: nTrain,
            test: nTest
          },
          baseRate: churned.n / labelled,
          customers,
          effective: arrays.group === undefined ? null : countRate(labels, arrays.group),
          rowsEach: groups && toldRowsEach(groups),
          isFew: isFew(y, groups),
          rowsPublished: isSample || definition.publishRows
        })
      ];
    }
  };
}
