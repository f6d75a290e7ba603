import type {DatasetBook} from "../../lib/book/dataset.js";
import type {ModelsBook} from "../../lib/book/models.js";
import type {ScoresTable} from "../../lib/book/scores.js";
import {tableFromIPC} from "apache-arrow";
import {recheckMetrics} from "../../lib/metrics/recheck.js";
import {readScores} from "../shared/readScores.js";
import {el} from "../ui/dom.js";
import {errorState} from "../ui/notice.js";
import {decideDesk} from "./decideDesk.js";

export interface DecidePageOptions {
  /** read `models.json`, `dataset.json` and the bytes of `scores.arrow` */
  readModels: () => Promise<ModelsBook>;
  readDataset: () => Promise<DatasetBook>;
  readScoreBytes: () => Promise<ArrayBuffer>;
}

/** The whole of /decide; or, if a file cannot be read, which one and what to do. */
export async function decidePage({readModels, readDataset, readScoreBytes}: DecidePageOptions): Promise<HTMLElement> {
  try {
    const [models, {definition}, scores] = await Promise.all([
      named("models.json", readModels),
      named("dataset.json", readDataset),
      named("scores.arrow", async (): Promise<ScoresTable> => readScores(tableFromIPC(await readScoreBytes())))
    ]);
    checkScores(models, scores);
    return decideDesk({models, scores, many: definition.unit.plural, inputs: definition.inputs.map((d) => d.name)});
  } catch (error) {
    return el(
      "div",
      {class: "dc is-blocked"},
      errorState("No line is drawn: the scores cannot be read", `${messageOf(error)}. The report and the other pages stay usable.`, () =>
        location.reload()
      )
    );
  }
}

/** No figure may stand on scores of another build: the Champion's stated metrics must come out of them. @throws if they do not */
function checkScores({finalists, metrics, champion}: ModelsBook, scores: ScoresTable): void {
  const checks = recheckMetrics({finalists: finalists.filter((d) => d.name === champion), metrics}, scores);
  const wrong = checks.filter((d) => !d.agrees);
  if (wrong.length > 0)
    throw new Error(
      `scores.arrow and models.json are not of one build: ${wrong.length} of ${checks.length} metrics of the Champion do not come out of its scores`
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
