import type {CohortsBook, Judged} from "../../lib/book/cohorts.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {CohortData} from "../../lib/cohorts/describeCohorts.js";
import type {Task} from "../flow/task.js";
import type {RowNumbers} from "../ingest/arrowTable.js";
import {formatCount} from "../../lib/format.js";
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
      const groups = (await read(scoreGroups)).models.find(({name}) => name === champion);
      const placeOf = placesOf(kept.arrays.row, wrangled.row);
      const beside = besideRows({placeOf, nRows: kept.table.nRows}, {scores: getNamed(arrays, scoresOf(champion)), scored: arrays, sides});
      const data: CohortData = {
        table: shareTable(kept.table),
        labels: kept.arrays.label as Int8Array,
        ...beside,
        groups: kept.arrays.group ? (kept.arrays.group as Int32Array) : beside.groups,
        model: {title: fits.find(({name}) => name === champion)?.title ?? champion, isBaseline: champion === baselineOf(fits).name},
        scoreGroups: {outOfFold: groups?.outOfFold ?? null, test: groups?.test ?? null},
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

/** Scores, sides and customers by row that pages count. @param sides train and test rows, by their places in the wrangled table */
function besideRows(
  {placeOf, nRows}: {placeOf: Int32Array; nRows: number},
  {scores, scored, sides}: {scores: RowNumbers; scored: Arrays; sides: Arrays[]}
): Pick<CohortData, "scores" | "isTest" | "groups"> {
  const found = {scores: new Float64Array(nRows).fill(NaN), isTest: new Uint8Array(nRows)};
  for (let i = 0; i < scores.length; ++i) {
    const place = placeOf[scored.row[i]];
    found.scores[place] = scores[i];
    found.isTest[place] = scored.set[i];
  }
  const groups = "group" in sides[0] ? new Int32Array(nRows).fill(-1) : null;
  for (const {row, group} of groups ? sides : []) for (let i = 0; i < row.length; ++i) groups![placeOf[row[i]]] = group[i];
  return {...found, groups};
}
