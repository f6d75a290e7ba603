import type {PredictBook} from "../../../lib/book/predict.js";
import {startHistory} from "../../../lib/whatif/setting/history.js";
import {readModel} from "../../../lib/model/readModel.js";
import type {ReferenceChoice, Session} from "../../../lib/whatif/answer/session.js";
import {openSession} from "../../../lib/whatif/answer/session.js";
import {decodeRow} from "../../../lib/whatif/setting/urlState.js";
import {reserved} from "./addressBar.js";
import type {PageState} from "./pageState.js";

const references: readonly ReferenceChoice[] = ["average", "typical", "retained", "previous", "kept"];

/** The model that the address asks for; the Champion where it asks for none, or for one that cannot be used. */
export async function openAskedModel(book: PredictBook, champion: Session, load: (file: string) => Promise<unknown>): Promise<{session: Session; repairs: string[]}> {
  const asked = new URLSearchParams(location.search).get(reserved.model);
  if (asked === null || asked === champion.name) return {session: champion, repairs: []};
  const entry = book.models.find((d) => d.name === asked);
  if (!entry) return {session: champion, repairs: ["The address asked for a model that is not here; the Champion stands."]};
  try {
    const session = openSession(book, asked, readModel(await load(entry.file)));
    if (session.parity.passed) return {session, repairs: []};
  } catch {
    // told below, like a model that disagrees with the build
  }
  return {session: champion, repairs: [`${entry.title} cannot be used here; the Champion stands.`]};
}

/** What the address asks for, mended where needed, and what had to be mended. */
export function openState(book: PredictBook, session: Session, search: string): {state: PageState; repairs: string[]} {
  const params = new URLSearchParams(search);
  const {row, own, repairs, moves} = decodeRow(params, book, Object.values(reserved));
  const asked = params.get(reserved.reference) ?? "average";
  const reference = references.find((d) => d === asked);
  if (!reference) repairs.push("The address asked for a comparison that this page does not know; the average stands.");
  const hash = params.get(reserved.hash);
  if (hash && !session.sha256.startsWith(hash)) repairs.push("The link was made with another version of the model; its numbers may have been different.");
  return {
    repairs,
    state: {
      history: startHistory({row, own}),
      isMoving: false,
      moves,
      reference: reference ?? "average",
      isGrouped: params.get(reserved.apart) !== "1",
      isTogether: true,
      session,
      threshold: readThreshold(params, repairs),
      pinned: readPinned(params, book)
    }
  };
}

function readThreshold(params: URLSearchParams, repairs: string[]): number | null {
  const text = params.get(reserved.threshold);
  if (text === null) return null;
  const value = text.trim() === "" ? NaN : Number(text);
  if (value > 0 && value < 1) return value;
  repairs.push("The contact line must lie between 0 and 1; none is set.");
  return null;
}

function readPinned(params: URLSearchParams, book: PredictBook): PageState["pinned"] {
  const text = params.get(reserved.pinned);
  if (!text) return [];
  return text.split("!").slice(0, 6).map((part) => decodeRow(new URLSearchParams(part === "typical" ? "" : part.replaceAll("~", "&")), book).row);
}
