import type {PredictBook} from "../../../lib/book/predict.js";
import {readModel} from "../../../lib/model/readModel.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {checkParity} from "../../../lib/whatif/answer/parity.js";
import type {ParityResult} from "./parityClaims.js";

/** Reads a model file's bytes, by its name in the book. */
export type LoadBytes = (file: string) => Promise<Uint8Array<ArrayBuffer>>;

type ModelEntry = PredictBook["models"][number];

/** Loads every model, compares its file with the registered hash, and scores the golden rows anew; a failure is a result. */
export async function checkModels({models, golden}: Pick<PredictBook, "models" | "golden">, load: LoadBytes): Promise<ParityResult[]> {
  return Promise.all(models.map((entry) => checkModel(entry, golden, load)));
}

async function checkModel({name, title, file, sha256}: ModelEntry, golden: PredictBook["golden"], load: LoadBytes): Promise<ParityResult> {
  try {
    const bytes = await load(file);
    const scorer = createScorer(readModel(JSON.parse(new TextDecoder().decode(bytes))));
    return {name, title, file, parity: checkParity(scorer, golden, name), hashMatches: await hasHash(bytes, sha256), error: null};
  } catch (error) {
    return {name, title, file, parity: null, hashMatches: null, error: error instanceof Error ? error.message : String(error)};
  }
}

/** Null where the browser offers no hashing: pages that came by plain http from another machine. */
async function hasHash(bytes: Uint8Array<ArrayBuffer>, sha256: string): Promise<boolean | null> {
  if (!globalThis.crypto?.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("") === sha256;
}
