import type {Facts} from "../../lib/book/common.js";
import type {CalibrationBin, Finalist} from "../../lib/book/models.js";
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
  listWords
} from "../../lib/format.js";
import {formatEstimate, formatMetricInterval} from "../../lib/metrics/formatMetric.js";
import {curvesToShow, groupNoun} from "../../lib/metrics/curves.js";
import {accuracyTells, castOf, countWord, sameForAll, tellsHalf} from "./bookForFacts.js";

/** Words and numbers of the report: the finding follows from the numbers. */
export function reportFacts(book: BookForFacts): Facts {
  const {dataset} = book;
  const cast = castOf(book);
  const {champion} = cast;
  return {
    ...headline(cast, book),
    championDoes: championDoes(cast),
    accuracyClaim: sayAccuracy(cast, dataset.baseRate),
    calibrationSentence: sayCalibration(cast, dataset),
    leverSentence: sayTiming(dataset.definition),
    datasetTitle: dataset.definition.title,
    datasetDescription: dataset.definition.description,
    datasetSource: dataset.definition.source,
    units: dataset.definition.unit.plural,
    unit: dataset.definition.unit.singular,
    rows: formatCount(dataset.counts.rows),
    labelled: formatCount(dataset.counts.labelled),
    unlabelled: sayCount(dataset.counts.unlabelled),
    trainCount: formatCount(dataset.counts.train),
    testCount: formatCount(dataset.counts.test),
    baseRate: formatShare(dataset.baseRate),
    baseRateInHundred: formatInHundred(dataset.baseRate),
    inputsCounted: counted(dataset.definition.inputs.length, "input"),
    variablesCounted: counted(dataset.definition.inputs.length, "variable"),
    championTitle: champion.title,
    championInputs: counted(champion.inputs.length, "input"),
    championRocAuc: intervalWords(champion, "rocAuc"),
    championCalibrationError: formatFixed(100 * champion.test.calibrationError.estimate, 1),
    baselineAccuracy: formatShare(cast.baseline.test.accuracy.estimate),
    ...sayPeriods(dataset.definition),
    ...recipeFacts(book, cast)
  };
}

/** How far in time the report can speak: of one period, or, where a column tells the time, of a latest part that was set apart. */
function sayPeriods({protocol, unit}: DatasetDefinition): Facts {
  return protocol.time === undefined
    ? {
        periodLimit: "It knows one period.",
        periodReason: `There is no trend and no drift to see in one table, and nothing here was checked on later ${unit.plural}.`
      }
    : {
        periodLimit: "It was checked once.",
        periodReason: "Models learned from the earlier part of the table and were judged on the latest; what comes after may differ again."
      };
}

/** The finding in five words and in three sentences, from what the Champion can do. */
function headline({champion, baseline, recipe}: Cast, {dataset, models, learningCurve}: BookForFacts): Facts {
  const {baseRate, definition} = dataset;
  const {plural} = definition.unit;
  const auc = champion.test.rocAuc;
  const bins = curvesToShow(champion)?.calibration ?? null;
  const isBaseline = champion.name === baseline.name;
  const honest = `The honest score for everyone is the base rate, ${formatInHundred(baseRate)}.`;
  const verdict = "Do not act on these scores.";
  if (isBaseline || (auc.low !== null && auc.low <= 0.5)) {
    const others = models.finalists.filter((d) => d !== baseline && d !== recipe);
    const best = [...others].sort((a, b) => b.test.rocAuc.estimate - a.test.rocAuc.estimate)[0];
    const seen =
      best === undefined
        ? ""
        : `${best.title} scores the leaver higher in ${formatOfHundred(best.test.rocAuc.estimate)} pairs of one who left and one who ` +
          `stayed: a ROC AUC of ${intervalWords(best, "rocAuc")}. `;
    if (dataset.isFew) {
      return {
        headline: `Too few ${plural} to be sure who leaves`,
        deck:
          best !== undefined && best.test.rocAuc.estimate > 0.5
            ? `${seen}But ${sayHowMany(dataset)} are too few to be sure that its scores are better than the same for everyone. ${honest}`
            : `No model ranks ${plural} better than a coin, and ${sayHowMany(dataset)} are too few to be sure that none could. ${honest}`,
        verdict
      };
    }
    if (best !== undefined && (best.test.rocAuc.low ?? 0) > 0.5) {
      return {
        headline: "A signal, but no model to trust",
        deck: `${seen}But ${isBaseline ? "no model passes every gate" : "the model that was crowned does not do better than chance"}. ${honest}`,
        verdict
      };
    }
    return {
      headline: "Nothing here tells who leaves",
      deck: `No model ranks ${plural} better than chance once it is judged on some that it has not seen. ${honest}`,
      verdict
    };
  }
  const [bottom, top] = formatTogether(bins === null || bins.length < 2 ? [] : [first(bins).observed, last(bins).observed]);
  const ranks =
    bins === null || bins.length < 2
      ? `Given one who left and one who stayed, it scores the leaver higher in ${formatOfHundred(auc.estimate)} pairs.`
      : `Sorted by score, the top ${shareName(bins, plural)} churned at ${top}, ` + `the bottom ${shareName(bins, plural)} at ${bottom}.`;
  if (auc.estimate < 0.65) {
    return {
      headline: "There is a signal, and it is faint",
      deck: `${ranks}${sayYesOrNo({champion, baseline}, baseRate)}`,
      verdict: `Good enough to choose whom to ask first, not to decide about anyone.${sayFewness(dataset, learningCurve)}`
    };
  }
  const gain = champion.test.accuracy.estimate - baseline.test.accuracy.estimate;
  return {
    headline: sayWho(bins, tellsHalf(champion) ? gain : null),
    deck: `${ranks}${sayYesOrNo({champion, baseline}, baseRate)}`,
    verdict: `Good enough to choose whom to contact first, and how many.${sayFewness(dataset, learningCurve)}`
  };
}

