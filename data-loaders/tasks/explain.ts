import type {PredictBook, PredictInput, UsersBook} from "../../lib/book/predict.js";
import type {EdaBook} from "../../lib/book/eda.js";
import type {ModelsBook} from "../../lib/book/models.js";
import type {Condition, DatasetDefinition, LevelCondition} from "../../lib/dataset/definition.js";
import type {Model, ModelInput} from "../../lib/model/model.js";
import type {Row, Table} from "../../lib/dataset/table.js";
import type {Labelled} from "./training.js";
import type {Random} from "../../lib/random.js";
import type {Evidence} from "../../lib/fit/evidence/evidence.js";
import type {GatherEvidence} from "../jobs/evidence.js";
import type {Task, TaskContext} from "../flow/task.js";
import type {Banded} from "./bandInputs.js";
import {openGroups} from "../../lib/metrics/groupColumns.js";
import {bandInputs} from "./bandInputs.js";
import type {Compared} from "./summariseTable.js";
import {summariseTable} from "./summariseTable.js";
import type {TableFile} from "../ingest/arrowTable.js";
import {sum} from "d3-array";
import {choosePresets, randomRows, roundedRow, averageRow, typicalRow, withinEnds} from "../../lib/fit/evidence/shownUsers.js";
import {describeInput, describeRest} from "../../lib/fit/evidence/predictInput.js";
import {correlatedGroups} from "../../lib/explore/correlatedGroups.js";
import {takeData} from "../../lib/fit/protocol/crossValidate.js";
import {evenRows} from "../../lib/statistics/evenRows.js";
import {tellTable} from "../../lib/statistics/tell.js";
import {rankAlone} from "../../lib/metrics/permutationImportance.js";
import {createScorer} from "../../lib/model/scorer.js";
import {createSupportReader} from "../../lib/whatif/support.js";
import {forkRandom} from "../../lib/random.js";
import {getColumn, take, takeRows} from "../../lib/dataset/table.js";
import {markRefused, poolLevels} from "../../lib/model/category.js";
import {put} from "../flow/task.js";
import {columnsOf} from "../../lib/dataset/rowColumns.js";
import {
  edaBook,
  fittedModels,
  modelsBook,
  predictBook,
  putBook,
  referenceBook,
  scoreGroupsBook,
  scoresOf,
  scoresTable,
  shownUsers,
  trainRows,
  usersBook,
  userScoresBook,
  wrangledTable
} from "./outputs.js";
import {rowsWith} from "../../lib/fit/protocol/split.js";
import {ENOUGH} from "./effort.js";
import {labelledShare, secretSeed} from "./training.js";
import {learnerSource} from "../jobs/loadLearner.js";
import {REFIT, spreadOf} from "./refitSpread.js";
import {monotoneOf} from "./searchTrials.js";
import {getNamed} from "../../lib/named.js";
import {loadTable} from "./tables.js";

const EVIDENCE = new URL("../jobs/evidence.ts", import.meta.url).href;
const GOLDEN_USERS = 200;
const GOLDEN_RANDOM = 100;
const GOLDEN_OTHERS = 60;

/** Users that may be shown: real ones, or drawn from the table's own recipe when rows are private. */
interface Shown {
  table: Table;
  synthetic: boolean;
  /** the Champion's */
  scores: ArrayLike<number>;
  /** of real users; scores by finalist; null for synthetic ones */
  known: {y: ArrayLike<number>; scores: Record<string, ArrayLike<number>>} | null;
}

