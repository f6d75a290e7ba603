import type {ScoreRequest, ScoreResult} from "../../../data-loaders/score/scoreFiles.js";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll} from "vitest";
import {scoreFiles} from "../../../data-loaders/score/scoreFiles.js";
import {fitModels} from "../../interop/models.js";

export const models = fitModels();

/** The model's inputs, as a CSV file names them. */
export const HEADER = "x0,x1,x2,x3,x4,plan";

/** A folder for one test file. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "churnbook-score-"));
  afterAll(() => rm(folder, {recursive: true, force: true}));
  return folder;
}

/** Scores by the logistic model, if nothing else is asked. */
export function score(input: string, changes: Partial<ScoreRequest> = {}): Promise<ScoreResult> {
  const progress = {scored() {}, writing() {}, end() {}};
  return scoreFiles({
    input,
    output: null,
    model: models.logistic,
    column: "churn_probability",
    nReasons: 0,
    unknownLevel: "refuse",
    workers: 1,
    progress,
    ...changes
  });
}
