import type {Table} from "../../../lib/dataset/table.js";
import {createRandom} from "../../../lib/random.js";

/** Made-up members for the example definition: fewer visits, likelier to leave; some cells and labels missing. */
export function exampleTable(nRows: number, seed = 1): {table: Table; labels: Int8Array} {
  const random = createRandom(seed);
  const visits = new Float32Array(nRows);
  const classes = new Float32Array(nRows);
  const hours = new Float32Array(nRows);
  const plan = new Int32Array(nRows);
  const labels = new Int8Array(nRows);
  for (let i = 0; i < nRows; ++i) {
    visits[i] = Math.floor(90 * random() ** 2);
    classes[i] = Math.floor((visits[i] + 1) * random() * 0.999);
    hours[i] = random() < 0.05 ? NaN : Math.fround(visits[i] * (0.5 + random()));
    plan[i] = random() < 0.02 ? -1 : Number(random() < 0.4);
    labels[i] = random() < 0.1 ? -1 : Number(random() < 0.5 - visits[i] / 200);
  }
  return {
    table: {
      nRows,
      columns: [
        {name: "visits", kind: "number", values: visits},
        {name: "classes", kind: "number", values: classes},
        {name: "hours", kind: "number", values: hours},
        {name: "plan", kind: "category", levels: ["basic", "plus"], codes: plan}
      ]
    },
    labels
  };
}
