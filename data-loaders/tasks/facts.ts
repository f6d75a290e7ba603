import type {Facts} from "../../lib/book/common.js";
import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {Finalist} from "../../lib/book/models.js";
import type {Task} from "../flow/task.js";
import type {BookForFacts} from "../facts/bookForFacts.js";
import {check} from "../../lib/check.js";
import {curvesToShow, foundAt} from "../../lib/metrics/curves.js";
import {formatCount, formatFixed, formatInHundred, formatShare, lowerFirst, withArticle} from "../../lib/format.js";
import {createScorer} from "../../lib/model/scorer.js";
import {presetFacts} from "../facts/predictFacts.js";
import {sayCount} from "../../lib/groups.js";
import {put} from "../flow/task.js";
import {aboutFacts} from "../facts/aboutFacts.js";
import {edaFacts} from "../facts/edaFacts.js";
import {experimentsFacts, honestyFacts} from "../facts/experimentsFacts.js";
import {modelsFacts} from "../facts/modelsFacts.js";
import {reportFacts} from "../facts/reportFacts.js";
import {wranglingFacts} from "../facts/wranglingFacts.js";
import {
  datasetBook,
  edaBook,
  experimentsBook,
  factsBook,
  fittedModels,
  honestyBook,
  modelsBook,
  predictBook,
  usersBook,
  wranglingBook
} from "./outputs.js";
import {getNamed} from "../../lib/named.js";

