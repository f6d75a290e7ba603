import type {CheckDefinition, DatasetDefinition} from "../../lib/dataset/definition.js";
import type {RowTest} from "../../lib/dataset/conditions.js";
import type {WrangleStep} from "./step.js";
import {LABEL, ROW, FLAGS, columnOf} from "./step.js";
import {escape} from "arquero";
import {capitalised, listWords} from "../../lib/format.js";
import {sayChanged, sayCount} from "../../lib/groups.js";

/** What models see: the inputs and the label, and nothing else. */
export function chooseInputs({inputs}: DatasetDefinition): WrangleStep {
  return {
    name: "choose-inputs",
    title: "Hand over inputs and label",
    why: "Flags are for the audit. A model that saw them would learn from the checker, and not from what was measured.",
    apply(table) {
      // oxlint-disable-next-line churnbook/no-rows-as-arguments -- one per input: few
      const chosen = table.select(ROW, LABEL, ...inputs.map((d) => columnOf(d.name)));
      return {table: chosen, sayDetail: () => `${inputs.length} ${inputs.length === 1 ? "input" : "inputs"} and the label`};
    }
  };
}

/**
 * Rows that contradict the definition are flagged and kept.
 *
 * @param contradictions by row of the file, in how many ways it does
 */
export function flagContradictions({unit, checks}: DatasetDefinition, contradictions: Uint8Array): WrangleStep {
  const others = checks.some((d) => d.remove) ? "What no step removes stays. " : "";
  return {
    name: "flag-contradictions",
    title: "Flag rows that contradict themselves",
    why:
      `${others}A value that cannot be is still what the source says of this ${unit.singular}. Dropped or capped, it would ` +
      `hide what the data is, and models would be judged on easier ${unit.plural} than they will meet.`,
    apply(table) {
      const flagged = table.derive({[FLAGS]: escape((row: Record<string, number>) => contradictions[row[ROW]])});
      return {
        table: flagged,
        isChanged: (row) => contradictions[row] > 0,
        sayDetail: ({changed}) =>
          changed === 0
            ? `No ${unit.singular} breaks a rule`
            : `${capitalised(sayChanged(changed, table.numRows()))} of these ${unit.plural} break at least one rule; all kept`
      };
    }
  };
}

/**
 * Rows that break a check of the definition leave, labelled or not, because the definition asks for it.
 *
 * @param isBroken by row of the file
 */
export function removeBroken({unit}: DatasetDefinition, {name, title, why}: CheckDefinition, isBroken: RowTest): WrangleStep {
  return {
    name: `remove-${name}`,
    title: `Remove: ${title}`,
    why: `${why} The definition asks to remove such ${unit.plural}, so nothing in this book counts them, and no model is judged on them.`,
    check: name,
    apply(table) {
      const kept = table.filter(escape((row: Record<string, number>) => !isBroken(row[ROW]))).reify();
      return {
        table: kept,
        sayDetail: ({removed}) =>
          removed === 0 ? `No ${unit.singular} to remove` : `${capitalised(sayCount(removed))} ${unit.plural} removed`
      };
    }
  };
}

/** Rows without a label leave before anything is learned. They are kept for the audit, never counted as a class. */
export function setUnlabelledApart({unit, label}: DatasetDefinition): WrangleStep {
  return {
    name: "set-unlabelled-apart",
    title: `Set ${unit.plural} without a label apart`,
    why:
      (label.aside
        ? `${listWords(label.aside.map((text) => `“${text}”`))} in “${label.column}” ` +
          `${label.aside.length === 1 ? "is no label" : "are no labels"}, as the definition says. `
        : "") +
      (label.blank === undefined
        ? `A missing label is neither “${label.churned}” nor “${label.retained}”. Read as a class, it would teach a model what nobody knows.`
        : `A blank in “${label.column}” counts as “${label.blank}”, as the definition says. Where it means not known, it teaches a model what nobody knows.`),
    apply(table) {
      const labelled = table.filter(escape((row: Record<string, number>) => row[LABEL] >= 0)).reify();
      return {
        table: labelled,
        sayDetail: ({removed}) =>
          removed === 0 ? `No ${unit.singular} is without a label` : `${capitalised(sayCount(removed))} ${unit.plural} without a label`
      };
    }
  };
}
