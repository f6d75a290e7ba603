import type {Count} from "../../lib/groups.js";
import type {Listed} from "../../lib/named.js";
import type {Crown, Finalist, ModelsBook} from "../../lib/book/models.js";
import type {DecideBook} from "../../lib/book/decide.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Model} from "../../lib/model/model.js";
import type {MetricName} from "../../lib/metrics/metrics.js";
import type {Groups} from "../../lib/statistics/intervals.js";
import type {PairedDifferences} from "../../lib/metrics/pairedDifferences.js";
import type {Task, TaskContext} from "../flow/task.js";
import type {Ladder, ScoreGroupsBook} from "../../lib/book/scores.js";
import type {Judged, FinalistFit} from "./outputs.js";
import {fromMetrics, metrics, METRIC_NAMES} from "../../lib/metrics/metrics.js";
import {judgedRows} from "../../lib/fit/protocol/folds.js";
import {rowsWith} from "../../lib/fit/protocol/split.js";
import {writeModel} from "../../lib/model/writeModel.js";
import {selectChampion, toCandidates} from "../../lib/champion/select.js";
import {forkRandom} from "../../lib/random.js";
import {cutValueCells} from "../../lib/metrics/valueCells.js";
import {packGroups} from "../../lib/metrics/groupColumns.js";
import {groupMeans} from "../../lib/metrics/scoreGroups.js";
import {climbLadder} from "../../lib/metrics/ladder.js";
import {pairDifferences} from "../../lib/metrics/pairedDifferences.js";
import {stepOfFew} from "../../lib/metrics/tellFew.js";
import {sha256} from "../flow/hash.js";
import {toCount} from "../../lib/groups.js";
import {put} from "../flow/task.js";
import {correlatedGroups} from "../../lib/explore/correlatedGroups.js";
import {
  baselineOf,
  decideBook,
  finalists,
  fittedModels,
  ingestedTable,
  ingestReport,
  judged,
  modelPath,
  modelsBook,
  putBook,
  scoreGroups,
  scoreGroupsBook,
  scoresTable,
  testRows,
  trainRows,
  wrangledTable
} from "./outputs.js";
import {gatesOf, outOfFoldOf, sayOver} from "./gates.js";
import {importanceOf} from "./importance.js";
import {periodsOf, takeArrays} from "./periods.js";
import {getNamed} from "../../lib/named.js";
import {loadTable} from "./tables.js";

/** Crowns Champion and Challenger by the written rule. */
export function selectTask({inputs, protocol, value}: DatasetDefinition): Task {
  const {seed, selectionMetric} = protocol;
  return {
    name: "select",
    title: "Crown the Champion",
    reads: [
      ...[trainRows, testRows, finalists, fittedModels, judged, scoreGroups, scoresTable, ingestReport],
      ...(value === undefined ? [] : [wrangledTable, ingestedTable])
    ],
    sources: [import.meta.url],
    params: {seed, selectionMetric, inputs, ...(value === undefined ? {} : {value})},
    async run({read, log}) {
      const fits = await read(finalists);
      const models = await read(fittedModels);
      const {arrays} = await loadTable(read, scoresTable);
      const train = await loadTable(read, trainRows);
      const heldOut = takeArrays(train.arrays, judgedRows(train.arrays.fold)) as {y: Int32Array; group?: Int32Array};
      const differ = differOutOfFold(fits, arrays, {seed, groups: heldOut.group ?? null});
      const entries = describeFinalists(fits, {models, found: await read(judged), differ});
      const test = await loadTable(read, testRows);
      const gates = gatesOf(fits, {models, arrays, differ, over: sayOver(heldOut), table: test.table, groups: heldOut.group ?? null});
      const crowns: Listed<Crown> = {};
      for (const metric of metrics) crowns[metric.name] = selectChampion(toCandidates(entries, gates), {metric});
      const {periods: periodNames} = await read(ingestReport);
      const {champion, challenger, reason} = crowns[selectionMetric];
      log(reason);
      const groups = correlatedGroups(train.table, inputs);
      const labelled = {table: test.table, y: test.arrays.y as Uint8Array, groups: test.arrays.group as Int32Array | undefined};
      const cut = await read(scoreGroups);
      const step = stepOfFew(cut.models.find(({name}) => name === champion)?.test ?? null, test.arrays.y.length);
      const book: ModelsBook = {
        finalists: entries,
        users: {outOfFold: countUsers(heldOut.y), test: countUsers(test.arrays.y)},
        metrics: metrics.map(({name, title, better, meaning}) => ({name, title, better, meaning})),
        selectionMetric,
        crowns,
        gates,
        champion,
        challenger,
        comparisons: compareToChampion(fits, champion, differ),
        importance: importanceOf(getNamed(models, champion), labelled, {
          seed,
          step,
          groups: [...inputs.map(({name, title}) => ({inputs: [name], title})), ...groups]
        }),
        ...periodsOf({train: train.arrays, test: test.arrays}, {arrays, champion, base: baselineOf(fits).name, names: periodNames, step})
      };
      const customers = heldOut.group ?? null;
      const values = value === undefined ? {} : valuesOf(value, champion, {arrays, cut, customers, ofRow: await readValues(read)});
      const groupsBook = {...cut, ladders: climbAll(fits, champion, {arrays, cut, customers}), ...values};
      return [putBook(modelsBook, book), put(scoreGroupsBook, packGroups(groupsBook)), put(decideBook, describeDecide(book, groupsBook))];
    }
  };
}

