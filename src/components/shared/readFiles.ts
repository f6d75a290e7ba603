import type {PipelineBook} from "../../lib/book/pipeline.js";
import type {PredictBook, UsersBook} from "../../lib/book/predict.js";
import type {Parity} from "../../lib/whatif/session.js";
import {formatCount} from "../../lib/format.js";
import {el} from "../ui/dom.js";
import {address} from "../ui/address.js";
import {errorState, notice} from "../ui/notice.js";

/** A file that the page cannot do without, and that could not be read. */
class FileError extends Error {
  /** @param file as a reader finds it in the built site */
  constructor(
    readonly file: string,
    cause: unknown
  ) {
    super(`${file} is missing or damaged (${cause instanceof Error ? cause.message : String(cause)})`);
  }
}

/**
 * Does something with a file, and names the file if that fails.
 *
 * @throws FileError
 */
export async function reading<T>(file: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new FileError(file, error);
  }
}

/**
 * Reads `predict.json`, and real users beside it where the book publishes some.
 *
 * @throws FileError
 */
export async function readPredict(readBook: () => Promise<PredictBook>, readUsers: () => Promise<UsersBook>): Promise<PredictBook> {
  const book = await reading("data/book/predict.json", readBook);
  return book.usersApart ? {...book, ...(await reading("data/book/users.json", readUsers))} : book;
}

/**
 * Fetches a model's JSON.
 *
 * @param file its place under `api/`
 * @throws naming the file if the host does not have it
 */
export async function fetchModel(file: string): Promise<unknown> {
  const response = await address.fetch(`api/${file}`).catch(() => null);
  if (!response) throw new Error(`api/${file} cannot be reached; is there a line to the site? Then choose it again`);
  if (!response.ok) throw new Error(`api/${file} is missing: the host answered ${response.status}`);
  return response.json();
}

/** How the book was built. It knows the clock, so it stands at a fixed address: pages of equal input stay equal. */
export async function readRun(): Promise<PipelineBook> {
  return (await fetchModel("run.json")) as PipelineBook;
}

/** Instead of the whole tool, when this browser does not score as the build did. The answer's hook stays, without a number. */
export function parityFailure({rows, agreeing, largestDifference}: Parity): HTMLElement {
  return el(
    "div",
    {class: "wi is-blocked"},
    notice(
      "error",
      "No score is shown: this browser does not agree with the build",
      rows === 0
        ? "The build left no rows to compare with."
        : `${formatCount(agreeing)} of ${formatCount(rows)} made-up rows score the same to 12 decimals; the largest difference is ${largestDifference}.`,
      "The model or the page may have been changed or cached halfway. Reload the page; if that does not help, build " +
        "the site again. The report and the other pages stay usable."
    ),
    el("p", {class: "wi-number", "data-testid": "probability"}, "–")
  );
}

/** Instead of the whole tool, when the model or what belongs to it cannot be read. */
export function loadFailure(error: unknown): HTMLElement {
  return el(
    "div",
    {class: "wi is-blocked"},
    errorState(
      "No score is shown: the model cannot be read",
      `${error instanceof Error ? error.message : String(error)}. The report and the other pages stay usable.`,
      () => address.reload()
    ),
    el("p", {class: "wi-number", "data-testid": "probability"}, "–")
  );
}

/** The proof that the numbers are the model's own. */
export function parityLine({rows}: Parity): HTMLElement {
  return el(
    "p",
    {class: "wi-parity"},
    `Checked on opening: ${formatCount(rows)} of ${formatCount(rows)} made-up rows score in this browser as they did in the build, to 12 decimals. `,
    el("a", {href: address.to("models", "#calibration")}, "How well the scores match what happened"),
    "."
  );
}