/** How often it is right with the line at 0.5, where that is told of the model. */
function sayYesOrNo({champion, baseline}: Pick<Cast, "champion" | "baseline">, baseRate: number): string {
  if (!tellsHalf(champion)) return "";
  const [right, base] = [champion, baseline].map((d) => formatShare(d.test.accuracy.estimate));
  return ` Asked for a plain yes or no, the same model is right ${right} of the time, and ${sameForAll(baseRate)} is right ${base}.`;
}

/** @param gain in accuracy over the base rate; null: not told */
function sayWho(bins: CalibrationBin[] | null, gain: number | null): string {
  const isLikely = bins !== null && bins.length > 1 && last(bins).observed >= 0.5; // of those who score highest
  return `We can tell who is ${isLikely ? "likely" : "likelier"} to leave${gain !== null && gain < 0.01 ? ", not who will" : ""}`;
}

/** What so few cannot tell, and how much better the model looks to those it learned from; nothing where there are enough. */
function sayFewness(dataset: BookForFacts["dataset"], learningCurve: BookForFacts["learningCurve"]): string {
  if (!dataset.isFew) return "";
  const {fitted, heldOut} = learningCurve.points[learningCurve.points.length - 1];
  const [seen, unseen] = [fitted.mean, heldOut.mean].map((loss) => formatFixed(loss, 3));
  return (
    ` But ${sayHowMany(dataset)} cannot tell how good: ` +
    (fitted.mean < heldOut.mean && seen !== unseen
      ? `its log loss is ${seen} on those it learned from and ${unseen} on those held out, and the difference is optimism; `
      : "") +
    "a search over so few promises more than it keeps, and which model is best may be luck. CHURN_NESTED=1 measures how much, on Experiments."
  );
}

/** Whom the book rests on. @example "300 users, 40 of whom left," or "900 rows of 80 customers, 40 of which churned," */
function sayHowMany({counts: {labelled, churned}, customers, definition: {unit}}: BookForFacts["dataset"]): string {
  if (customers === null) return `${formatCount(labelled)} ${unit.plural}, ${formatCount(churned)} of whom left,`;
  return `${formatCount(labelled)} rows of ${formatCount(customers)} customers, ${formatCount(churned)} of which say that one left,`;
}

