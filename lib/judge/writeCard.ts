import type {Called} from "../dataset/people.js";
import type {FileComparison} from "../drift/compareFile.js";
import type {Expected} from "./expected.js";
import type {AtLine, ScoreCard} from "./scoreCard.js";
import {describeDrift, verdictWords} from "../drift/words.js";
import {expectGain} from "./expected.js";
import {escapeMarkdown, formatCount} from "../format.js";
import type {CardMoney} from "./cardWords.js";
import {EXPECTED_BLIND, explainVerdict, listCard, sayExpected, sayVerdict} from "./cardWords.js";

/** A judged file, for programs and for people to read. */
export interface JudgedFile {
  /** the file's name, without folders */
  file: string;
  model: {name: string | null; kind: string; sha256: string};
  /** null: no row of the file says what happened */
  card: ScoreCard | null;
  at: AtLine | null;
  expected: Expected;
  /** what contact is assumed to cost and bring, by which money at the line is counted */
  money: CardMoney;
  /** null: there was nothing to compare with */
  drift: FileComparison | null;
  /** what the table calls those whose rows they are */
  called: Called;
  /** by what rows count, in words; empty: each row is a customer of its own */
  whose: string;
  /** scored rows without a label that counts */
  nUnlabelled: number;
  nStrange: number;
  /** the same in words; empty: every row that was scored says what happened, or the file has no such column */
  unjudged: string;
}

/** What a card's JSON, and its Markdown, begin with: by this they are known again. */
const FORMAT = "churnbook score card 1";
const HEADING = "# Score card of ";

export function isCardJson(text: string): boolean {
  return text.startsWith(`{\n  "format": "${FORMAT}"`);
}

export function isCardMarkdown(text: string): boolean {
  return text.startsWith(HEADING);
}

/** As plain JSON, without the promised users' groups. */
export function cardJson({card, drift, money, called: _, ...rest}: JudgedFile): object {
  return {
    format: FORMAT,
    ...rest,
    money: {...money, gain: expectGain(rest.expected.atLine, money.assumptions)},
    card: card && {
      ...card,
      promised: card.promised && {
        n: card.promised.n,
        churned: card.promised.churned,
        metrics: card.promised.metrics,
        calibration: card.promised.calibration
      }
    },
    drift: drift && {
      n: drift.n,
      inputs: drift.inputs.map(({reference, verdict, index, adjusted}) => ({
        name: reference.name,
        verdict,
        index,
        adjustedPValue: adjusted
      }))
    }
  };
}

/** As Markdown. @param titleOf what readers call an input */
export function cardMarkdown(
  {file, model, card, at, expected, drift, money, called, whose, unjudged}: JudgedFile,
  titleOf: (name: string) => string
): string {
  const {sha256} = model;
  return (
    [
      `${HEADING}${escapeMarkdown(file)}`,
      `Model: ${escapeMarkdown(model.name ?? model.kind)}, ${sha256.slice(0, 8)}.`,
      ...(card && at
        ? sayCard(card, at, {expected, called})
        : ["No row says what happened, so this is what its scores lead one to expect.", ...sayExpected(expected, money), EXPECTED_BLIND]),
      ...[whose, unjudged].filter((text) => text !== "").map((text) => escapeMarkdown(text)),
      ...(drift ? ["## Is it like the training data?", `${describeDrift(drift, titleOf)}.`, ...driftRows(drift, titleOf)] : [])
    ].join("\n\n") + "\n"
  );
}

function sayCard(card: ScoreCard, at: AtLine, {expected, called}: Pick<JudgedFile, "expected" | "called">): string[] {
  const rows = listCard(card, at).map(
    ({what, came, interval, promised, n}) => `| ${what} | ${came} | ${interval} | ${promised} | ${formatCount(n)} |`
  );
  return [
    `**${sayVerdict(card, called)}.**`,
    explainVerdict(card, expected).join(" "),
    ["| | came | 95% interval | promised | rows |", "|---|---|---|---|---|", ...rows].join("\n")
  ];
}

function driftRows({inputs}: FileComparison, titleOf: (name: string) => string): string[] {
  if (inputs.length === 0) return [];
  const rows = inputs.map(({reference, verdict}) => `| ${escapeMarkdown(titleOf(reference.name))} | ${verdictWords[verdict]} |`);
  return [["| input | verdict |", "|---|---|", ...rows].join("\n")];
}
