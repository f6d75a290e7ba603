import type {PredictBook, UserSample, UserScores} from "../../lib/book/predict.js";
import type {SampleScores, UserQuery} from "../../lib/whatif/findUsers.js";
import type {Row} from "../../lib/dataset/table.js";
import type {Actions} from "./actions.js";
import type {Store} from "../ui/store.js";
import type {PageState} from "./pageState.js";
import type {ModelShelf} from "../shared/modelShelf.js";
import {formatCount} from "../../lib/format.js";
import {everybody, findUsers} from "../../lib/whatif/findUsers.js";
import {rowAt} from "../../lib/dataset/rowColumns.js";
import {el} from "../ui/dom.js";
import {quietButton} from "../ui/buttons.js";
import {finderForm} from "./finderForm.js";
import {foundTable} from "./foundTable.js";
import {getNamed} from "../../lib/named.js";
import {rowUnit} from "../ui/rowUnit.js";

const SHOWN = 8;

export interface FinderOptions {
  store: Store<PageState>;
  actions: Actions;
  scoreUsers: ScoreUsers;
}

interface Found {
  users: number[];
  scores: SampleScores;
  query: UserQuery;
}

/** Users to start from, by score, inputs, outcome and disagreement; stepped through one after another. What is looked for stands in the address. */
export function userFinder(
  book: PredictBook,
  users: UserSample,
  {store, actions, scoreUsers}: FinderOptions
): {element: HTMLElement; show(state: PageState): void} {
  const many = `${users.synthetic ? "synthetic " : ""}${rowUnit.many}`;
  const count = el("p", {class: "wi-finding", role: "status"});
  const form = finderForm(book, (change) => store.set({query: {...(store.state.query ?? everybody), ...change}}));
  const pages = foundPages(book, users, {ownTitle: () => store.state.session.title, open: goTo});
  const details = el(
    "details",
    {class: "expert wi-finder no-print", open: store.state.query !== null},
    el("summary", {}, `Start from one of ${formatCount(users.n)} ${many}`),
    form.element,
    count,
    pages.elements
  );
  let last = everybody;
  let found: Found | null = null;
  let turn = 0;
  let opened: Row | null = null;
  let lookedFor: Pick<PageState, "session" | "threshold" | "query"> | null = null;
  const asMade = store.state.query;

  details.addEventListener("toggle", () => {
    if (details.open === (store.state.query !== null)) return;
    last = store.state.query ?? last;
    store.set({query: details.open ? last : null});
  });

  async function look(query: UserQuery): Promise<void> {
    const {session, threshold} = store.state;
    const now = ++turn;
    try {
      const next = await find(users, query, {model: session.name, line: threshold ?? book.baseRate, scoreUsers});
      if (now !== turn) return; // the reader went on meanwhile
      found = next;
      tellCount();
    } catch (error) {
      if (now !== turn) return;
      found = null;
      count.textContent = `The scores cannot be had: ${error instanceof Error ? error.message : String(error)}.`;
    }
    opened = null;
    pages.show(found);
  }

  function goTo(place: number): void {
    if (!found) return;
    actions.setRow(rowAt(users, found.users[place]));
    opened = store.state.history.present.start;
    count.textContent = `Number ${formatCount(place + 1)} of the ${formatCount(found.users.length)} ${many} that fit is where the inputs start from.`;
    pages.mark(place);
  }

  /** The inputs started from somebody else: nobody of the list is marked any more. */
  function leave(): void {
    opened = null;
    tellCount();
    pages.mark(null);
  }

  function tellCount(): void {
    if (!found) return;
    const isSame = found.query.beside?.model === store.state.session.name;
    count.textContent =
      `${formatCount(found.users.length)} of ${formatCount(users.n)} ${many} ` +
      `fit.${isSame ? " Both models are the same one: choose another." : ""}`;
  }

  return {
    element: details,
    show(state) {
      const {query, session, threshold} = state;
      if (opened && state.history.present.start !== opened) leave();
      if (lookedFor?.query === query && lookedFor.session === session && lookedFor.threshold === threshold) return;
      // only another query: else what is shown first, or a model that arrives, would close what the reader has just opened, before the event says so
      if ((lookedFor ? lookedFor.query : asMade) !== query) details.open = query !== null;
      lookedFor = {query, session, threshold};
      if (!query) return;
      form.show(query, state);
      void look(query);
    }
  };
}

