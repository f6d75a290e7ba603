import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Task} from "../flow/task.js";
import type {Source} from "./ingest.js";
import {getLearner} from "../../lib/fit/learners/learners.js";
import {exportTask} from "./export.js";
import {auditTask} from "./audit.js";
import {cohortsTask} from "./cohorts.js";
import {datasetTask} from "./dataset.js";
import {evaluateTask} from "./evaluate.js";
import {experimentsTask} from "./experiments.js";
import {explainTask} from "./explain.js";
import {exploreTask} from "./explore.js";
import {factsTask} from "./facts.js";
import {finalistsTask} from "./finalists.js";
import {workOfFit} from "./effort.js";
import {besideOf, growthOf} from "./growth.js";
import {honestyTask} from "./honesty.js";
import {luckTask} from "./luck.js";
import {nestedTask} from "./nested.js";
import {ingestTask} from "./ingest.js";
import {columnLabTask} from "./columnLab.js";
import {recipeTask} from "./recipe.js";
import {registryTask} from "./registry.js";
import {sampleTask} from "./sample.js";
import {searchTask} from "./search.js";
import {selectTask} from "./select.js";
import {shapesTask} from "./shapes.js";
import {shownUsersTask} from "./shownUsers.js";
import {splitTask} from "./split.js";
import {wrangleTask} from "./wrangle.js";
import {wranglingTask} from "./wrangling.js";

/**
 * The whole flow, in reading order: from the table of users to the artefacts that pages show.
 *
 * @param options nested: repeat the whole search within folds, which takes four times as long as the search, or less than five
 */
export function bookTasks(definition: DatasetDefinition, source: Source, {nested = definition.protocol.nested ?? false} = {}): Task[] {
  const isSample = source.kind === "sample";
  const rowsPublished = isSample || definition.publishRows;
  const learners = definition.protocol.learners.map(getLearner);
  const quickest = learners.filter((d) => d.complexity === 0); // so that there is a pace at once
  const slowestFirst = learners.filter((d) => d.complexity > 0).sort((a, b) => workOfFit(b.name) - workOfFit(a.name)); // all cores end together
  const tasks = [
    ...(source.kind === "sample" ? [sampleTask(source.recipe, definition)] : []),
    ingestTask(definition, source),
    wrangleTask(definition),
    auditTask(definition),
    exploreTask(definition), // the workers have something to do while the main thread splits
    shownUsersTask(definition, rowsPublished),
    splitTask(definition.protocol),
    datasetTask(definition, isSample),
    ...quickest.map((learner) => searchTask(learner, definition)),
    ...slowestFirst.map((learner) => searchTask(learner, definition)),
    ...definition.recipes.map((recipe) => recipeTask(recipe, definition)),
    finalistsTask(learners, definition),
    evaluateTask(definition),
    selectTask(definition),
    cohortsTask(definition), // before what workers do while the main thread judges: nothing takes longer
    columnLabTask(definition),
    luckTask(learners, definition),
    ...(nested ? [nestedTask(learners, definition)] : []),
    wranglingTask,
    honestyTask(learners, definition, nested),
    shapesTask(definition),
    explainTask(definition, rowsPublished),
    experimentsTask(learners, definition),
    registryTask(definition),
    exportTask,
    factsTask
  ];
  return tasks.map((task) => ({...task, grows: growthOf(task.name, definition), beside: growthOf(besideOf(task.name), definition)}));
}
