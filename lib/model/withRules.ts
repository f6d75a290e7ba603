import type {DatasetDefinition} from "../dataset/definition.js";
import type {Limits} from "../rows/cell.js";
import type {Model, ModelInput} from "./model.js";
import {countOf} from "../rows/dates.js";
import {missingTextsOf} from "../rows/text.js";

/**
 * A model with what its table's definition says of cells: the missing words, what blanks stand for, how texts are written, and what
 * numbers can be. It
 * travels with the model, so that every door reads a row alike, wherever the model is. Scores are as before.
 */
export function withRules<M extends Model>(
  model: M,
  {inputs, missing, format}: Pick<DatasetDefinition, "inputs" | "missing" | "format">
): M {
  const limits = new Map(inputs.map(({name, kind, range}) => [name, limitsOf(kind, range)]));
  const dates = new Map(inputs.map((input) => [input.name, countOf(input)]));
  const described = model.inputs.map((input): ModelInput => {
    if (input.kind !== "number") {
      const {blank, spelled = {}} = inputs.find(({name}) => name === input.name) ?? {};
      const known = Object.entries(spelled).filter(([level]) => input.levels.includes(level)); // others were pooled, and are not told
      return {
        ...input,
        ...(blank === undefined ? {} : {blank: blank.trim()}),
        ...(known.length === 0 ? {} : {spelled: Object.fromEntries(known)})
      };
    }
    const found = limits.get(input.name);
    return {...input, ...(found ? {limits: found} : {}), ...dates.get(input.name)};
  });
  return {...model, inputs: described, ...(missing ? {missing: [...missingTextsOf(missing)]} : {}), ...(format ? {format} : {})};
}

function limitsOf(kind: string, range: Pick<Limits, "min" | "max"> = {}): Limits | null {
  const limits: Limits = {...range, ...(kind === "integer" ? {isWhole: true} : {})};
  return kind === "category" || Object.keys(limits).length === 0 ? null : limits;
}
