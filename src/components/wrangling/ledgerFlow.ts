import type {DatasetBook} from "../../lib/book/dataset.js";
import type {LedgerStep, WranglingBook} from "../../lib/book/wrangling.js";
import {formatCount, formatShare} from "../../lib/format.js";
import {FEW, sayNear} from "../../lib/groups.js";
import {el} from "../ui/dom.js";

/** Every step from the file to the rows that models see, with the rows that went and why; the numbers add up. */
export function ledgerFlow({ledger}: WranglingBook, {counts, definition}: DatasetBook): HTMLElement {
  const total = Math.max(1, ledger[0]?.rowsIn ?? counts.rows);
  const notDrawn = counts.labelled - counts.train - counts.test;
  return el(
    "ol",
    {class: "ledger", "data-figure": "ledger"},
    ledger.map((step) => ledgerItem(step, total)),
    el(
      "li",
      {},
      stepHead("Split once, by a seed", counts.train + counts.test),
      flowBar([
        {rows: counts.train, total, tone: "kept"},
        {rows: counts.test, total, tone: "test"},
        {rows: notDrawn, total, tone: "removed"}
      ]),
      el(
        "p",
        {},
        el("strong", {}, `${formatCount(counts.train)} to learn from, ${formatCount(counts.test)} to judge on. `),
        sayNotDrawn(notDrawn, {nTrain: counts.train, protocol: definition.protocol}),
        "What is learnt from data, scales and categories included, is learnt on the first part only."
      )
    )
  );
}

/** Why rows are on neither side of the split, in a sentence; nothing where all are on one. */
export function sayNotDrawn(
  n: number,
  {nTrain, protocol}: {nTrain: number; protocol: Pick<DatasetBook["definition"]["protocol"], "fitRows" | "group" | "time">}
): string {
  if (n === 0) return "";
  const other = `The other ${formatCount(n)} `;
  const isParted = protocol.group !== undefined && protocol.time !== undefined;
  if (!isParted) return `${other}are more than models are fitted on, and were left out by lot. `;
  const parted =
    "are of those with rows both before the test’s time and in it: each of these is on one side only, so that the test is later, and of others";
  if (nTrain + n <= protocol.fitRows) return `${other}${parted}. `;
  return `${other}are more than models are fitted on, or ${parted}. `;
}

function ledgerItem(
  {title, why, detail, rowsIn, rowsOut, rowsRemoved, rowsChanged, columnsIn, columnsOut}: LedgerStep,
  total: number
): HTMLElement {
  return el(
    "li",
    {},
    stepHead(title, rowsOut),
    flowBar([
      {rows: rowsOut, total, tone: "kept"},
      {rows: typeof rowsRemoved === "number" ? rowsRemoved : 0, total, tone: "removed"}
    ]),
    el("p", {}, el("strong", {}, detail), detail.endsWith(".") ? " " : ". ", why),
    el(
      "p",
      {class: "ledger-sum"},
      rowsRemoved === FEW
        ? `${formatCount(rowsOut)} rows, and ${FEW} that were removed`
        : `${formatCount(rowsIn)} − ${formatCount(rowsRemoved)} = ${formatCount(rowsOut)} rows`,
      rowsChanged === 0 ? "" : `; ${sayNear(rowsChanged, rowsIn)} changed or flagged`,
      columnsIn === columnsOut ? `; ${columnsOut} columns` : `; ${columnsIn} columns become ${columnsOut}`
    )
  );
}

function stepHead(title: string, rows: number): HTMLElement {
  return el(
    "div",
    {class: "ledger-head"},
    el("h3", {}, title),
    el("span", {class: "ledger-rows"}, formatCount(rows), el("small", {}, " rows"))
  );
}

interface Piece {
  rows: number;
  total: number;
  tone: "kept" | "removed" | "test";
}

function flowBar(pieces: readonly Piece[]): HTMLElement {
  return el(
    "div",
    {class: "ledger-bar"},
    pieces
      .filter(({rows}) => rows > 0)
      .map(({rows, total, tone}) =>
        el("span", {
          class: tone,
          style: `flex-basis: ${((100 * rows) / total).toFixed(3)}%`,
          title: `${formatCount(rows)} rows, ${formatShare(rows / total)}`
        })
      )
  );
}