/** What /decide needs of both books. */
function describeDecide({champion, finalists: entries}: ModelsBook, {models, values}: ScoreGroupsBook): DecideBook {
  const own = models.find(({name}) => name === champion);
  return {
    champion,
    sha256: entries.find(({name}) => name === champion)?.model.sha256 ?? "",
    hashes: entries.map(({model}) => model.sha256),
    outOfFold: own?.outOfFold ?? null,
    test: own?.test ?? null,
    ...(values ? {values} : {})
  };
}

function countUsers(y: ArrayLike<number>): {n: number; churned: Count} {
  let churned = 0;
  for (let i = 0; i < y.length; ++i) churned += y[i];
  return {n: y.length, churned: toCount(churned)};
}

/**
 * The Champion beside each other finalist that has groups, on out-of-fold scores: a line contacts whole groups, here as on
 * pages, so that no count of a ladder cuts a group in two.
 */
function climbAll(
  fits: readonly FinalistFit[],
  champion: string,
  {arrays, cut, customers}: {arrays: Arrays; cut: Omit<ScoreGroupsBook, "ladders">; customers: Groups}
): Ladder[] {
  const scoresOf = (name: string): Float64Array | null => {
    const groups = cut.models.find((d) => d.name === name)?.outOfFold ?? null;
    return groups && groupMeans(groups, outOfFoldOf(name, arrays).p);
  };
  const first = scoresOf(champion);
  if (first === null) return [];
  return fits
    .filter(({name}) => name !== champion)
    .flatMap(({name}) => {
      const second = scoresOf(name);
      if (!second) return [];
      const steps = climbLadder(first, second, {minGroup: cut.minGroup.outOfFold, customers});
      return [{first: champion, second: name, n: first.length, steps}];
    });
}

type Arrays = Record<string, ArrayLike<number>>;

/** What the row of the wrangled table is worth. */
async function readValues(read: TaskContext["read"]): Promise<(row: number) => number> {
  const {row} = (await loadTable(read, wrangledTable)).arrays;
  const {value} = (await loadTable(read, ingestedTable)).arrays;
  return (place) => value[row[place]];
}

/** Out-of-fold users by the Champion's score and by what each is worth; nothing where they are too few for groups, or nobody has a value. */
function valuesOf(
  column: string,
  champion: string,
  {
    arrays,
    cut,
    customers,
    ofRow
  }: {arrays: Arrays; cut: Omit<ScoreGroupsBook, "ladders">; customers: Groups; ofRow: (row: number) => number}
): Pick<ScoreGroupsBook, "values"> {
  const groups = cut.models.find(({name}) => name === champion)?.outOfFold ?? null;
  if (groups === null) return {};
  const value = Float64Array.from(rowsWith(arrays.set, 0), (place) => ofRow(arrays.row[place]));
  const cells = cutValueCells(groups, {...outOfFoldOf(champion, arrays), value, groups: customers});
  return cells === null ? {} : {values: {column, ...cells}};
}

/** Differences between finalists on the train users, by scores of models that had not seen them. */
function differOutOfFold(fits: readonly FinalistFit[], arrays: Arrays, {seed, groups}: {seed: number; groups: Groups}): PairedDifferences {
  const {y} = outOfFoldOf(fits[0].name, arrays);
  const scores = Object.fromEntries(fits.map(({name}) => [name, outOfFoldOf(name, arrays).p]));
  return pairDifferences({y, scores}, metrics, {random: forkRandom(seed, "differences"), groups});
}

interface Described {
  models: Record<string, Model>;
  found: Judged;
  differ: PairedDifferences;
}

function describeFinalists(fits: readonly FinalistFit[], {models, found, differ}: Described): Finalist[] {
  return fits.map(({ties: _ties, ...fit}) => {
    const text = writeModel(getNamed(models, fit.name));
    const others = fits.filter((d) => d.name !== fit.name);
    const errorsBy = (metric: MetricName): Record<string, number> =>
      Object.fromEntries(others.map(({name}) => [name, differ(metric, fit.name, name).standardError]));
    return {
      ...fit,
      ...getNamed(found, fit.name),
      pairedErrors: fromMetrics(METRIC_NAMES, errorsBy),
      model: {file: modelPath(fit.name), bytes: Buffer.byteLength(text), sha256: sha256(text)}
    };
  });
}

function compareToChampion(fits: readonly FinalistFit[], champion: string, differ: PairedDifferences): ModelsBook["comparisons"] {
  const others = fits.filter(({name}) => name !== champion);
  return others.flatMap(({name}) =>
    METRIC_NAMES.map((metric) => {
      const {difference, pValue} = differ(metric, name, champion);
      return {name, metric, difference, pValue};
    })
  );
}
