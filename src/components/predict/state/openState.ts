import type {PredictBook} from "../../../lib/book/predict.js";
import type {Session} from "../../../lib/whatif/answer/session.js";
import {startHistory} from "../../../lib/whatif/setting/history.js";
import {decodeRow} from "../../../lib/whatif/setting/urlState.js";
import {ADDRESS_VERSION, knownNames, reserved} from "./keys.js";
import type {ModelShelf} from "./modelShelf.js";
import type {PageState, Setting} from "./pageState.js";
import {barChoices} from "./pageState.js";
import {readLimits, readPinned, readQuery, readReference, readStart} from "./readBeside.js";

/** The model that an address asks for; the Champion where it asks for none, or for one that cannot be used. */
export async function openAskedModel(book: PredictBook, shelf: ModelShelf, search: string): Promise<{session: Session; repairs: string[]}> {
  const {champion} = shelf;
  const asked = new URLSearchParams(search).get(reserved.model);
  if (asked === null || asked === champion.name) return {session: champion, repairs: []};
  const entry = book.models.find((d) => d.name === asked);
  if (!entry) return {session: champion, repairs: ["The address asked for a model that is not here; the Champion stands."]};
  try {
    return {session: await shelf.open(asked), repairs: []};
  } catch (error) {
    return {session: champion, repairs: [`${entry.title} cannot be used here (${error instanceof Error ? error.message : String(error)}); the Champion stands.`]};
  }
}

/** What an address asks for, mended where needed, and what had to be mended. */
export function openState(book: PredictBook, session: Session, search: string): {state: PageState; repairs: string[]} {
  const params = new URLSearchParams(search);
  const {row, own, repairs, moves} = decodeRow(params, book, knownNames);
  const start = readStart(params, book, {row, repairs});
  const pinned = readPinned(params, book, repairs);
  const {reference, before} = readReference(params, book, {repairs, nPinned: pinned.length});
  const hash = params.get(reserved.hash);
  if (hash && !session.sha256.startsWith(hash)) repairs.push("The link was made with another version of the model; its numbers may have been different.");
  const version = params.get(reserved.version);
  if (version !== null && version !== ADDRESS_VERSION) repairs.push("The link was made by another version of this page; what it could not read was left out.");
  const history = startHistory<Setting>({row, own, start});
  return {
    repairs,
    state: {
      history: before ? {...history, past: [{row: before, own: new Set(), start}]} : history,
      isMoving: false,
      moves,
      reference,
      isGrouped: readChoice(params, reserved.apart, {choices: ["0", "1"], repairs, told: "whether linked inputs share a bar"}) !== "1",
      bars: readChoice(params, reserved.bars, {choices: barChoices, repairs, told: "which bars to show"}) ?? "three",
      isTogether: readChoice(params, reserved.linked, {choices: ["0", "1"], repairs, told: "whether linked inputs move together"}) !== "0",
      session,
      threshold: readThreshold(params, repairs),
      pinned,
      limits: readLimits(params, book, repairs),
      query: readQuery(params, book, repairs)
    }
  };
}

function readChoice<T extends string>(params: URLSearchParams, name: string, {choices, repairs, told}: {choices: readonly T[]; repairs: string[]; told: string}): T | null {
  const text = params.get(name);
  const found = choices.find((d) => d === text) ?? null;
  if (text !== null && found === null) repairs.push(`The address did not say understandably ${told}; the usual stands.`);
  return found;
}

function readThreshold(params: URLSearchParams, repairs: string[]): number | null {
  const text = params.get(reserved.threshold);
  if (text === null) return null;
  const value = text.trim() === "" ? NaN : Number(text);
  if (value > 0 && value < 1) return value;
  repairs.push("The contact line must lie between 0 and 1; none is set.");
  return null;
}
