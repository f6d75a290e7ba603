import type {PredictBook} from "../../lib/book/predict.js";
import type {Session} from "../../lib/whatif/session.js";
import {readModel} from "../../lib/model/readModel.js";
import {openSession} from "../../lib/whatif/session.js";

/** Gives a model's JSON by its place in the book. */
export type LoadModel = (file: string) => Promise<unknown>;

/** The book's models: small ones are fetched with the page, so that they are there without a line too, others when they are first asked for. */
export interface ModelShelf {
  champion: Session;
  /** fetches the small ones */
  prefetch(): void;
  /** @throws if the model is unknown, cannot be read, or does not score as the build did */
  open(name: string): Promise<Session>;
}

/** In bytes before compression, of all that are fetched ahead together: linear models and trees, not a forest. The page has a weight to keep to. */
const ROOM = 25_000;

/** What is fetched ahead: the smallest first, as many as there is room for. @param models all but the Champion */
export function smallestOf<M extends {bytes: number}>(models: readonly M[], room = ROOM): M[] {
  let left = room;
  return models.toSorted((a, b) => a.bytes - b.bytes).filter(({bytes}) => (left -= bytes) >= 0);
}

/** A shelf on which the Champion stands already. */
export function createModelShelf(book: PredictBook, champion: Session, load: LoadModel): ModelShelf {
  const opened = new Map<string, Session>([[champion.name, champion]]);
  const fetched = new Map<string, Promise<unknown>>();
  function fetchOnce(file: string): Promise<unknown> {
    const json = fetched.get(file) ?? load(file);
    fetched.set(file, json);
    json.catch(() => fetched.delete(file)); // the next one may try again
    return json;
  }
  return {
    champion,
    prefetch: () =>
      smallestOf(book.models.filter((d) => d.name !== champion.name)).forEach((d) => void fetchOnce(d.file).catch(() => undefined)),
    async open(name) {
      const known = opened.get(name);
      if (known) return known;
      const entry = book.models.find((d) => d.name === name);
      if (!entry) throw new Error("it is not among this site’s models");
      const session = openSession(book, name, readModel(await fetchOnce(entry.file)));
      if (!session.parity.passed) throw new Error("it does not score in this browser as it did in the build");
      opened.set(name, session);
      return session;
    }
  };
}