/** Gathers what /predict and /batch need beside the models. */
export function explainTask(definition: DatasetDefinition, rowsPublished: boolean): Task {
  const {protocol} = definition;
  return {
    name: "explain",
    title: "Prepare the pages that score",
    reads: [wrangledTable, trainRows, shownUsers, fittedModels, modelsBook, edaBook, scoresTable, scoreGroupsBook],
    sources: [import.meta.url, REFIT, EVIDENCE, ...protocol.learners.map(learnerSource)],
    params: {definition, rowsPublished},
    async run({read, pool}) {
      const wrangled = await loadTable(read, wrangledTable);
      const {arrays} = wrangled;
      const [book, models] = [await read(modelsBook), await read(fittedModels)];
      const modelInputs = Object.values(models).flatMap((model) => model.inputs);
      const {told, compared, inputs} = openInputs(definition, wrangled, modelInputs);
      const baseRate = sum(arrays.y) / wrangled.table.nRows;
      const users = poolLevels((await loadTable(read, shownUsers)).table, modelInputs);
      const scores = (await loadTable(read, scoresTable)).arrays;
      const shown: Shown = rowsPublished
        ? keepScored(realUsers(takeRows(users, scores.row), scores, book), modelInputs)
        : syntheticUsers(withinEnds(takeRows(users, scoredRows(users, modelInputs)), inputs), getNamed(models, book.champion));
      const champion = {name: book.champion, model: getNamed(models, book.champion)};
      const seed = secretSeed(protocol.seed, await read(trainRows));
      const {training, nFitted} = fittedOn(await loadTable(read, trainRows), protocol.seed);
      const likeness = labelledShare(told, ENOUGH.likeness, [protocol.seed, "likeness"]).table;
      const [{inBook, userScores}, spread] = await Promise.all([
        gatherOn(pool, {champion, table: likeness, training, nFitted, shown, seed}),
        spreadOf(book, champion.model, {training, nFitted, seed, pool, monotone: monotoneOf(definition)})
      ]);
      const golden = goldenRows(shown, inputs, forkRandom(protocol.seed, "golden"));
      const {users: drawn, ...described} = inBook;
      const people: UsersBook = {...(drawn ? {users: drawn} : {}), presets: describePresets(shown, {inputs, baseRate, ...inBook})};
      const predict: PredictBook = {
        baseRate,
        unit: definition.unit,
        period: definition.period,
        nUsers: wrangled.table.nRows,
        models: orderModels(book),
        inputs,
        ...firstOf(inputs, book.importance, (await read(edaBook)).variables),
        typical: typicalRow(told.table, inputs),
        average: averageRow(told.table, inputs),
        typicalRetained: typicalRow(takeRows(told.table, rowsWith(told.y, 0)), inputs),
        presets: [],
        groups: correlatedGroups(told.table, definition.inputs),
        ...rulesOf(definition),
        ...described,
        ...spread,
        golden: {...columnsOf(golden), scores: scoreRows(golden, models, book.champion)}
      };
      return [
        putBook(predictBook, shown.synthetic ? {...predict, ...people} : {...predict, usersApart: true as const}),
        put(usersBook, shown.synthetic ? {} : people),
        put(userScoresBook, userScores),
        put(referenceBook, summariseTable(compared, inputs, {scores, book, groups: openGroups(await read(scoreGroupsBook)).models}))
      ];
    }
  };
}

/** A worker gathers it, beside those that refit: of many inputs distances take as long. */
function gatherOn(pool: TaskContext["pool"], payload: GatherEvidence): Promise<Evidence> {
  return pool.run<Evidence>({module: EVIDENCE, payload});
}

/** Inputs of many that /predict shows before anybody looks for more. */
const MOST_FIRST = 20;

/** Of many inputs, those that the Champion loses most without. @param variables how each ranks alone */
function firstOf(
  inputs: PredictBook["inputs"],
  importance: ModelsBook["importance"],
  variables: EdaBook["variables"]
): Pick<PredictBook, "first"> {
  return inputs.length <= MOST_FIRST ? {} : {first: rankAlone(importance, variables).slice(0, MOST_FIRST)};
}

/** The constraints, and the checks of levels of inputs, which a page can ask too. */
function rulesOf({constraints, checks, inputs}: DatasetDefinition): Pick<PredictBook, "constraints" | "unlikely"> {
  const isInput = (d: Condition): d is LevelCondition => "level" in d && inputs.some(({name}) => name === d.left);
  const unlikely = checks.flatMap(({title, when}) => (when.every(isInput) ? [{title, when}] : []));
  return {
    constraints: constraints.map(({name, title, left, right, action}) => ({name, title, left, right, action})),
    ...(unlikely.length > 0 ? {unlikely} : {})
  };
}

/** Rows by which a page checks itself: never real users, published or not. */
function goldenRows({table, synthetic}: Shown, inputs: PredictBook["inputs"], random: Random): Row[] {
  const nShown = synthetic ? Math.min(GOLDEN_USERS, table.nRows) : 0;
  return [
    ...randomRows(inputs, synthetic ? GOLDEN_RANDOM : GOLDEN_RANDOM + GOLDEN_USERS, random),
    ...Array.from({length: nShown}, (_, i) => roundedRow(table, i, inputs))
  ];
}

/** Train rows to fit the Champion on again, a share of many, and how many there are. */
function fittedOn({table, arrays}: TableFile, seed: number): {training: Labelled; nFitted: number} {
  const all = {table, y: arrays.y as Uint8Array, groups: (arrays.group as Int32Array | undefined) ?? null};
  return {training: labelledShare(all, ENOUGH.refits, [seed, "refits"]), nFitted: all.y.length};
}

