import type {ModelInput, Model} from "../lib/model/model.js";
import type {Row} from "../lib/dataset/table.js";
import {check, ChurnbookError, complain} from "../lib/check.js";
import {readModel} from "../lib/model/readModel.js";
import {createScorer} from "../lib/model/scorer.js";
import {missingNumbers} from "../lib/rows/cell.js";
import {missingTextsOf, trimCell} from "../lib/rows/text.js";
import {createDaysReader} from "../lib/rows/dates.js";
import {findNamed} from "../lib/named.js";

/** A model made ready for other programs. */
export interface Predictor {
  /** what a row must hold: numbers (of an input with `asOf`: a date as "2024-12-31", or the days from it to that day), or one of the levels; null is missing */
  inputs: ModelInput[];
  /** @throws naming every input that the row lacks, or whose value cannot be */
  predict(row: Row): {probability: number};
}

/** @param model as `champion.json` holds it. @throws if it is something else */
export function createPredictor(model: unknown): Predictor {
  const known = readModel(model);
  const scorer = createScorer(known);
  const takeMissing = createMissingReader(known);
  const dates = known.inputs.flatMap((d) => (d.kind === "number" && d.asOf !== undefined ? [{name: d.name, read: daysOf(d.asOf)}] : []));
  const readDates = (row: Row): Row =>
    dates.length === 0 ? row : {...row, ...Object.fromEntries(dates.map(({name, read}) => [name, read(findNamed(row, name))]))};
  return {
    inputs: known.inputs,
    predict(row) {
      check(typeof row === "object" && row !== null && !Array.isArray(row), {
        where: "predict",
        rule: `a row must be an object with ${known.inputs.map(({name}) => name).join(", ")}`,
        got: row === null ? "null" : Array.isArray(row) ? "a list" : typeof row
      });
      return {probability: inVoice(() => scorer.scoreRow(readDates(takeMissing(row))))};
    }
  };
}

/** Prepares to read what stands for no value, in the model's words, as null, unless it is a level. */
function createMissingReader({inputs, missing}: Pick<Model, "inputs" | "missing">): (row: Row) => Row {
  const words = new Set(missingTextsOf(missing));
  const numbers = new Set(missingNumbers([...words]));
  const isMissing = (input: ModelInput, value: Row[string]): boolean =>
    input.kind === "number"
      ? typeof value === "number" && numbers.has(value)
      : typeof value === "string" && words.has(trimCell(value)) && !input.levels.includes(value);
  return (row) => {
    const given = new Map(Object.entries(row));
    const missed = inputs.filter((input) => isMissing(input, given.get(input.name) ?? null));
    return missed.length === 0 ? row : {...row, ...Object.fromEntries(missed.map(({name}) => [name, null]))};
  };
}

/** A date as the days that the model counts; whatever else it is, the scorer judges. */
function daysOf(asOf: string): (value: Row[string] | undefined) => Row[string] {
  const read = createDaysReader(asOf);
  return (value) => (typeof value !== "string" ? (value as Row[string]) : Number.isFinite(read(value)) ? read(value) : value);
}

/** Callers know `predict`, not what it calls. */
function inVoice<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof ChurnbookError) throw new ChurnbookError(error.message.replace(/^\w+:/, "predict:"));
    throw error;
  }
}

/**
 * The deployed model, from beside this module: for pages, and programs that import the module from the site. A program
 * that keeps the site's files on its own disk reads `champion.json` and gives it to {@link createPredictor}.
 *
 * @throws if it cannot be fetched
 */
export function loadChampion(): Promise<LoadedPredictor> {
  return load("loadChampion", "champion.json");
}

/** A finalist by its name, such as "logistic"; registry.json lists them. @throws if there is none of that name */
export function loadFinalist(name: string): Promise<LoadedPredictor> {
  return load("loadFinalist", `models/${encodeURIComponent(name)}.json`);
}

/** A predictor, and the model that it is made of. */
export type LoadedPredictor = Predictor & {model: Model};

async function load(where: string, file: string): Promise<LoadedPredictor> {
  const url = address(file);
  const response = await fetch(url).catch((error: unknown) => {
    const isFile = url.startsWith("file:");
    throw complain({
      where,
      rule: `${url} must be reachable by fetch`,
      got: isFile ? "a file" : (error as Error).message,
      remedy: isFile ? "Read it, and give what JSON.parse makes of it to createPredictor." : undefined
    });
  });
  check(response.ok, {where, rule: `${file} must be there`, got: response.status});
  const model = (await response.json()) as Model;
  return {...createPredictor(model), model};
}

/** The built module lies in `_import/api/`, what it fetches in `api/`. */
function address(name: string): string {
  return new URL(import.meta.url.includes("/_import/") ? `../../api/${name}` : name, import.meta.url).href;
}
