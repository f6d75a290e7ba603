import type {DatasetDefinition, InputDefinition} from "../../../lib/dataset/definition.js";
import type {Table} from "../../../lib/dataset/table.js";
import {exampleDefinition} from "../../lib/dataset/exampleDefinition.js";

/** The example definition over the columns of a table, with these learners, one trial each. */
export function createDefinition(
  {columns}: Table,
  learners: readonly string[],
  changes: Partial<DatasetDefinition["protocol"]> = {}
): DatasetDefinition {
  const base = exampleDefinition();
  const inputs = columns.map((column): InputDefinition => ({
    name: column.name,
    title: column.name,
    kind: column.kind,
    meaning: "",
    group: "use",
    timing: "before"
  }));
  const nTrials = Object.fromEntries(learners.map((name) => [name, 1]));
  return {
    ...base,
    inputs,
    constraints: [],
    checks: [],
    inputSets: [],
    protocol: {...base.protocol, learners: [...learners], nTrials, ...changes}
  };
}
