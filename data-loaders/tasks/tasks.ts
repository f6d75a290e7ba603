import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import {getLearner} from "../../lib/learners/learners.js";
import type {Task} from "../flow/task.js";
import {auditTask} from "./audit.js";
import {datasetTask} from "./dataset.js";
import {evaluateTask} from "./evaluate.js";
import {experimentsTask} from "./experiments.js";
import {explainTask} from "./explain.js";
import {exploreTask} from "./explore.js";
import {factsTask} from "./facts.js";
import {finalistsTask} from "./finalists.js";
import {ingestTask} from "./ingest.js";
import type {Source} from "./ingest.js";
import {columnLabTask} from "./columnLab.js";
import {recipeTask} from "./recipe.js";
import {registryTask} from "./registry.js";
import {sampleTask} from "./sample.js";
import {searchTask} from "./search.js";
import {selectTask} from "./select.js";
import {shownUsersTask} from "./shownUsers.js";
import {splitTask} from "./split.js";
import {wrangleTask} from "./wrangle.js";
import {wranglingTask} from "./wrangling.js";

/** The whole flow, in reading order: from the table of users to the artefacts that pages show. */
export function bookTasks(definition: DatasetDefinition, source: Source): Task[] {
  const isSample = source.kind === "sample";
  const rowsPublished = isSample || definition.publishRows;
  const learners = definition.protocol.learners.map(getLearner);
  const slowestFirst = [...learners].sort((a, b) => b.complexity - a.complexity); // so that all cores end together
  return [
    ...(source.kind === "sample" ? [sampleTask(source.recipe, definition)] : []),
    ingestTask(definition, source),
    auditTask(definition),
    wrangleTask(definition),
    exploreTask(definition),
    shownUsersTask(definition, rowsPublished),
    splitTask(definition.protocol),
    datasetTask(definition, isSample),
    ...slowestFirst.map((learner) => searchTask(learner, definition)),
    ...definition.recipes.map((recipe) => recipeTask(recipe, definition)),
    columnLabTask(definition),
    wranglingTask,
    finalistsTask(learners, definition),
    evaluateTask(definition),
    selectTask(definition),
    explainTask(definition, rowsPublished),
    experimentsTask(learners, definition),
    registryTask(definition),
    factsTask
  ];
}
