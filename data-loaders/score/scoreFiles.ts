import {existsSync, rmSync} from "node:fs";
import {mkdtemp, rename, rm} from "node:fs/promises";
import {basename, dirname, extname, join, resolve} from "node:path";
import {check} from "../../lib/check.js";
import {resolveFiles} from "../ingest/resolveFiles.js";
import {scoreArrow} from "./arrow/scoreArrow.js";
import type {ScoreJob, ScoreTotals} from "./scoreJob.js";
import {scoreTable} from "./table/scoreTable.js";

/** What a person asks for. */
export interface ScoreRequest extends Omit<ScoreJob, "files" | "output" | "errors" | "scratch"> {
  /** a file or a pattern */
  input: string;
  /** null: beside the input, with ".scored" in its name */
  output: string | null;
}

export interface ScoreResult extends ScoreTotals {
  output: string;
  /** null when every row was scored */
  errors: string | null;
}

/**
 * Scores a file and writes another: the same rows and columns, and the new ones. The file appears whole or not at all.
 *
 * @throws if the input is no table, lacks inputs of the model, or is the output
 */
export async function scoreFiles({input, output: asked, ...how}: ScoreRequest): Promise<ScoreResult> {
  const files = await resolveFiles(input);
  const formats = new Set(files.map(({format}) => format));
  check(formats.size === 1, {where: "score", rule: "all files must be of one format", got: [...formats].join(" and ")});
  const [{path, format}] = files;
  const output = resolve(asked ?? join(dirname(path), `${basename(path, extname(path))}.scored${extname(path)}`));
  checkOutput(output, format, files.map((d) => d.path));
  const errors = `${output}.errors.csv`;
  await rm(errors, {force: true});
  const scratch = await mkdtemp(join(dirname(output), ".churnbook-score-"));
  const removeAtExit = (): void => rmSync(scratch, {recursive: true, force: true});
  process.once("exit", removeAtExit);
  try {
    const job: ScoreJob = {...how, nReasons: Math.min(how.nReasons, how.model.inputs.length), files, output: join(scratch, basename(output)), errors: join(scratch, "errors.csv"), scratch};
    const totals = format === "arrow" ? await scoreArrow(job) : await scoreTable(job);
    if (totals.nBad > 0) await rename(job.errors, errors);
    await rename(job.output, output);
    return {...totals, output, errors: totals.nBad > 0 ? errors : null};
  } finally {
    process.removeListener("exit", removeAtExit);
    await rm(scratch, {recursive: true, force: true});
  }
}

const ENDINGS = {csv: [".csv", ".tsv", ".txt"], parquet: [".parquet"], arrow: [".arrow", ".arrows", ".feather", ".ipc"]};

function checkOutput(output: string, format: keyof typeof ENDINGS, inputs: readonly string[]): void {
  const allowed = format === "arrow" ? ENDINGS.arrow : [...ENDINGS.csv, ...ENDINGS.parquet];
  check(allowed.includes(extname(output).toLowerCase()), {where: "--out", rule: `the file's name must end in one of ${allowed.join(", ")}`, got: output});
  check(existsSync(dirname(output)), {where: "--out", rule: "its folder must exist", got: dirname(output)});
  check(!inputs.includes(output), {where: "--out", rule: "the output must be another file than the input", got: output});
}
