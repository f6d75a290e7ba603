import type {Bench} from "../support/bench.js";
import type {Line} from "../support/report.js";
import {RandomForestClassifier} from "ml-random-forest";
import {fitEncoding} from "../../lib/fit/learners/fitEncoding.js";
import {encodeFloat32} from "../../lib/model/encode.js";
import {oursFits} from "../support/bench.js";
import {compare, costOf} from "../support/measure.js";
import {atLeast, atMost, ratioLine} from "../support/report.js";

const TREES = 100;
const DEPTH = 8;
/** of the columns, chosen per tree by the package and per split by scikit-learn */
const COLUMNS = 4;

/** Our forest against the stock package, one tree of it counted a hundred times, and against scikit-learn. */
export async function forestCase({users: {train}, python, say}: Bench): Promise<Line[]> {
  const encoding = fitEncoding(train.table, {standardise: false, missing: "median", levels: "dropFirstOfTwo"});
  const columns = encodeFloat32(encoding, train.table);
  const params = {nTrees: TREES, maxDepth: DEPTH, minLeaf: 20, minGain: 0, columnShare: COLUMNS / columns.length};
  const lines: Line[] = [];
  if (python) {
    say("forest against scikit-learn");
    const peer = () => python.fit("forest", {trees: TREES, depth: DEPTH, min_leaf: 20, columns: COLUMNS});
    const result = await compare({ours: oursFits("forest", train, params), peer}, {direction: "ours/peer", rounds: 7, warmUps: 2});
    lines.push(ratioLine("forest, 100 trees, depth 8: ours / scikit-learn", result, atMost(1.5)));
  }
  say("forest against the stock package (a tree takes it seconds)");
  const rows = Array.from(train.y, (_, i) => columns.map((values) => values[i]));
  const y = Array.from(train.y);
  const treeOptions = {maxDepth: DEPTH, minNumSamples: 19, gainThreshold: 0};
  const stock = new RandomForestClassifier({
    nEstimators: 1,
    maxFeatures: COLUMNS,
    replacement: false,
    useSampleBagging: true,
    noOOB: true,
    seed: 1,
    treeOptions
  });
  const peer = async () => {
    const {wall, cpu} = await costOf(() => stock.train(rows, y));
    return {wall: wall * TREES, cpu: cpu * TREES};
  };
  const result = await compare({ours: oursFits("forest", train, params), peer}, {direction: "peer/ours", rounds: 2, warmUps: 0});
  lines.push(ratioLine("forest, 100 trees, depth 8: stock ml-random-forest (1 tree x 100) / ours", result, atLeast(200)));
  return lines;
}
