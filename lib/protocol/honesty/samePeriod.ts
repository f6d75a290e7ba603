import {someOf} from "../../check.js";
import type {InputDefinition} from "../../dataset/definition.js";
import {formatFixed} from "../../format.js";
import type {HonestyCheck} from "./check.js";
import type {ColumnSkill} from "./leakingColumns.js";

/**
 * Calls out the inputs that the definition says are measured in the label's own period: they may be churn, not foretell it.
 * Never "passed" while there are any; what they are worth alone says how much hangs on them.
 *
 * @param inputs of the dataset definition
 * @param skills of the same columns, from {@link skillByColumn}
 */
export function checkSamePeriod(inputs: readonly Pick<InputDefinition, "name" | "timing">[], skills: readonly Pick<ColumnSkill, "input" | "rocAuc">[]): HonestyCheck {
  const skillOf = new Map(skills.map((d) => [d.input, d.rocAuc]));
  const strange = inputs
    .filter((d) => d.timing === "same-period")
    .map((d) => ({name: d.name, rocAuc: skillOf.get(d.name) ?? 0.5}))
    .sort((a, b) => b.rocAuc - a.rocAuc || (a.name < b.name ? -1 : 1));
  const listed = someOf(strange.map((d) => `${d.name} (${formatFixed(d.rocAuc, 3)})`), 20);
  return {
    name: "samePeriod",
    title: "Inputs are older than the label",
    passed: strange.length === 0,
    detail:
      strange.length === 0
        ? "no input is measured in the label's own period"
        : `measured in the label's own period, so they may be churn and not foretell it (ROC AUC alone): ${listed}`,
    numbers: Object.fromEntries(strange.map((d) => [d.name, d.rocAuc]))
  };
}
