import type {PredictBook} from "../../../lib/book/predict.js";
import {encodeRow} from "../../../lib/whatif/setting/urlState.js";
import type {PageState} from "./pageState.js";
import {presentRow} from "./pageState.js";

/** Names in the address that are no inputs. An input of the same name wins. */
export const reserved = {model: "_model", hash: "_hash", reference: "_against", apart: "_apart", pinned: "_pinned", threshold: "threshold", depth: "depth"} as const;

/** The address of a state: what is usual is left out; the model's hash goes with whatever is not. */
export function addressOf(state: PageState, book: PredictBook, current: URL): URL {
  const url = new URL(current);
  const params = encodeRow(presentRow(state), book.typical, book.inputs);
  const {session, reference, isGrouped, threshold, pinned} = state;
  if (session.name !== book.models[0].name) params.set(reserved.model, session.name);
  if (reference !== "average") params.set(reserved.reference, reference);
  if (!isGrouped) params.set(reserved.apart, "1");
  if (pinned.length > 0) params.set(reserved.pinned, pinned.map((row) => encodeRow(row, book.typical, book.inputs).toString().replaceAll("&", "~") || "typical").join("!"));
  if (threshold !== null) params.set(reserved.threshold, String(Number(threshold.toPrecision(6))));
  if (params.size > 0) params.set(reserved.hash, session.sha256.slice(0, 8));
  url.search = params.toString();
  return url;
}

/** Writes the address a moment after the last change; browsers refuse more than a few writes a second. */
export function keepAddress(book: PredictBook, delay = 250): (state: PageState) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (state) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const url = addressOf(state, book, new URL(location.href));
      if (url.href !== location.href) history.replaceState(history.state, "", url);
    }, delay);
  };
}
