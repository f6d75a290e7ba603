import type {RateMove} from "../../lib/model/shiftBaseRate.js";
import type {Session} from "../../lib/whatif/session.js";
import type {ModelShelf} from "../shared/modelShelf.js";
import type {Batch, BatchBook} from "./batchState.js";
import type {FileLike, OpenedFile} from "../shared/openFile.js";
import type {Line} from "./countCards.js";
import type {ResultView} from "./resultView.js";
import type {Watch} from "./work.js";
import type {Stage} from "./stage.js";
import {checkColumnNames, checkMatch, matchColumns} from "../../lib/rows/matchColumns.js";
import {BASE_RATE, NEW_COLUMNS} from "../../lib/batch/outputRows.js";
import {describeDrift} from "../../lib/drift/words.js";
import {formatCount} from "../../lib/format.js";
import {address} from "../ui/address.js";
import {el} from "../ui/dom.js";
import {errorState} from "../ui/notice.js";
import {titleOf} from "./batchState.js";
import {driftView} from "./driftView.js";
import {outcomeView} from "./outcomeView.js";
import {columnForm} from "./columnForm.js";
import {resultView} from "./resultView.js";
import {compareWatched, readWatched, scoreWatched} from "./work.js";
import {carriedSearch} from "../shared/addressWords.js";

export interface ScoringOptions {
  shared: BatchBook;
  shelf: ModelShelf;
  stage: Stage;
  /** the choices as they are now */
  model: () => string;
  rate: () => RateMove | null;
  line: () => Line;
  /** the page's query */
  search: () => string;
  onLine: (threshold: number) => void;
  /** to screen readers */
  say: (words: string) => void;
}

/** The way of a file through the page. Each step shows on the stage what came of it. */
export interface Scoring {
  /** reads a file, and scores it if every input has its column; else asks for them */
  take(file: FileLike): void;
  /** scores the file at hand again, with the model that is chosen now */
  repeat(): void;
  forget(): void;
  /** the line changed */
  showLine(): void;
}

export function createScoring(options: ScoringOptions): Scoring {
  const {shelf, stage, model} = options;
  let file: OpenedFile | null = null;
  let result: Pick<ResultView, "showLine"> | null = null;
  const score = async (
    opened: OpenedFile,
    session: Session,
    {places, watch, isAsked = false}: {places: readonly number[]; watch: Watch; isAsked?: boolean}
  ): Promise<void> => {
    const {label, group} = options.shared;
    const batch = await scoreWatched(opened, places, {session, rate: options.rate(), label, group, watch});
    const shown = showBatch(batch, options, {watch, columns: formFor(opened, session, places)});
    result = shown;
    if (isAsked) shown.heading.focus(); // the button that was pressed is gone
    await shown.compare();
  };
  const formFor = (opened: OpenedFile, session: Session, places: readonly number[]): HTMLElement =>
    columnForm({
      inputs: namesOf(session).map((name) => ({name, title: titleOf(options.shared, name)})),
      columns: opened.source.columns,
      places,
      where: whereOf(opened),
      onScore: (chosen) => void stage.play(opened.name, (watch) => score(opened, session, {places: chosen, watch, isAsked: true}))
    });
  const match = async (opened: OpenedFile, session: Session, watch: Watch): Promise<void> => {
    const {columns} = opened.source;
    const {places} = matchColumns(namesOf(session), columns);
    try {
      checkMatch(namesOf(session), columns, {places, where: whereOf(opened)});
    } catch (error) {
      return stage.show(
        errorState("Some inputs have no column", error instanceof Error ? error.message : String(error)),
        formFor(opened, session, places)
      );
    }
    await score(opened, session, {places, watch});
  };
  return {
    take: (chosen) =>
      void stage.play(chosen.name, async (watch) => {
        file = result = null;
        const session = await shelf.open(model());
        const opened = await readWatched(chosen, session.model, watch);
        checkColumnNames(opened.source.columns, {where: whereOf(opened), added: [...NEW_COLUMNS, BASE_RATE]});
        file = opened;
        await match(opened, session, watch);
      }),
    repeat() {
      const opened = file;
      if (opened) void stage.play(opened.name, async (watch) => match(opened, await shelf.open(model()), watch));
    },
    forget() {
      file = result = null;
    },
    showLine: () => result?.showLine()
  };
}

/** Shows what came of a file; to compare it with the training data takes another moment. */
function showBatch(
  batch: Batch,
  {shared, stage, line, onLine, search, say}: ScoringOptions,
  {watch, columns}: {watch: Watch; columns: HTMLElement}
): Pick<ResultView, "heading" | "showLine"> & {compare: () => Promise<void>} {
  const result = resultView(batch, {shared, line, onLine, signal: watch.signal, columns});
  const outcome = outcomeView(batch, {shared, line, search});
  const waiting = el("p", {class: "wi-note"}, "Comparing with the training data …");
  stage.show(
    result.element,
    outcome.element,
    el("section", {class: "bt-drift"}, el("h2", {}, "Is it like the training data?"), waiting),
    onwardLinks(search)
  );
  return {
    heading: result.heading,
    showLine() {
      result.showLine();
      outcome.showLine();
    },
    async compare() {
      await outcome.judge();
      watch.signal.throwIfAborted();
      const compared = await compareWatched(batch, shared, watch.signal);
      waiting.replaceWith(driftView(compared, shared));
      const {nRows, bad} = batch.scored;
      say(
        `${formatCount(nRows - bad.length)} of ${formatCount(nRows)} rows scored. ${outcome.spoken()}` +
          `${describeDrift(compared, (name) => titleOf(shared, name))}.`
      );
    }
  };
}

/** The columns that the model takes, the constant too, which does not look at them. */
function namesOf({model}: Session): string[] {
  return model.inputs.map((d) => d.name);
}

function whereOf({name}: OpenedFile): string {
  return `score ${name}`;
}

/** Where the line is set by what it brings, with everything that the address holds. @param search the page's own, as it is now */
function onwardLinks(search: () => string): HTMLElement {
  const decide = el("a", {href: address.to("decide")}, "Set the line by what a campaign costs and brings");
  const models = el("a", {href: address.to("models")}, "See how well each model scores");
  for (const [link, to] of [
    [decide, "decide"],
    [models, "models"]
  ] as const) {
    for (const kind of ["pointerdown", "focus", "click"])
      link.addEventListener(kind, () => (link.href = address.to(to, carriedSearch(search(), "batch", to))));
  }
  return el("p", {class: "dc-onward no-print"}, decide, models);
}
