import type {Params} from "../../lib/book/common.js";
import type {Bench} from "../support/bench.js";
import type {Line} from "../support/report.js";
import {getLearner} from "../../lib/fit/learners/learners.js";
import {oursFits} from "../support/bench.js";
import {compare} from "../support/measure.js";
import {atMost, numberLine, ratioLine} from "../support/report.js";
import {meanLogLoss} from "./quality.js";

const OURS: Params = {
  nTrees: 200,
  maxDepth: 4,
  maxLeaves: 16,
  learningRate: 0.1,
  maxBins: 64,
  l2: 1,
  minWeight: 1,
  rowShare: 1,
  columnShare: 1,
  patience: 0
};
const THEIRS = {trees: 200, depth: 4, rate: 0.1, bins: 64, l2: 1};

/** Our boosting against scikit-learn's, XGBoost's, LightGBM's and YDF's at the same settings: time, and quality under five folds. */
export async function boostingCase({users, python, say}: Bench): Promise<Line[]> {
  if (!python) return [];
  const lines: Line[] = [];
  const peers = [
    {name: "histBoosting", title: "scikit-learn's HistGradientBoosting", bar: atMost(1)},
    {name: "xgboost", title: "XGBoost hist", bar: atMost(1)},
    {name: "lightgbm", title: "LightGBM", bar: atMost(1)},
    {name: "ydf", title: "YDF", bar: null}
  ];
  for (const {name, title, bar} of peers) {
    say(`boosting against ${title}`);
    try {
      const peer = () => python.fit(name, THEIRS);
      const result = await compare({ours: oursFits("boosting", users.train, OURS), peer}, {direction: "ours/peer", rounds: 11, warmUps: 3});
      lines.push(ratioLine(`boosting, 200 trees, depth 4, 64 bins: ours / ${title}`, result, bar));
    } catch (error) {
      process.stderr.write(`SKIPPED: ${title}: ${error instanceof Error ? error.message : error}\n`);
    }
  }
  say("boosting: quality");
  const rate = 0.05; // slow enough that neither is overfitted beyond use
  const ours = meanLogLoss(users, getLearner("boosting"), {...OURS, learningRate: rate, minWeight: 3});
  const {logLoss} = await python.ask<{logLoss: number}>("logLoss", {model: "histBoosting", params: {...THEIRS, rate}});
  const detail = `ours ${ours.toFixed(4)}, theirs ${logLoss.toFixed(4)}; learning rate 0.05, ours with at least weight 3 in a leaf, theirs 20 users`;
  lines.push(numberLine("boosting: 5-fold log loss above HistGradientBoosting's", ours - logLoss, {detail, bar: atMost(0.001)}));
  return lines;
}
