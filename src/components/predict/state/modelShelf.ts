import type {PredictBook} from "../../../lib/book/predict.js";
import {readModel} from "../../../lib/model/readModel.js";
import type {Session} from "../../../lib/whatif/answer/session.js";
import {openSession} from "../../../lib/whatif/answer/session.js";

/** Gives a model's JSON by its place in the book. */
export type LoadModel = (file: string) => Promise<unknown>;

/** The book's models, each fetched when it is first asked for. */
export interface ModelShelf {
  champion: Session;
  /** @throws if the model is unknown, cannot be read, or does not score as the build did */
  open(name: string): Promise<Session>;
}

/** A shelf on which the Champion stands already. */
export function createModelShelf(book: PredictBook, champion: Session, load: LoadModel): ModelShelf {
  const opened = new Map<string, Session>([[champion.name, champion]]);
  return {
    champion,
    async open(name) {
      const known = opened.get(name);
      if (known) return known;
      const entry = book.models.find((d) => d.name === name);
      if (!entry) throw new Error("it is not among this site’s models");
      const session = openSession(book, name, readModel(await load(entry.file)));
      if (!session.parity.passed) throw new Error("it does not score in this browser as it did in the build");
      opened.set(name, session);
      return session;
    }
  };
}
