import type {FitAll} from "../jobs/fitAll.js";
import type {Groups} from "../../lib/statistics/intervals.js";
import type {ToldScores} from "../../lib/book/common.js";
import type {RecalibrationNote} from "../../lib/book/models.js";
import type {DatasetDefinition, RecipeDefinition} from "../../lib/dataset/definition.js";
import type {Learner} from "../../lib/fit/learners/learner.js";
import type {Model, TreesCalibration} from "../../lib/model/model.js";
import type {Task, TaskContext, Written} from "../flow/task.js";
import type {SearchResult, FinalistFit} from "./outputs.js";
import type {SharedTraining} from "./training.js";
import {tellFold, tellFolds} from "../../lib/metrics/tellMetrics.js";
import {selectColumns, take} from "../../lib/dataset/table.js";
import {getNamed} from "../../lib/named.js";
import {withRules} from "../../lib/model/withRules.js";
import {settleUnseen} from "../../lib/model/category.js";
import {writeModel} from "../../lib/model/writeModel.js";
import {put} from "../flow/task.js";
import {check, complain, someOf} from "../../lib/check.js";
import {learnerSource} from "../jobs/loadLearner.js";
import {sumOf} from "../../lib/numbers.js";
import {isSearchedWhole, workOfFit} from "./effort.js";
import {finalists, finalistScores, fittedModels, modelFile, recipeOf, scoresOf, searchOf, trainRows} from "./outputs.js";
import {crossValidateTrial, FIT_FOLD, monotoneOf, scoresOfJudged} from "./searchTrials.js";
import {readTraining, secretSeed} from "./training.js";
import {countFolds, foldsOfJudged, judgedRows, rowsOfFold} from "../../lib/fit/protocol/folds.js";
import {scoreAll} from "../../lib/metrics/metrics.js";
import {hasTrait} from "../../lib/model/model.js";
import {BASELINE} from "../../lib/dataset/baseline.js";
import {isFew} from "../../lib/champion/fewUsers.js";
import {recalibrate} from "../../lib/fit/protocol/recalibrate.js";
import {putTable} from "./tables.js";

const FIT_ALL = new URL("../jobs/fitAll.ts", import.meta.url).href;

/**
 * Takes the best trial of every learner and recipe, and fits it on all train rows; where the search saw a share of them, it is
 * cross-validated on all of them first. Ours are recalibrated where their calibration gate would fail; somebody else's recipe
 * runs as it stands. A search without a finished trial has no finalist.
 *
 * @throws if the base rate has none, or nobody but the base rate has one
 */
export function finalistsTask(learners: readonly Learner[], definition: DatasetDefinition): Task {
  const {recipes, inputs, protocol} = definition;
  const sources = Object.fromEntries(learners.map(({name}) => [name, learnerSource(name)]));
  const unseen = [definition.unseen ?? null, ...inputs.map((d) => d.unseen ?? null)];
  const about = learners.map(({name, title, complexity}) => ({name, title, complexity}));
  const own = protocol.learners.map((name) => ({search: searchOf(name), recipe: null as RecipeDefinition | null, name}));
  const others = recipes.map((recipe) => ({search: recipeOf(recipe.name), recipe: recipe as RecipeDefinition | null, name: recipe.name}));
  const entries = [...own, ...others];
  return {
    name: "finalists",
    title: "Fit the finalists",
    reads: [trainRows, ...entries.map(({search}) => search)],
    sources: [import.meta.url, FIT_ALL, FIT_FOLD, ...Object.values(sources)],
    params: {
      seed: protocol.seed,
      monotone: monotoneOf(definition),
      inputs,
      missing: definition.missing ?? null,
      format: definition.format ?? null,
      unseen,
      recipes,
      about
    },
    jobs: (nRows) => entries.length * (isSearchedWhole(nRows, protocol) ? 1 : protocol.folds + 1),
    work: sumOf(entries.map(({name}) => workOfFit(name))) / entries.length,
    async run(context) {
      const searched = await Promise.all(
        entries.map(async ({search, recipe, name}) => ({recipe, name, found: await context.read(search)}))
      );
      checkSearches(searched);
      const ended = searched.flatMap(({recipe, name, found: {best, ...found}}) => (best ? [{recipe, name, found: {...found, best}}] : []));
      const training = await readTraining(context);
      const found = await Promise.all(
        slowestFirst(ended).map((entry) => {
          const about = describeFit(entry.found, {...entry, learners, definition, y: training.y, groups: training.groups});
          const own = {...training, table: selectColumns(training.table, about.inputs)};
          return fitFinalist(about, entry.found, {context, definition, source: getNamed(sources, about.learner), training: own});
        })
      );
      found.sort(bySimplicity(entries.map(({name}) => name)));
      const models = Object.fromEntries(found.map(({fit, model}) => [fit.name, model]));
      const scores = Object.fromEntries(found.map(({fit, shipped}) => [scoresOf(fit.name), shipped.outOfFold]));
      const files: Written[] = found.map(({fit, model}) => put(modelFile(fit.name), new TextEncoder().encode(writeModel(model))));
      return [
        put(
          finalists,
          found.map(({fit}) => fit)
        ),
        await putTable(finalistScores, {nRows: judgedRows(training.folds).length, columns: []}, scores),
        put(fittedModels, models),
        ...files
      ];
    }
  };
}

