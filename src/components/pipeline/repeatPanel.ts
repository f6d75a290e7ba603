import type {DatasetBook} from "../../lib/book/dataset.js";
import type {PipelineBook} from "../../lib/book/pipeline.js";
import {el} from "../ui/dom.js";
import {repeatCommands} from "./repeatCommands.js";

/** What to type for the same book again, and which hash it must end with. */
export function repeatPanel(pipeline: PipelineBook, dataset: DatasetBook): HTMLElement {
  return el("div", {class: "card repeat"},
    el("pre", {tabindex: 0}, el("code", {}, repeatCommands(dataset).join("\n"))),
    el("dl", {},
      fact("The book’s hash must be", pipeline.bookHash),
      fact(dataset.source.kind === "sample" ? "from the sample with hash" : `from a file with hash`, dataset.source.sha256),
      fact("and seed", String(dataset.definition.protocol.seed))));
}

function fact(term: string, text: string): HTMLElement {
  return el("div", {}, el("dt", {}, term), el("dd", {}, el("code", {class: "hash"}, text)));
}
