import LogisticRegression from "ml-logistic-regression";
import type {LogisticModel} from "../../lib/model/model.js";
import type {Bench} from "../support/bench.js";
import type {Line} from "../support/report.js";
import {Matrix} from "ml-matrix";
import {fitEncoding} from "../../lib/fit/learners/fitEncoding.js";
import {FastLogisticRegression} from "../../lib/fit/logistic/fastLogisticRegression.js";
import {bindColumns, encodeColumn} from "../../lib/model/encode.js";
import {fitOurs, oursFits} from "../support/bench.js";
import {compare, costOf} from "../support/measure.js";
import {atLeast, atMost, numberLine, ratioLine} from "../support/report.js";

const STEPS = 50;

/** The same gradient steps by the stock package and by ours; the whole fit, and its weights, against scikit-learn. */
export async function logisticCase({users: {train}, python, say}: Bench): Promise<Line[]> {
  say("logistic regression against the stock package");
  const {X, Y} = standardise(train);
  const options = {numSteps: STEPS, learningRate: 1e-4};
  const fitWith = (Class: typeof LogisticRegression) => () => costOf(() => new Class(options).train(X, Y));
  const steps = await compare(
    {ours: fitWith(FastLogisticRegression), peer: fitWith(LogisticRegression)},
    {direction: "peer/ours", rounds: 5}
  );
  const lines = [ratioLine(`logistic, the same ${STEPS} steps: stock ml-logistic-regression / ours`, steps, atLeast(10))];
  if (!python) return lines;
  say("logistic regression against scikit-learn");
  const whole = await compare(
    {ours: oursFits("logistic", train, {}), peer: () => python.fit("logistic", {})},
    {direction: "ours/peer", rounds: 25, warmUps: 15} // as compiled as in a search, which fits hundreds
  );
  lines.push(ratioLine("logistic, to the maximum of the likelihood: ours / scikit-learn", whole, atMost(1)));
  const ours = fitOurs("logistic", train, {}) as LogisticModel;
  const differences = weightDifferences(ours, await python.ask<PeerWeights>("weights"));
  lines.push(
    numberLine("logistic: largest difference of a weight from scikit-learn's unpenalised fit", Math.max(...differences.map(Math.abs)), {
      bar: atMost(1e-3)
    })
  );
  return lines;
}

/** A logistic regression of standardised columns, and by what they were. */
interface PeerWeights {
  weights: number[];
  intercept: number;
  means: number[];
  scales: number[];
}

/** Of the intercept and of each weight, per standard deviation as theirs are: what a model keeps of means and scales is rounded, since it ships. */
function weightDifferences({intercept, weights, encoding}: LogisticModel, theirs: PeerWeights): number[] {
  const slopes = weights.map((weight, j) => weight / encoding[j].scale);
  const atTheirMeans = slopes.reduce((sum, slope, j) => sum + slope * (theirs.means[j] - encoding[j].mean), intercept);
  return [atTheirMeans - theirs.intercept, ...slopes.map((slope, j) => slope * theirs.scales[j] - theirs.weights[j])];
}

/** Standardised columns and one of ones. */
function standardise({table, y}: Bench["users"]["train"]): {X: Matrix; Y: Matrix} {
  const encoding = fitEncoding(table, {standardise: true, missing: "mean", levels: "dropFirst"});
  const bound = bindColumns(encoding.inputs, table);
  const columns = encoding.encoding.map((column) => encodeColumn(column, encoding, bound, new Float64Array(table.nRows)));
  return {
    X: new Matrix(Array.from(y, (_, i) => [...columns.map((values) => values[i]), 1])),
    Y: Matrix.columnVector(Array.from(y))
  };
}
