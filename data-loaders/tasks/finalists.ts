import type {DatasetDefinition, RecipeDefinition} from "../../lib/dataset/definition.js";
import type {Learner, Params} from "../../lib/learners/learner.js";
import type {Model} from "../../lib/model/model.js";
import {writeModel} from "../../lib/model/writeModel.js";
import {put} from "../flow/task.js";
import type {Task, TaskContext, Written} from "../flow/task.js";
import {complain} from "../../lib/check.js";
import {learnerSource} from "./learnerSource.js";
import {finalists, fittedModels, modelFile, recipeOf, searchOf, trainRows} from "./outputs.js";
import {monotoneOf} from "./searchTrials.js";
import type {SearchResult} from "./searchTrials.js";
import {readTraining} from "./training.js";

/** A finalist: the best trial of a learner or of a recipe, fitted again on all train rows. */
export interface FinalistFit {
  /** the learner's name, or the recipe's */
  name: string;
  title: string;
  learner: string;
  recipe: string | null;
  params: Params;
  inputs: string[];
  complexity: number;
  trial: string;
  cv: SearchResult["trials"][number]["scores"];
  /** trials of other params or learners whose mean is the same */
  ties: string[];
}

export const FIT_ALL = new URL("../jobs/fitAll.ts", import.meta.url).href;

/** Takes the best trial of every learner and recipe, and fits it on all train rows. */
export function finalistsTask(learners: readonly Learner[], definition: DatasetDefinition): Task {
  const {recipes, inputs, protocol} = definition;
  const sources = Object.fromEntries(learners.map(({name}) => [name, learnerSource(name)]));
  const about = learners.map(({name, title, complexity}) => ({name, title, complexity}));
  const own = protocol.learners.map((name) => ({search: searchOf(name), recipe: null as RecipeDefinition | null, name}));
  const others = recipes.map((recipe) => ({search: recipeOf(recipe.name), recipe: recipe as RecipeDefinition | null, name: recipe.name}));
  const entries = [...own, ...others];
  return {
    name: "finalists",
    title: "Fit the finalists",
    reads: [trainRows, ...entries.map(({search}) => search)],
    sources: [import.meta.url, FIT_ALL, ...Object.values(sources)],
    params: {seed: protocol.seed, monotone: monotoneOf(definition), inputs: inputs.map(({name}) => name), recipes, about},
    jobs: entries.length,
    async run(context) {
      const found = await Promise.all(
        entries.map(async ({search, recipe, name}) => {
          const fit = describeFit(await context.read(search), {recipe, name, learners, definition});
          return {fit, model: await fitModel(fit, {context, definition, source: sources[fit.learner]})};
        })
      );
      found.sort((a, b) => Number(a.fit.recipe !== null) - Number(b.fit.recipe !== null) || a.fit.complexity - b.fit.complexity);
      const models = Object.fromEntries(found.map(({fit, model}) => [fit.name, model]));
      const files: Written[] = found.map(({fit, model}) => put(modelFile(fit.name), new TextEncoder().encode(writeModel(model))));
      return [put(finalists, found.map(({fit}) => fit)), put(fittedModels, models), ...files];
    }
  };
}

interface About {
  recipe: RecipeDefinition | null;
  name: string;
  learners: readonly Learner[];
  definition: DatasetDefinition;
}

function describeFit({trials, best}: SearchResult, {recipe, name, learners, definition}: About): FinalistFit {
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
    trial: trial.id,
    cv: trial.scores,
    ties: best.ties
  };
}

interface FitOptions {
  context: TaskContext;
  definition: DatasetDefinition;
  source: string;
}

async function fitModel(fit: FinalistFit, {context, definition, source}: FitOptions): Promise<Model> {
  const {table, y} = await readTraining(context, fit.inputs);
  return context.pool.run<Model>({
    module: FIT_ALL,
    payload: {
      learner: {name: fit.learner, source}, params: fit.params, table, y,
      seed: definition.protocol.seed, name: fit.name, monotone: monotoneOf(definition)
    }
  });
}
