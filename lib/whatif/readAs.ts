import type {CategoryInput, Model} from "../model/model.js";
import type {Valued} from "./values.js";
import {createCategoryReader, MISSING, NOTHING, otherText} from "../model/category.js";
import {sayPooled} from "../rows/cell.js";
import {hasTrait} from "../model/model.js";
import {describeValue} from "./values.js";

/** As what a model reads a missing value of an input, as its encoding says. @example "12 months", "a level of its own" */
export function describeMissing(model: Model, input: Valued & {name: string}): string {
  const found = model.inputs.find(({name}) => name === input.name);
  if (found?.kind === "category" && createCategoryReader(found)(null) === NOTHING) return "refused: no training row lacked it";
  const unused = sayUnused(model, input.name);
  if (unused !== null) return unused;
  if (found?.kind === "category") return sayCode(found, createCategoryReader(found)(null));
  const column = model.encoding.find((d) => d.input === input.name && d.kind === "number");
  const missing = column?.kind === "number" ? column.missing : null;
  return missing === null ? "missing: trees send it to a side that they learned" : describeValue(input, missing);
}

/** As what a model reads a level that it does not know; null: the input has no levels. @example "the level pooled from 3 rare ones" */
export function describeUnseen(model: Model, name: string): string | null {
  const input = model.inputs.find((d) => d.name === name);
  if (input?.kind !== "category") return null;
  const code = createCategoryReader(input)(otherText(input));
  return code === NOTHING ? "refused" : (sayUnused(model, name) ?? sayCode(input, code));
}

function sayUnused(model: Model, name: string): string | null {
  if (!hasTrait(model, "readsInputs")) return "not used: everyone gets the base rate";
  return model.encoding.some((d) => d.input === name) ? null : "not used";
}

function sayCode({other}: CategoryInput, code: number): string {
  if (code === MISSING) return "a level of its own";
  return sayPooled(other ?? {nLevels: 0});
}
