/** Everything about one run of the flow that a tracking server is told; JSON, with its files beside it in the outbox. */
export interface Delivery {
  format: 1;
  /** the book's hash: two runs with one hash are one */
  book: string;
  /** ISO time */
  startedAt: string;
  experiment: string;
  /** last of all to be finished, so that a finished one says that all of them are there */
  parent: RunPlan;
  children: RunPlan[];
  registered: RegisteredPlan;
}

/** One run of MLflow's. */
export interface RunPlan {
  /** unique within the delivery */
  key: string;
  name: string;
  status: "FINISHED" | "FAILED" | "KILLED";
  startMs: number;
  endMs: number;
  tags: Record<string, string>;
  params: Record<string, string>;
  metrics: Metric[];
  /** paths within the run's artefacts, and the file in the outbox */
  artifacts: {path: string; file: string}[];
  /** a model to be logged with the run, for finalists */
  model: ModelPlan | null;
}

export interface Metric {
  key: string;
  value: number;
  step: number;
}

export interface ModelPlan {
  /** of the model's JSON */
  sha256: string;
  title: string;
  /** the model's JSON in the outbox */
  file: string;
}

/** The model in the registry, whose versions are finalists. */
export interface RegisteredPlan {
  name: string;
  description: string;
  /** alias to the key of a child with a model: champion, challenger, and every recipe by its name */
  aliases: Record<string, string>;
}
