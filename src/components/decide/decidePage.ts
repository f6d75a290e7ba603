import type {DatasetBook} from "../../lib/book/dataset.js";
import type {DecideBook} from "../../lib/book/decide.js";
import {address} from "../ui/address.js";
import {el} from "../ui/dom.js";
import {errorState} from "../ui/notice.js";
import {noGroups} from "../shared/noGroups.js";
import {decideDesk} from "./decideDesk.js";

export interface DecidePageOptions {
  /** read `decide.json` and `dataset.json` */
  readDecide: () => Promise<DecideBook>;
  readDataset: () => Promise<DatasetBook>;
}

/** The whole of /decide; or, if a file cannot be read, which one and what to do. */
export async function decidePage({readDecide, readDataset}: DecidePageOptions): Promise<HTMLElement> {
  try {
    const [book, {definition}] = await Promise.all([named("decide.json", readDecide), named("dataset.json", readDataset)]);
    const {outOfFold, test, values} = book;
    if (!outOfFold) return el("div", {class: "dc is-blocked"}, noGroups("Score a file on Batch to see who scores highest."));
    return decideDesk({
      book,
      groups: {outOfFold, test, values},
      inputs: definition.inputs.map((d) => d.name),
      hints: {
        label: definition.label,
        value: definition.value,
        customers: [definition.protocol.group, ...definition.identifiers].filter((d) => d !== undefined)
      }
    });
  } catch (error) {
    return el(
      "div",
      {class: "dc is-blocked"},
      errorState("No line is drawn: the scores cannot be read", `${messageOf(error)}. The report and the other pages stay usable.`, () =>
        address.reload()
      )
    );
  }
}

async function named<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw new Error(`${file} is missing or damaged (${messageOf(error)})`, {cause: error});
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
