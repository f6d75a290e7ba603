import type {DatasetBook} from "../../lib/book/dataset.js";
import type {TextFormat} from "../../lib/rows/format.js";
import type {RateMove} from "../../lib/model/shiftBaseRate.js";
import type {JudgeRequest} from "./judgeScores.js";
import type {FoundModel} from "./openModel.js";
import {check} from "../../lib/check.js";
import {explainVerdict, sayExpected, sayVerdict} from "../../lib/judge/cardWords.js";
import {listDiffering, sayDrift} from "../../lib/drift/words.js";
import {judgeScores} from "./judgeScores.js";
import {nameInputs} from "./likeness.js";
import {cardFilesOf, writeCardFiles} from "./judgedFiles.js";

/** What ends a judging with a status of its own. */
const FAULTS = ["worse", "drift"] as const;
type Fault = (typeof FAULTS)[number];
const FAULT_STATUS = 3;

export interface Judging {
  /** the contact line; null: the book's base rate */
  line: number | null;
  failIf: readonly Fault[];
}

/** How a file is to be judged; null: it is not. @throws if the options contradict each other, or hold what they cannot */
export function readJudging(values: {judge?: string; "fail-if"?: string; line?: string}): Judging | null {
  const {judge, "fail-if": failIf, line} = values;
  check(judge !== undefined || failIf === undefined, {where: "--fail-if", rule: "it goes with --judge", got: "none"});
  if (judge === undefined) return null;
  check(line === undefined, {
    where: "--judge",
    rule: "it needs all rows, and --line keeps some",
    got: `--line ${line}`,
    remedy: `Leave --line out; the contact line to judge is --judge=${line}.`
  });
  const chance = Number(judge);
  check(judge === "" || (chance > 0 && chance < 1), {
    where: "--judge",
    rule: "a contact line must be a chance between 0 and 1, as in --judge=0.25",
    got: JSON.stringify(judge)
  });
  const faults = failIf === undefined ? [] : failIf.split(",").map((word) => word.trim());
  const strangers = faults.filter((word) => !(FAULTS as readonly string[]).includes(word));
  check(strangers.length === 0, {where: "--fail-if", rule: "it must be worse, drift or worse,drift", got: JSON.stringify(failIf)});
  return {line: judge === "" ? null : chance, failIf: FAULTS.filter((fault) => faults.includes(fault))};
}

/** A model's book. @throws where there is a model's JSON alone */
export function needBook(where: string, {of, origin}: FoundModel): NonNullable<FoundModel["of"]> {
  check(of, {
    where,
    rule: "the model must be of a book, which knows its label and what it promised",
    got: `a model's JSON alone, ${origin}`,
    remedy: "Name a site or a finalist with --model."
  });
  return of;
}

/** From the churn rate of the model's book to the one that is known of now. */
export async function readMove(found: FoundModel, to: number): Promise<RateMove> {
  const {baseRate} = await needBook("--base-rate", found).book<DatasetBook>("dataset.json");
  check(to > 0 && to < 1, {where: "--base-rate", rule: "it must be a share between 0 and 1, both excluded", got: to});
  return {from: baseRate, to};
}

/** Judges what was written, writes the score card beside it, and says its verdict; ends with a status of its own where that is asked for. */
export async function tellCard(
  request: JudgeRequest & Judging,
  {format, write}: {format: TextFormat | undefined; write: (text: string) => void}
): Promise<void> {
  const {output, model, book, failIf} = request;
  const judged = await judgeScores({...request, model: {...model, format}});
  const nameOf = nameInputs(model, book.dataset);
  const titleOf = (name: string): string => nameOf(name).title;
  const files = cardFilesOf(output);
  await writeCardFiles(files, judged, titleOf);
  const {card, expected, money, drift, called, whose, unjudged} = judged;
  const told = card
    ? [`${sayVerdict(card, called)}.`, ...explainVerdict(card, expected)]
    : ["No row says what happened.", ...sayExpected(expected, money)];
  for (const sentence of [...told, ...[whose, unjudged].filter((text) => text !== "")]) write(`judge: ${sentence}\n`);
  for (const sentence of drift === null ? [] : sayDrift(drift, nameOf)) write(`judge: ${sentence}\n`);
  write(`judge: ${files.markdown} and ${files.json} have the whole card\n`);
  const isWorse = card?.verdict.state === "worse than promised";
  const isOther = drift !== null && listDiffering(drift).length > 0;
  if ((failIf.includes("worse") && isWorse) || (failIf.includes("drift") && isOther)) process.exitCode = FAULT_STATUS;
}
