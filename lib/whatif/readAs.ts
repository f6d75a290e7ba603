import type {ByColumn, CategoryInput, Model} from "../model/model.js";
import type {Valued} from "./values.js";
import {createCategoryReader, MISSING, NOTHING, otherText} from "../model/category.js";
import {sayPooled} from "../rows/cell.js";
import {hasTrait, ofKind} from "../model/model.js";
import {listPairs} from "../model/surface.js";
import {describeValue} from "./values.js";

/** As what a model reads a missing value of an input, as its encoding says. @example "12 months", "a level of its own" */
export function describeMissing(model: Model, input: Valued & {name: string}): string {
  const found = model.inputs.find(({name}) => name === input.name);
  if (found?.kind === "category" && createCategoryReader(found)(null) === NOTHING) return "refused: no training row lacked it";
  if (!hasTrait(model, "readsInputs")) return "not used: everyone gets the base rate";
  const column = model.encoding.find((d) => d.input === input.name);
  return column === undefined ? "not used" : ofKind(readers, column, input, model);
}

/** As what a column of each kind reads a missing value. */
const readers: ByColumn<[Valued & {name: string}, Model], string> = {
  number: ({missing}, input, model) => (missing === null ? sayLeft(model, input.name) : describeValue(input, missing)),
  level: (_column, {name}, {inputs}) => sayMissing(inputs.find((d) => d.name === name)),
  rest: (_column, {name}, {inputs}) => sayMissing(inputs.find((d) => d.name === name))
};

/** What a number does that is left missing. */
function sayLeft(model: Model, name: string): string {
  if (hasTrait(model, "hasTrees")) return "missing: trees send it to a side that they learned";
  const isPaired = listPairs(model).some(({inputs}) => inputs.includes(name));
  return `missing: it adds a number of its own${isPaired ? ", and nothing together with another input" : ""}`;
}

function sayMissing(found: Model["inputs"][number] | undefined): string {
  return found?.kind === "category" ? sayCode(found, createCategoryReader(found)(null)) : "not used";
}

/** As what a model reads a level that it does not know; null: the input has no levels. @example "the level pooled from 3 rare ones" */
export function describeUnseen(model: Model, name: string): string | null {
  const input = model.inputs.find((d) => d.name === name);
  if (input?.kind !== "category") return null;
  const code = createCategoryReader(input)(otherText(input));
  if (code === NOTHING) return "refused";
  if (!hasTrait(model, "readsInputs")) return "not used: everyone gets the base rate";
  return model.encoding.some((d) => d.input === name) ? sayCode(input, code) : "not used";
}

function sayCode({levels, other}: CategoryInput, code: number): string {
  if (code >= 0) return `“${levels[code]}”`;
  if (code === MISSING) return "a level of its own";
  return sayPooled(other ?? {nLevels: 0});
}