/** Ready-made words for the prose of pages: `{{name}}` in a page is `facts.name` here. */
export const factsTask: Task = {
  name: "facts",
  title: "Put numbers into words",
  reads: [datasetBook, edaBook, wranglingBook, modelsBook, experimentsBook, honestyBook, predictBook, usersBook, fittedModels],
  sources: [import.meta.url],
  async run({read}) {
    const book: BookForFacts = {
      dataset: await read(datasetBook),
      eda: await read(edaBook),
      wrangling: await read(wranglingBook),
      models: await read(modelsBook)
    };
    const experiments = await read(experimentsBook);
    const champion = createScorer(getNamed(await read(fittedModels), book.models.champion));
    const presets = presetFacts({...(await read(predictBook)), ...(await read(usersBook))}, champion.scoreRow);
    return [
      put(
        factsBook,
        join(
          presets,
          datasetFacts(book),
          protocolFacts(book, experiments),
          modelFacts(book),
          reportFacts(book),
          edaFacts(book),
          wranglingFacts(book),
          aboutFacts(book),
          modelsFacts(book),
          experimentsFacts(experiments),
          honestyFacts(await read(honestyBook), experiments)
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

function datasetFacts({dataset: {definition, source, counts, baseRate, rowsPublished}}: BookForFacts): Facts {
  const {unit, period, label, cautions} = definition;
  return {
    datasetName: definition.name,
    datasetTitle: definition.title,
    datasetDescription: definition.description,
    datasetSource: definition.source,
    sourceName: source.name,
    sourceSentence:
      source.kind === "sample"
        ? `This is a synthetic sample: ${formatCount(counts.rows)} ${unit.plural} drawn by a seeded generator from aggregate statistics, none of them real.`
        : `This was read from ${source.name}: ${formatCount(counts.rows)} ${unit.plural}.`,
    privacySentence: rowsPublished
      ? "Its rows ship with this site."
      : "Its rows are private: only aggregates, models and scores without inputs ship with this site.",
    unit: unit.singular,
    aUnit: withArticle(unit.singular),
    units: unit.plural,
    period,
    labelMeaning: label.meaning,
    rows: formatCount(counts.rows),
    labelled: formatCount(counts.labelled),
    unlabelled: sayCount(counts.unlabelled),
    churned: formatCount(counts.churned),
    retained: formatCount(counts.retained),
    trainRows: formatCount(counts.train),
    testRows: formatCount(counts.test),
    baseRate: formatShare(baseRate),
    baseRateInHundred: formatInHundred(baseRate),
    baseAccuracy: formatShare(1 - baseRate),
    nInputs: formatCount(definition.inputs.length),
    caution: cautions.join(" "),
    ...Object.fromEntries(cautions.map((caution, i) => [`caution${i + 1}`, caution])),
    datasetHash: source.hash
  };
}

function protocolFacts({dataset}: BookForFacts, {trials}: ExperimentsBook): Facts {
  const {seed, folds, testShare, bootstrapRepeats, learners} = dataset.definition.protocol;
  const count = (state: string): string => formatCount(trials.filter((trial) => trial.state === state).length);
  return {
    seed: String(seed),
    folds: String(folds),
    testShare: formatShare(testShare, 0),
    bootstrapRepeats: formatCount(bootstrapRepeats),
    nLearners: formatCount(learners.length),
    nTrials: formatCount(trials.length),
    nTrialsFinished: count("finished"),
    nTrialsStopped: count("stopped"),
    nTrialsFailed: count("failed")
  };
}

function modelFacts({models}: BookForFacts): Facts {
  const {finalists, champion, challenger, selectionMetric, crowns, gates, importance, calibrationGap} = models;
  const find = (name: string): Finalist => finalists.find((finalist) => finalist.name === name) as Finalist;
  const baseline = finalists.find(({learner, recipe}) => learner === "baseline" && recipe === null);
  const singles = importance.filter(({inputs}) => inputs.length === 1);
  const strongest = [...singles].sort((a, b) => b.increase.estimate - a.increase.estimate);
  const gains = curvesToShow(find(champion))?.gains;
  const found = gains ? foundAt(gains, 0.2) : null;
  const gap = calibrationGap.find(({name}) => name === champion);
  return {
    nFinalists: formatCount(finalists.length),
    selectionMetricTitle: models.metrics.find(({name}) => name === selectionMetric)?.title ?? selectionMetric,
    selectionReason: crowns[selectionMetric].reason,
    ...scoresOf("champion", find(champion)),
    ...(baseline ? scoresOf("baseline", baseline) : {}),
    ...(challenger ? scoresOf("challenger", find(challenger)) : {challengerTitle: "nobody"}),
    championFoundInTop20: found === null ? "" : formatShare(found, 0),
    championFoundInTop20InHundred: found === null ? "" : formatInHundred(found),
    calibrationError: formatFixed(gap?.expectedCalibrationError ?? 0, 3),
    gates: getNamed(gates, champion)
      .map(({title, passed}) => `${title}: ${passed ? "passed" : "failed"}`)
      .join("; "),
    gatesPassed: `${getNamed(gates, champion).filter(({passed}) => passed).length} of ${getNamed(gates, champion).length}`,
    strongestInput: strongest[0]?.title ?? "none",
    secondInput: strongest[1]?.title ?? "none",
    modelHash: find(champion).model.sha256.slice(0, 8)
  };
}

/** A finalist's words, each under the prefix: `championAuc`, `championAucLow`, ... */
function scoresOf(prefix: string, {title, learner, cv, test}: Finalist): Facts {
  const {rocAuc, logLoss, accuracy, liftAtTenPercent, averagePrecision, brierScore} = test;
  const words = {
    Title: title,
    TitleLower: lowerFirst(title),
    Learner: learner,
    Auc: formatFixed(rocAuc.estimate, 3),

    AucInHundred: formatInHundred(rocAuc.estimate),
    CvAuc: formatFixed(cv.rocAuc.mean, 3),
    LogLoss: formatFixed(logLoss.estimate, 4),

    CvLogLoss: formatFixed(cv.logLoss.mean, 4),
    Accuracy: formatShare(accuracy.estimate),
    CvAccuracy: formatShare(cv.accuracy.mean),
    AveragePrecision: formatFixed(averagePrecision.estimate, 3),
    Brier: formatFixed(brierScore.estimate, 4),
    Lift10: formatFixed(liftAtTenPercent.estimate, 1)
  };
  return Object.fromEntries(Object.entries(words).map(([name, word]) => [`${prefix}${name}`, word]));
}
