import {tableFromIPC} from "apache-arrow";
import type {DatasetBook} from "../../lib/book/dataset.js";
import type {ModelsBook} from "../../lib/book/models.js";
import type {ScoresTable} from "../../lib/book/scores.js";
import {readScores} from "../models/readScores.js";
import {el} from "../ui/dom.js";
import {errorState} from "../ui/notice.js";
import {decideDesk} from "./decideDesk.js";

export interface DecidePageOptions {
  /** read `models.json`, `dataset.json` and the bytes of `scores.arrow` */
  readModels: () => Promise<ModelsBook>;
  readDataset: () => Promise<DatasetBook>;
  readScoreBytes: () => Promise<ArrayBuffer>;
}

/** The whole of /decide; or, if a file cannot be read, which one and what to do. */
export async function decidePage({readModels, readDataset, readScoreBytes}: DecidePageOptions): Promise<HTMLElement> {
  try {
    const [models, {definition}, scores] = await Promise.all([
      named("models.json", readModels),
      named("dataset.json", readDataset),
      named("scores.arrow", async (): Promise<ScoresTable> => readScores(tableFromIPC(await readScoreBytes())))
    ]);
    return decideDesk({models, scores, many: definition.unit.plural, inputs: definition.inputs.map((d) => d.name)});
  } catch (error) {
    return el("div", {class: "dc is-blocked"},
      errorState("No line is drawn: the scores cannot be read", `${messageOf(error)}. The report and the other pages stay usable.`, () => location.reload()));
  }
}

async function named<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new Error(`${file} is missing or damaged (${messageOf(error)})`, {cause: error});
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
