import type {DatasetBook} from "../../lib/book/dataset.js";
import type {ExperimentsBook, Trial} from "../../lib/book/experiments.js";
import type {Finalist, ModelsBook} from "../../lib/book/models.js";
import type {PipelineBook} from "../../lib/book/pipeline.js";
import type {Registry} from "../../lib/book/registry.js";
import type {Delivery, Metric, RunPlan} from "./delivery.js";
import {findNamed} from "../../lib/named.js";

export interface Books {
  dataset: DatasetBook;
  experiments: ExperimentsBook;
  models: ModelsBook;
  pipeline: PipelineBook;
  registry: Registry;
}

/** A file of the delivery: text made here, or the name of an artefact of the book. */
export type DeliveryFile = {text: string} | {artefact: string};

/** A delivery and its files, by their names in the outbox. */
export interface Planned {
  delivery: Delivery;
  files: Record<string, DeliveryFile>;
}

/**
 * Says a run of the flow as MLflow's runs: one parent, a child per trial and per finalist. Metrics are named as
 * scikit-learn names them (`log_loss`, `roc_auc`); `cv_` and `test_` say on which rows. Times are the flow's.
 *
 * @param names the experiment's and the registered model's; null: for the dataset
 */
export function planDelivery(books: Books, names: {experiment: string | null; model: string | null}): Planned {
  const {dataset, experiments, models, pipeline, registry} = books;
  const {definition, source, counts, baseRate} = dataset;
  const files = new Map<string, DeliveryFile>(["registry.json", "models.json"].map((artefact) => [artefact, {artefact}]));
  const startMs = Date.parse(pipeline.startedAt);
  const endMs = startMs + Math.round(1000 * pipeline.seconds);
  const span = {startMs, endMs};
  const champion = models.finalists.find(({name}) => name === models.champion) as Finalist;
  const parent: RunPlan = {
    key: "flow",
    name: `${definition.name} ${pipeline.bookHash.slice(0, 8)}`,
    status: "FINISHED",
    ...span,
    tags: {
      "mlflow.note.content": `${definition.title}. ${models.crowns[models.selectionMetric].reason}`,
      champion: models.champion,
      challenger: models.challenger ?? "none",
      data: source.kind
    },
    params: toTexts({
      seed: experiments.seed,
      folds: experiments.folds,
      selection_metric: snake(models.selectionMetric),
      rows: counts.labelled,
      data_hash: source.hash,
      rule: registry.rule
    }),
    metrics: [
      {key: "base_rate", value: baseRate, step: 0},
      {key: "seconds", value: pipeline.seconds, step: 0},
      ...finalistMetrics(champion)
    ],
    artifacts: [
      {path: "registry.json", file: "registry.json"},
      {path: "models.json", file: "models.json"}
    ],
    model: null
  };
  const trials = experiments.trials.map((trial) => planTrial(trial, {seconds: pipeline.trialSeconds[trial.id] ?? 0, startMs, dataset}));
  const finalists = models.finalists.map((finalist) => planFinalist(finalist, {books, span, files}));
  const aliases = {
    champion: `finalist ${models.champion}`,
    ...(models.challenger ? {challenger: `finalist ${models.challenger}`} : {}),
    ...Object.fromEntries(models.finalists.filter(({recipe}) => recipe).map(({name}) => [name.replace(/[^\w-]/g, "-"), `finalist ${name}`]))
  };
  const delivery: Delivery = {
    format: 1,
    book: pipeline.bookHash,
    startedAt: pipeline.startedAt,
    experiment: names.experiment ?? `churnbook ${definition.name}`,
    parent,
    children: [...trials, ...finalists],
    registered: {
      name: names.model ?? `${definition.name}_churn`.replace(/[/:]/g, "_"),
      description: `${definition.title}. ${registry.rule}`,
      aliases
    }
  };
  return {delivery, files: Object.fromEntries(files)};
}

/** @example snake("averagePrecision") // "average_precision" */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/[^\w./ -]/g, "_");
}