/** Rows that every model scores: a page may start from them. */
function scoredRows(table: Table, inputs: readonly ModelInput[]): Int32Array {
  const refused = markRefused(inputs, table);
  return rowsWith(refused, 0);
}

function syntheticUsers(table: Table, champion: Model): Shown {
  return {table, synthetic: true, scores: createScorer(champion).scoreTable(table), known: null};
}

function keepScored({table, scores, known, ...rest}: Shown, inputs: readonly ModelInput[]): Shown {
  const rows = scoredRows(table, inputs);
  const keep = (values: ArrayLike<number>): Float64Array => take(values, rows, new Float64Array(rows.length));
  return {
    ...rest,
    table: takeRows(table, rows),
    scores: keep(scores),
    known: known && {y: keep(known.y), scores: Object.fromEntries(Object.entries(known.scores).map(([name, d]) => [name, keep(d)]))}
  };
}

/** The labelled rows as they may be shown, no customer with many more than others, and compared with, and what /predict needs of each input. */
function openInputs(
  definition: DatasetDefinition,
  {table: wrangled, arrays}: TableFile,
  modelInputs: readonly ModelInput[]
): {told: Labelled; compared: Compared; inputs: PredictInput[]} {
  const groups = arrays.group ?? null;
  const table = poolLevels(wrangled, modelInputs);
  const y = arrays.y as Uint8Array;
  const all = {table: tellTable(table, groups), y};
  const told = groups === null ? all : takeData(all, evenRows(y.length, groups));
  const banded = bandInputs(definition, wrangled, {y, groups});
  return {told, compared: {table, groups, banded}, inputs: describeInputs(definition, {table: told.table, banded, modelInputs})};
}

function describeInputs(
  definition: DatasetDefinition,
  {table, banded, modelInputs}: {table: Table; banded: Banded; modelInputs: readonly ModelInput[]}
): PredictInput[] {
  return definition.inputs.map((input) => ({
    ...describeInput(input, table, getNamed(banded, input.name)),
    ...describeRest(
      modelInputs.find((d) => d.name === input.name),
      getColumn(table, input.name)
    ),
    group: groupTitle(definition, input.group)
  }));
}

function realUsers(table: Table, scores: Record<string, ArrayLike<number>>, book: ModelsBook): Shown {
  const byFinalist = Object.fromEntries(book.finalists.map(({name}) => [name, getNamed(scores, scoresOf(name))]));
  return {table, synthetic: false, scores: getNamed(byFinalist, book.champion), known: {y: scores.y, scores: byFinalist}};
}

function describePresets(
  {table, synthetic, scores, known}: Shown,
  {inputs, baseRate, users, support}: Pick<PredictBook, "inputs" | "baseRate" | "users" | "support">
): PredictBook["presets"] {
  const measure = users && support ? createSupportReader(support, users, users.n) : null;
  const isUsual = (index: number): boolean => measure === null || measure(roundedRow(table, index, inputs)).level === "usual";
  return choosePresets(scores, baseRate, isUsual).map(({name, title, lower, index}) => ({
    name,
    title,
    lower: Number(lower.toFixed(4)),
    row: roundedRow(table, index, inputs),
    synthetic,
    ...(known ? {known: {churned: known.y[index] === 1, outOfFold: scores[index]}} : {})
  }));
}

function groupTitle({groups}: DatasetDefinition, name: string): string {
  return groups.find((d) => d.name === name)?.title ?? name;
}

/** Champion first, then Challenger, then the others as they stand. */
function orderModels({finalists, champion, challenger}: ModelsBook): PredictBook["models"] {
  const aliasOf = (name: string): "champion" | "challenger" | null =>
    name === champion ? "champion" : name === challenger ? "challenger" : null;
  const rank = (name: string): number => ["champion", "challenger", null].indexOf(aliasOf(name));
  return [...finalists]
    .sort((a, b) => rank(a.name) - rank(b.name))
    .map(({name, title, inputs, model}) => ({
      name,
      title,
      file: model.file,
      sha256: model.sha256,
      bytes: model.bytes,
      alias: aliasOf(name),
      inputs
    }));
}

/** All rows by the Champion, which the page opens with; the first ones by the others. */
function scoreRows(rows: readonly Row[], models: Record<string, Model>, champion: string): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(models).map(([name, model]) => [
      name,
      rows.slice(0, name === champion ? rows.length : GOLDEN_OTHERS).map(createScorer(model).scoreRow)
    ])
  );
}
