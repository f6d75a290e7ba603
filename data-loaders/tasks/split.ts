import type {ProtocolDefinition} from "../../lib/dataset/definition.js";
import type {Groups} from "../../lib/statistics/intervals.js";
import type {Table} from "../../lib/dataset/table.js";
import type {Repeats} from "../../lib/fit/protocol/repeats.js";
import type {Task} from "../flow/task.js";
import {check} from "../../lib/check.js";
import {formatShare, listWords} from "../../lib/format.js";
import {takeRows, take} from "../../lib/dataset/table.js";
import {countFolds, goForward, judgedRows, takeGroups, takeShare} from "../../lib/fit/protocol/folds.js";
import {chooseFolds} from "../../lib/fit/protocol/forwardFolds.js";
import {findNearRepeats, knowLabels} from "../../lib/fit/protocol/repeats.js";
import {findSharedCells} from "../../lib/fit/protocol/sharedCells.js";
import {splitRows, takeEvaluation, takeTraining} from "../../lib/fit/protocol/split.js";
import {forkRandom} from "../../lib/random.js";
import {calmTable} from "../../lib/statistics/tell.js";
import {ingestedTable, searchRows, testRows, trainRows, wrangledTable} from "./outputs.js";
import {loadTable, putTable} from "./tables.js";

/** Parts the rows once: those to learn from, with the fold that holds each out, those that trials are compared on, and those to judge by. */
export function splitTask(protocol: ProtocolDefinition): Task {
  const {seed, testShare, folds, searchRows: mostSearched, fitRows} = protocol;
  const isNamed = protocol.group !== undefined || protocol.time !== undefined; // else the table as it came has nothing to tell
  return {
    name: "split",
    title: "Set test rows apart",
    reads: isNamed ? [wrangledTable, ingestedTable] : [wrangledTable],
    sources: [import.meta.url],
    params: {seed, testShare, folds, mostSearched, fitRows, repeats: protocol.repeats ?? null},
    async run({read, log}) {
      const {table, arrays} = await loadTable(read, wrangledTable);
      const {group, period} = isNamed ? (await loadTable(read, ingestedTable)).arrays : {};
      const ofRows = (values: ArrayLike<number> | undefined): Int32Array | null =>
        values ? take(values, arrays.row, new Int32Array(table.nRows)) : null;
      const groups = ofRows(group) ?? (protocol.repeats === "keep" ? null : groupRepeats(table, arrays.y, {seed, log}));
      const random = forkRandom(seed, "split");
      const periods = ofRows(period);
      const rows = splitRows(arrays.y, {testShare, random, mostTrain: fitRows, groups, periods});
      const train = takeTraining(table, arrays.y, rows.train);
      const test = takeEvaluation(table, arrays.y, rows.test);
      const partOf = (all: Groups, some: ArrayLike<number>): Int32Array | null => all && take(all, some, new Int32Array(some.length));
      const [trainGroups, trainPeriods] = [partOf(groups, rows.train), partOf(periods, rows.train)];
      const learned = calmTable(train.table, trainGroups);
      const fold = chooseFolds({y: train.y, groups: trainGroups, periods: trainPeriods}, {k: folds, random: forkRandom(seed, "folds")});
      if (goForward(fold)) log(`folds go forward in time: ${judgedRows(fold).length} rows are held out once, by models of earlier ones`);
      else if (periods) log("folds are dealt by lot: what is learned from has too few periods with both classes to go forward in time");
      log(`${rows.train.length} rows to learn from in ${countFolds(fold)} folds, ${rows.test.length} to judge by`);
      const share = Math.min(1, mostSearched / train.y.length);
      const searched =
        trainGroups && share < 1
          ? takeGroups(trainGroups, train.y, {share, name: [seed, "search"]})
          : takeShare(train.y, share, [seed, "search"]);
      if (searched.length < train.y.length) log(`${searched.length} of those to learn from are enough to compare trials on`);
      const bytes = (values: Uint8Array): Uint8Array => take(values, searched, new Uint8Array(searched.length));
      const beside = (group: Int32Array | null, period: Int32Array | null): Record<string, Int32Array> => ({
        ...(group ? {group} : {}),
        ...(period ? {period} : {})
      });
      const besideSearched = beside(partOf(trainGroups, searched), partOf(trainPeriods, searched));
      return [
        await putTable(trainRows, learned, {y: train.y, fold, row: rows.train, ...beside(trainGroups, trainPeriods)}),
        await putTable(searchRows, takeRows(learned, searched), {y: bytes(train.y), fold: bytes(fold), ...besideSearched}),
        await putTable(testRows, test.table, {
          y: test.yTrue,
          row: rows.test,
          ...beside(partOf(groups, rows.test), partOf(periods, rows.test))
        })
      ];
    }
  };
}

/** More rows than this share that look like one another's repeats are customers with several rows, and all must be found. */
const MOST_REPEATS = 0.01;
/** Where there are many repeats so many cells are compared to find them all: a minute at the most. */
const MOST_CELLS = 3e9;

/**
 * Rows that look like one customer's stay on one side: those near in all columns, and those that share cells which hardly
 * anybody shares, whatever the others are.
 *
 * @throws if there are many of them that know one another's labels, and some lie outside of what was found to be one customer's
 */
function groupRepeats(table: Table, y: ArrayLike<number>, {seed, log}: {seed: number; log: (line: string) => void}): Groups {
  const isMany = ({share, twins}: Repeats): boolean => share > MOST_REPEATS && knowLabels(twins, y);
  const [near, shared] = [findNearRepeats(table, seed), findSharedCells(table, seed)];
  if (!isMany(near) && !isMany(shared)) {
    if (near.groups !== null) log("a few rows look like repeats of others; they stay on one side of the split");
    return near.groups;
  }
  const isShared = isMany(shared) && !(isMany(near) && near.share > shared.share);
  const {share, groups, left} = isShared ? shared : findNearRepeats(table, seed, MOST_CELLS);
  const how = isShared ? `agreeing in ${listWords(shared.columns)} with` : "repeating, exactly or nearly,";
  const found = `about ${formatShare(share, 0)} of the rows ${how} another one, with its label`;
  check(left !== null && left <= MOST_REPEATS, {
    where: "split",
    rule:
      "rows must be different customers, or say which are the same: a model learns by heart what it meets again in the test, and " +
      "even pure noise looks foretold",
    got: found,
    remedy:
      'Name the column of the customer as "group" under "protocol" in the definition (and out of "identifiers"), so that customers go whole ' +
      'to one side; or say "repeats": "keep" there, if they are different customers all the same.'
  });
  log(`${found}; these stay on one side of the split`);
  return groups;
}
