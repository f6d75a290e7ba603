import type {Facts} from "../../lib/book/common.js";
import type {Finalist} from "../../lib/book/models.js";
import type {DatasetDefinition, Timing} from "../../lib/dataset/definition.js";
import type {ShownCurves} from "../../lib/metrics/curves.js";
import type {BookForFacts, Cast} from "./bookForFacts.js";
import {sayCount} from "../../lib/groups.js";
import {
  capitalised,
  formatCount,
  formatFixed,
  formatInHundred,
  formatOfHundred,
  formatShare,
  formatTogether,
  listWords,
  scaleOf,
  supportedDigits
} from "../../lib/format.js";
import {precisionOf} from "../../lib/metrics/formatMetric.js";
import {curvesToShow, groupNoun, mayRankByChance} from "../../lib/metrics/curves.js";
import {intervalWords, sayHeadline} from "./reportHeadline.js";
import {peopleOf} from "../../lib/dataset/people.js";
import {sayRateMoved} from "./rateMoved.js";
import {accuracyTells, castOf, countWord, counted, sameForAll} from "./bookForFacts.js";
import {tellsHalf} from "../../lib/champion/tellsHalf.js";

/** Words and numbers of the report: the finding follows from the numbers. */
export function reportFacts(book: BookForFacts): Facts {
  const {dataset} = book;
  const cast = castOf(book);
  const {champion} = cast;
  return {
    ...sayHeadline(cast, book),
    championDoes: championDoes(cast),
    accuracyClaim: sayAccuracy(cast, dataset.baseRate),
    calibrationSentence: [sayCalibration(cast, dataset), sayRateMoved(book.models.rateMove, dataset.definition.unit.plural)]
      .filter(Boolean)
      .join(" "),
    leverSentence: sayTiming(dataset.definition),
    datasetTitle: dataset.definition.title,
    datasetDescription: dataset.definition.description,
    datasetSource: dataset.definition.source,
    units: dataset.definition.unit.plural,
    unit: peopleOf(dataset.definition).singular,
    rows: formatCount(dataset.counts.rows),
    labelled: formatCount(dataset.counts.labelled),
    unlabelled: sayCount(dataset.counts.unlabelled),
    trainCount: formatCount(dataset.counts.train),
    testCount: formatCount(dataset.counts.test),
    baseRate: formatShare(dataset.baseRate),
    churnedShare: scaleOf(dataset.baseRate) === 1000 ? formatInHundred(dataset.baseRate) : formatShare(dataset.baseRate),
    decideClass: curvesToShow(champion) === null ? "absent" : "shown",
    baseRateInHundred: formatInHundred(dataset.baseRate),
    inputsCounted: counted(dataset.definition.inputs.length, "input"),
    variablesCounted: counted(dataset.definition.inputs.length, "variable"),
    championTitle: champion.title,
    championRocAuc: intervalWords(champion, "rocAuc"),
    championCalibrationError: sayPointsOff(champion, "estimate"),
    baselineAccuracy: formatShare(cast.baseline.test.accuracy.estimate),
    ...sayPeriods(dataset.definition),
    ...recipeFacts(book, cast)
  };
}

/** How far in time the report can speak: not at all, or, where a column is named the time, of a latest part that was set apart. */
function sayPeriods({protocol, unit}: DatasetDefinition): Facts {
  return protocol.time === undefined
    ? {
        periodLimit: `It was not tried on later ${unit.plural}.`,
        periodReason:
          "Those kept apart were drawn by lot from the same table, and whether churn changes from period to period is not looked at."
      }
    : {
        periodLimit: "It was checked once.",
        periodReason: "Models learned from the earlier part of the table and were judged on the latest; what comes after may differ again."
      };
}

/** What goes on after "**Logistic regression** ...": whether it beats the base rate. */
function championDoes({champion, baseline}: Cast): string {
  if (champion.name === baseline.name) return "stands in: no other model was shown to beat it.";
  const auc = champion.test.rocAuc;
  const pairs =
    `Given one who left and one who stayed, it scores the leaver higher in ${formatOfHundred(auc.estimate)} pairs: a ROC AUC of ` +
    `${intervalWords(champion, "rocAuc")}. A coin would manage 50.`;
  if (champion.test.logLoss.estimate >= baseline.test.logLoss.estimate) return `did so while it was chosen, and not here. ${pairs}`;
  return `${mayRankByChance(champion) ? "has the lower log loss, and may rank by chance all the same" : "does"}. ${pairs}`;
}

/** Whether accuracy sees what the ranking does; nothing is claimed of that where there are too few to say. */
function sayAccuracy(cast: Cast, baseRate: number): string {
  const {champion, baseline} = cast;
  if (champion.name === baseline.name) return "";
  const {estimate} = champion.test.accuracy;
  const base = baseline.test.accuracy.estimate;
  if (!tellsHalf(champion))
    return (
      `${capitalised(sameForAll(baseRate))} is right ${formatShare(base)} of the time; ` +
      `how often this model is, asked for a plain yes or no, is not told: some of the counts behind it are of too few.`
    );
  const rights = `${capitalised(sameForAll(baseRate))} is already right ${formatShare(base)} of the time, and this model ${formatShare(estimate)}`;
  const tells = accuracyTells(cast);
  if (tells === null) return `${rights}; accuracy asks only on which side of 50 in 100 a score lies.`;
  if (tells === "better") return `Accuracy sees part of it. ${rights}; but it asks only on which side of 50 in 100 a score lies.`;
  return `Accuracy does not see this. ${rights}: it asks only on which side of 50 in 100 a score lies.`;
}

