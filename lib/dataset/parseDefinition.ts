import {check, someOf} from "../check.js";
import type {DatasetDefinition} from "./definition.js";
import {findDefinitionFaults, type KnownNames} from "./definitionFaults.js";

/**
 * A definition whose names all mean something. The shape is the schema's business (data/dataset.schema.json, checked
 * where the file is read); this is what a schema cannot say.
 *
 * @param definition of the schema's shape
 * @param where the file it came from, named in the error
 * @param known the learners and metrics that exist; absent: every name passes
 * @returns the same definition
 * @throws one error that lists every fault
 */
export function parseDefinition(definition: DatasetDefinition, where: string, known: KnownNames = {}): DatasetDefinition {
  const faults = findDefinitionFaults(definition, known);
  check(faults.length === 0, {
    where,
    rule: "a dataset definition must be consistent",
    got: someOf(faults, 20),
    remedy: "data/README.md explains every part of it."
  });
  return definition;
}
