import {agg, escape, op} from "arquero";
import type {DatasetDefinition} from "../../../lib/dataset/definition.js";
import {formatCount} from "../../../lib/format.js";
import {FLAGS, ROW, type WrangleStep} from "../step.js";

/**
 * Rows that contradict the definition are flagged and kept.
 *
 * @param contradictions by row of the file, in how many ways it does
 */
export function flagContradictions({unit}: DatasetDefinition, contradictions: Uint8Array): WrangleStep {
  return {
    name: "flag-contradictions",
    title: "Flag rows that contradict themselves",
    why: `A value that cannot be is still what the source says of this ${unit.singular}. Dropped or capped, it would hide what the data is, and models would be judged on easier ${unit.plural} than they will meet.`,
    apply(table) {
      const flagged = table.derive({[FLAGS]: escape((row: Record<string, number>) => contradictions[row[ROW]])});
      const rowsChanged = agg(flagged.filter(escape((row: Record<string, number>) => row[FLAGS] > 0)), op.count()) as number;
      return {table: flagged, rowsChanged, detail: `${formatCount(rowsChanged)} ${unit.plural} break at least one rule; all kept`};
    }
  };
}
