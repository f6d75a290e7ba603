import type {PredictBook} from "../../lib/book/predict.js";
import type {Session, ReferenceChoice} from "../../lib/whatif/session.js";
import type {ModelShelf} from "../shared/modelShelf.js";
import type {PageState, Setting} from "./pageState.js";
import type {Row} from "../../lib/dataset/table.js";
import type {UserQuery} from "../../lib/whatif/findUsers.js";
import type {ReaderLimits} from "../../lib/whatif/limits.js";
import {openingOf} from "../../lib/whatif/opening.js";
import {startHistory} from "../../lib/whatif/history.js";
import {decodeRow, unpackRow} from "../../lib/whatif/urlState.js";
import {ADDRESS_VERSION, carriedWords, reserved} from "../shared/addressWords.js";
import {barChoices} from "./pageState.js";
import {unpackLimits} from "../../lib/whatif/limits.js";
import {unpackQuery} from "../../lib/whatif/queryAddress.js";
import {rowUnit} from "../ui/rowUnit.js";

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
    return {
      session: champion,
      repairs: [`${entry.title} cannot be used here (${error instanceof Error ? error.message : String(error)}); the Champion stands.`]
    };
  }
}

/** Words of an address that was written by this page: it says the whole setting, and inputs that it leaves out are typical. */
const written: readonly string[] = [reserved.version, reserved.start];

/**
 * What an address asks for, mended where needed, and what had to be mended. One that says nothing of a setting opens on the
 * customer of {@link openingOf}.
 *
 * @param line the book's contact line; null: nobody
 */
export function openState(book: PredictBook, session: Session, search: string, line: number | null): {state: PageState; repairs: string[]} {
  const params = new URLSearchParams(search);
  const {row: given, own, repairs, moves, isAsked} = decodeRow(params, book, carriedWords);
  const opening = isAsked || written.some((word) => params.has(word)) ? null : (openingOf(book)?.row ?? null);
  const row = opening ?? given;
  const start = opening ?? readStart(params, book, {row, repairs});
  const pinned = readPinned(params, book, repairs);
  const {reference, before} = readReference(params, book, {repairs, nPinned: pinned.length});
  const hash = params.get(reserved.hash);
  if (hash && !session.sha256.startsWith(hash))
    repairs.push("The link was made with another version of the model; its numbers may have been different.");
  const version = params.get(reserved.version);
  if (version !== null && version !== ADDRESS_VERSION)
    repairs.push("The link was made by another version of this page; what it could not read was left out.");
  const history = startHistory<Setting>({row, own, start});
  return {
    repairs,
    state: {
      history: before ? {...history, past: [{row: before, own: new Set(), start}]} : history,
      isMoving: false,
      moves,
      reference,
      isGrouped: readChoice(params, reserved.apart, {choices: ["0", "1"], repairs, told: "whether linked inputs share a bar"}) !== "1",
      bars: readChoice(params, reserved.bars, {choices: barChoices, repairs, told: "which bars to show"}) ?? "largest",
      isTogether: readChoice(params, reserved.linked, {choices: ["0", "1"], repairs, told: "whether linked inputs move together"}) !== "0",
      session,
      threshold: line,
      pinned,
      limits: readLimits(params, book, repairs),
      query: readQuery(params, book, repairs)
    }
  };
}

function readChoice<T extends string>(
  params: URLSearchParams,
  name: string,
  {choices, repairs, told}: {choices: readonly T[]; repairs: string[]; told: string}
): T | null {
  const text = params.get(name);
  const found = choices.find((d) => d === text) ?? null;
  if (text !== null && found === null) repairs.push(`The address did not say understandably ${told}; the usual stands.`);
  return found;
}

/** How many settings can be kept beside the present one; more would not fit into an address. */
export const MAX_PINNED = 6;

const references: readonly ReferenceChoice[] = ["average", "typical", "retained", "previous", "kept"];

/** The settings that an address keeps beside the present one; what it could not mean is told in `repairs`. */
function readPinned(params: URLSearchParams, book: PredictBook, repairs: string[]): Row[] {
  const text = params.get(reserved.pinned);
  if (text === null) return [];
  const parts = text.split("!").filter((part) => part !== "");
  if (parts.length === 0) repairs.push("The address kept a setting, but did not say which; none is kept.");
  if (parts.length > MAX_PINNED) repairs.push(`The address kept ${parts.length} settings; the first ${MAX_PINNED} stand.`);
  return parts.slice(0, MAX_PINNED).map((part, i) => {
    const kept = unpackRow(part, book);
    repairs.push(...kept.repairs.map((repair) => `Kept setting ${i + 1}: ${repair}`));
    return kept.row;
  });
}

/** What an address says the present setting was started from; the typical user where it says nothing. */
function readStart(params: URLSearchParams, book: PredictBook, {row, repairs}: {row: Row; repairs: string[]}): Row {
  const text = params.get(reserved.start);
  if (text === null) return book.typical;
  const start = unpackRow(text, {...book, typical: row});
  repairs.push(...start.repairs.map((repair) => `The start: ${repair}`));
  return start.row;
}

/** The reader's limits for a nearest change, as far as the address says them understandably. */
function readLimits(params: URLSearchParams, book: PredictBook, repairs: string[]): ReaderLimits {
  const text = params.get(reserved.limits);
  if (text === null) return {};
  const {limits, nLeftOut} = unpackLimits(text, book);
  if (nLeftOut > 0)
    repairs.push(`The address limits inputs in ${countWays(nLeftOut)} that this page does not know; the usual limits stand there.`);
  return limits;
}

/** The users that an address looks for; null where it looks for none. */
function readQuery(params: URLSearchParams, book: PredictBook, repairs: string[]): UserQuery | null {
  const text = params.get(reserved.query);
  if (text === null) return null;
  const {query, nLeftOut} = unpackQuery(text, book);
  if (nLeftOut > 0) repairs.push(`The address looks for ${rowUnit.many} in ${countWays(nLeftOut)} that this page does not know; left out.`);
  return query;
}

function countWays(n: number): string {
  return n === 1 ? "a way" : `${n} ways`;
}

/** With whom an address compares. A comparison with a setting that the address does not hold gives way to the average. */
function readReference(
  params: URLSearchParams,
  book: PredictBook,
  {repairs, nPinned}: {repairs: string[]; nPinned: number}
): {reference: ReferenceChoice; before: Row | null} {
  const text = params.get(reserved.reference);
  const reference = references.find((d) => d === (text ?? "average"));
  if (!reference) return average("The address asked for a comparison that this page does not know; the average stands.");
  if (reference === "kept" && nPinned === 0)
    return average("The address compared with a kept setting, but keeps none; the average stands.");
  if (reference !== "previous") return {reference, before: null};
  const packed = params.get(reserved.before);
  if (!packed) return average("The address compared with the setting before, but does not hold it; the average stands.");
  const before = unpackRow(packed, book);
  repairs.push(...before.repairs.map((repair) => `The setting before: ${repair}`));
  return {reference, before: before.row};

  function average(repair: string): {reference: ReferenceChoice; before: null} {
    repairs.push(repair);
    return {reference: "average", before: null};
  }
}
