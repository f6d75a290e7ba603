import type {Column, Table} from "../../../lib/dataset/table.js";
import type {CohortData} from "../../../lib/cohorts/describeCohorts.js";
import type {DatasetDefinition, InputDefinition} from "../../../lib/dataset/definition.js";
import {cutScoreGroups} from "../../../lib/metrics/scoreGroups.js";
import {createRandom, drawIndex} from "../../../lib/random.js";
import {sigmoid} from "../../../lib/model/logOdds.js";
import {MIN_GROUP} from "../../../lib/groups.js";
import {exampleDefinition} from "../dataset/exampleDefinition.js";

export interface DrawnUsers {
  data: CohortData;
  definition: DatasetDefinition;
}

export interface DrawOptions {
  n: number;
  seed: number;
  /** inputs of numbers beside a category of four levels, "plan" */
  nNumbers?: number;
  /** what the model does not know, in log-odds: by the numbers of a user and the plan */
  unknown?: (x: readonly number[], plan: number) => number;
  /** rows of a customer */
  perCustomer?: number;
}

/** Users whose scores are their chances, but for what is unknown to the model: with nothing unknown, pure noise. */
export function drawCohortUsers({n, seed, nNumbers = 4, unknown = () => 0, perCustomer = 1}: DrawOptions): DrawnUsers {
  const random = createRandom(seed);
  const numbers = Array.from({length: nNumbers}, () => new Float32Array(n));
  const plan = new Int32Array(n);
  const [labels, scores, isTest, groups] = [new Int8Array(n), new Float64Array(n), new Uint8Array(n), new Int32Array(n)];
  for (let i = 0; i < n; ++i) {
    const x = numbers.map((values) => (values[i] = drawIndex(100, random)));
    plan[i] = drawIndex(4, random);
    const z = -1.6 + 0.02 * x[0] + 0.3 * plan[i];
    scores[i] = sigmoid(z);
    labels[i] = Number(random() < sigmoid(z + unknown(x, plan[i])));
    isTest[i] = Number(random() < 0.2);
    groups[i] = Math.floor(i / perCustomer);
  }
  const columns: Column[] = [
    ...numbers.map((values, k): Column => ({name: `x${k}`, kind: "number", values})),
    {name: "plan", kind: "category", levels: ["a", "b", "c", "d"], codes: plan}
  ];
  const table: Table = {nRows: n, columns};
  const cut = (set: number): ReturnType<typeof cutScoreGroups> => {
    const rows = Array.from(labels.keys()).filter((i) => isTest[i] === set);
    return cutScoreGroups(
      rows.map((i) => labels[i]),
      rows.map((i) => scores[i]),
      MIN_GROUP
    );
  };
  const inputs = columns.map(({name, kind}): InputDefinition => ({name, title: name, kind, meaning: "", group: "use", timing: "unknown"}));
  return {
    data: {
      table,
      labels,
      scores,
      isTest,
      groups: perCustomer > 1 ? groups : null,
      model: {title: "Logistic regression", isBaseline: false},
      scoreGroups: {outOfFold: cut(0), test: cut(1)},
      ranked: ["x0", "plan", "x1"]
    },
    definition: exampleDefinition({inputs, constraints: [], checks: []})
  };
}
