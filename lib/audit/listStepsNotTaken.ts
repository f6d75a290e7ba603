import type {StepNotTaken} from "../book/wrangling.js";
import {bindQuantity, type RowTest} from "../dataset/conditions.js";
import type {DatasetDefinition, DerivedDefinition} from "../dataset/definition.js";
import {quantile} from "../statistics/quantile.js";
import type {Table} from "../table/table.js";
import {countContradictions} from "./countContradictions.js";
import {countFound} from "./countFound.js";

const CAP = 0.95;

/**
 * Usual cleaning steps that are not taken here, with the rows that each would change or drop, so that the reader can judge.
 *
 * @param table the definition's inputs, all rows
 * @param labels length nRows: 1 churned, 0 retained, -1 none
 */
export function listStepsNotTaken(table: Table, labels: Int8Array, definition: DatasetDefinition): StepNotTaken[] {
  const {label, unit} = definition;
  const contradictions = countContradictions(table, definition);
  const isCapped = findCapped(table);
  return [
    count(labels, {
      name: "missing-label-as-class",
      title: `Read a missing label as "${label.retained}"`,
      whyNot: `It teaches a model ${unit.plural} of whom nobody knows whether they churned, and moves the base rate.`,
      isFound: (row) => labels[row] < 0
    }),
    count(labels, {
      name: "cap-at-95",
      title: "Cap numbers at their 95th percentile",
      whyNot: "A percentile of all rows lets the test rows have a say in training, and the cap hides the impossible values instead of naming them.",
      isFound: (row) => isCapped[row] === 1
    }),
    count(labels, {
      name: "drop-contradictions",
      title: "Drop rows that contradict themselves",
      whyNot: `A model would be judged on easier ${unit.plural} than it will meet.`,
      isFound: (row) => contradictions[row] > 0
    }),
    ...(definition.derived ?? []).map((d) =>
      count(labels, {
        name: `zero-for-undefined-${d.name}`,
        title: `Add "${d.title.toLowerCase()}", with 0 where it divides by zero`,
        whyNot: "Those with nothing to divide by get the lowest value of all, whatever they are like; the column then bends where they sit.",
        isFound: isUndefined(table, d)
      })
    )
  ];
}

function count(labels: Int8Array, {isFound, ...step}: Omit<StepNotTaken, "rows" | "churn"> & {isFound: RowTest}): StepNotTaken {
  return {...step, ...countFound(isFound, labels)};
}

function findCapped({nRows, columns}: Table): Uint8Array {
  const capped = new Uint8Array(nRows);
  for (const column of columns) {
    if (column.kind !== "number" || column.values.every(Number.isNaN)) continue;
    const cap = quantile(column.values, CAP);
    for (let i = 0; i < nRows; ++i) if (column.values[i] > cap) capped[i] = 1;
  }
  return capped;
}

function isUndefined(table: Table, {value}: DerivedDefinition): RowTest {
  const quantity = bindQuantity(table, value);
  return (row) => !Number.isFinite(quantity(row));
}
