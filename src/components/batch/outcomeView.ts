import type {Promised} from "../../lib/judge/promise.js";
import type {ScoreCard} from "../../lib/judge/scoreCard.js";
import type {LabelChoice} from "../../lib/dataset/definition.js";
import type {Truth} from "../../lib/judge/truth.js";
import type {CardLine} from "../../lib/judge/cardWords.js";
import type {Batch, BatchBook} from "./batchState.js";
import type {Line} from "./countCards.js";
import {
  explainVerdict,
  EXPECTED_BLIND,
  listCard,
  sayExpected,
  sayOutcomeColumn,
  sayUnjudged,
  sayVerdict,
  sayWhose
} from "../../lib/judge/cardWords.js";
import {expectPerformance} from "../../lib/judge/expected.js";
import {readPromise} from "../../lib/judge/promise.js";
import {judgeLine, makeScoreCard} from "../../lib/judge/scoreCard.js";
import {formatCount} from "../../lib/format.js";
import {dataTable} from "../ui/dataTable.js";
import {el} from "../ui/dom.js";
import {notice} from "../ui/notice.js";
import {rowUnit} from "../ui/rowUnit.js";
import {goodScores} from "./countCards.js";
import {readMoney} from "./gains.js";
import {outcomeChart} from "./outcomeChart.js";

export interface OutcomeView {
  element: HTMLElement;
  /** judges the scores by what happened, where the file says so */
  judge(): Promise<void>;
  showLine(): void;
  /** the verdict, to screen readers; empty where there is none */
  spoken(): string;
}

export interface OutcomeOptions {
  shared: BatchBook;
  line: () => Line;
  /** the page's query, which holds what /decide assumes of a campaign */
  search: () => string;
}

/** Whether a file's scores were right, where it says what happened; else how right they are to be. */
export function outcomeView(batch: Batch, {shared, line, search}: OutcomeOptions): OutcomeView {
  const truth = batch.outcome?.truth;
  if (truth && truth.y.length > 0) return truthView(batch, {shared, line, truth});
  return expectedView(batch, {shared, line, search});
}

function truthView(batch: Batch, {shared, line, truth}: {shared: BatchBook; line: () => Line; truth: Truth}): OutcomeView {
  const table = el("div", {class: "bt-card"});
  const body = el("div", {"aria-busy": "true"}, el("p", {class: "wi-note"}, "Judging the scores by what happened …"));
  let judged: {card: ScoreCard; promised: Promised | null} | null = null;
  const showLine = (): void => {
    if (judged) table.replaceChildren(cardTable(listCard(judged.card, judgeLine(truth, line().value, judged.promised))));
  };
  return {
    element: el("section", {class: "bt-outcome", "data-testid": "outcome"}, el("h2", {}, "Were the scores right?"), body),
    showLine,
    spoken: () => (judged ? `${sayVerdict(judged.card, shared.called)}. ` : ""),
    async judge() {
      const {models} = await shared.readGroups();
      const promised = readPromise(
        models.find(({name}) => name === batch.by.name),
        shared.design
      );
      const card = makeScoreCard(truth, promised);
      judged = {card, promised};
      showLine();
      body.removeAttribute("aria-busy");
      body.replaceChildren(...cardParts(batch, card, {table, shared}).filter((d) => d !== null));
    }
  };
}

const tones = {"as promised": "good", "worse than promised": "error", "too few to say": ""};

function cardParts(
  batch: Batch,
  card: ScoreCard,
  {table, shared: {label, group, called, design}}: {table: HTMLElement; shared: BatchBook}
): (HTMLElement | null)[] {
  const expected = expectPerformance(goodScores(batch.scored), 1, design);
  const whose = sayWhose({column: group, called}, card.customers);
  return [
    el("p", {class: `bt-verdict ${tones[card.verdict.state]}`.trim(), "data-testid": "card-verdict"}, `${sayVerdict(card, called)}.`),
    el("p", {}, explainVerdict(card, expected).join(" ")),
    strangeNotice(batch, label),
    table,
    card.calibration.length > 0 ? outcomeChart(card) : null,
    el(
      "p",
      {class: "wi-note"},
      (card.promised
        ? `Promised: what models that had not seen them made of ${formatCount(card.promised.n)} training ${rowUnit.many}. `
        : "") +
        "Average precision, losses and what a line finds move with the share that churns, so compare them at a like share only. " +
        `Intervals are over who is in the file, at 95%.${whose && ` ${whose}`}`
    )
  ];
}

/** Rows that say something else than the two outcomes, or nothing. */
function strangeNotice({outcome, source}: Batch, label: LabelChoice): HTMLElement | null {
  const told = outcome === null ? "" : sayUnjudged(outcome.truth, {...label, column: source.columns[outcome.place]});
  return told === "" ? null : notice("info", told);
}

function cardTable(lines: readonly CardLine[]): HTMLElement {
  return dataTable<CardLine>({
    caption: "What came, beside what was promised",
    hideCaption: true,
    sortable: false,
    rows: lines,
    columns: [
      {key: "what", title: "Measure"},
      {key: "came", title: "Came", align: "right"},
      {key: "promised", title: "Promised", align: "right", format: (text) => text || "–"},
      {key: "interval", title: "95% interval", align: "right"},
      {key: "n", title: "Rows", format: formatCount}
    ]
  });
}

/** Without outcomes: what the scores say of themselves. */
function expectedView(batch: Batch, {shared, line, search}: OutcomeOptions): OutcomeView {
  const scores = goodScores(batch.scored);
  const list = el("ul", {class: "bt-expected"});
  const showLine = (): void => {
    if (scores.length > 0)
      list.replaceChildren(
        ...sayExpected(expectPerformance(scores, line().value, shared.design), readMoney(search())).map((text) => el("li", {}, text))
      );
  };
  showLine();
  return {
    element: el(
      "section",
      {class: "bt-outcome", "data-testid": "outcome", hidden: scores.length === 0},
      el("h2", {}, "How right are they to be?"),
      strangeNotice(batch, shared.label),
      list,
      el(
        "p",
        {class: "wi-note"},
        `${EXPECTED_BLIND} Once it is known, give the file ${sayOutcomeColumn(shared.label)}, and the scores are judged here.`
      )
    ),
    showLine,
    spoken: () => "",
    judge: () => Promise.resolve()
  };
}