function planTrial(trial: Trial, {seconds, startMs, dataset}: {seconds: number; startMs: number; dataset: DatasetBook}): RunPlan {
  const {id, learner, recipe, state, params, inputs, scores, error, finalist} = trial;
  const metrics: Metric[] = [{key: "seconds", value: seconds, step: 0}];
  for (const [name, told] of Object.entries(scores)) {
    if (!told) continue;
    const {folds, mean, standardError} = told;
    const key = snake(name);
    // a mean over a part of the folds would stand among whole ones wherever runs are ordered by it
    if (state === "finished") metrics.push({key, value: mean, step: 0}, {key: `${key}_se`, value: standardError, step: 0});
    // oxlint-disable-next-line churnbook/no-rows-as-arguments -- one per fold: few
    metrics.push(...folds.map((value, step) => ({key: `${key}_fold`, value, step})));
  }
  return {
    key: `trial ${id}`,
    name: id,
    status: state === "finished" ? "FINISHED" : state === "stopped" ? "KILLED" : "FAILED",
    startMs,
    endMs: startMs + Math.round(1000 * seconds),
    tags: {
      learner,
      recipe: recipe ?? "none",
      state,
      finalist: String(finalist),
      ...(error ? {error} : {}),
      "churnbook.dataset": dataset.definition.name
    },
    params: toTexts({learner, inputs, ...params}),
    metrics,
    artifacts: [],
    model: null
  };
}

interface FinalistContext {
  books: Books;
  span: {startMs: number; endMs: number};
  files: Map<string, DeliveryFile>;
}

function planFinalist(finalist: Finalist, {books, span, files}: FinalistContext): RunPlan {
  const {name, title, learner, recipe, params, inputs, trial, curves, model} = finalist;
  const {models} = books;
  const folder = `finalists/${name}`;
  const own: Record<string, DeliveryFile> = {
    "model.json": {artefact: model.file},
    "curves.json": {text: JSON.stringify(curves)},
    "card.md": {artefact: `exports/${name}/card.md`},
    "card.json": {artefact: `exports/${name}/card.json`}
  };
  for (const [file, content] of Object.entries(own)) files.set(`${folder}/${file}`, content);
  const role = name === models.champion ? "champion" : name === models.challenger ? "challenger" : "none";
  const gates = (findNamed(models.gates, name) ?? []).map((gate) => `${gate.title}: ${gate.passed ? "passed" : "failed"} (${gate.detail})`);
  return {
    key: `finalist ${name}`,
    name: `finalist ${name}`,
    status: "FINISHED",
    ...span,
    tags: {learner, recipe: recipe ?? "none", trial, role, gates: gates.join("; "), "mlflow.note.content": title},
    params: toTexts({learner, inputs: inputs.join(", "), ...params}),
    metrics: finalistMetrics(finalist),
    artifacts: Object.keys(own).map((file) => ({path: file, file: `${folder}/${file}`})),
    model: {sha256: model.sha256, title, file: `${folder}/model.json`}
  };
}

function finalistMetrics({cv, test}: Finalist): Metric[] {
  const crossValidated = Object.entries(cv).flatMap(([name, told]) =>
    told
      ? [
          {key: snake(name), value: told.mean, step: 0},
          {key: `cv_${snake(name)}_se`, value: told.standardError, step: 0},
          ...told.folds.map((value, step) => ({key: `cv_${snake(name)}_fold`, value, step}))
        ]
      : []
  );
  const tested = Object.entries(test).flatMap(([name, {estimate, low, high}]) => [
    {key: `test_${snake(name)}`, value: estimate, step: 0},
    ...(low === null ? [] : [{key: `test_${snake(name)}_low`, value: low, step: 0}]),
    ...(high === null ? [] : [{key: `test_${snake(name)}_high`, value: high, step: 0}])
  ]);
  return [...crossValidated, ...tested];
}

function toTexts(values: Record<string, number | string | boolean>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key.replace(/[^\w./ -]/g, "_"), String(value)]));
}
