import type {Groups} from "../../lib/statistics/intervals.js";
import type {CalibrationSlope, HonestyBook} from "../../lib/book/honesty.js";
import type {DatasetDefinition, Timing} from "../../lib/dataset/definition.js";
import type {Learner} from "../../lib/fit/learners/learner.js";
import type {ColumnSkill} from "../../lib/fit/protocol/leakingColumns.js";
import type {LearningScore} from "../../lib/fit/protocol/learningCurve.js";
import type {Task, TaskContext} from "../flow/task.js";
import type {FinalistFit} from "./outputs.js";
import type {SharedTraining} from "./training.js";
import type {Effort, FoldEffort} from "./effort.js";
import {ChurnbookError} from "../../lib/check.js";
import {checkDirections, checkSamePeriod} from "../../lib/fit/protocol/definitionChecks.js";
import {take} from "../../lib/dataset/table.js";
import {judgedRows, testToTrain} from "../../lib/fit/protocol/folds.js";
import {judgeTooGood} from "../../lib/fit/protocol/tooGood.js";
import {judgeLeakingColumns, tellPure} from "../../lib/fit/protocol/leakingColumns.js";
import {judgeShuffledLabels} from "../../lib/fit/protocol/shuffledLabels.js";
import {gatherLearning, planLearning} from "../../lib/fit/protocol/learningCurve.js";
import {fitCalibration} from "../../lib/metrics/fitCalibration.js";
import {learnerSource} from "../jobs/loadLearner.js";
import {
  baselineOf,
  finalists,
  finalistScores,
  honestyBook,
  luck,
  modelsBook,
  nestedResult,
  putBook,
  scoresOf,
  trainRows
} from "./outputs.js";
import {monotoneOf} from "./searchTrials.js";
import {readTraining, takeAtMost} from "./training.js";
import {countHonestyJobs, effortFor, ENOUGH, enoughToFit, foldEffortFor} from "./effort.js";
import {getNamed} from "../../lib/named.js";
import {loadTable} from "./tables.js";

const COLUMN_SKILL = new URL("../jobs/columnSkill.ts", import.meta.url).href;
const SHUFFLED_LABELS = new URL("../jobs/shuffledLabels.ts", import.meta.url).href;
const LEARN_SHARE = new URL("../jobs/learnShare.ts", import.meta.url).href;

/** What a reader types to have the whole search repeated within folds. */
const NESTED_COMMAND = "CHURN_NESTED=1 npx churnbook build";
const METRIC = "logLoss";

/**
 * Checks that the numbers can be believed, on train rows, and cries out where they cannot.
 *
 * @param nested whether the nested task runs before this one
 */
export function honestyTask(learners: readonly Learner[], definition: DatasetDefinition, nested: boolean): Task {
  const {protocol, inputs} = definition;
  const sources = Object.fromEntries(learners.map(({name}) => [name, learnerSource(name)]));
  return {
    name: "honesty",
    title: "Check that the numbers are honest",
    reads: [trainRows, finalists, finalistScores, modelsBook, luck, ...(nested ? [nestedResult] : [])],
    sources: [import.meta.url, COLUMN_SKILL, SHUFFLED_LABELS, LEARN_SHARE, ...Object.values(sources)],
    params: {seed: protocol.seed, inputs, nested, monotone: monotoneOf(definition)},
    jobs: (nRows) => countHonestyJobs({nRows: (1 - protocol.testShare) * nRows, nInputs: inputs.length, nFolds: protocol.folds}),
    async run(context) {
      const fits = await context.read(finalists);
      const {champion} = await context.read(modelsBook);
      const fit = fits.find(({name}) => name === champion) as FinalistFit;
      const training = await readTraining(context);
      const effort = effortFor(fit.learner);
      const {nFolds, table: all} = training;
      const folds = foldEffortFor({nRows: all.nRows, nInputs: all.columns.length, nFolds});
      const model: Studied = {fit, effort, folds, training, source: getNamed(sources, fit.learner), definition};
      const {table, y, groups} = takeAtMost(training, ENOUGH.columns, [protocol.seed, "columns"]);
      const [skills, rocAuc, learned] = await Promise.all([
        context.pool.run<ColumnSkill[]>({module: COLUMN_SKILL, payload: {table, y, groups, seed: protocol.seed}}),
        shuffle(model, context),
        learn(model, context)
      ]);
      const base = baselineOf(fits);
      const judged = judgedRows(training.folds);
      const book: HonestyBook = {
        checks: judge(
          {skills, rocAuc, ofChampion: fit.cv.rocAuc.mean, inputs, learner: learners.find(({name}) => name === fit.learner) as Learner},
          context
        ),
        shuffled: {model: champion, share: effort.shuffleShare, rocAuc},
        columns: skills.map((skill) => ({...skill, pure: tellPure(skill.pure), ...aboutInput(skill.input, inputs)})),
        learningCurve: {
          model: champion,
          metric: METRIC,
          points: gatherLearning(learned),
          testToTrain: testToTrain(training.folds),
          baseline: base.cv[METRIC].mean
        },
        luck: await context.read(luck),
        calibration: slopesOf(
          fits.filter((d) => d !== base),
          {
            y: take(training.y, judged, new Uint8Array(judged.length)),
            groups: training.groups && take(training.groups, judged, new Int32Array(judged.length))
          },
          (await loadTable(context.read, finalistScores)).arrays
        ),
        nested: nested ? await context.read(nestedResult) : null,
        nestedCommand: NESTED_COMMAND
      };
      return [putBook(honestyBook, book)];
    }
  };
}

