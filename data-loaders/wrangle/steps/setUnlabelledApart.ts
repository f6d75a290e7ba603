import {escape} from "arquero";
import type {DatasetDefinition} from "../../../lib/dataset/definition.js";
import {formatCount} from "../../../lib/format.js";
import {LABEL, type WrangleStep} from "../step.js";

/** Rows without a label leave before anything is learned. They are kept for the audit, never counted as a class. */
export function setUnlabelledApart({unit, label}: DatasetDefinition): WrangleStep {
  return {
    name: "set-unlabelled-apart",
    title: `Set ${unit.plural} without a label apart`,
    why: `A missing label is neither "${label.churned}" nor "${label.retained}". Read as a class, it would teach a model what nobody knows.`,
    apply(table) {
      const labelled = table.filter(escape((row: Record<string, number>) => row[LABEL] >= 0)).reify();
      const removed = table.numRows() - labelled.numRows();
      return {table: labelled, rowsChanged: 0, detail: `${formatCount(removed)} ${removed === 1 ? unit.singular : unit.plural} without a label`};
    }
  };
}
