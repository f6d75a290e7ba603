import type {DatasetBook} from "../../lib/book/dataset.js";
import type {ModelsBook} from "../../lib/book/models.js";
import type {ScoreGroupsBook} from "../../lib/book/scores.js";
import {isOneBuild} from "../../lib/metrics/recheck.js";
import {address} from "../ui/address.js";
import {el} from "../ui/dom.js";
import {emptyState, errorState} from "../ui/notice.js";
import {decideDesk} from "./decideDesk.js";
import {rowUnit} from "../ui/rowUnit.js";

export interface DecidePageOptions {
  /** read `models.json`, `dataset.json` and `score-groups.json` */
  readModels: () => Promise<ModelsBook>;
  readDataset: () => Promise<DatasetBook>;
  readGroups: () => Promise<ScoreGroupsBook>;
}

/** The whole of /decide; or, if a file cannot be read, which one and what to do. */
export async function decidePage({readModels, readDataset, readGroups}: DecidePageOptions): Promise<HTMLElement> {
  try {
    const [models, {definition}, book] = await Promise.all([
      named("models.json", readModels),
      named("dataset.json", readDataset),
      named("score-groups.json", readGroups)
    ]);
    // no figure may stand on scores of another build
    if (!isOneBuild(models, book)) throw new Error("score-groups.json and models.json are not of one build: they count other users");
    const groups = book.models.find((d) => d.name === models.champion);
    if (!groups?.outOfFold) return el("div", {class: "dc is-blocked"}, tooFew(models.users.outOfFold.n));
    return decideDesk({
      models,
      groups: {outOfFold: groups.outOfFold, test: groups.test, values: book.values},
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

function tooFew(n: number): HTMLElement {
  return emptyState(
    `${n} ${rowUnit.many} are too few to draw a line by`,
    "A line is judged on groups, so that nobody can be told from them, and here they would be too few to say what a line brings. " +
      "Score a file on Batch to see who scores highest."
  );
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