/** How far the Champion's words are from what happened to test users; the figure beside it may be of others, where these are few. */
function sayCalibration({champion, baseline}: Cast, {counts, definition: {unit}}: BookForFacts["dataset"]): string {
  const chance = champion.test.calibrationError.byChance
    ? `; chance alone puts a perfectly calibrated score ${sayPointsOff(champion, "byChance")} points off`
    : "";
  const apart = `${sayPointsOff(champion, "estimate")} percentage points apart`;
  const judged = `the ${formatCount(counts.test)} ${unit.plural} kept apart`;
  if (champion.name === baseline.name)
    return `The base rate says the same of everybody, of ${judged} ${apart} from what happened${chance}.`;
  return `As probabilities, what the model said of ${judged} and what happened to them lie ${apart}, on average over groups of similar score${chance}.`;
}

/** A calibration error, or what chance makes of it, in percentage points, with the digits that chance leaves. */
function sayPointsOff({test: {calibrationError}}: Finalist, which: "estimate" | "byChance"): string {
  return formatFixed(100 * (calibrationError[which] ?? 0), supportedDigits(100 * precisionOf(calibrationError), 1));
}

/** What is known of when the inputs were measured; nothing where all come before the label's period. */
function sayTiming({inputs}: DatasetDefinition): string {
  const titles = (timing: Timing): string[] => inputs.filter((d) => d.timing === timing).map(({title}) => title);
  const same = titles("same-period");
  const named = same.length > 3 ? `${listWords(same.slice(0, 2))} among them` : listWords(same);
  if (same.length === 1) return `One input is counted in the same period as the label, ${named}, and may be churn itself.`;
  if (same.length > 1)
    return `${capitalised(countWord(same.length))} inputs are counted in the same period as the label, ${named}, and may be churn itself.`;
  return titles("unknown").length > 0
    ? "When the inputs were measured was not said. One that was measured while people were leaving may be churn itself."
    : "";
}

function recipeFacts(book: BookForFacts, {recipe, baseline}: Cast): Facts {
  const story = book.dataset.definition.recipes.find(({name}) => name === recipe?.name);
  if (!recipe) {
    return {
      recipeClass: "absent",
      recipeStory: "",
      recipeJudged: "",
      recipeRight: "",
      recipeRocAuc: "",
      recipeHeading: "",
      recipeTenths: "",
      recipeInputs: ""
    };
  }
  const accuracy = recipe.test.accuracy.estimate;
  const gain = accuracy - baseline.test.accuracy.estimate;
  const isTold = tellsHalf(recipe);
  const testUsers = `${formatCount(book.dataset.counts.test)} ${book.dataset.definition.unit.plural}`;
  const verdict =
    Math.abs(gain) < 0.0005
      ? `${formatShare(accuracy)} is exactly what ${sameForAll(book.dataset.baseRate)} gets`
      : `${sameForAll(book.dataset.baseRate)} gets ${formatShare(baseline.test.accuracy.estimate)}`;
  return {
    recipeClass: "story",
    recipeStory: story?.story ?? "",
    recipeInputs: inputTitles(book, recipe),
    recipeJudged:
      `Judged like every other model, on the same ${testUsers}, ` +
      (isTold
        ? `its best model is ${formatShare(accuracy)} accurate, and ${verdict}.`
        : "so few cannot tell how often its best model is right."),
    recipeRight: isTold ? `Its best model is right ${formatShare(accuracy)} of the time on ${testUsers} never seen, where ${verdict}.` : "",
    recipeRocAuc: intervalWords(recipe, "rocAuc"),
    recipeTenths: recipeTenths(curvesToShow(recipe)),
    recipeHeading: isTold ? `${formatShare(accuracy, 0)} accurate, ${sayKnew(recipe)}` : `Another recipe: ${story?.title ?? recipe.title}`
  };
}

/** What another recipe's ranking knew, where its interval says so. */
function sayKnew({test: {rocAuc}}: Finalist): string {
  const {low, high} = rocAuc;
  if (low === null || high === null || low > LITTLE) return "by another recipe";
  if (low > 0.5) return "knew next to nothing";
  return high < LITTLE ? "knew nothing" : "by another recipe";
}

/** A ROC AUC that is next to nothing. */
const LITTLE = 0.6;

function recipeTenths(shown: ShownCurves | null): string {
  const bins = shown?.calibration ?? [];
  if (bins.length < 2) return bins.length === 0 ? "" : "It scores everybody alike.";
  const name = groupNoun(bins);
  const [lowest, highest] = formatTogether([bins[0].observed, bins[bins.length - 1].observed]);
  return `Its lowest ${name} churned at ${lowest}, its highest at ${highest}.`;
}

function inputTitles({dataset}: BookForFacts, {inputs}: Finalist): string {
  const titles = inputs.map((name) => dataset.definition.inputs.find((d) => d.name === name)?.title ?? name);
  return listWords(titles);
}