/** The model under study and what it was fitted on. */
interface Studied {
  fit: FinalistFit;
  effort: Effort;
  folds: FoldEffort;
  /** all train rows */
  training: SharedTraining;
  /** of its learner */
  source: string;
  definition: DatasetDefinition;
}

/** What every job about the Champion is told. */
function payloadOf({fit, training, source, definition}: Studied, question: "shuffles" | "learning"): object {
  const most = enoughToFit(question, training.table.columns.length);
  const {table, y, folds, groups} = takeAtMost(training, most, [definition.protocol.seed, question]);
  return {
    learner: {name: fit.learner, source},
    params: fit.params,
    table,
    y,
    groups,
    folds,
    seed: definition.protocol.seed,
    monotone: monotoneOf(definition)
  };
}

function shuffle(model: Studied, {pool}: TaskContext): Promise<number[]> {
  const {shuffles, shuffleShare: share} = model.effort;
  const repeats = Array.from({length: shuffles}, (_, repeat) => repeat);
  const {nFolds} = model.training;
  const foldOf = (repeat: number): {fold?: number} => (model.folds.ofShuffle === "one" ? {fold: repeat % nFolds} : {});
  const about = payloadOf(model, "shuffles");
  return Promise.all(
    repeats.map((repeat) => pool.run<number>({module: SHUFFLED_LABELS, payload: {...about, repeat, share, ...foldOf(repeat)}}))
  );
}

function learn(model: Studied, {pool}: TaskContext): Promise<LearningScore[]> {
  const pieces = planLearning(model.effort.shares, model.folds.ofCurve);
  const about = payloadOf(model, "learning");
  return Promise.all(pieces.map((piece) => pool.run<LearningScore>({module: LEARN_SHARE, payload: {...about, ...piece, metric: METRIC}})));
}

interface Evidence {
  skills: readonly ColumnSkill[];
  /** of the Champion fitted to shuffled labels, by shuffle */
  rocAuc: readonly number[];
  /** its ROC AUC, mean over the folds */
  ofChampion: number;
  inputs: DatasetDefinition["inputs"];
  /** the Champion's */
  learner: Learner;
}

/** Inputs of the label's own period are a caution, since the definition names them; the rest should never happen. */
function judge({skills, rocAuc, ofChampion, inputs, learner}: Evidence, {warn, log}: TaskContext): HonestyBook["checks"] {
  const titled = skills.map((d) => ({...d, input: aboutInput(d.input, inputs).title}));
  const alarms = [judgeShuffledLabels(rocAuc), judgeLeakingColumns(titled), judgeTooGood(ofChampion)].map((d) => ({
    ...d,
    kind: "alarm" as const
  }));
  const directions = checkDirections(inputs, learner);
  const period = checkSamePeriod(
    inputs.map(({title: name, timing}) => ({name, timing})),
    titled
  );
  const cautions = [period, directions].flatMap((d) => (d ? [{...d, kind: "caution" as const}] : []));
  return [...alarms, ...cautions].map(({numbers: _numbers, ...finding}) => {
    const line = `${finding.title}: ${finding.passed ? "yes" : "no"}; ${finding.detail}`;
    if (finding.kind === "alarm" && !finding.passed) warn(line);
    else log(line);
    return finding;
  });
}

function aboutInput(name: string, inputs: DatasetDefinition["inputs"]): {title: string; timing: Timing} {
  const {title, timing} = inputs.find((d) => d.name === name) as DatasetDefinition["inputs"][number];
  return {title, timing};
}

/** Out-of-fold users. */
interface HeldOut {
  y: Uint8Array;
  groups: Groups;
}

function slopesOf(fits: readonly FinalistFit[], users: HeldOut, scores: Record<string, ArrayLike<number>>): CalibrationSlope[] {
  return fits.map(({name, title, recalibration}) => ({name, title, recalibration, fit: slopeOf(users, getNamed(scores, scoresOf(name)))}));
}

/** Null where the scores of the two classes do not overlap, so that no slope is steep enough. */
function slopeOf({y, groups}: HeldOut, scores: ArrayLike<number>): CalibrationSlope["fit"] {
  try {
    const {intercept, slope, test} = fitCalibration(y, scores, {groups});
    return {intercept, slope, pValue: test.pValue};
  } catch (error) {
    if (error instanceof ChurnbookError) return null;
    throw error;
  }
}
