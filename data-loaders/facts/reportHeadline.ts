import type {Facts} from "../../lib/book/common.js";
import type {CalibrationBin, Finalist} from "../../lib/book/models.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {BookForFacts, Cast} from "./bookForFacts.js";
import {
  formatCount,
  formatFixed,
  formatInHundred,
  formatOfHundred,
  formatShare,
  formatTogether,
  isolate,
  lowerFirst
} from "../../lib/format.js";
import {someOf} from "../../lib/check.js";
import {leftOutAsTelling} from "../../lib/infer/sayGuesses.js";
import {formatEstimate, formatMetricInterval, sayHalfLine} from "../../lib/metrics/formatMetric.js";
import {formatLine} from "../../lib/whatif/values.js";
import {misjudges} from "../../lib/metrics/calibrationError.js";
import {whyNotHowMany} from "../../lib/champion/whyNotHowMany.js";
import {curvesToShow, groupNoun, mayRankByChance, rateOfAll} from "../../lib/metrics/curves.js";
import {countWord, sameForAll, sayHowMany} from "./bookForFacts.js";
import {tellsHalf} from "../../lib/champion/tellsHalf.js";

const NOTHING_TELLS = "Nothing here tells who leaves";

/** The finding in five words and in three sentences, from what the Champion can do. */
export function sayHeadline(cast: Cast, {dataset, models, learningCurve}: BookForFacts): Facts {
  const {champion, baseline} = cast;
  const {baseRate, definition} = dataset;
  const {plural} = definition.unit;
  const auc = champion.test.rocAuc;
  const bins = curvesToShow(champion)?.calibration ?? null;
  const unsure = sayUnsure(cast, {dataset, models});
  if (unsure !== null) return {...unsure, ...sayNotRead(unsure, definition)};
  const [bottom, top] = formatTogether(bins === null || bins.length < 2 ? [] : [first(bins).observed, last(bins).observed]);
  const ranks =
    bins === null || bins.length < 2
      ? sayPairs(auc, dataset.counts.test)
      : `Sorted by score, the top ${shareName(bins, plural)} churned at ${top}, ` + `the bottom ${shareName(bins, plural)} at ${bottom}.`;
  if (auc.estimate < 0.65) {
    return {
      headline: standOut(bins) ? "A few stand out; of all others little can be told" : "There is a signal, and it is faint",
      deck: `${ranks}${sayYesOrNo({champion, baseline}, baseRate)}`,
      verdict: `Good enough to choose whom to ask first, not to decide about anyone.${sayFewness(dataset, learningCurve)}`
    };
  }
  const gain = champion.test.accuracy.estimate - baseline.test.accuracy.estimate;
  return {
    headline: sayWho(bins, tellsHalf(champion) ? gain : null),
    deck: `${ranks}${sayYesOrNo({champion, baseline}, baseRate)}`,
    verdict: `Good enough to choose whom to contact first${sayDepth(cast, {models, dataset})}.${sayFewness(dataset, learningCurve)}`
  };
}

/** That a column which was not read may tell what those that were do not; nothing where none was left out for that. */
function sayNotRead({headline, deck}: Facts, definition: DatasetDefinition): Facts {
  const names = leftOutAsTelling(definition);
  if (names.length === 0) return {};
  const [was, each, it] = names.length === 1 ? ["was", "it", "it was"] : ["were", "each", "one was"];
  return {
    headline: headline === NOTHING_TELLS ? "Nothing that was read tells who leaves" : headline,
    deck:
      `${deck} Not read ${was} ${someOf(names.map((name) => `“${isolate(name)}”`))}: alone ${each} tells who left, as what is written after ` +
      `the fact does. If ${it} known before, write it down as an input.`
  };
}

/** How it ranks, where no groups can be shown; of whom, where these are too few for an interval. @example "Given one who left and ..." */
function sayPairs({estimate, low}: Finalist["test"][string], nTest: number): string {
  const pairs = `the model scores the leaver higher in ${formatOfHundred(estimate)} pairs`;
  return low === null
    ? `Of the ${formatCount(nTest)} kept apart, given one who left and one who stayed, ${pairs}; they are too few to say how far that is luck.`
    : `Given one who left and one who stayed, ${pairs}.`;
}

/** Whether scores may be taken at their word, and so say how many; of few users nobody can tell. */
function sayDepth({champion}: Cast, {models, dataset}: Pick<BookForFacts, "models" | "dataset">): string {
  const why = whyNotHowMany(models, champion);
  const {estimate, byChance} = champion.test.calibrationError;
  const isOffOnTest = byChance !== undefined && misjudges(estimate, byChance); // the figure beside it is of others, out of fold
  const where = isOffOnTest ? `on the ${formatCount(dataset.counts.test)} kept apart ` : "";
  if (why === "off") return `; ${where}its scores are off by more than chance explains, so read them as a ranking`;
  if (why === "moved") return "; how many leave moves with time, and its scores lag behind, so read them as a ranking";
  return why === "untold" || curvesToShow(champion) === null || dataset.isFew ? "" : ", and how many";
}

