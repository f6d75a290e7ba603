import type {UnknownLevel} from "../../lib/batch/block.js";
import type {DatasetBook} from "../../lib/book/dataset.js";
import type {Command} from "../command.js";
import type {FoundModel} from "./openModel.js";
import type {GainColumn} from "./scoreJob.js";
import {availableParallelism} from "node:os";
import {check} from "../../lib/check.js";
import {formatCount, formatSeconds} from "../../lib/format.js";
import {sayMove} from "../../lib/decide/rateWords.js";
import {shiftBaseRate} from "../../lib/model/shiftBaseRate.js";
import {EXPECTED_GAIN} from "../../lib/batch/outputRows.js";
import {DOUBTFUL_ROWS} from "../../lib/batch/judgeRow.js";
import {parseCommand} from "../command.js";
import {endProcess} from "../flow/ending.js";
import {planOptions, readPlan} from "../planOptions.js";
import {settingOptions} from "../settingOptions.js";
import {readSettings} from "../settings.js";
import {sayLikeness} from "./likeness.js";
import {openModel} from "./openModel.js";
import {createProgress} from "./scoreJob.js";
import {scoreFiles} from "./scoreFiles.js";
import {readJudgingBook} from "./judgeScores.js";
import {needBook, readJudging, readMove, tellCard} from "./judging.js";

const DEFAULT_REASONS = 3;

const OPTIONS = {
  out: {
    type: "string",
    short: "o",
    value: "<file>",
    help: `where to; default: beside the input, with ".scored" in its name; a pattern and - need it. Its ending says the form: .csv, .tsv,
      .txt, .parquet, .arrow, .arrows, .feather or .ipc. A file that stands there is replaced only if it was scored before`
  },
  model: {
    type: "string",
    short: "m",
    value: "<model>",
    help: `champion (default), challenger or a finalist of the last run; a model's JSON; the folder or the address of a site, such as
      https://example.org/churn/ (#challenger or #<finalist> for another than its champion)`
  },
  line: {
    type: "string",
    value: "<chance>",
    help: `the list to contact: only rows whose score is at least this, such as 0.25, the highest first; written beside the input with
      ".contacts" in its name, if --out does not say otherwise`
  },
  "least-gain": {
    type: "string",
    value: "<money>",
    help: `the list to contact where each has a value: only rows of which contact is expected to bring at least this, such as 0, the highest
      first. What each is worth is --value-column, or the book's own column`
  },
  judge: {
    type: "string",
    value: "[=<line>]",
    help: `hold the scores against what the file says happened, in the column of the book's label, at a contact line such as 0.25 (default: the
      book's base rate); where it says nothing, say what to expect. Beside the scores, with ".judged.json" and ".judged.md" in their names`
  },
  "fail-if": {
    type: "string",
    value: "<what>",
    help: `with --judge: end with status 3 if scores are "worse" than promised, if there is "drift" in an input, or of either, "worse,drift"`
  },
  "base-rate": {
    type: "string",
    value: "<rate>",
    help: "the share that churns now, such as 0.21: every score moves with it from the share in the book, and ranks stay"
  },
  "value-column": {
    type: "string",
    value: "<column>",
    help: `what each is worth, in money: adds what contacting each is expected to bring, as "${EXPECTED_GAIN}". On a list it is the book's own
      column (value of its definition) where the file has it. One without a value counts at the mean of the others`
  },
  contact: planOptions.contact,
  offer: planOptions.offer,
  save: planOptions.save,
  vain: planOptions.vain,
  column: {type: "string", value: "<name>", help: "the new column's name; default churn_probability"},
  reasons: {
    type: "string",
    value: "[=<n>]",
    help: `the n inputs (default ${DEFAULT_REASONS}) that move each row's score most, against the average row`
  },
  "unknown-levels": {
    type: "string",
    value: "missing",
    help: `read a level that the model does not know as missing, with a warning; default: as the model has it, which pools it or refuses
      the row`
  },
  home: settingOptions.home,
  workers: {...settingOptions.workers, help: "cores to use; default: all"}
} as const;

const SCORE: Command<typeof OPTIONS> = {
  usage: "churnbook score <file>",
  about: `Reads CSV or TSV (.csv, .tsv, .txt), Parquet, Arrow or a sheet of an Excel workbook (.xlsx), and writes the same rows
    with the chance of churn beside them: one file, a quoted pattern of files of one form ("data/*.csv", "{may,june}.csv"), or - for
    CSV from standard input. Rows that cannot be scored go to <out>.errors.csv, each with its place and reason; rows that are scored
    with a number that cannot be (-5 active days), or a level that the model does not know, also stand in <out>.warnings.csv. Where
    200 rows or more are unlike those that the model learned from, as by other units, words or dates, it says at last in which inputs.`,
  options: OPTIONS,
  takes: {least: 1, most: 1, what: "one file, one quoted pattern, or -"},
  examples: [
    "churnbook score june.csv",
    "churnbook score june.csv --line 0.25 --reasons",
    "churnbook score june.csv --value-column revenue --least-gain 0 --save 15 --offer 10",
    "churnbook score may-with-outcomes.csv --judge=0.25 --fail-if worse,drift",
    'churnbook score "exports/*.parquet" --out scored.parquet --model https://your.site/churn/#tree'
  ]
};

