import type {Learner, TrainingData} from "../../lib/fit/learners/learner.js";
import type {Params} from "../../lib/book/common.js";
import type {Bench} from "../support/bench.js";
import type {BenchUsers} from "../support/users.js";
import type {Bar, Line} from "../support/report.js";
import type {PythonPeers} from "../support/pythonPeers.js";
import {getLearner, learners} from "../../lib/fit/learners/learners.js";
import {crossValidate} from "../../lib/fit/protocol/crossValidate.js";
import {stratifiedFolds} from "../../lib/fit/protocol/folds.js";
import {forkRandom} from "../../lib/random.js";
import {atMost, numberLine} from "../support/report.js";
import {spreadOf} from "../support/measure.js";

/** The learner that the real file crowns. */
const CHAMPION = "logistic";
/** One split into folds moves the log loss as much as what is to be told, so many are taken. */
const FOLD_SEEDS = 12;

/**
 * The crowned learner under many splits into folds, of all labelled users (held to the bar) and of the train rows alone, beside
 * scikit-learn's unpenalised fit on the same users and folds; then every learner's defaults on one split.
 */
export async function qualityCase({users, python, say}: Bench): Promise<Line[]> {
  say(`quality of ${CHAMPION}, over ${FOLD_SEEDS} splits`);
  const every = Array.from(users.all.y.keys());
  const lines = [
    await linesOver(users, every, {title: `all ${every.length.toLocaleString("en")} users with a label`, bar: atMost(0.4055), python}),
    await linesOver(users, Array.from(users.trainRows), {
      title: `the ${users.train.y.length.toLocaleString("en")} train rows`,
      bar: null,
      python
    })
  ];
  say("quality of the defaults");
  const defaults = learners.map((learner) => {
    const loss = meanLogLoss(users, learner, learner.defaults);
    return {...numberLine(`${learner.name}, defaults: 5-fold log loss, one split of all users`, loss), shown: loss.toFixed(4)};
  });
  return [...lines, ...defaults];
}

interface Over {
  title: string;
  bar: Bar | null;
  python: PythonPeers | null;
}

/** @param rows places in `all` */
async function linesOver({all, train}: BenchUsers, rows: readonly number[], {title, bar, python}: Over): Promise<Line> {
  const data = rows.length === all.y.length ? all : train;
  const learner = getLearner(CHAMPION);
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let seed = 0; seed < FOLD_SEEDS; ++seed) {
    const folds = stratifiedFolds(data.y, 5, forkRandom(seed, "bench", "folds"));
    ours.push(meanOver(data, folds, learner, learner.defaults));
    if (!python) continue;
    const spread = new Array<number>(all.y.length).fill(-1); // no part in it
    rows.forEach((row, i) => (spread[row] = folds[i]));
    theirs.push((await python.ask<{logLoss: number}>("logLoss", {model: CHAMPION, params: {}, folds: spread})).logLoss);
  }
  const {median, least, most} = spreadOf(ours);
  const peer =
    theirs.length > 0 ? `; scikit-learn's unpenalised fit on the same users and folds ${spreadOf(theirs).median.toFixed(5)}` : "";
  return {
    ...numberLine(`${CHAMPION}, the crowned learner: 5-fold log loss of ${title}, median of ${FOLD_SEEDS} splits`, median, {bar}),
    shown: `${median.toFixed(5)} (${least.toFixed(5)} to ${most.toFixed(5)})`,
    detail: `fitted to the maximum of the likelihood: no other weights fit these inputs better${peer}`
  };
}

export function meanLogLoss({all, folds}: BenchUsers, learner: Learner, params: Params): number {
  return meanOver(all, folds, learner, params);
}

function meanOver(data: TrainingData, folds: ArrayLike<number>, learner: Learner, params: Params): number {
  const {foldScores} = crossValidate(learner, data, params, {folds, seed: 1, trial: learner.name, metrics: ["logLoss"]});
  return foldScores.logLoss.reduce((a, b) => a + b, 0) / foldScores.logLoss.length;
}
