import {whyNotHowMany} from "../../lib/champion/whyNotHowMany.js";
import {NO_PERIOD} from "../../lib/dataset/completeDefinition.js";
import {MIN_GROUP, sayCount} from "../../lib/groups.js";
import type {DatasetBook} from "../../lib/book/dataset.js";
import type {Facts} from "../../lib/book/common.js";
import type {BookForFacts} from "./bookForFacts.js";
import {capitalised, formatCount, formatShare, formatValue, listWords} from "../../lib/format.js";
import {peopleOf} from "../../lib/dataset/people.js";
import {accuracyTells, castOf, counted, sameForAll} from "./bookForFacts.js";
import {tellsHalf} from "../../lib/champion/tellsHalf.js";
import {sayEstimate} from "../../lib/metrics/formatMetric.js";
import {findNamed} from "../../lib/named.js";

/** Words and numbers of the glossary and the model card. */
export function aboutFacts(book: BookForFacts): Facts {
  const {dataset, models} = book;
  const {champion, baseline} = castOf(book);
  const isBaseline = champion === baseline;
  const {definition} = dataset;
  const titles = (names: readonly string[]): string =>
    listWords(names.map((name) => definition.inputs.find((d) => d.name === name)?.title ?? name));
  const fixed = definition.inputs.filter((d) => d.fixed).map(({name}) => name);
  return {
    labelMeaning: definition.label.meaning,
    ...sayUnits(book),
    championParams:
      Object.entries(champion.params)
        .map(([name, value]) => `${name} ${typeof value === "number" ? formatValue(value) : String(value)}`)
        .join(", ") || "none",
    championReads: isBaseline
      ? `${champion.title}, which reads no input`
      : `${champion.title} on ${counted(champion.inputs.length, "input")}: ${titles(champion.inputs)}`,
    intendedUse: isBaseline
      ? "None for choosing whom to contact: it says the same of everybody."
      : `Ranking ${peopleOf(definition).plural} by how likely those like them left, to choose whom to ask or contact first` +
        `${whyNotHowMany(models, champion) === null && !dataset.isFew ? ", and how many" : ""}.`,
    championFile: champion.model.file,
    championSha: champion.model.sha256.slice(0, 12),
    championLogLossInterval: sayEstimate("logLoss", champion.test.logLoss),
    championBrierInterval: sayEstimate("brierScore", champion.test.brierScore),
    championAveragePrecisionInterval: sayEstimate("averagePrecision", champion.test.averagePrecision),
    championAccuracyInterval: tellsHalf(champion)
      ? sayEstimate("accuracy", champion.test.accuracy)
      : "not told: some of the counts behind it are of too few",
    championLiftInterval: sayEstimate("liftAtTenPercent", champion.test.liftAtTenPercent),
    gateSentence: (findNamed(models.gates, champion.name) ?? [])
      .map(({title, passed, caution}) => `${title}: ${passed ? `passed${caution ? " with a caution" : ""}` : "failed"}`)
      .join("; "),
    fixedSentence:
      fixed.length > 0
        ? `${capitalised(titles(fixed))} cannot be changed by anyone, and ${fixed.length === 1 ? "is" : "are"} never part of a suggestion.`
        : "",
    accuracyMeaning: sayAccuracy(book),
    periodSentence: sayPeriod(definition),
    sampleSentence:
      dataset.source.kind === "sample"
        ? `The default data is a synthetic sample, so that anybody can build and share this book: a seeded generator draws ` +
          `${definition.unit.plural} from quantiles, rank correlations and shares, so patterns resemble the original’s and no row does.`
        : "",
    publishedRows: dataset.rowsPublished
      ? "The rows of the table are part of this site."
      : "No row of the table is part of this site: only fitted models, and aggregates of groups.",
    minGroup: String(MIN_GROUP),
    dataSha: dataset.source.hash,
    rowsSentence: sayRows(dataset.counts)
  };
}

function sayRows({rows, labelled, unlabelled}: DatasetBook["counts"]): string {
  const all = `This book speaks of ${formatCount(rows)} rows`;
  if (unlabelled === 0) return `${all}, all with a label.`;
  return `${all}, ${formatCount(labelled)} of them with a label; ${sayCount(unlabelled)} without one are set aside.`;
}

/** How rows were parted, and whom intervals are taken over. */
function sayUnits({dataset: {definition, counts}, models: {users}}: BookForFacts): Facts {
  const {protocol, unit} = definition;
  const {seed, group, time} = protocol;
  const isForward = users.outOfFold.n < counts.train; // the first part is held out by no fold
  const together = "those that belong together kept whole, with all of their rows";
  const alike = protocol.repeats === "keep" ? "" : `, rows that look like one ${unit.singular}’s kept together`;
  const drawn = `drawn once at random with seed ${seed}${group === undefined ? alike : `, ${together}`}.`;
  const both = group === undefined ? "folds in which both classes keep their shares" : `folds, ${together}`;
  const later =
    group === undefined
      ? "the latest part of the table."
      : `the latest part of the table, of ${peopleOf(definition).plural} that were not learned from.`;
  return {
    drawnOver: group === undefined ? `one ${unit.singular} at a time${alike}` : "whole groups of rows that belong together",
    testShare: sayTestShare(counts),
    splitSentence: time === undefined ? drawn : later,
    foldMeaning: isForward
      ? "each lies later than what the models that score it were fitted on, and the earliest part of the table is not scored."
      : "each is scored by models fitted on the others.",
    foldsBy: isForward ? "folds, each later than what scores it" : both
  };
}

/** Which part was judged on: whole customers and whole periods come to another than was asked for, and not all rows may have had a part. */
export function sayTestShare({labelled, train, test}: DatasetBook["counts"]): string {
  const tookPart = train + test;
  return formatShare(test / tookPart, 0) + (tookPart < labelled ? ` of the ${formatCount(tookPart)} that took part` : "");
}

/** What saying the same of everybody reaches, and whether accuracy tells the Champion from that. */
function sayAccuracy(book: BookForFacts): string {
  const cast = castOf(book);
  const reach = `${capitalised(sameForAll(book.dataset.baseRate))} reaches ${formatShare(cast.baseline.test.accuracy.estimate)} here`;
  return tellsHalf(cast.champion) && accuracyTells(cast) === "nothing"
    ? `${reach}, and it cannot tell the Champion from that.`
    : `${reach}.`;
}

function sayPeriod({period, protocol: {time}}: DatasetBook["definition"]): string {
  const named = period === NO_PERIOD ? "" : ` (${period})`;
  return time === undefined
    ? `This book is of one table${named}, and has no second one to compare with.`
    : `Models tells how churn rate and skill moved within the table${named}; of what comes after it nothing is known here.`;
}
