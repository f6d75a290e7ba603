import type {ChosenOutput} from "./ownOutputs.js";
import type {TextFormat} from "../../lib/rows/format.js";
import type {ScoreJob, ScoreTotals} from "./scoreJob.js";
import type {FoundInputs} from "./findInputs.js";
import {realpath, rename, rm, stat} from "node:fs/promises";
import {basename, dirname, join, extname} from "node:path";
import {formatOf} from "../ingest/resolveFiles.js";
import {keepSheetAsCsv} from "../ingest/readXlsx.js";
import {scoreArrow} from "./scoreArrow.js";
import {findInputs, keepStandardInput, STANDARD_INPUT} from "./findInputs.js";
import {realPlace} from "../flow/files.js";
import {checkReplaceable} from "./ownOutputs.js";
import {cardFilesOf, checkCardFiles} from "./judgedFiles.js";
import {explainSystemError} from "../flow/systemErrors.js";
import {withScratch} from "../flow/scratch.js";
import {scoreTable} from "./scoreTable.js";
import {check, someOf} from "../../lib/check.js";
import {checkHasRows} from "../../lib/rows/bareRow.js";

/** What a person asks for. */
export interface ScoreRequest extends Omit<ScoreJob, "files" | "output" | "errors" | "warnings" | "scratch"> {
  /** a file or a pattern; "-" is CSV from standard input */
  input: string;
  /** null: beside the input, with ".scored" in its name, or ".contacts" where a list is asked for */
  output: string | null;
  /** whether a score card is to be written beside the output */
  isJudged?: boolean;
}

export interface ScoreResult extends ScoreTotals {
  output: string;
  /** null when every row was scored */
  errors: string | null;
  /** null when nothing is to be said of scored rows */
  warnings: string | null;
  /** how texts of the output are written */
  format: TextFormat | undefined;
}

/**
 * Scores a file and writes another: the same rows and columns, and the new ones. The file appears whole or not at all;
 * until then what stood in its place, and its file of errors, stay.
 *
 * @throws if the input is no table, lacks inputs of the model, or is the output or its file of errors; or if somebody's
 *   file stands there
 */
export async function scoreFiles({input, output: asked, isJudged = false, ...how}: ScoreRequest): Promise<ScoreResult> {
  const found = input === STANDARD_INPUT ? null : await findInputs(input);
  const chosen = await chooseOutput(asked, found, how.line === undefined && how.leastGain === undefined ? "scored" : "contacts");
  const {output, errors, warnings} = chosen;
  await checkReplaceable(chosen, {column: how.column, delimiter: how.model.format?.delimiter});
  if (isJudged) await checkCardFiles(cardFilesOf(output));
  return withScratch(dirname(output), "score", async (scratch) => {
    const files = found?.files ?? [await keepStandardInput(scratch)];
    const nReasons = Math.min(how.nReasons, how.model.inputs.length);
    const job: ScoreJob = {
      ...how,
      nReasons,
      files,
      output: join(scratch, `out-${basename(output)}`),
      errors: join(scratch, "errors.csv"),
      warnings: join(scratch, "warnings.csv"),
      scratch
    };
    const isInOrder = how.line === undefined && how.gain === undefined;
    const isArrow = isInOrder && files[0].format === "arrow" && formatOf(output) === "arrow";
    const totals = isArrow ? await scoreArrow(job) : await scoreSheets(job);
    checkHasRows(`score ${someOf(files.map(({name}) => name))}`, totals.nRows);
    await checkReplaceable(chosen, {column: how.column, delimiter: how.model.format?.delimiter}); // once more, for scoring may take long
    if (totals.nBad > 0) await rename(job.errors, errors);
    if (totals.nDoubtful > 0) await rename(job.warnings, warnings);
    await rename(job.output, output);
    if (totals.nBad === 0) await rm(errors, {force: true}); // of an earlier run
    if (totals.nDoubtful === 0) await rm(warnings, {force: true});
    const format = files[0].format === "xlsx" ? undefined : how.model.format; // a sheet's cells become texts as programs write them
    return {...totals, format, output, errors: totals.nBad > 0 ? errors : null, warnings: totals.nDoubtful > 0 ? warnings : null};
  }).catch((error: unknown) => {
    throw explainSystemError(error, dirname(output));
  });
}

/** Excel workbooks stand for a sheet each, as CSV. */
async function scoreSheets(job: ScoreJob): Promise<ScoreTotals> {
  if (job.files[0].format !== "xlsx") return scoreTable(job);
  const {format = {}, inputs} = job.model;
  const numbers = inputs.filter(({kind}) => kind === "number").map(({name}) => name);
  const kept = await Promise.all(
    job.files.map((file, i) => keepSheetAsCsv(file, {asker: "score", format, numbers, copy: join(job.scratch, `sheet-${i}.csv`)}))
  );
  const totals = await scoreTable({...job, files: kept.map(({file}) => file), model: {...job.model, format: kept[0].format}});
  return {...totals, notes: [...kept.flatMap(({file, notes}) => notes.map((note) => `${file.name}: ${note}`)), ...totals.notes]};
}

/** What scores can be written as. */
const ENDINGS = [".csv", ".tsv", ".txt", ".parquet", ".arrow", ".arrows", ".feather", ".ipc"];
const where = "--out";

/**
 * @param asked null: beside the input, with the suffix in its name
 * @param inputs null: standard input
 * @returns paths without links, so that a link stays one and what it leads to is written
 * @throws if it is no place for scores: a folder, another format, an input, or a name that the inputs' pattern may find
 */
export async function chooseOutput(
  asked: string | null,
  inputs: FoundInputs | null,
  suffix: "scored" | "contacts" = "scored"
): Promise<ChosenOutput> {
  check(asked !== null || (inputs !== null && !inputs.isPattern), {
    where,
    rule:
      inputs === null
        ? "scores of standard input must have a file to go to"
        : "scores of a pattern's files must have a file to go to, which the pattern does not find",
    got: "none",
    remedy: "Name it with --out."
  });
  const path = inputs?.files[0].path ?? "";
  const ending = inputs?.files[0].format === "xlsx" ? ".csv" : extname(path);
  const output = await realPlace(asked ?? join(dirname(path), `${basename(path, extname(path))}.${suffix}${ending}`));
  const errors = `${output}.errors.csv`;
  const warnings = `${output}.warnings.csv`;
  checkEnding(output);
  check((await kindOf(dirname(output))) === "folder", {where, rule: "its folder must exist", got: dirname(output)});
  check((await kindOf(output)) !== "folder", {where, rule: "it must be a file", got: `the folder ${output}`});
  const taken = await Promise.all((inputs?.files ?? []).map((file) => realpath(file.path)));
  check(!taken.includes(await realPlace(output)), {where, rule: "the output must be another file than the input", got: output});
  for (const beside of [errors, warnings])
    check(!taken.includes(await realPlace(beside)), {
      where,
      rule: `the input must not stand where rows with faults go, ${beside}`,
      got: output,
      remedy: "Name another output."
    });
  return {output, errors, warnings};
}

function checkEnding(output: string): void {
  check(ENDINGS.includes(extname(output).toLowerCase()), {
    where,
    rule: `the file's name must end in one of ${ENDINGS.join(", ")}`,
    got: output
  });
}

async function kindOf(path: string): Promise<"file" | "folder" | "absent"> {
  const found = await stat(path).catch(() => null);
  return found ? (found.isDirectory() ? "folder" : "file") : "absent";
}
