import type {DatasetDefinition} from "../../../lib/dataset/definition.js";
import type {LogisticModel, ModelInput} from "../../../lib/model/model.js";
import type {TextFormat} from "../../../lib/rows/format.js";
import type {DuckDBConnection} from "@duckdb/node-api";
import fc from "fast-check";
import {MODEL_VERSION} from "../../../lib/model/model.js";
import {missingTextsOf} from "../../../lib/rows/text.js";
import {exampleDefinition} from "../../lib/dataset/exampleDefinition.js";

/** What a table is declared to be, for the build in its definition and for the others in the model. */
export interface Declared {
  format?: TextFormat;
  /** absent: the usual words */
  missing?: string[];
  /** of the category */
  levels: string[];
  /** whether the definition leaves the levels open, so that the model has a pooled one */
  isOpen: boolean;
  /** the level of a cell that says nothing; absent: none */
  blank?: string;
  /** other texts that are a level, by level; absent: none */
  spelled?: Record<string, string[]>;
}

/** A file that somebody might have. */
export interface OddFile {
  /** of its name */
  ending: "csv" | "parquet" | "arrow";
  declared: Declared;
  /** what is odd about it, for the account of what was tried */
  traits: string[];
  /** of a CSV file, how it is written, for those who cannot find it out: the delimiter, and the encoding by Python's name */
  written?: {delimiter: string; encoding: string};
  /** what it holds, or how DuckDB writes it */
  content: Uint8Array | ((connection: DuckDBConnection, path: string) => Promise<unknown>);
}

/** @param shown how a person sees what it holds, in a counterexample */
export function oddFile(file: OddFile, shown: string): OddFile {
  const told = `${file.ending} file ${JSON.stringify(file.declared)}\n${file.traits.join("; ")}\n${shown}\n`;
  return Object.assign(file, {[fc.toStringMethod]: () => told});
}

/** The columns that are read, as the definition names them; and the label. */
export const NUMBERS = ["active_days", "km driven"] as const;
export const CATEGORY = "plan";
export const LABEL = "status";

/** The float32 that stands for a missing number among the effects of {@link probeModel}; no file holds it. */
const MISSING_NUMBER = Math.fround(-1.2345678e-21);

/**
 * A model whose reasons tell what it read, to the last bit: a number's effect is the number, a level's is its place and a half.
 */
export function probeModel({format, missing, levels, isOpen, blank, spelled}: Declared): LogisticModel {
  const inputs: ModelInput[] = [
    {name: NUMBERS[0], kind: "number", limits: {min: 0, max: 31, isWhole: true}},
    {name: NUMBERS[1], kind: "number", limits: {min: 0}},
    {name: CATEGORY, kind: "category", levels, missing: true, blank, spelled, ...(isOpen ? {other: {nLevels: 2}} : {})}
  ];
  const rests = isOpen ? (["missing", "other"] as const) : (["missing"] as const);
  return {
    kind: "logistic",
    version: MODEL_VERSION,
    inputs,
    encoding: [
      ...NUMBERS.map((input) => ({input, kind: "number", mean: 0, scale: 1, missing: MISSING_NUMBER}) as const),
      ...levels.map((level) => ({input: CATEGORY, kind: "level", level, mean: 0, scale: 1}) as const),
      ...rests.map((rest) => ({input: CATEGORY, kind: "rest", rest, mean: 0, scale: 1}) as const)
    ],
    intercept: 0.1,
    weights: [1, 1, ...levels.map((_, code) => code + 0.5), ...rests.map((rest) => EFFECT_OF[rest])],
    ...(format ? {format} : {}),
    ...(missing ? {missing: [...missingTextsOf(missing)]} : {})
  };
}

const EFFECT_OF = {missing: 100.5, other: 200.5};

/** What a cell was read as: a number, a level, "(other)" for one that is not known; null is missing. */
export type ReadValue = number | string | null;

export const OTHER = "(other)";

/** The values behind the effects of one row, in the order of the inputs. */
export function valuesOf(effects: ReadonlyMap<string, number>, levels: readonly string[]): ReadValue[] {
  const numbers = NUMBERS.map((name) => {
    const effect = Math.fround(effects.get(name) ?? 0);
    return effect === MISSING_NUMBER ? null : effect;
  });
  const level = effects.get(CATEGORY);
  const value = level === EFFECT_OF.missing ? null : level === EFFECT_OF.other ? OTHER : levels[(level ?? NaN) - 0.5];
  return [...numbers, value];
}

/** The definition by which the build reads the same table. */
export function definitionOf({format, missing, levels, isOpen, blank, spelled}: Declared): DatasetDefinition {
  const [, , hours, plan] = exampleDefinition().inputs;
  return exampleDefinition({
    identifiers: [],
    inputs: [...NUMBERS.map((name) => ({...hours, name})), {...plan, name: CATEGORY, levels: isOpen ? undefined : levels, blank, spelled}],
    format,
    missing
  });
}
