import type {DatasetBook} from "../book/dataset.js";
import type {Estimate, FoldScores} from "../book/common.js";
import type {Finalist, Gate, MetricInfo, ModelsBook} from "../book/models.js";
import type {InputDefinition} from "../dataset/definition.js";
import type {ModelReading} from "./reading.js";
import {whyNotHowMany} from "../champion/whyNotHowMany.js";
import {BASELINE} from "../dataset/baseline.js";
import {whoseOf} from "../dataset/people.js";
import {check} from "../check.js";
import {formatFixed} from "../format.js";
import {UNTOLD} from "../metrics/formatMetric.js";
import {findNamed} from "../named.js";

/** What a stranger must know of a model before using it; after Mitchell and others (2019), Model Cards for Model Reporting. */
export interface ModelCard {
  /** version of this format */
  format: 1;
  name: string;
  title: string;
  role: "champion" | "challenger" | "finalist";
  kind: string;
  params: Finalist["params"];
  model: Finalist["model"];
  data: {
    title: string;
    description: string;
    source: string;
    /** whether the rows are a synthetic sample */
    synthetic: boolean;
    /** 8 digits, salted */
    hash: string;
    counts: DatasetBook["counts"];
    /** whose rows these are, where rows repeat customers: folds, the split and intervals go by them; null: each row is one of its own */
    customers: number | null;
    /** what pages call those */
    whose: string;
    baseRate: number;
    churned: string;
    period: string;
  };
  inputs: Pick<InputDefinition, "name" | "title" | "kind" | "unit" | "meaning" | "timing" | "levels">[];
  /** what becomes of missing and unknown values; absent where the card was made without the model */
  reading?: ModelReading;
  uses: string[];
  misuses: string[];
  cautions: string[];
  /** by metric, in the book's order: the mean over folds with its standard error, and the test rows' interval */
  scores: (MetricInfo & {crossValidated: {mean: number; standardError: number} | null; test: Estimate})[];
  gates: Pick<Gate, "name" | "title" | "passed" | "detail">[];
  /** why this model was chosen, or another was */
  choice: string;
  /** permutation importance of the champion; empty for others */
  importance: ModelsBook["importance"];
}

/**
 * The card of one finalist, from the artefacts of a run.
 *
 * @throws if there is no finalist of that name
 */
export function createModelCard({dataset, models}: {dataset: DatasetBook; models: ModelsBook}, name: string): ModelCard {
  const finalist = models.finalists.find((d) => d.name === name);
  check(finalist, {where: "createModelCard", rule: "the finalist must exist", got: name});
  const {definition, source, counts, baseRate} = dataset;
  const gates = findNamed(models.gates, name) ?? [];
  const failed = gates.filter(({passed}) => !passed);
  const role = name === models.champion ? "champion" : name === models.challenger ? "challenger" : "finalist";
  return {
    format: 1,
    name,
    title: finalist.title,
    role,
    kind: finalist.learner,
    params: finalist.params,
    model: finalist.model,
    data: {
      title: definition.title,
      description: definition.description,
      source: definition.source,
      synthetic: source.kind === "sample",
      hash: source.hash,
      counts,
      customers: dataset.customers,
      whose: whoseOf(definition).plural,
      baseRate,
      churned: definition.label.meaning,
      period: definition.period
    },
    inputs: definition.inputs
      .filter((input) => finalist.inputs.includes(input.name))
      .map(({name: column, title, kind, unit, meaning, timing, levels}) => ({name: column, title, kind, unit, meaning, timing, levels})),
    uses: describeUses(finalist, {
      failed,
      plural: definition.unit.plural,
      word: dataset.isFew ? "untold" : (whyNotHowMany(models, finalist) ?? "kept")
    }),
    misuses: [
      `Deciding about one ${definition.unit.singular} alone, without a person.`,
      "Reading an input as a lever: the model says what goes with churn, not what causes it.",
      "Scoring a table that was made otherwise, or at another time, without checking the scores against what happened there."
    ],
    cautions: definition.cautions,
    scores: models.metrics.map((metric) => {
      const told = findNamed(finalist.cv, metric.name);
      const crossValidated = told ? {mean: told.mean, standardError: told.standardError} : null;
      return {...metric, crossValidated, test: finalist.test[metric.name]};
    }),
    gates: gates.map(({name: gate, title, passed, detail}) => ({name: gate, title, passed, detail})),
    choice: describeChoice(finalist, {models, failed}),
    importance: role === "champion" ? models.importance : []
  };
}

interface Judged {
  failed: readonly Gate[];
  plural: string;
  word: keyof typeof WORD;
}

/** Whether scores may be taken at their word; see {@link whyNotHowMany}. */
const WORD = {
  kept: " and reading that chance as a calibrated probability.",
  off: ". It is off by more than chance explains: it is no probability to count on.",
  moved: ". The latest churned at another rate than those that it learned from: where the rate goes on moving, that chance lags behind it.",
  untold: ". Those whom it was made from are too few to tell whether it is a probability to count on."
};

/** What the model is good for, which depends on what it has passed. */
function describeUses({learner}: Finalist, {failed, plural, word}: Judged): string[] {
  if (learner === BASELINE)
    return ["A yardstick: it gives everyone the same chance, the base rate, and every other model must do better. It ranks nobody."];
  if (failed.length > 0)
    return [`Comparison only, because it did not pass: ${failed.map(({title}) => title).join("; ")}. Do not act on its scores.`];
  return [
    `Ranking ${plural} by their chance of churn` + WORD[word],
    "Deciding whom to look at first, with a threshold chosen for the costs at hand."
  ];
}

/** Why this model was chosen, or why another was. */
function describeChoice({name, cv}: Finalist, {models, failed}: {models: ModelsBook; failed: readonly Gate[]}): string {
  const {reason} = models.crowns[models.selectionMetric];
  if (name === models.champion) return reason;
  const champion = models.finalists.find((d) => d.name === models.champion) as Finalist;
  const metric = models.metrics.find((d) => d.name === models.selectionMetric) as MetricInfo;
  const gate = failed.length > 0 ? `It did not pass: ${failed.map(({title, detail}) => `${title} (${detail})`).join("; ")}. ` : "";
  const rank = name === models.challenger ? "Second, as the Challenger" : "Not chosen";
  return (
    `${rank}: ${metric.title} over the folds is ${sayMean(findNamed(cv, metric.name))}; the Champion, ` +
    `${champion.title}, has ${sayMean(findNamed(champion.cv, metric.name))}. ${gate}${reason}`
  );
}

function sayMean(scores: FoldScores | undefined): string {
  return scores ? formatFixed(scores.mean, 4) : UNTOLD;
}
