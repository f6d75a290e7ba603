import type {Book} from "../../../data-loaders/flow/book.js";
import type {Settings} from "../../../data-loaders/settings.js";
import type {PipelineBook, TaskState} from "../../../lib/book/pipeline.js";
import type {DatasetDefinition} from "../../../lib/dataset/definition.js";
import {writeFile} from "node:fs/promises";
import {join, resolve} from "node:path";
import {buildBook} from "../../../data-loaders/build.js";
import {openBook} from "../../../data-loaders/flow/book.js";
import {silentReporter} from "../../support/silentReporter.js";
import {createRandom, drawIndex} from "../../../lib/random.js";
import {exampleDefinition} from "../../lib/dataset/exampleDefinition.js";

/** Few users, every learner, few trials: a whole flow in seconds. */
export const smallDefinition: DatasetDefinition = exampleDefinition({
  inputSets: [
    {name: "all", title: "All", inputs: ["visits", "classes", "hours", "plan"]},
    {name: "visits", title: "Visits only", inputs: ["visits"]}
  ],
  recipes: [
    {
      name: "by-hand",
      title: "By hand",
      story: "A guess.",
      inputs: ["classes"],
      learners: ["tree", "logistic"],
      metric: "accuracy",
      nTrials: 1
    }
  ],
  protocol: {
    seed: 7,
    testShare: 0.25,
    folds: 3,
    learners: ["baseline", "logistic", "additive", "tree", "forest", "boosting"],
    nTrials: {baseline: 1, logistic: 3, additive: 1, tree: 4, forest: 1, boosting: 1},
    selectionMetric: "logLoss",
    bootstrapRepeats: 20,
    searchRows: 50_000,
    fitRows: 2_000_000
  }
});

/** Members as CSV: those with few visits leave more often; some have no label. */
export function smallCsv(n = 600, seed = 3): string {
  const random = createRandom(seed);
  const lines = Array.from({length: n}, (_, i) => {
    const visits = drawIndex(60, random);
    const classes = drawIndex(visits + 1, random);
    const hours = (visits * (0.5 + random())).toFixed(2);
    const plan = random() < 0.4 ? "plus" : "basic";
    const label = random() < 0.05 ? "" : random() < 0.55 - visits / 120 ? "left" : "stayed";
    return [i, label, visits, classes, hours, plan].join(",");
  });
  return ["member,status,visits,classes,hours,plan", ...lines, ""].join("\n");
}

/** Settings for a run in a folder, with the table and the definition written there. */
export async function smallSettings(
  folder: string,
  {csv = smallCsv(), definition = smallDefinition, workers = 1}: {csv?: string; definition?: DatasetDefinition; workers?: number} = {}
): Promise<Settings> {
  const [data, dataset] = [join(folder, "members.csv"), join(folder, "gym.dataset.json")];
  await writeFile(data, csv);
  await writeFile(dataset, JSON.stringify(definition));
  return {
    root: resolve("."),
    data,
    dataset,
    output: join(folder, "dist"),
    home: join(folder, "home"),
    base: "/",
    host: "127.0.0.1",
    port: 3000,
    workers
  };
}

/** Runs the flow without a word. */
export async function build(settings: Settings): Promise<{book: Book; states: Record<string, TaskState>; pipeline: PipelineBook}> {
  await buildBook(settings, {choose: () => silentReporter});
  const book = await openBook(settings.home);
  const pipeline = await book.readJson<PipelineBook>("pipeline.json");
  return {book, pipeline, states: Object.fromEntries(pipeline.tasks.map(({name, state}) => [name, state]))};
}
