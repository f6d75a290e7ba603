import type {Learner, TrainingData} from "../../../../lib/fit/learners/learner.js";
import type {ForestModel} from "../../../../lib/model/model.js";
import {drawNormal, createRandom} from "../../../../lib/random.js";
import {MODEL_VERSION} from "../../../../lib/model/model.js";
import {getNumbers} from "../../../../lib/dataset/table.js";

/** Users with one telling input, one idle input and a category; labels drawn from a logistic curve of the first. */
export function drawUsers(nRows: number, {seed = 1, strength = 1.5} = {}): TrainingData {
  const random = createRandom(seed);
  const telling = Float32Array.from({length: nRows}, () => drawNormal(random));
  const idle = Float32Array.from({length: nRows}, () => drawNormal(random));
  const codes = Int32Array.from({length: nRows}, () => (random() < 0.5 ? 0 : 1));
  const y = Uint8Array.from(telling, (x) => (random() < 1 / (1 + Math.exp(1.2 - strength * x)) ? 1 : 0));
  return {
    table: {
      nRows,
      columns: [
        {name: "telling", kind: "number", values: telling},
        {name: "idle", kind: "number", values: idle},
        {name: "group", kind: "category", levels: ["a", "b"], codes}
      ]
    },
    y
  };
}

/** Knows by heart the label of every row that it was fitted on, by the value of its first column; 0.5 for all others. */
export const parrot: Learner = {
  name: "parrot",
  title: "Parrot",
  complexity: 9,
  paramTitles: {},
  space: {},
  defaults: {},
  trials: 1,
  fit(data) {
    const values = getNumbers(data.table, "telling");
    const order = Array.from(values.keys()).sort((i, j) => values[i] - values[j]);
    const trees: ForestModel["trees"] = {roots: [], feature: [], threshold: [], left: [], right: [], missingLeft: [], value: [], cover: []};
    const add = (feature: number, threshold: number, value: number, cover: number): number => {
      trees.feature.push(feature);
      trees.threshold.push(threshold);
      trees.left.push(0);
      trees.right.push(0);
      trees.missingLeft.push(0);
      trees.value.push(value);
      trees.cover.push(cover);
      return trees.feature.length - 1;
    };
    // a search tree over the values: each value known sits in a leaf of its own, everything between in one of 0.5
    const edges = order.flatMap((i) => [values[i], nextAfter(values[i])]);
    const leaves = [0.5, ...order.flatMap((i) => [data.y[i], 0.5])];
    const grow = (from: number, to: number): number => {
      if (from === to) return add(-1, 0, leaves[from], 1);
      const middle = (from + to) >> 1;
      const node = add(0, edges[middle], 0.5, to - from + 1);
      trees.left[node] = grow(from, middle);
      trees.right[node] = grow(middle + 1, to);
      return node;
    };
    trees.roots.push(grow(0, edges.length));
    return {
      version: MODEL_VERSION,
      kind: "tree",
      inputs: [{name: "telling", kind: "number"}],
      encoding: [{input: "telling", kind: "number", mean: 0, scale: 1, missing: 0}],
      trees
    };
  }
};

/** The next larger float32. */
function nextAfter(x: number): number {
  const bits = new Int32Array(new Float32Array([x]).buffer);
  bits[0] += x >= 0 ? 1 : -1;
  return new Float32Array(bits.buffer)[0];
}
