import type {ModelInput, Model} from "../lib/model/model.js";
import type {Row} from "../lib/dataset/table.js";
import {check, ChurnbookError, complain} from "../lib/check.js";
import {readModel} from "../lib/model/readModel.js";
import {createRowReader} from "../lib/model/rowReader.js";
import {createScorer} from "../lib/model/scorer.js";

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
  const readRow = createRowReader(known);
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