/** What goes on after "**Logistic regression** ...": whether it beats the base rate. */
function championDoes({champion, baseline}: Cast): string {
  if (champion.name === baseline.name) return "is all that was crowned: no other model was shown to beat it.";
  const auc = champion.test.rocAuc;
  const pairs =
    `Given one who left and one who stayed, it scores the leaver higher in ${formatOfHundred(auc.estimate)} pairs: a ROC AUC of ` +
    `${intervalWords(champion, "rocAuc")}. A coin would manage 50.`;
  const does = champion.test.logLoss.estimate < baseline.test.logLoss.estimate ? "does" : "did so while it was chosen, and not here";
  return `${does}. ${pairs}`;
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
      `how often this model is, asked for a plain yes or no, so few cannot tell.`
    );
  const rights = `${capitalised(sameForAll(baseRate))} is already right ${formatShare(base)} of the time, and this model ${formatShare(estimate)}`;
  const tells = accuracyTells(cast);
  if (tells === null) return `${rights}; accuracy asks only on which side of 50 in 100 a score lies.`;
  if (tells === "better") return `Accuracy sees part of it. ${rights}; but it asks only on which side of 50 in 100 a score lies.`;
  return `Accuracy does not see this. ${rights}: it asks only on which side of 50 in 100 a score lies.`;
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

/** How far the Champion's words are from what happened to test users; the figure beside it may be of others, where these are few. */
function sayCalibration({champion, baseline}: Cast, {counts, definition: {unit}}: BookForFacts["dataset"]): string {
  const byChance = champion.test.calibrationError.byChance;
  const chance = byChance ? `; chance alone puts a perfectly calibrated score ${formatFixed(100 * byChance, 1)} points off` : "";
  const apart = `${formatFixed(100 * champion.test.calibrationError.estimate, 1)} percentage points apart`;
  const judged = `the ${formatCount(counts.test)} ${unit.plural} kept apart`;
  if (champion.name === baseline.name) return `The base rate says the same of everybody, of ${judged} ${apart} from what happened.`;
  return `As probabilities, what the model said of ${judged} and what happened to them lie ${apart}, on average over groups of similar score${chance}.`;
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
      recipeAccuracy: "",
      recipeRocAuc: "",
      recipeHeading: "",
      recipeTenths: "",
      recipeInputs: "",
      recipeVerdict: ""
    };
  }
  const accuracy = recipe.test.accuracy.estimate;
  const gain = accuracy - baseline.test.accuracy.estimate;
  const {low} = recipe.test.rocAuc;
  const knew = low === null ? "by another recipe" : low > 0.6 ? "by another recipe" : low > 0.5 ? "knew next to nothing" : "knew nothing";
  return {
    recipeClass: "story",
    recipeStory: story?.story ?? "",
    recipeInputs: inputTitles(book, recipe),
    recipeAccuracy: formatShare(accuracy),
    recipeRocAuc: intervalWords(recipe, "rocAuc"),
    recipeTenths: recipeTenths(curvesToShow(recipe)),
    recipeHeading: `${formatShare(accuracy, 0)} accurate, ${knew}`,
    recipeVerdict:
      Math.abs(gain) < 0.0005
        ? `${formatShare(accuracy)} is exactly what ${sameForAll(book.dataset.baseRate)} gets`
        : `${sameForAll(book.dataset.baseRate)} gets ${formatShare(baseline.test.accuracy.estimate)}`
  };
}

function recipeTenths(shown: ShownCurves | null): string {
  const bins = shown?.calibration ?? [];
  if (bins.length < 2) return bins.length === 0 ? "" : "It scores everybody alike.";
  const name = groupNoun(bins);
  const [lowest, highest] = formatTogether([first(bins).observed, last(bins).observed]);
  return `Its lowest ${name} churned at ${lowest}, its highest at ${highest}.`;
}

function inputTitles({dataset}: BookForFacts, {inputs}: Finalist): string {
  const titles = inputs.map((name) => dataset.definition.inputs.find((d) => d.name === name)?.title ?? name);
  return listWords(titles);
}

/** @param most digits; fewer where the interval does not support them */
function intervalWords(finalist: Finalist, metric: string): string {
  const found = finalist.test[metric];
  const range = formatMetricInterval(metric, found);
  return `${formatEstimate(metric, found)} (${found.low === null ? range : `95% interval ${range}`})`;
}

/** @example shareName(tenBins, "customers") // "tenth of customers" */
const shareName = (bins: CalibrationBin[], plural: string): string => `${groupNoun(bins)} of ${plural}`;
const first = (bins: CalibrationBin[]): CalibrationBin => bins[0];
const last = (bins: CalibrationBin[]): CalibrationBin => bins[bins.length - 1];
