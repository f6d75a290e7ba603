import type {PredictBook} from "../../../lib/book/predict.js";
import type {Session} from "../../../lib/whatif/answer/session.js";
import {startHistory} from "../../../lib/whatif/setting/history.js";
import {decodeRow} from "../../../lib/whatif/setting/urlState.js";
import {knownNames, reserved} from "./keys.js";
import type {ModelShelf} from "./modelShelf.js";
import type {PageState, Setting} from "./pageState.js";
import {barChoices} from "./pageState.js";
import {readPinned, readReference} from "./readBeside.js";

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
  const pinned = readPinned(params, book, repairs);
  const {reference, before} = readReference(params, book, {repairs, nPinned: pinned.length});
  const hash = params.get(reserved.hash);
  if (hash && !session.sha256.startsWith(hash)) repairs.push("The link was made with another version of the model; its numbers may have been different.");
  const start = startHistory<Setting>({row, own});
  return {
    repairs,
    state: {
      history: before ? {...start, past: [{row: before, own: new Set()}]} : start,
      isMoving: false,
      moves,
      reference,
      isGrouped: readChoice(params, reserved.apart, {choices: ["0", "1"], repairs, told: "whether linked inputs share a bar"}) !== "1",
      bars: readChoice(params, reserved.bars, {choices: barChoices, repairs, told: "which bars to show"}) ?? "three",
      isTogether: true,
      session,
      threshold: readThreshold(params, repairs),
      pinned
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
