import type {Facts} from "../../lib/book/common.js";
import type {Finalist} from "../../lib/book/models.js";
import type {BookForFacts} from "./bookForFacts.js";
import {crownsAnother} from "../../lib/champion/select.js";
import {formatShare, listWords, lowerFirst} from "../../lib/format.js";
import {formatMetric, formatMetricInterval, precisionOf, sayHalfLine} from "../../lib/metrics/formatMetric.js";
import {formatLine} from "../../lib/whatif/values.js";
import {accuracyTells, castOf, sameForAll, sayFew} from "./bookForFacts.js";
import {tellsHalf} from "../../lib/champion/tellsHalf.js";

/** Words and numbers of the models page: who wins, and which yardsticks agree. */
export function modelsFacts(book: BookForFacts): Facts {
  const {champion, baseline} = castOf(book);
  const {metrics, crowns, challenger, finalists} = book.models;
  const others = metrics.filter(({name}) => crownsAnother(crowns[name], champion.name)).map(({title}) => lowerFirst(title));
  const rule = metrics.find(({name}) => name === book.models.selectionMetric)?.title ?? "";
  return {
    modelsHeadline: headline(champion, baseline, {others, rule: lowerFirst(rule)}),
    modelsDeck: [
      champion.name === baseline.name
        ? standInDeck(baseline, finalists)
        : `Its log loss over ${champion.cv.logLoss.folds.length} folds is ${lossWords(champion)}; saying the base rate to everyone has ` +
          `${lossWords(baseline)}. ${challengerSentence(finalists.find(({name}) => name === challenger))}`,
      sayFew(book.dataset)
    ]
      .filter(Boolean)
      .join(" "),
    accuracySentence: accuracySentence(book)
  };
}

function headline(champion: Finalist, baseline: Finalist, {others, rule}: {others: readonly string[]; rule: string}): string {
  if (champion.name === baseline.name) return "No model may be crowned: the base rate stands in";
  // yardsticks of the same scores are no votes: what matters is which of them would not agree
  if (others.length === 0) return `${champion.title} is crowned by ${rule}, and no other yardstick would crown another`;
  if (others.length > 3) return `${champion.title} is crowned by ${rule}; other yardsticks would crown others`;
  return `${champion.title} is crowned by ${rule}; only ${listWords(others)} would not agree`;
}

function lossWords({cv}: Finalist): string {
  return formatMetric("logLoss", cv.logLoss.mean);
}

/** Where nothing is crowned: what came nearest. */
function standInDeck(baseline: Finalist, finalists: readonly Finalist[]): string {
  const [nearest] = finalists.filter(({name}) => name !== baseline.name).sort((a, b) => a.cv.logLoss.mean - b.cv.logLoss.mean);
  const said = `Saying the base rate to everyone has a log loss of ${lossWords(baseline)} over ${baseline.cv.logLoss.folds.length} folds.`;
  if (nearest === undefined) return said;
  return nearest.cv.logLoss.mean < baseline.cv.logLoss.mean
    ? `${said} ${nearest.title} has the least, ${lossWords(nearest)}, and does not pass every gate.`
    : `${said} None of the others has less; ${nearest.title} comes nearest, at ${lossWords(nearest)}.`;
}

function challengerSentence(challenger: Finalist | undefined): string {
  return challenger
    ? `${challenger.title} is the Challenger, at ${lossWords(challenger)}.`
    : "No other finalist passes the gates, so there is no Challenger.";
}

/** Accuracy beside the base rate's, and whether it tells the two apart. */
function accuracySentence(book: BookForFacts): string {
  const cast = castOf(book);
  const {champion, baseline} = cast;
  if (champion.name === baseline.name) return "";
  const found = champion.test.accuracy;
  const base = baseline.test.accuracy.estimate;
  if (!tellsHalf(champion))
    return (
      "What is counted at 50 in 100, such as accuracy, would tell of too few test rows. So it is counted with some of them moved across that line, " +
      "or with nobody called churned, and says nothing of the model itself."
    );
  const rights =
    `On test rows it is right ${formatMetric("accuracy", found.estimate, precisionOf(found))} of the time (${formatMetricInterval("accuracy", found)}), ` +
    `and ${sameForAll(book.dataset.baseRate)} ${formatShare(base)}`;
  return accuracyTells(cast) === "nothing"
    ? `${rights}: accuracy cannot tell the two apart, and stands grey.`
    : `${rights}. Accuracy looks at one line only, ${sayHalfLine(found, formatLine)}, and stands grey.`;
}
