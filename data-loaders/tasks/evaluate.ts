import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Task} from "../flow/task.js";
import type {Judged} from "./outputs.js";
import {skippedOf} from "../../lib/book/scores.js";
import {drawCurves} from "../../lib/metrics/curves.js";
import {evaluateModels} from "../../lib/fit/protocol/evaluate.js";
import {restoreEvaluation} from "../../lib/fit/protocol/split.js";
import {forkRandom} from "../../lib/random.js";
import {put} from "../flow/task.js";
import {decodeTable, encodeTable} from "../ingest/arrowTable.js";
import {finalists, finalistScores, fittedModels, judged, scoresTable, testRows, trainRows, wrangledTable} from "./outputs.js";

/** Judges the finalists on test rows, once, and keeps every labelled user's honest score. */
export function evaluateTask({protocol}: DatasetDefinition): Task {
  return {
    name: "evaluate",
    title: "Judge the finalists on test users",
    reads: [wrangledTable, trainRows, testRows, finalists, finalistScores, fittedModels],
    sources: [import.meta.url],
    params: {seed: protocol.seed, repeats: protocol.bootstrapRepeats},
    async run(context) {
      const fits = await context.read(finalists);
      const train = decodeTable(await context.read(trainRows));
      const test = decodeTable(await context.read(testRows));
      const models = await context.read(fittedModels);
      const all = restoreEvaluation({table: test.table, yTrue: test.arrays.y, rows: test.arrays.row}, train.arrays.row);
      const random = forkRandom(protocol.seed, "bootstrap");
      const {scores, intervals} = evaluateModels(models, all, {random, repeats: protocol.bootstrapRepeats});
      const outOfFold = await context.read(finalistScores);
      const result: Judged = Object.fromEntries(
        fits.map(({name}) => [
          name,
          {
            test: intervals[name],
            outOfFoldCurves: drawCurves(train.arrays.y, outOfFold[name]),
            testCurves: drawCurves(all.yTrue, scores[name])
          }
        ])
      );
      const {row} = decodeTable(await context.read(wrangledTable)).arrays;
      const merged = mergeRows([
        {rows: train.arrays.row, y: train.arrays.y, scores: outOfFold},
        {rows: test.arrays.row, y: test.arrays.y, scores}
      ]);
      return [
        put(judged, result),
        put(
          scoresTable,
          encodeTable({nRows: merged.y.length, columns: []}, {set: merged.set, y: merged.y, skipped: skippedOf(row), ...merged.scores})
        )
      ];
    }
  };
}

interface SetOfRows {
  /** places in the wrangled table */
  rows: ArrayLike<number>;
  y: ArrayLike<number>;
  scores: Record<string, ArrayLike<number>>;
}

/** Train (0) and test (1) rows in table order. */
function mergeRows(sets: readonly SetOfRows[]): {set: Uint8Array; y: Uint8Array; scores: Record<string, Float32Array>} {
  const n = sets.reduce((sum, {rows}) => sum + rows.length, 0);
  const merged = {
    set: new Uint8Array(n),
    y: new Uint8Array(n),
    scores: Object.fromEntries(Object.keys(sets[0].scores).map((name) => [name, new Float32Array(n)]))
  };
  sets.forEach(({rows, y, scores}, set) => {
    for (let i = 0; i < rows.length; ++i) {
      merged.set[rows[i]] = set;
      merged.y[rows[i]] = y[i];
      for (const name of Object.keys(scores)) merged.scores[name][rows[i]] = scores[name][i];
    }
  });
  return merged;
}
