import type {Facts} from "../../lib/book/common.js";
import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {Task} from "../flow/task.js";
import type {BookForFacts} from "../facts/bookForFacts.js";
import {openGroups} from "../../lib/metrics/groupColumns.js";
import {castOf} from "../facts/bookForFacts.js";
import {check} from "../../lib/check.js";
import {formatCount, formatInHundred, formatShare, withArticle} from "../../lib/format.js";
import {formatMetric, precisionOf} from "../../lib/metrics/formatMetric.js";
import {createScorer} from "../../lib/model/scorer.js";
import {presetFacts, storyFacts} from "../facts/predictFacts.js";
import {sayCount} from "../../lib/groups.js";
import {put} from "../flow/task.js";
import {aboutFacts} from "../facts/aboutFacts.js";
import {cohortsFacts} from "../facts/cohortsFacts.js";
import {edaFacts} from "../facts/edaFacts.js";
import {experimentsFacts, honestyFacts} from "../facts/experimentsFacts.js";
import {modelsFacts} from "../facts/modelsFacts.js";
import {lineFacts} from "../facts/lineFacts.js";
import {reportFacts} from "../facts/reportFacts.js";
import {wranglingFacts} from "../facts/wranglingFacts.js";
import {
  cohortsBook,
  datasetBook,
  edaBook,
  experimentsBook,
  factsBook,
  fittedModels,
  honestyBook,
  modelsBook,
  predictBook,
  scoreGroupsBook,
  usersBook,
  wranglingBook
} from "./outputs.js";
import {getNamed} from "../../lib/named.js";
import {peopleOf} from "../../lib/dataset/people.js";

/** Ready-made words for the prose of pages: `{{name}}` in a page is `facts.name` here. */
export const factsTask: Task = {
  name: "facts",
  title: "Put numbers into words",
  reads: [
    datasetBook,
    cohortsBook,
    edaBook,
    wranglingBook,
    modelsBook,
    experimentsBook,
    honestyBook,
    predictBook,
    usersBook,
    fittedModels,
    scoreGroupsBook
  ],
  sources: [import.meta.url],
  async run({read}) {
    const honesty = await read(honestyBook);
    const book: BookForFacts = {
      dataset: await read(datasetBook),
      eda: await read(edaBook),
      wrangling: await read(wranglingBook),
      models: await read(modelsBook),
      learningCurve: honesty.learningCurve
    };
    const experiments = await read(experimentsBook);
    const champion = getNamed(await read(fittedModels), book.models.champion);
    const predict = {...(await read(predictBook)), ...(await read(usersBook))};
    return [
      put(
        factsBook,
        join(
          presetFacts(predict, createScorer(champion).scoreRow),
          storyFacts(predict, champion),
          datasetFacts(book),
          protocolFacts(book, experiments),
          modelFacts(book),
          reportFacts(book),
          lineFacts(book, openGroups(await read(scoreGroupsBook))),
          edaFacts(book),
          wranglingFacts(book),
          cohortsFacts(await read(cohortsBook), book.dataset),
          aboutFacts(book),
          modelsFacts(book),
          experimentsFacts(experiments),
          honestyFacts(honesty, experiments)
        )
      )
    ];
  }
};

/** @throws if two parts say different things under one name */
function join(...parts: Facts[]): Facts {
  const all: Facts = {};
  for (const [name, words] of parts.flatMap(Object.entries<string>)) {
    check(!(name in all) || all[name] === words, {
      where: "facts",
      rule: `"${name}" must mean one thing`,
      got: `"${all[name]}" and "${words}"`
    });
    all[name] = words;
  }
  return all;
}

function datasetFacts({dataset: {definition, source, counts, baseRate}}: BookForFacts): Facts {
  const {unit, label} = definition;
  const {singular, plural} = peopleOf(definition);
  return {
    datasetTitle: definition.title,
    datasetDescription: definition.description,
    datasetSource: definition.source,
    sourceSentence:
      source.kind === "sample"
        ? `This is a synthetic sample: ${formatCount(counts.rows)} ${unit.plural} drawn by a seeded generator from aggregate statistics, none of them real.`
        : `This was read from ${source.name}: ${formatCount(counts.rows)} ${unit.plural}.`,
    unit: singular,
    aUnit: withArticle(singular),
    units: unit.plural,
    people: plural,
    labelMeaning: label.meaning,
    rows: formatCount(counts.rows),
    labelled: formatCount(counts.labelled),
    unlabelled: sayCount(counts.unlabelled),
    testRows: formatCount(counts.test),
    baseRate: formatShare(baseRate),
    baseRateInHundred: formatInHundred(baseRate),
    datasetHash: source.hash
  };
}

function protocolFacts({dataset, models}: BookForFacts, {trials, folds}: ExperimentsBook): Facts {
  const {seed, bootstrapRepeats, learners} = dataset.definition.protocol;
  return {
    seed: String(seed),
    folds: String(folds),
    judgedRows: formatCount(models.users.outOfFold.n),
    bootstrapRepeats: formatCount(bootstrapRepeats),
    nLearners: formatCount(learners.length),
    nTrials: formatCount(trials.length)
  };
}

function modelFacts(book: BookForFacts): Facts {
  const {finalists, selectionMetric, crowns} = book.models;
  const {champion, baseline} = castOf(book);
  const base = (name: string): string => formatMetric(name, baseline.test[name].estimate, precisionOf(champion.test[name])); // as it stands beside
  return {
    nFinalists: formatCount(finalists.length),
    selectionReason: crowns[selectionMetric].reason,
    baselineAuc: base("rocAuc"),
    baselineLogLoss: base("logLoss"),
    baselineBrier: base("brierScore"),
    baselineAveragePrecision: base("averagePrecision"),
    baselineLift10: base("liftAtTenPercent")
  };
}
