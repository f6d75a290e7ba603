import type {PredictBook} from "../../lib/book/predict.js";
import type {Parity} from "../../lib/whatif/session.js";
import {dataTable} from "../ui/dataTable.js";
import {address} from "../ui/address.js";
import {el} from "../ui/dom.js";
import {notice} from "../ui/notice.js";
import {stateTag} from "../shared/stateTag.js";
import {readModel} from "../../lib/model/readModel.js";
import {createScorer} from "../../lib/model/scorer.js";
import {checkParity} from "../../lib/whatif/session.js";
import {formatCount} from "../../lib/format.js";
import {check} from "../../lib/check.js";

/**
 * Proof that this browser scores as the build did: every model file is loaded, its hash compared, and the golden rows of
 * test users are scored again.
 */
export async function parityPanel(book: PredictBook, {load}: {load: LoadBytes}): Promise<HTMLElement> {
  const results = await checkModels(book, load);
  const passed = results.length > 0 && results.every(isTrusted);
  const rows = results.map((result) => ({...result, trusted: isTrusted(result), largest: result.parity?.largestDifference ?? null}));
  return el(
    "div",
    {class: "parity", "data-testid": "parity", "data-passed": String(passed)},
    passed
      ? null
      : notice(
          "error",
          parityClaim(results),
          "The page and its models come from different builds, or a file was changed. Reload; if that does not help, build the site again."
        ),
    dataTable({
      columns: [
        {key: "title", title: "Model"},
        {key: "trusted", title: "Verdict", format: (trusted) => stateTag(trusted ? "ran" : "failed", trusted ? "agrees" : "differs")},
        {key: "parity", title: "Golden rows", align: "left", sortable: false, format: (_parity, row) => describeParity(row)},
        {key: "largest", title: "Largest difference", align: "right", format: (value) => formatDifference(value)},
        {key: "hashMatches", title: "SHA-256 of the file", align: "left", format: hashWords},
        {key: "file", title: "File", format: (file) => el("a", {href: address.file(`api/${file}`)}, file)}
      ],
      rows,
      sortable: false,
      caption: parityClaim(results),
      empty: "There is no model to check."
    })
  );
}

function hashWords(matches: boolean | null): string {
  if (matches === null) return "not checked: needs https";
  return matches ? "as registered" : "not the registered file";
}

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

/** One model, scored again here. */
export interface ParityResult {
  name: string;
  title: string;
  file: string;
  /** null while or where the file could not be read */
  parity: Parity | null;
  /** whether the file's bytes have the registered hash; null where this browser cannot tell */
  hashMatches: boolean | null;
  error: string | null;
}

/** Whether a model's numbers can be trusted here. */
export function isTrusted({parity, hashMatches, error}: ParityResult): boolean {
  return error === null && parity !== null && parity.passed && hashMatches !== false;
}

/** What the check found, as a claim. */
export function parityClaim(results: readonly ParityResult[]): string {
  if (results.length === 0) return "There is no model to check";
  const wrong = results.filter((d) => !isTrusted(d));
  const rows = results[0].parity?.rows ?? 0;
  if (wrong.length === 0) {
    const models = results.length === 1 ? "The model scores" : `All ${results.length} models score`;
    return `${models} ${formatCount(rows)} of ${formatCount(rows)} golden rows in your browser as in the build`;
  }
  return `Do not trust the numbers of ${wrong.map((d) => d.title).join(", ")} in this browser`;
}

/** A result in words. @example "300/300 within 1e-12" */
export function describeParity({parity, error}: ParityResult): string {
  if (error !== null) return error;
  if (parity === null) return "not scored";
  return `${parity.agreeing}/${parity.rows} within 1e-12`;
}

/** How far two scores lie apart. @example formatDifference(1.11e-16) // "1.1e-16" */
export function formatDifference(value: number | null): string {
  if (value === null || Number.isNaN(value)) return "–";
  return value === 0 ? "0" : value.toExponential(1);
}

/** A model file's bytes from this site's stable addresses. @param file as the book names it: "models/logistic.json" */
export async function fetchModel(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await address.fetch(`api/${file}`);
  check(response.ok, {where: file, rule: "the model's file must be in the site", got: `status ${response.status}`});
  return new Uint8Array(await response.arrayBuffer());
}