/** A ROC AUC that ranks next to nobody: where an interval from chance on ends below it, nothing of use can be there. */
const LITTLE = 0.55;

/** What is said of a crowned model that test users do not confirm, for they are too few or leave it open; null: they do, or tell that it is none. */
function sayUnconfirmed(
  {champion}: Cast,
  {dataset, honest, verdict}: Pick<BookForFacts, "dataset"> & {honest: string; verdict: string}
): Facts | null {
  const {plural} = dataset.definition.unit;
  const nTest = formatCount(dataset.counts.test);
  const auc = champion.test.rocAuc;
  const beat = `${champion.title} beat the base rate while it was chosen, on ${plural} that its folds held out. `;
  const pairs = `it scores the leaver higher in ${formatOfHundred(auc.estimate)} pairs`;
  if (auc.low === null && auc.estimate <= 0.5) {
    return {
      headline: `Too few ${plural} to be sure who leaves`,
      deck: `${beat}Of the ${nTest} kept apart too few left or stayed to confirm it: there ${pairs}, and a coin in 50. ${honest}`,
      verdict
    };
  }
  if (dataset.isFew || !mayRankByChance(champion) || (auc.high ?? 0) <= LITTLE) return null;
  return {
    headline: "A signal, not confirmed on those kept apart",
    deck: `${beat}On the ${nTest} kept apart ${pairs}, a ROC AUC of ${intervalWords(champion, "rocAuc")}, which leaves chance open. ${honest}`,
    verdict
  };
}

/** What is said where nothing was crowned that test users confirm; null: something was. */
function sayUnsure(cast: Cast, {dataset, models}: Pick<BookForFacts, "dataset" | "models">): Facts | null {
  const {champion, baseline, recipe} = cast;
  const {baseRate, definition} = dataset;
  const {plural} = definition.unit;
  const isBaseline = champion.name === baseline.name;
  const honest = `The honest score for everyone is the base rate, ${formatInHundred(baseRate)}.`;
  const verdict = "Do not act on these scores.";
  const unconfirmed = isBaseline ? null : sayUnconfirmed(cast, {dataset, honest, verdict});
  if (unconfirmed !== null) return unconfirmed;
  if (isBaseline || mayRankByChance(champion)) {
    const others = models.finalists.filter((d) => d !== baseline && d !== recipe);
    const best = [...others].sort((a, b) => b.test.rocAuc.estimate - a.test.rocAuc.estimate)[0];
    const seen =
      best === undefined
        ? ""
        : `${sayBestOf(others.length, best.title)} scores the leaver higher in ${formatOfHundred(best.test.rocAuc.estimate)} pairs of one ` +
          `who left and one who stayed: a ROC AUC of ${intervalWords(best, "rocAuc")}. `;
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
      headline: NOTHING_TELLS,
      deck: `No model ranks ${plural} better than chance once it is judged on some that it has not seen. ${honest}`,
      verdict
    };
  }
  return null;
}

/** That the best on test users was picked by them, and so by their luck too. @example "The best of five on those kept apart, random forest," */
function sayBestOf(nModels: number, title: string): string {
  return nModels === 1 ? title : `The best of ${countWord(nModels)} on those kept apart, ${lowerFirst(title)},`;
}

/** How often it is right with the line at 0.5, where that is told of the model. */
function sayYesOrNo({champion, baseline}: Pick<Cast, "champion" | "baseline">, baseRate: number): string {
  if (!tellsHalf(champion)) return "";
  const [right, base] = [champion, baseline].map((d) => formatShare(d.test.accuracy.estimate));
  const {accuracy} = champion.test;
  const asked = accuracy.line === undefined ? "a plain yes or no" : `a plain yes or no, with the line ${sayHalfLine(accuracy, formatLine)}`;
  return ` Asked for ${asked}, the same model is right ${right} of the time, and ${sameForAll(baseRate)} is right ${base}.`;
}

/** A rate that is surely so many times everyone's is not faint, however little the others can be told apart. */
const MANY_TIMES = 2;

/** Whether those who score highest leave far more often than all, beyond chance. */
function standOut(bins: CalibrationBin[] | null): boolean {
  return bins !== null && bins.length > 1 && last(bins).low > MANY_TIMES * rateOfAll(bins);
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

/** A test metric with its interval, in words, with the digits that it supports. */
export function intervalWords(finalist: Finalist, metric: string): string {
  const found = finalist.test[metric];
  const range = formatMetricInterval(metric, found);
  return `${formatEstimate(metric, found)} (${found.low === null ? range : `95% interval ${range}`})`;
}

/** @example shareName(tenBins, "customers") // "tenth of customers" */
const shareName = (bins: CalibrationBin[], plural: string): string => `${groupNoun(bins)} of ${plural}`;
const first = (bins: CalibrationBin[]): CalibrationBin => bins[0];
const last = (bins: CalibrationBin[]): CalibrationBin => bins[bins.length - 1];
