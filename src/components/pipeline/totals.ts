import type {PipelineBook} from "../../lib/book/pipeline.js";
import {formatCount, formatSeconds} from "../../lib/format.js";
import {el} from "../ui/dom.js";
import {statCard} from "../ui/statCard.js";
import {countStates} from "./timeline/timelineClaims.js";

/** The run in four numbers. */
export function totals(book: PipelineBook): HTMLElement {
  const {ran, cached, failed, skipped} = countStates(book);
  const trials = Object.values(book.trialSeconds);
  const fitting = trials.reduce((a, b) => a + b, 0);
  const broken = failed + skipped === 0 ? "none failed, none skipped" : `${failed} failed, ${skipped} skipped`;
  return el("div", {class: "stats"},
    statCard({label: "The run took", value: formatSeconds(book.seconds), detail: `on ${book.cores} cores, Node ${book.node.replace(/^v/, "")}`}),
    statCard({label: "Tasks that ran", value: formatCount(ran), detail: `${formatCount(cached)} more came from the store; ${broken}`}),
    statCard({label: "Trials timed", value: formatCount(trials.length), detail: `${formatSeconds(fitting)} of fitting and scoring, summed over cores`}),
    statCard({label: "Hash of the book", value: book.bookHash.slice(0, 8), detail: "the same wherever input, seed and code are the same"}));
}
