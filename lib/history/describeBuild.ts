import type {DatasetBook} from "../book/dataset.js";
import type {
  BuildData,
  BuildDecision,
  BuildDefinition,
  BuildFinalist,
  BuildRecord,
  DataDate,
  HistoryIndex,
  IndexedBuild
} from "../book/history.js";
import type {Finalist, ModelsBook} from "../book/models.js";
import type {ReferenceBook} from "../book/reference.js";
import type {ScoreGroupsBook} from "../book/scores.js";
import type {DatasetDefinition} from "../dataset/definition.js";
import {BASELINE} from "../dataset/baseline.js";
import {HISTORY_FORMAT} from "../book/history.js";
import {NOBODY, recommendLine} from "../decide/bookLine.js";
import {pointAt} from "../decide/contactLine.js";
import {gainAt, USUAL_ASSUMPTIONS} from "../decide/money.js";
import {rankGroups} from "../decide/ranking.js";
import {findNamed} from "../named.js";
import {describeInput} from "./describeInputs.js";
import {stepOfShare, tellEffective, tellEstimate, tellNumber, tellRate, tellShare} from "./tellFigures.js";

/** The artefacts that a build is described by. */
export interface DescribedBook {
  dataset: DatasetBook;
  models: ModelsBook;
  groups: ScoreGroupsBook;
  reference: ReferenceBook;
}

/** What of a build its artefacts do not say. */
export interface BuildFacts {
  /** hash over all artefacts */
  book: string;
  builtOn: string;
  program: string;
  date: DataDate | null;
  definitionHash: string;
  /** the Champion's scores of a population, as they are */
  population: {hash: string; scores: readonly number[]} | null;
}

/** A score is told no finer than this. */
const SCORE_STEP = 0.01;

/**
 * What the history keeps of a build.
 *
 * @param before the build before, so that figures stay where few users moved them; null: there is none
 */
export function describeBuild(book: DescribedBook, facts: BuildFacts, before: BuildRecord | null): BuildRecord {
  const {dataset, models, reference} = book;
  const {definition} = dataset;
  const told = new Map(before?.inputs.map((input) => [input.name, input]));
  return {
    format: HISTORY_FORMAT,
    book: facts.book,
    name: definition.name,
    title: definition.title,
    unit: {singular: definition.unit.singular, plural: definition.unit.plural},
    program: facts.program,
    builtOn: facts.builtOn,
    data: describeData(dataset, facts.date, before?.data ?? null),
    definition: describeDefinition(definition, facts.definitionHash),
    inputs: reference.inputs.map((input) => describeInput(input, told.get(input.name))),
    champion: models.champion,
    challenger: models.challenger,
    finalists: models.finalists.map((finalist) => describeFinalist(finalist, models, before)),
    decision: describeDecision(book, before),
    population: describeScores(facts.population, dataset.counts.train, before)
  };
}

function describeData(
  {source, counts, customers, effective: known}: DatasetBook,
  date: DataDate | null,
  before: BuildData | null
): BuildData {
  const labelled = tellNumber(counts.labelled, before?.labelled);
  const churned = Math.min(labelled, tellNumber(counts.churned, before?.churned));
  const effective = known === null ? undefined : tellEffective(known, before?.effective);
  return {
    kind: source.kind,
    hash: source.hash,
    date,
    rows: tellNumber(counts.rows, before?.rows),
    labelled,
    churned,
    train: tellNumber(counts.train, before?.train),
    test: tellNumber(counts.test, before?.test),
    baseRate: tellRate({labelled, churned, effective}),
    ...(customers === null ? {} : {customers: tellNumber(customers, before?.customers), effective})
  };
}

function describeDefinition({label, inputs, protocol, checks}: DatasetDefinition, hash: string): BuildDefinition {
  const removing = checks.filter((d) => d.remove === true).map(({name}) => name);
  return {
    hash,
    label: {column: label.column, churned: label.churned},
    inputs: inputs.map(({name, title, kind, unit}) => ({name, title, kind, unit: unit ?? null})),
    protocol: Object.fromEntries(
      Object.entries({...protocol, removes: removing}).map(([key, value]: [string, unknown]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value ?? null)
      ])
    )
  };
}

function describeFinalist({name, title, learner, test}: Finalist, {gates, users}: ModelsBook, before: BuildRecord | null): BuildFinalist {
  const told = before?.finalists.find((d) => d.name === name)?.metrics ?? {};
  return {
    name,
    title,
    learner,
    failed: (findNamed(gates, name) ?? []).filter(({passed}) => !passed).map((gate) => gate.title),
    metrics: Object.fromEntries(
      Object.entries(test).map(([metric, estimate]) => [metric, tellEstimate(estimate, users.test.n, findNamed(told, metric))])
    )
  };
}

/** What /decide opens with. */
function describeDecision({models, groups}: DescribedBook, before: BuildRecord | null): BuildDecision | null {
  const own = groups.models.find(({name}) => name === models.champion)?.outOfFold;
  if (!own) return null;
  const ranking = rankGroups(own);
  const {n} = ranking;
  const told = before?.decision ?? null;
  const threshold = recommendLine(ranking, USUAL_ASSUMPTIONS);
  const point = pointAt(ranking, threshold);
  const step = stepOfShare(n, SCORE_STEP);
  return {
    line: threshold === NOBODY ? null : tellShare(threshold, step, told?.line),
    share: tellShare(point.share, stepOfShare(n), told?.share),
    found: tellEstimate(point.recall, ranking.churned, told?.found),
    precision: point.precision && tellEstimate(point.precision, point.contacted, told?.precision),
    gain: tellEstimate(gainAt(ranking, point.contacted, USUAL_ASSUMPTIONS), n, told?.gain)
  };
}

function describeScores(population: BuildFacts["population"], n: number, before: BuildRecord | null): BuildRecord["population"] {
  if (population === null) return null;
  const told = before?.population?.hash === population.hash ? before.population.scores : [];
  const step = stepOfShare(n, SCORE_STEP);
  return {hash: population.hash, scores: population.scores.map((score, i) => tellShare(score, step, told[i]))};
}

/** What charts draw of all builds. @param records the oldest first, the site's own the last @throws if there is none */
export function indexHistory(records: readonly BuildRecord[], current: string): HistoryIndex {
  return {format: HISTORY_FORMAT, current, builds: records.map(indexBuild)};
}

function indexBuild({book, builtOn, data, champion, finalists}: BuildRecord): IndexedBuild {
  const crowned = finalists.find(({name}) => name === champion);
  const base = finalists.find(({learner}) => learner === BASELINE);
  return {
    book,
    builtOn,
    date: data.date,
    hash: data.hash,
    labelled: data.labelled,
    baseRate: data.baseRate,
    champion,
    title: crowned?.title ?? champion,
    metrics: Object.fromEntries(
      Object.entries(crowned?.metrics ?? {}).map(([name, {estimate, low, high}]) => [name, [estimate, low, high]])
    ),
    base: Object.fromEntries(Object.entries(base?.metrics ?? {}).map(([name, {estimate}]) => [name, estimate]))
  };
}