/** `churnbook score ...`. @param args what follows "score" */
export async function scoreCommand(args: readonly string[]): Promise<void> {
  const asked = parseCommand(
    SCORE,
    args.map((arg) => (arg === "--reasons" ? `--reasons=${DEFAULT_REASONS}` : arg === "--judge" ? "--judge=" : arg))
  );
  if (asked === null) return;
  const {values, positionals} = asked;
  const unknownLevel = readUnknownLevel(values["unknown-levels"]);
  const line = values.line === undefined ? undefined : readChance("--line", values.line);
  const leastGain = values["least-gain"] === undefined ? undefined : readLeastGain(values);
  const settings = readSettings();
  const judging = readJudging(values);
  const found = await openModel(values.model ?? "champion", settings.home);
  const {origin} = found;
  const rate = values["base-rate"] === undefined ? null : await readMove(found, readChance("--base-rate", values["base-rate"]));
  const model = rate ? shiftBaseRate(found.model, rate) : found.model;
  const book = judging && (await readJudgingBook(needBook("--judge", found))); // before any work is done in vain
  const begun = performance.now();
  const write = (text: string): void => void process.stderr.write(text);
  write(`score: ${model.kind} (${origin})\n`);
  if (rate) write(`score: ${sayMove(rate)}\n`);
  const progress = createProgress(write, {isTerminal: process.stderr.isTTY === true, clock: () => performance.now()});
  process.once("SIGINT", () => endProcess(130)); // so that what was begun is removed
  process.once("SIGTERM", () => endProcess(143));
  process.once("SIGHUP", () => endProcess(129));
  const column = values.column ?? "churn_probability";
  const {nRows, nBad, nDoubtful, nListed, notes, output, errors, warnings, format, sample} = await scoreFiles({
    input: positionals[0],
    output: values.out ?? null,
    model,
    column,
    nReasons: values.reasons === undefined ? 0 : readWhole("--reasons", values.reasons),
    unknownLevel,
    line,
    leastGain,
    gain: await readGain(values, found),
    isJudged: judging !== null,
    workers: settings.workers ?? availableParallelism(),
    progress
  });
  progress.end();
  const seconds = (performance.now() - begun) / 1000;
  write(`score: ${formatCount(nRows - nBad)} of ${formatCount(nRows)} rows in ${formatSeconds(seconds)}; ${output}\n`);
  const least = line === undefined ? `are expected to bring ${leastGain}` : `score ${line}`;
  if (nListed !== undefined) write(`score: ${formatCount(nListed)} rows ${least} or more; these are listed, the highest first\n`);
  for (const note of notes) write(`score: ${note}\n`);
  if (errors) write(`score: ${formatCount(nBad)} rows could not be scored; ${errors} says why\n`);
  if (warnings) write(`score: ${formatCount(nDoubtful)} rows were ${DOUBTFUL_ROWS}; ${warnings} says which\n`);
  if (!judging) for (const line of await sayLikeness(sample, {...found, model})) write(`score: ${line}\n`);
  if (judging && book && nBad < nRows) await tellCard({...judging, output, column, model, book}, {format, write});
  check(nRows === 0 || nBad < nRows, {
    where: "churnbook score",
    rule: "there must be a row that can be scored",
    got: `none of ${nRows}`,
    remedy: `See ${errors}.`
  });
}

function readUnknownLevel(word = "refuse"): UnknownLevel {
  check(word === "refuse" || word === "missing", {where: "--unknown-levels", rule: "it must be refuse or missing", got: word});
  return word;
}

type GainValues = Partial<Record<"value-column" | "line" | "least-gain" | "contact" | "offer" | "save" | "vain", string>>;

/** By which column expected gains are told: the one that is asked for; on a list, else the book's own. */
async function readGain(values: GainValues, {of}: FoundModel): Promise<GainColumn | undefined> {
  const {"value-column": asked, line = values["least-gain"]} = values;
  const costs = readPlan(values);
  if (asked !== undefined) return {column: asked, isAsked: true, costs};
  if (line === undefined || of === null) return undefined;
  const {definition} = await of.book<DatasetBook>("dataset.json");
  return definition.value === undefined ? undefined : {column: definition.value, isAsked: false, costs};
}

/** @throws if it is no amount, or the list or all rows are asked for in another way */
function readLeastGain({"least-gain": text = "", line, judge}: {"least-gain"?: string; line?: string; judge?: string}): number {
  const where = "--least-gain";
  const amount = text.trim() === "" ? NaN : Number(text);
  check(Number.isFinite(amount), {where, rule: "it must be an amount of money, such as 0", got: JSON.stringify(text)});
  check(line === undefined, {where, rule: "a list goes by score or by expected gain", got: `--line ${line} too`, remedy: "Leave one out."});
  check(judge === undefined, {where, rule: "it keeps some rows, and --judge needs all", got: "--judge too", remedy: "Leave one out."});
  return amount;
}

/** @throws if it is no chance: 25 may have been meant as 25 in 100 */
function readChance(where: string, text: string): number {
  const chance = Number(text.trim() === "" ? NaN : text);
  check(chance >= 0 && chance <= 1, {
    where,
    rule: "it must be a chance from 0 to 1",
    got: JSON.stringify(text),
    remedy: "25 in 100 is 0.25."
  });
  return chance;
}

function readWhole(name: string, text: string): number {
  const value = Number(text);
  check(Number.isInteger(value) && value >= 1 && value <= 256, {where: name, rule: "it must be a whole number from 1 to 256", got: text});
  return value;
}
