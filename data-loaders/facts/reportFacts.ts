import type {Facts} from "../../lib/book/common.js";
import type {CalibrationBin, Finalist} from "../../lib/book/models.js";
import type {BookForFacts, Cast} from "./bookForFacts.js";
import {formatCount, formatFixed, formatInHundred, formatShare} from "../../lib/format.js";
import {castOf} from "./bookForFacts.js";

/** Who is contacted first, in the prose: the fifth with the highest scores. */
const depth = 0.2;

/** Words and numbers of the report: the finding follows from the numbers. */
export function reportFacts(book: BookForFacts): Facts {
  const {dataset, models} = book;
  const cast = castOf(book);
  const {champion} = cast;
  const bins = champion.testCurves.calibration;
  const found = foundAt(champion, depth);
  return {
    ...headline(cast, dataset.baseRate),
    datasetTitle: dataset.definition.title,
    datasetDescription: dataset.definition.description,
    datasetSource: dataset.definition.source,
    units: dataset.definition.unit.plural,
    unit: dataset.definition.unit.singular,
    period: dataset.definition.period,
    rows: formatCount(dataset.counts.rows),
    labelled: formatCount(dataset.counts.labelled),
    unlabelled: formatCount(dataset.counts.unlabelled),
    churnedCount: formatCount(dataset.counts.churned),
    trainCount: formatCount(dataset.counts.train),
    testCount: formatCount(dataset.counts.test),
    baseRate: formatShare(dataset.baseRate),
    baseRateInHundred: formatInHundred(dataset.baseRate),
    inputCount: String(dataset.definition.inputs.length),
    championTitle: champion.title,
    championInputs: String(champion.inputs.length),
    finalistCount: String(models.finalists.length),
    lowestTenth: formatInHundred(first(bins).observed),
    highestTenth: formatInHundred(last(bins).observed),
    contactDepth: formatShare(depth, 0),
    contactFound: formatInHundred(found),
    contactPrecision: formatInHundred(Math.min(1, (found * dataset.baseRate) / depth)),
    contactLift: formatFixed(found / depth, 1),
    widestCalibrationGap: formatFixed(100 * Math.max(...bins.map(({predicted, observed}) => Math.abs(predicted - observed))), 1),
    championPairs: formatInHundred(champion.test.rocAuc.estimate),
    championRocAuc: intervalWords(champion, "rocAuc", 3),
    championAccuracy: formatShare(champion.test.accuracy.estimate),
    championCalibrationError: formatFixed(100 * champion.test.calibrationError.estimate, 1),
    baselineAccuracy: formatShare(cast.baseline.test.accuracy.estimate),
    ...recipeFacts(book, cast)
  };
}

/** The finding in five words and in three sentences, from what the Champion can do. */
function headline({champion, baseline}: Cast, baseRate: number): Facts {
  const auc = champion.test.rocAuc;
  const [low, high] = [first(champion.testCurves.calibration).observed, last(champion.testCurves.calibration).observed];
  const accuracies =
    `right ${formatShare(champion.test.accuracy.estimate)} of the time, and saying “retained” to everyone is right ` +
    `${formatShare(baseline.test.accuracy.estimate)}`;
  if (champion.name === baseline.name || auc.low <= 0.5) {
    return {
      headline: "Nothing here tells who leaves",
      deck:
        "No model ranks users better than chance once it is judged on users it has not seen. The honest score for " +
        `everyone is the base rate, ${formatInHundred(baseRate)}.`,
      verdict: "Do not act on these scores."
    };
  }
  const ranks = `Sorted by score, the tenth of users at the top churned at ${formatInHundred(high)}, the tenth at the bottom at ${formatInHundred(low)}.`;
  if (auc.estimate < 0.65) {
    return {
      headline: "There is a signal, and it is faint",
      deck: `${ranks} Asked for a plain yes or no, the same model is ${accuracies}.`,
      verdict: "Good enough to choose whom to ask first, not to decide about anyone."
    };
  }
  const gain = champion.test.accuracy.estimate - baseline.test.accuracy.estimate;
  return {
    headline: gain < 0.01 ? "Ranking works, yes/no answers don’t" : "We can tell who is likelier to leave",
    deck: `${ranks} Asked for a plain yes or no, the same model is ${accuracies}.`,
    verdict: "Good enough to choose whom to contact first, and how many."
  };
}

function recipeFacts(book: BookForFacts, {recipe, baseline}: Cast): Facts {
  const story = book.dataset.definition.recipes.find(({name}) => name === recipe?.name);
  if (!recipe) {
    return {
      recipeClass: "absent",
      recipeTitle: "",
      recipeStory: "",
      recipeAccuracy: "",
      recipeRocAuc: "",
      recipeRatio: "",
      recipeHeading: "",
      recipeLowest: "",
      recipeHighest: "",
      recipeInputs: "",
      recipeVerdict: ""
    };
  }
  const accuracy = recipe.test.accuracy.estimate;
  const gain = accuracy - baseline.test.accuracy.estimate;
  const {low} = recipe.test.rocAuc;
  const knew = low > 0.6 ? "by another recipe" : low > 0.5 ? "knew next to nothing" : "knew nothing";
  return {
    recipeClass: "story",
    recipeTitle: recipe.title,
    recipeStory: story?.story ?? "",
    recipeInputs: inputTitles(book, recipe),
    recipeAccuracy: formatShare(accuracy),
    recipeRocAuc: intervalWords(recipe, "rocAuc", 3),
    recipeLowest: formatInHundred(first(recipe.testCurves.calibration).observed),
    recipeHighest: formatInHundred(last(recipe.testCurves.calibration).observed),
    recipeHeading: `${formatShare(accuracy, 0)} accurate, ${knew}`,
    recipeVerdict:
      Math.abs(gain) < 0.0005
        ? `${formatShare(accuracy)} is exactly what saying “retained” to everyone gets`
        : `saying “retained” to everyone gets ${formatShare(baseline.test.accuracy.estimate)}`
  };
}

function inputTitles({dataset}: BookForFacts, {inputs}: Finalist): string {
  const titles = inputs.map((name) => dataset.definition.inputs.find((d) => d.name === name)?.title.toLowerCase() ?? name);
  return titles.length < 2 ? titles.join("") : `${titles.slice(0, -1).join(", ")} and ${titles[titles.length - 1]}`;
}

function intervalWords(finalist: Finalist, metric: string, digits: number): string {
  const {estimate, low, high} = finalist.test[metric];
  return `${formatFixed(estimate, digits)} (95% interval ${formatFixed(low, digits)} to ${formatFixed(high, digits)})`;
}

/** The share of churners found when the top `share` of users by score is contacted, on test rows. */
function foundAt({testCurves}: Finalist, share: number): number {
  const {gains} = testCurves;
  const i = gains.findIndex(([x]) => x >= share);
  if (i <= 0) return gains[Math.max(i, 0)][1];
  const [[x0, y0], [x1, y1]] = [gains[i - 1], gains[i]];
  return x1 === x0 ? y1 : y0 + ((share - x0) / (x1 - x0)) * (y1 - y0);
}

const first = (bins: CalibrationBin[]): CalibrationBin => bins[0];
const last = (bins: CalibrationBin[]): CalibrationBin => bins[bins.length - 1];
