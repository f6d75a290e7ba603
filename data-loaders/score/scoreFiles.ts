import {rename, rm} from "node:fs/promises";
import {basename, dirname, join} from "node:path";
import {scoreArrow} from "./arrow/scoreArrow.js";
import {chooseOutput} from "./chooseOutput.js";
import {findInputs, keepStandardInput, STANDARD_INPUT} from "./inputs/findInputs.js";
import type {ScoreJob, ScoreTotals} from "./scoreJob.js";
import {withScratch} from "./scratch.js";
import {scoreTable} from "./table/scoreTable.js";

/** What a person asks for. */
export interface ScoreRequest extends Omit<ScoreJob, "files" | "output" | "errors" | "scratch"> {
  /** a file or a pattern; "-" is CSV from standard input */
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
 * Scores a file and writes another: the same rows and columns, and the new ones. The file appears whole or not at all;
 * until then what stood in its place, and its file of errors, stay.
 *
 * @throws if the input is no table, lacks inputs of the model, or is the output or its file of errors
 */
export async function scoreFiles({input, output: asked, ...how}: ScoreRequest): Promise<ScoreResult> {
  const found = input === STANDARD_INPUT ? null : await findInputs(input);
  const {output, errors} = await chooseOutput(asked, found);
  return withScratch(dirname(output), async (scratch) => {
    const files = found?.files ?? [await keepStandardInput(scratch)];
    const nReasons = Math.min(how.nReasons, how.model.inputs.length);
    const job: ScoreJob = {...how, nReasons, files, output: join(scratch, `out-${basename(output)}`), errors: join(scratch, "errors.csv"), scratch};
    const totals = files[0].format === "arrow" ? await scoreArrow(job) : await scoreTable(job);
    if (totals.nBad > 0) await rename(job.errors, errors);
    await rename(job.output, output);
    if (totals.nBad === 0) await rm(errors, {force: true}); // of an earlier run
    return {...totals, output, errors: totals.nBad > 0 ? errors : null};
  });
}
