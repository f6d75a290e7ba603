import type {BoostingModel, ForestModel} from "../../lib/model/model.js";
import type {Table} from "../../lib/dataset/table.js";
import type {Bench} from "../support/bench.js";
import type {Line} from "../support/report.js";
import {RandomForestClassifier} from "ml-random-forest";
import {createExplainer} from "../../lib/explain/explainer.js";
import {addTrees} from "../../lib/export/onnxTrees.js";
import {createGraph} from "../../lib/export/onnxGraph.js";
import {encodeFloat32} from "../../lib/model/encode.js";
import {createScorer} from "../../lib/model/scorer.js";
import {createRandom, drawIndex} from "../../lib/random.js";
import {getRow, takeRows} from "../../lib/dataset/table.js";
import {fitOurs} from "../support/bench.js";
import {compare, costOf, spreadOf} from "../support/measure.js";
import {loadOnnxRuntime} from "../support/nodePeers.js";
import {atLeast, atMost, numberLine, ratioLine} from "../support/report.js";

const ROWS = 1_000_000;

/** A million users through a forest of 100 trees of depth 6, by ours and by others; and reasons for one user. */
export async function scoringCase({users: {train}, say}: Bench): Promise<Line[]> {
  const random = createRandom(1);
  const many = takeRows(
    train.table,
    Int32Array.from({length: ROWS}, () => drawIndex(train.y.length, random))
  );
  const model = fitOurs("forest", train, {nTrees: 100, maxDepth: 6, minLeaf: 20, columnShare: 0.5}) as ForestModel;
  const scorer = createScorer(model);
  const ours = () => costOf(() => scorer.scoreTable(many));
  const lines: Line[] = [];
  for (const [name, bar] of [
    ["onnxruntime-web", atLeast(2.5)],
    ["onnxruntime-node", null]
  ] as const) {
    say(`scoring against ${name}`);
    const run = await createOnnxScorer(name, model, many);
    if (!run) continue;
    const scores = await run();
    const worst = scorer.scoreTable(many).reduce((max, p, i) => Math.max(max, Math.abs(p - scores[i])), 0);
    if (!(worst < 1e-6)) throw new Error(`${name} scores otherwise, by up to ${worst}`);
    const result = await compare({ours, peer: () => costOf(run)}, {direction: "peer/ours", rounds: 5});
    lines.push(ratioLine(`scoring 1 million users, forest of 100 trees, depth 6: ${name}, one thread / ours`, result, bar));
  }
  say("scoring against the stock package");
  lines.push(await stockLine(train, many));
  say("reasons for one user");
  for (const [name, explained] of [
    ["forest, 100 trees, depth 6", model],
    ["boosting, defaults", fitOurs("boosting", train, {}) as BoostingModel]
  ] as const) {
    const {explainRow} = createExplainer(explained);
    const times = Array.from({length: 200}, (_, i) => getRow(train.table, i)).map((row) => {
      const started = performance.now();
      explainRow(row, null);
      return performance.now() - started;
    });
    lines.push(numberLine(`exact Shapley values of one user, ${name}: ms`, spreadOf(times).median, {bar: atMost(5)}));
  }
  return lines;
}

/** The trees as one operator over one float32 matrix: what suits the runtime best. */
async function createOnnxScorer(
  name: "onnxruntime-web" | "onnxruntime-node",
  model: ForestModel,
  table: Table
): Promise<(() => Promise<Float32Array>) | null> {
  const runtime = loadOnnxRuntime(name);
  if (!runtime) return null;
  if (name === "onnxruntime-web") runtime.env.wasm.numThreads = 1;
  const nColumns = model.encoding.length;
  const graph = createGraph(["X", "p"]);
  graph.node("Identity", [addTrees(graph, model.trees, {columns: "X", aggregate: "AVERAGE"})], {output: "p"});
  const bytes = graph.finish(
    {inputs: [{name: "X", type: "float", columns: nColumns}], outputs: [{name: "p", type: "float", columns: 1}]},
    {description: "", metadata: {}}
  );
  const session = await runtime.InferenceSession.create(
    bytes,
    name === "onnxruntime-web" ? {executionProviders: ["wasm"]} : {intraOpNumThreads: 1, interOpNumThreads: 1}
  );
  const x = new Float32Array(table.nRows * nColumns);
  for (const [j, values] of encodeFloat32(model, table).entries()) for (let i = 0; i < table.nRows; ++i) x[i * nColumns + j] = values[i];
  const feeds = {X: new runtime.Tensor("float32", x, [table.nRows, nColumns])};
  return async () => (await session.run(feeds)).p.data;
}

/** The package's own predictProbability, which counts votes, over fewer rows. */
async function stockLine(train: Bench["users"]["train"], many: Table): Promise<Line> {
  const few = takeRows(
    many,
    Int32Array.from({length: 10_000}, (_, i) => i)
  );
  const grown = fitOurs("forest", train, {nTrees: 100, maxDepth: 6, minLeaf: 20, columnShare: 0.5}) as ForestModel;
  const stock = new RandomForestClassifier({
    nEstimators: 10,
    maxFeatures: 4,
    seed: 1,
    noOOB: true,
    treeOptions: {maxDepth: 6, gainThreshold: 0}
  });
  const rowsOf = (table: Table, n: number): number[][] => {
    const columns = encodeFloat32(grown, table);
    return Array.from({length: n}, (_, i) => columns.map((values) => values[i]));
  };
  stock.train(rowsOf(train.table, 600), Array.from(train.y.subarray(0, 600))); // its walks cost the same however it learned
  const rows = rowsOf(few, few.nRows);
  const scorer = createScorer(grown);
  const peer = async () => {
    const {wall, cpu} = await costOf(() => stock.predictProbability(rows, 1));
    return {wall: wall * 10, cpu: cpu * 10};
  };
  const result = await compare({ours: () => costOf(() => scorer.scoreTable(few)), peer}, {direction: "peer/ours", rounds: 5, warmUps: 2});
  return ratioLine("scoring 10,000 users: stock ml-random-forest (10 trees x 10) / ours", result, null);
}