/** A search that has a best trial. */
type EndedSearch = SearchResult & {best: NonNullable<SearchResult["best"]>};

/** Recipes last; of either the simpler first, and of those as simple as in the definition. */
function bySimplicity(names: readonly string[]): (a: Fitted, b: Fitted) => number {
  const isRecipe = ({recipe}: FinalistFit): number => Number(recipe !== null);
  return ({fit: a}, {fit: b}) => isRecipe(a) - isRecipe(b) || a.complexity - b.complexity || names.indexOf(a.name) - names.indexOf(b.name);
}

/** So that all cores end at about the same time. */
function slowestFirst<T extends {found: EndedSearch}>(searches: readonly T[]): T[] {
  return [...searches].sort((a, b) => workOfFit(b.found.best.learner) - workOfFit(a.found.best.learner));
}

/** Without the base rate nobody can be judged, and the base rate alone is no choice. */
function checkSearches(searched: readonly {recipe: RecipeDefinition | null; name: string; found: SearchResult}[]): void {
  const own = searched.filter(({recipe}) => recipe === null);
  const messages = own.flatMap(({found: {trials}}) => trials.slice(0, 1)).map(({id, error}) => `${id}: ${error ?? "finished"}`);
  const baseline = own.find(({name}) => name === BASELINE);
  check(baseline?.found.best, {
    where: "finalists",
    rule: "the base rate must finish: no model can be judged without it",
    got: baseline?.found.trials[0].error ?? `learners ${own.map(({name}) => name).join(", ")}`
  });
  check(own.length === 1 || own.some(({name, found}) => name !== BASELINE && found.best), {
    where: "finalists",
    rule: "a learner besides the base rate must finish a trial",
    got: someOf(messages)
  });
}

interface About {
  recipe: RecipeDefinition | null;
  name: string;
  learners: readonly Learner[];
  definition: DatasetDefinition;
  /** labels of all train rows */
  y: Uint8Array;
  groups: Groups;
}

/** What is known of a finalist before it is fitted. */
type Described = Omit<FinalistFit, "cv" | "recalibration">;

function describeFit({trials, best}: EndedSearch, {recipe, name, learners, definition, y, groups}: About): Described {
  const trial = trials.find(({id}) => id === best.trial);
  const learner = learners.find((d) => d.name === best.learner);
  if (!trial || !learner) throw complain({where: "finalists", rule: "the best trial must be among the trials", got: best.trial});
  return {
    name,
    title: recipe ? recipe.title : learner.title,
    learner: learner.name,
    recipe: recipe?.name ?? null,
    params: trial.params,
    inputs: recipe?.inputs ?? definition.inputs.map((input) => input.name),
    complexity: learner.complexity,
    ...(isFew(y, groups) && !learner.isPenalised?.(trial.params) ? {isUnsteady: true as const} : {}),
    trial: trial.id,
    ties: best.ties
  };
}

interface Means {
  context: TaskContext;
  definition: DatasetDefinition;
  /** of the learner */
  source: string;
  /** all train rows, with the finalist's own inputs */
  training: SharedTraining;
}

/** A finalist as it ships. */
interface Fitted {
  fit: FinalistFit;
  shipped: ShippedScores;
  model: Model;
}

