import type {DatasetBook} from "../../lib/book/dataset.js";
import type {PredictBook, UsersBook} from "../../lib/book/predict.js";
import type {ReferenceBook} from "../../lib/book/reference.js";
import type {ScoreGroupsBook, ScoreGroupsFile} from "../../lib/book/scores.js";
import {openGroups} from "../../lib/metrics/groupColumns.js";
import {whoseOf} from "../../lib/dataset/people.js";
import {designOf, rowsToCustomer} from "../../lib/judge/promise.js";
import {readModel} from "../../lib/model/readModel.js";
import {openSession} from "../../lib/whatif/session.js";
import {loadFailure, parityFailure, parityLine, fetchModel, reading, readPredict} from "../shared/readFiles.js";
import {createModelShelf} from "../shared/modelShelf.js";
import {el} from "../ui/dom.js";
import {batchDesk} from "./batchDesk.js";

export interface BatchPageOptions {
  /** reads `users.json`; asked for where the book publishes rows */
  readUsers: () => Promise<UsersBook>;
  /** read `predict.json`, `dataset.json`, `reference.json` and the Champion's JSON */
  readBook: () => Promise<PredictBook>;
  readDataset: () => Promise<DatasetBook>;
  readReference: () => Promise<ReferenceBook>;
  readChampion: () => Promise<unknown>;
  /** reads `score-groups.json`; asked for where a file says what happened */
  readGroups: () => Promise<ScoreGroupsFile>;
}

/** The whole of /batch. Shows no number at all unless this browser scores the golden rows as the build did. */
export async function batchPage(options: BatchPageOptions): Promise<HTMLElement> {
  const {readBook, readUsers, readDataset, readReference, readChampion} = options;
  try {
    const [book, dataset, reference, champion] = await Promise.all([
      readPredict(readBook, readUsers),
      reading("data/book/dataset.json", readDataset),
      reading("data/book/reference.json", readReference),
      reading("api/champion.json", readChampion)
    ]);
    const session = await reading("api/champion.json", () => openSession(book, book.models[0].name, readModel(champion)));
    if (!session.parity.passed) return parityFailure(session.parity);
    const readGroups = (): Promise<ScoreGroupsBook> =>
      reading("data/book/score-groups.json", async () => openGroups(await options.readGroups()));
    const {definition} = dataset;
    const ranges = Object.fromEntries(definition.inputs.map(({name, range}) => [name, range ?? {}]));
    return el(
      "div",
      {class: "bt-page"},
      batchDesk(
        {
          book,
          reference,
          ranges,
          label: definition.label,
          group: definition.protocol.group,
          called: whoseOf(definition),
          design: designOf(dataset),
          rowsEach: rowsToCustomer(dataset),
          hasTime: definition.protocol.time !== undefined,
          value: definition.value,
          readGroups
        },
        createModelShelf(book, session, fetchModel)
      ),
      parityLine(session.parity)
    );
  } catch (error) {
    return loadFailure(error);
  }
}
