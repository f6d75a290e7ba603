import type {PipelineBook} from "../../lib/book/pipeline.js";
import type {DatasetBook} from "../../lib/book/dataset.js";
import type {TrackingBook} from "../../lib/book/tracking.js";
import type {NoticeKind} from "../ui/notice.js";
import {formatCount, formatSeconds, shellWord} from "../../lib/format.js";
import {el} from "../ui/dom.js";
import {statCard} from "../ui/statCard.js";
import {countStates} from "./taskFacts.js";
import {notice} from "../ui/notice.js";

/** The run in four numbers. */
export function totals(book: PipelineBook): HTMLElement {
  const {ran, cached, failed, skipped} = countStates(book);
  const trials = Object.values(book.trialSeconds);
  const fitting = trials.reduce((a, b) => a + b, 0);
  const broken = failed + skipped === 0 ? "none failed, none skipped" : `${failed} failed, ${skipped} skipped`;
  return el(
    "div",
    {class: "stats"},
    statCard({
      label: "The run took",
      value: formatSeconds(book.seconds),
      detail: `on ${book.cores} ${book.cores === 1 ? "core" : "cores"}, Node ${book.node.replace(/^v/, "")}`
    }),
    statCard({
      label: "Tasks that ran",
      value: formatCount(ran),
      detail: `${formatCount(cached)}${ran > 0 ? " more" : ""} came from the store; ${broken}`
    }),
    statCard({
      label: "Trials timed",
      value: formatCount(trials.length),
      detail: `${formatSeconds(fitting)} of fitting and scoring, summed over cores`
    }),
    statCard({label: "Hash of the book", value: book.bookHash.slice(0, 8), detail: "the same wherever input, seed and code are the same"})
  );
}

/** What to type for the same book again, and which hash it must end with. */
export function repeatPanel(pipeline: PipelineBook, dataset: DatasetBook): HTMLElement {
  return el(
    "div",
    {class: "card repeat"},
    el("pre", {tabindex: 0}, el("code", {}, repeatCommands(dataset).join("\n"))),
    el(
      "dl",
      {},
      fact("The book’s hash must be", pipeline.bookHash),
      fact(dataset.source.kind === "sample" ? "from the sample with hash" : `from a file with hash`, dataset.source.hash),
      fact("and seed", String(dataset.definition.protocol.seed))
    )
  );
}

function fact(term: string, text: string): HTMLElement {
  return el("div", {}, el("dt", {}, term), el("dd", {}, el("code", {class: "hash"}, text)));
}

/** The commands that make the same book again. */
export function repeatCommands({definition, source}: Pick<DatasetBook, "definition" | "source">): string[] {
  const isInferred = definition.guessed !== undefined; // then it stands beside the table, by whose name it is found
  const file = `${isInferred ? source.name.replace(/\.[^.]*$/, "") : definition.name}.dataset.json`;
  const [table, described] = [source.name, file].map((name) => shellWord(`path/to/${name}`));
  const what = source.kind === "sample" ? "" : ` ${table} --definition ${described}`;
  return [`npx churnbook build${what}`, "npx churnbook serve"];
}

/** Whether the tracking server knows this run; nothing where none is used. */
export function trackingNotice(tracking: TrackingBook): HTMLElement | null {
  const said = sayTracking(tracking);
  return said && notice(said.kind, said.title, said.body);
}

/** What a reader should know of the tracking server; null where none is used. */
export function sayTracking({state, waiting, reason, registered}: TrackingBook): {kind: NoticeKind; title: string; body: string} | null {
  if (state === "off") return null;
  if (state === "waiting") {
    const runs = waiting === 1 ? "One run waits" : `${waiting} runs wait`;
    return {
      kind: "caution",
      title: `${runs} to be told to the MLflow server`,
      body: `At this build ${reason ?? "it did not take them"}. Nothing is lost: the next build sends what waits.`
    };
  }
  const versions = Object.entries(registered?.versions ?? {}).map(([alias, version]) => `${alias} is version ${version}`);
  const models = registered && versions.length > 0 ? ` Of the registered model ${registered.name}, ${versions.join(", ")}.` : "";
  return {
    kind: reason ? "caution" : "info",
    title: "The MLflow server knows this run",
    body: `${reason ? `But ${reason}.` : "Every trial and finalist was delivered."}${models}`
  };
}
