import {check} from "../lib/check.js";
import type {ModelInput} from "../lib/model/model.js";
import type {Model} from "../lib/model/model.js";
import {readModel} from "../lib/model/readModel.js";
import {createScorer} from "../lib/model/scorer.js";
import type {Row} from "../lib/table/table.js";

/** A model made ready for other programs. */
export interface Predictor {
  /** what a row must hold: numbers, or one of the levels; null is missing */
  inputs: ModelInput[];
  /** @throws naming every input that the row lacks, or whose value cannot be */
  predict(row: Row): {probability: number};
}

/** @param model as `champion.json` holds it. @throws if it is something else */
export function createPredictor(model: unknown): Predictor {
  const known = readModel(model);
  const scorer = createScorer(known);
  return {
    inputs: known.inputs,
    predict(row) {
      check(typeof row === "object" && row !== null && !Array.isArray(row), {
        where: "predict",
        rule: `a row must be an object with ${known.inputs.map(({name}) => name).join(", ")}`,
        got: Array.isArray(row) ? "a list" : typeof row
      });
      return {probability: scorer.scoreRow(row)};
    }
  };
}

/** The deployed model, from beside this module. */
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
  const response = await fetch(address(file));
  check(response.ok, {where, rule: `${file} must be there`, got: response.status});
  const model = (await response.json()) as Model;
  return {...createPredictor(model), model};
}

/** The built module lies in `_import/api/`, what it fetches in `api/`. */
function address(name: string): string {
  return new URL(import.meta.url.includes("/_import/") ? `../../api/${name}` : name, import.meta.url).href;
}