interface FoundPages {
  elements: HTMLElement[];
  /** the first page of others */
  show(found: Found | null): void;
  /** @param place in the found users, whose page is turned to; null: nobody's */
  mark(place: number | null): void;
}

/** The found users page by page, and two buttons that step through them. @param options `open` is asked for by a place in the found users */
function foundPages(
  book: PredictBook,
  users: UserSample,
  {ownTitle, open}: {ownTitle: () => string; open: (place: number) => void}
): FoundPages {
  const list = el("div");
  const [back, forth] = [quietButton("Previous", () => step(-1)), quietButton("Next", () => step(1))];
  const titleOf = (name: string): string => book.models.find((d) => d.name === name)?.title ?? name;
  let found: Found | null = null;
  let page = 0;
  let marked: number | null = null;

  function draw({users: places, query, scores}: Found): HTMLElement {
    return foundTable(book, users, places.slice(page * SHOWN, (page + 1) * SHOWN), {
      query,
      scores,
      titles: {own: ownTitle(), beside: query.beside && titleOf(query.beside.model)},
      open: (n) => open(page * SHOWN + n)
    });
  }

  function turnTo(next: number): void {
    page = next;
    list.replaceChildren(...(found ? [draw(found)] : []));
  }

  function mark(place: number | null): void {
    marked = place;
    const next = place === null ? page : Math.floor(place / SHOWN);
    if (next !== page) turnTo(next);
    list.querySelectorAll("tbody tr").forEach((row, n) => row.classList.toggle("selected", place === page * SHOWN + n));
  }

  function step(by: number): void {
    const n = found?.users.length ?? 0;
    if (n > 0) open(marked === null ? (by > 0 ? 0 : n - 1) : (marked + by + n) % n);
  }

  return {
    elements: [el("p", {}, back, " ", forth), list],
    mark,
    show(next) {
      found = next;
      turnTo(0);
      mark(null);
      for (const button of [back, forth]) button.disabled = !found || found.users.length === 0;
    }
  };
}

async function find(
  users: UserSample,
  query: UserQuery,
  {model, line, scoreUsers}: {model: string; line: number; scoreUsers: ScoreUsers}
): Promise<Found> {
  const [own, beside] = await Promise.all([scoreUsers(model), query.beside ? scoreUsers(query.beside.model) : null]);
  const scores = {own, beside, line};
  return {users: findUsers(users, query, scores), scores, query};
}

/** The scores of the shipped users by one model. @throws if the model or its scores cannot be had */
export type ScoreUsers = (model: string) => Promise<ArrayLike<number>>;

/**
 * Scores as they may be shown: of real users those of models that had not seen them, of synthetic ones the model's own.
 *
 * @param read the scores of real users, which are fetched when another model than the Champion is asked for
 */
export function createUserScores(
  {users, models}: Pick<PredictBook, "users" | "models">,
  shelf: ModelShelf,
  read: () => Promise<UserScores>
): ScoreUsers {
  const known = new Map<string, Promise<ArrayLike<number>>>();
  async function score(model: string): Promise<ArrayLike<number>> {
    if (!users) return [];
    if (users.known) {
      if (model === models[0].name) return users.known.outOfFold;
      const scores = getNamed(await read(), model);
      if (scores?.length !== users.n) throw new Error("user-scores.json holds no scores of this model");
      return scores;
    }
    const {scorer} = await shelf.open(model);
    return Float64Array.from({length: users.n}, (_, i) => scorer.scoreRow(rowAt(users, i)));
  }
  return (model) => {
    const scores = known.get(model) ?? score(model);
    known.set(model, scores);
    scores.catch(() => known.delete(model)); // the next one may try again
    return scores;
  };
}
