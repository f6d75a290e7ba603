import type {DatasetDefinition} from "../../../lib/dataset/definition.js";
import {LABEL, ROW, type WrangleStep} from "../step.js";

/** What models see: the inputs and the label, and nothing else. */
export function chooseInputs({inputs}: DatasetDefinition): WrangleStep {
  return {
    name: "choose-inputs",
    title: "Hand over inputs and label",
    why: "Flags are for the audit. A model that saw them would learn from the checker, not from the user.",
    apply(table) {
      const chosen = table.select(ROW, LABEL, ...inputs.map((d) => d.name));
      return {table: chosen, rowsChanged: 0, detail: `${inputs.length} inputs and the label`};
    }
  };
}
