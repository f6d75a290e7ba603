import type {ModelInput, Model} from "../lib/model/model.js";
import type {Row} from "../lib/dataset/table.js";
import {check, ChurnbookError, complain} from "../lib/check.js";
import {readModel} from "../lib/model/readModel.js";
import {createScorer} from "../lib/model/scorer.js";
import {createCellReader, MISSING_LEVEL, missingNumbers, UNKNOWN_LEVEL} from "../lib/rows/cell.js";
import {missingTextsOf} from "../lib/rows/text.js";
import {findNamed} from "../lib/named.js";

/** A model made ready for other programs. */
export interface Predictor {
  /**
   * what a row must hold: numbers, or one of the levels; of an input with `asOf` a date, as "2024-12-31" or as the model's `format`
   * writes dates, or the days from it to that day. Texts are read as the cells of a file; null is missing, and so are the model's words for it
   */
  inputs: ModelInput[];
  /** @throws naming every input that the row lacks, or whose value cannot be */
  predict(row: Row): {probability: number};
}

/** @param model as `champion.json` holds it. @throws if it is something else */
export function createPredictor(model: unknown): Predictor {
  const known = readModel(model);
  const scorer = createScorer(known);
  const readers = known.inputs.map((input): [string, (value: Given) => Given] => [input.name, createValueReader(input, known)]);
  const readRow = (row: Row): Row => Object.fromEntries(readers.map(([name, read]) => [name, read(findNamed(row, name))])) as Row;
  return {
    inputs: known.inputs,
    predict(row) {
      check(typeof row === "object" && row !== null && !Array.isArray(row), {
        where: "predict",
        rule: `a row must be an object with ${known.inputs.map(({name}) => name).join(", ")}`,
        got: row === null ? "null" : Array.isArray(row) ? "a list" : typeof row
      });
      return {probability: inVoice(() => scorer.scoreRow(readRow(row)))};
    }
  };
}

/**
 * Prepares to read the values of an input by the rules of cells: a text as a file of the build's table has it; null is missing. A
 * number is what it is, unless it stands for no value. What cannot be read, the scorer judges.
 */
function createValueReader(input: ModelInput, {missing, format}: Pick<Model, "missing" | "format">): (value: Given) => Given {
  const words = missingTextsOf(missing);
  const numbers = new Set(input.kind === "number" ? missingNumbers(words) : []);
  const read = createCellReader(input, {missing: words, format});
  return (value) => {
    if (typeof value === "number") return numbers.has(value) ? null : value;
    if (typeof value !== "string") return value;
    const cell = read(value);
    if (input.kind === "category") return cell === MISSING_LEVEL ? null : cell === UNKNOWN_LEVEL ? value : input.levels[cell];
    return Number.isNaN(cell) ? null : cell === Infinity ? value : cell;
  };
}

/** What a row has of an input; undefined: nothing of its name. */
type Given = Row[string] | undefined;

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
