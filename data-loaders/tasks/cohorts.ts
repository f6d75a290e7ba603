import type {CohortsBook, Judged} from "../../lib/book/cohorts.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {CohortData} from "../../lib/cohorts/describeCohorts.js";
import type {Task} from "../flow/task.js";
import type {RowNumbers} from "../ingest/arrowTable.js";
import {formatCount} from "../../lib/format.js";
import {placeInGroups} from "../../lib/cohorts/placeInGroups.js";
import {rankAlone} from "../../lib/metrics/permutationImportance.js";
import {getNamed} from "../../lib/named.js";
import {shareTable} from "../jobs/shareTable.js";
import {
  baselineOf,
  cohortsBook,
  finalists,
  keptTable,
  modelsBook,
  putBook,
  scoreGroups,
  scoresOf,
  scoresTable,
  testRows,
  trainRows,
  wrangledTable
} from "./outputs.js";
import {loadTable} from "./tables.js";

const COHORTS = new URL("../jobs/cohorts.ts", import.meta.url).href;

/** Looks for whom the Champion is wrong, by scores of models that had not seen the users. */
export function cohortsTask(definition: DatasetDefinition): Task {
  return {
    name: "cohorts",
    title: "Look for whom the Champion is wrong",
    reads: [keptTable, wrangledTable, trainRows, testRows, finalists, modelsBook, scoresTable, scoreGroups],
    sources: [import.meta.url, COHORTS],
    params: {definition},
    jobs: 1,
    async run({read, log, pool}) {
      const kept = await loadTable(read, keptTable);
      const {arrays: wrangled} = await loadTable(read, wrangledTable);
      const sides = [(await loadTable(read, trainRows)).arrays, (await loadTable(read, testRows)).arrays];
      const {champion, importance} = await read(modelsBook);
      const fits = await read(finalists);
      const {arrays} = await loadTable(read, scoresTable);
      const {models} = await read(scoreGroups);
      const groups = models.find(({name}) => name === champion);
      const placeOf = placesOf(kept.arrays.row, wrangled.row);
      const {nRows} = kept.table;
      const scoresByRow = (model: string): Float64Array => spreadScores(getNamed(arrays, scoresOf(model)), arrays.row, {placeOf, nRows});
      const beside = {scores: scoresByRow(champion), ...besideRows({placeOf, nRows}, {scored: arrays, sides})};
      const data: CohortData = {
        table: shareTable(kept.table),
        labels: kept.arrays.label as Int8Array,
        ...beside,
        groups: kept.arrays.group ? (kept.arrays.group as Int32Array) : beside.groups,
        model: {title: fits.find(({name}) => name === champion)?.title ?? champion, isBaseline: champion === baselineOf(fits).name},
        scoreGroups: {outOfFold: groups?.outOfFold ?? null, test: groups?.test ?? null},
        finalistGroups: models.map((model) => placeInGroups(scoresByRow(model.name), beside.isTest, model)),
        ranked: rankAlone(importance)
      };
      const book = await pool.run<CohortsBook>({module: COHORTS, payload: {data, definition}});
      const countOut = (judged: readonly Judged[]): number => judged.filter(({standsOut}) => standsOut).length;
      const nOut = {cohorts: countOut(book.inputs.flatMap(({cohorts}) => cohorts)), slices: countOut(book.weakest.slices)};
      log(
        `${formatCount(book.users.n)} rows in cohorts of ${book.inputs.length} inputs: ${nOut.cohorts} cohorts and ${nOut.slices} slices stand out`
      );
      return [putBook(cohortsBook, book)];
    }
  };
}

/** By place in the wrangled table, the place among the rows that pages count; both bear rows of the file, rising. */
function placesOf(kept: RowNumbers, wrangled: RowNumbers): Int32Array {
  let at = 0;
  return Int32Array.from(wrangled, (row) => {
    while (kept[at] !== row) ++at;
    return at;
  });
}

type Arrays = Record<string, RowNumbers>;

/** By row that pages count; NaN: neither a fold nor the test holds it out. @param rows of the scores, by their places in the wrangled table */
function spreadScores(scores: RowNumbers, rows: RowNumbers, {placeOf, nRows}: {placeOf: Int32Array; nRows: number}): Float64Array {
  const found = new Float64Array(nRows).fill(NaN);
  for (let i = 0; i < scores.length; ++i) found[placeOf[rows[i]]] = scores[i];
  return found;
}

/** Sides and customers by row that pages count. @param sides train and test rows, by their places in the wrangled table */
function besideRows(
  {placeOf, nRows}: {placeOf: Int32Array; nRows: number},
  {scored, sides}: {scored: Arrays; sides: Arrays[]}
): Pick<CohortData, "isTest" | "groups"> {
  const isTest = new Uint8Array(nRows);
  for (let i = 0; i < scored.row.length; ++i) isTest[placeOf[scored.row[i]]] = scored.set[i];
  const groups = "group" in sides[0] ? new Int32Array(nRows).fill(-1) : null;
  for (const {row, group} of groups ? sides : []) for (let i = 0; i < row.length; ++i) groups![placeOf[row[i]]] = group[i];
  return {isTest, groups};
}