async function fitFinalist(about: Described, search: EndedSearch, means: Means): Promise<Fitted> {
  const {context, definition, training} = means;
  const [validated, plain] = await Promise.all([crossValidateFit(about, search, means), fitModel(about, means)]);
  // what is the same for everybody has no slope to mend: over folds that go on in time it would be that of the base rate's drift
  const shipped: ShippedScores =
    about.recipe === null && hasTrait(plain, "readsInputs")
      ? recalibrateFit(validated, {training, mayBend: hasTrait(plain, "hasTrees")})
      : {...validated, calibration: null, recalibration: null};
  const fitted = withRules(plain, definition);
  const model = {...fitted, inputs: settleUnseen(fitted.inputs, definition)};
  if (model.report?.converged === false) context.log(`${about.name}: its fit stopped before it converged`);
  if (shipped.calibration) context.log(`${about.name}: recalibrated`);
  const fit = {...about, cv: shipped.cv, recalibration: shipped.recalibration};
  return {fit, shipped, model: shipped.calibration ? {...model, calibration: shipped.calibration} : model};
}

/** The best trial's scores over the folds: as the search found them, if it saw all train rows; else anew on all of them. */
async function crossValidateFit(
  {trial: id, learner, params}: Described,
  {trials, nRows, outOfFold}: EndedSearch,
  {context, definition, source, training}: Means
): Promise<Pick<ShippedScores, "cv" | "outOfFold">> {
  const searched = trials.find((trial) => trial.id === id) as EndedSearch["trials"][number];
  if (nRows === training.y.length) return {cv: searched.scores as ToldScores, outOfFold: Float64Array.from(outOfFold)};
  const plan = {seed: definition.protocol.seed, monotone: monotoneOf(definition), sources: {[learner]: source}};
  const results = await crossValidateTrial({id, learner, index: 0, params}, {plan, training, context});
  return {cv: tellFolds(results), outOfFold: scoresOfJudged(results, training.folds)};
}

async function fitModel(fit: Described, {context, definition, source, training: {table, y, groups}}: Means): Promise<Model> {
  const payload: FitAll = {
    learner: {name: fit.learner, source},
    params: fit.params,
    table,
    y,
    groups,
    seed: secretSeed(definition.protocol.seed, await context.read(trainRows)),
    name: fit.name,
    monotone: monotoneOf(definition)
  };
  return context.pool.run<Model>({module: FIT_ALL, payload, work: workOfFit(fit.learner)});
}

/** A finalist's out-of-fold scores as the model that ships gives them. */
export interface ShippedScores {
  /** by metric, over the folds */
  cv: ToldScores;
  /** of the train rows that a fold holds out */
  outOfFold: Float64Array;
  /** for the model; null: it ships as it was fitted */
  calibration: TreesCalibration | null;
  recalibration: RecalibrationNote | null;
}

/** Recalibrates a finalist's scores where its calibration gate would fail, and scores the folds again; see {@link recalibrate}. */
function recalibrateFit(
  {cv, outOfFold}: Pick<ShippedScores, "cv" | "outOfFold">,
  {training, mayBend}: {training: Pick<SharedTraining, "y" | "folds" | "groups">; mayBend: boolean}
): ShippedScores {
  const [judged, folds] = [judgedRows(training.folds), foldsOfJudged(training.folds)];
  const y = take(training.y, judged, new Uint8Array(judged.length));
  const groups = training.groups && take(training.groups, judged, new Int32Array(judged.length));
  const result = recalibrate({y, scores: outOfFold, folds}, {mayBend, groups});
  if (result.state === "notNeeded") return {cv, outOfFold, calibration: null, recalibration: null};
  if (result.state === "refused") return {cv, outOfFold, calibration: null, recalibration: result};
  const {outOfFold: mended, calibration, ...effect} = result;
  const byFold = Array.from({length: countFolds(folds)}, (_, fold) => {
    const rows = rowsOfFold(folds, fold).heldOut;
    const [labels, scores] = [take(y, rows, new Uint8Array(rows.length)), take(mended, rows, new Float64Array(rows.length))];
    return tellFold(labels, scores, scoreAll(labels, scores));
  });
  return {
    cv: tellFolds(byFold),
    outOfFold: mended,
    calibration,
    recalibration: {...effect, ...calibration}
  };
}
