import type {DatasetBook} from "../../lib/book/dataset.js";
import type {BuildDates, BuildRecord, Population} from "../../lib/book/history.js";
import type {ModelsBook} from "../../lib/book/models.js";
import type {PipelineBook} from "../../lib/book/pipeline.js";
import type {PredictBook, UsersBook} from "../../lib/book/predict.js";
import type {ReferenceBook} from "../../lib/book/reference.js";
import type {ScoreGroupsFile} from "../../lib/book/scores.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {DescribedBook} from "../../lib/history/describeBuild.js";
import type {Model} from "../../lib/model/model.js";
import type {Book} from "../flow/book.js";
import type {Settings} from "../settings.js";
import type {TakenOver} from "./takeOver.js";
import {openGroups} from "../../lib/metrics/groupColumns.js";
import {textsOf} from "../../lib/dataset/classes.js";
import {mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {HISTORY_FORMAT} from "../../lib/book/history.js";
import {writeJson} from "../../lib/json.js";
import {describeDates} from "../../lib/history/buildDates.js";
import {describeBuild, indexHistory} from "../../lib/history/describeBuild.js";
import {choosePopulation, scorePopulation} from "../../lib/history/population.js";
import {settleData} from "../../lib/history/settleData.js";
import {thinHistory} from "../../lib/history/thinHistory.js";
import {hashOf, shownHash} from "../flow/hash.js";
import {modelPath} from "../tasks/outputs.js";
import {readVersion} from "../version.js";
import {openHistory} from "./openHistory.js";
import {hashOfRows} from "./readRecord.js";
import {takeOver} from "./takeOver.js";

/** When the last good run was, and of what data. */
export async function datesOf(book: Book): Promise<BuildDates> {
  const {definition} = await book.readJson<DatasetBook>("dataset.json");
  const {periods} = await book.readJson<ModelsBook>("models.json");
  const {startedAt, tableWrittenOn} = await book.readJson<PipelineBook>("pipeline.json");
  const latest = periods.at(-1)?.to ?? null;
  return describeDates({definition, latest, fileWrittenOn: tableWrittenOn ?? null}, {book: book.hash, builtOn: startedAt});
}

/** Where the history of earlier builds may stand. */
export interface Earlier extends Pick<Settings, "history"> {
  /** the folder of the site that this build replaces */
  target: string;
  /** hears what is left out */
  warn: (sentence: string) => void;
}

/**
 * Writes what is kept of this build into a site, beside what the site before it kept of the builds before.
 *
 * @param site the built site's folder
 */
export async function recordBuild(book: Book, site: string, earlier: Earlier): Promise<void> {
  const described = await readDescribed(book);
  const taken = await gather(described.dataset.definition.name, earlier);
  taken.records.delete(book.hash);
  const records = [...taken.records.values()].map((record): BuildRecord => ({...record, data: settleData(record.data, described.dataset)}));
  const before = thinHistory(records).at(-1) ?? null;
  const {population, scores} = await scoreSome(book, before, taken);
  if (population) taken.populations.set(population.hash, population);
  const {builtOn, data} = await datesOf(book);
  const facts = {
    book: book.hash,
    builtOn,
    date: data,
    program: await readVersion(),
    definitionHash: shownHash(hashOf(decidingPart(described.dataset.definition))),
    population: population && {hash: population.hash, scores}
  };
  const record = describeBuild(described, facts, before);
  await writeHistory(join(site, "api/history"), thinHistory([...records, record], book.hash), {
    current: book.hash,
    ...taken
  });
}

/**
 * What of a definition decides a result, but for the day, which moves on with the data, and the levels, of which only those are known
 * that enough rows have.
 */
function decidingPart({label, inputs, checks, constraints, protocol, missing, unseen, notRows, format}: DatasetDefinition): object {
  const ifSaid = (blank: string | undefined): string[] => (blank === undefined ? [] : [blank]); // or all older builds would differ
  const shapes = inputs.map(({name, kind, unit, range, unseen: rule, timing, fixed, monotone, blank, spelled, ahead}) => [
    name,
    kind,
    unit,
    range,
    rule,
    timing,
    fixed,
    monotone,
    ...ifSaid(blank),
    ...(spelled === undefined ? [] : [spelled]),
    ...(ahead ? ["ahead"] : [])
  ]);
  return {
    label: [
      label.column,
      ...textsOf(label),
      ...(label.alsoChurned ?? []),
      ...ifSaid(label.blank),
      ...ifSaid(label.dated),
      ...(label.aside ?? [])
    ],
    shapes,
    checks,
    constraints,
    protocol,
    missing,
    unseen,
    notRows,
    format
  };
}

async function readDescribed(book: Book): Promise<DescribedBook> {
  const [dataset, models, groups, reference] = await Promise.all([
    book.readJson<DatasetBook>("dataset.json"),
    book.readJson<ModelsBook>("models.json"),
    book.readJson<ScoreGroupsFile>("score-groups.json").then(openGroups),
    book.readJson<ReferenceBook>("reference.json")
  ]);
  return {dataset, models, groups, reference};
}

/** The history of the site that is replaced, and of the published one; of one build the former's. */
async function gather(name: string, {target, history, warn}: Earlier): Promise<TakenOver> {
  const say = (sentence: string): void => warn(`history: ${sentence}`);
  const published = history === undefined ? [] : [openHistory(history, "CHURN_HISTORY")];
  const found = await Promise.all([...published, openHistory(target, "--out")].map((source) => takeOver(source, {name, warn: say})));
  return {
    records: new Map(found.flatMap(({records}) => [...records])),
    populations: new Map(found.flatMap(({populations}) => [...populations]))
  };
}

/** The Champion's scores of the population of the build before, if it can score it, or else of one of its own. */
async function scoreSome(
  book: Book,
  before: BuildRecord | null,
  {populations}: TakenOver
): Promise<{population: (Population & {hash: string}) | null; scores: number[]}> {
  const {champion} = await book.readJson<ModelsBook>("models.json");
  const model = await book.readJson<Model>(modelPath(champion));
  const known = before?.population && populations.get(before.population.hash);
  const rows = [...(known ? [known.rows] : []), await ownRows(book)];
  for (const candidate of rows) {
    const scores = scorePopulation(model, candidate);
    if (scores) return {population: {format: HISTORY_FORMAT, rows: candidate, hash: hashOfRows(candidate)}, scores};
  }
  return {population: null, scores: []};
}

async function ownRows(book: Book): Promise<Population["rows"]> {
  const predict = await book.readJson<PredictBook>("predict.json");
  const {source} = await book.readJson<DatasetBook>("dataset.json");
  return choosePopulation(predict, source.kind === "sample" ? await book.readJson<UsersBook>("users.json") : null);
}

async function writeHistory(
  folder: string,
  records: readonly BuildRecord[],
  {current, populations}: Pick<TakenOver, "populations"> & {current: string}
): Promise<void> {
  await mkdir(folder, {recursive: true});
  const write = (name: string, value: unknown): Promise<void> => writeFile(join(folder, name), writeJson(name, value));
  for (const record of records) await write(`${record.book}.json`, record);
  const used = new Set(records.flatMap(({population}) => population?.hash ?? []));
  for (const [hash, {format, rows}] of populations) if (used.has(hash)) await write(`population-${hash}.json`, {format, rows});
  await write("index.json", indexHistory(records, current));
}
