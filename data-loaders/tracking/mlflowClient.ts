import type {Answer} from "./answer.js";
import type {Requester} from "./request.js";
import type {Metric} from "./delivery.js";
import {TrackingError} from "./request.js";
import {answerIn, answersIn, tagIn, textIn, toAnswer} from "./answer.js";

/** A run as the server knows it. */
export interface KnownRun {
  runId: string;
  status: string;
  artifactUri: string;
  /** the run's key in its delivery */
  key: string;
  /** what the server could not take of it, in words; null */
  withheld: string | null;
}

export interface LoggedBatch {
  runId: string;
  metrics: (Metric & {timestamp: number; modelId?: string})[];
  params: Record<string, string>;
  tags: Record<string, string>;
}

/** What a server takes in one request; MLflow 2 and 3 agree. */
const LIMITS = {
  metrics: 1000,
  params: 100,
  tags: 100,
  items: 1000,
  bytes: 900_000,
  paramLength: 6000,
  tagLength: 5000,
  keyLength: 250
} as const;

const API = "/api/2.0/mlflow";

/** Says of a run that its files and its model could not be taken, and why. */
export const WITHHELD_TAG = "churnbook.withheld";
export const NOTHING_WITHHELD = "nothing";

type Call = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** The calls of MLflow's REST interface that tracking needs; they are the same in 2.x and 3.x. */
export interface MlflowClient {
  /** such as "3.1.0"; "2" where the server does not say */
  version(): Promise<string>;
  experimentId(name: string): Promise<string>;
  /** all runs of one delivery, by key; of two with one key the one that is further on, and the other is deleted */
  findRuns(experimentId: string, book: string): Promise<Map<string, KnownRun>>;
  /** One try: look for the run before the next. */
  createRun(run: {experimentId: string; name: string; startMs: number; tags: Record<string, string>}): Promise<KnownRun>;
  logBatch(batch: LoggedBatch): Promise<void>;
  finishRun(runId: string, status: string, endMs: number): Promise<void>;
  /** @param uri a run's or a model's artefacts. @throws TrackingError UNSUPPORTED_STORE unless the server takes files itself */
  putArtifact(uri: string, path: string, content: Uint8Array): Promise<void>;
}

export function createMlflowClient({send, once}: Requester): MlflowClient {
  const call: Call = async (method, path, body) => toAnswer(await send(method, API + path, body), path);
  return {
    async version() {
      const said = await send("GET", "/version").catch((error: unknown) => {
        if (error instanceof TrackingError && !error.isPassing) return "2";
        throw error;
      });
      return typeof said === "string" && /^\d+\./.test(said) ? said.trim() : "2";
    },
    experimentId: (name) => findExperiment(call, name),
    findRuns: (experimentId, book) => findRuns(call, experimentId, book),
    async createRun({experimentId, name, startMs, tags}) {
      const answer = await once("POST", `${API}/runs/create`, {
        experiment_id: experimentId,
        run_name: name,
        start_time: startMs,
        tags: toPairs(tags)
      });
      return toRun(answerIn(toAnswer(answer, "/runs/create"), "run"));
    },
    async logBatch(batch) {
      for (const part of splitBatch(batch)) await call("POST", "/runs/log-batch", part);
    },
    async finishRun(runId, status, endMs) {
      await call("POST", "/runs/update", {run_id: runId, status, end_time: endMs});
    },
    async putArtifact(uri, path, content) {
      await send(
        "PUT",
        `/api/2.0/mlflow-artifacts/artifacts/${artifactRoot(uri)}/${path.split("/").map(encodeURIComponent).join("/")}`,
        content
      );
    }
  };
}

async function findExperiment(call: Call, name: string): Promise<string> {
  const look = async (): Promise<string | null> => {
    try {
      const experiment = answerIn(await call("GET", `/experiments/get-by-name?experiment_name=${encodeURIComponent(name)}`), "experiment");
      const id = textIn(experiment, "experiment_id");
      if (experiment.lifecycle_stage === "deleted") await call("POST", "/experiments/restore", {experiment_id: id});
      return id;
    } catch (error) {
      if (error instanceof TrackingError && (error.code === "RESOURCE_DOES_NOT_EXIST" || error.status === 404)) return null;
      throw error;
    }
  };
  const found = await look();
  if (found !== null) return found;
  try {
    return textIn(await call("POST", "/experiments/create", {name}), "experiment_id");
  } catch (error) {
    if (!(error instanceof TrackingError) || error.code !== "RESOURCE_ALREADY_EXISTS") throw error;
    return (await look()) as string; // another one was quicker
  }
}

async function findRuns(call: Call, experimentId: string, book: string): Promise<Map<string, KnownRun>> {
  const found = new Map<string, KnownRun>();
  let pageToken: string | undefined;
  do {
    const page = await call("POST", "/runs/search", {
      experiment_ids: [experimentId],
      filter: `tags."churnbook.book" = '${book}'`,
      max_results: 1000,
      run_view_type: "ACTIVE_ONLY",
      ...(pageToken ? {page_token: pageToken} : {})
    });
    for (const run of answersIn(page, "runs").map(toRun)) {
      const other = found.get(run.key);
      const isFurther = !other || other.status === "RUNNING";
      if (isFurther) found.set(run.key, run);
      // two of one key come of an answer that was lost
      if (other) await call("POST", "/runs/delete", {run_id: isFurther ? other.runId : run.runId});
    }
    pageToken = page.next_page_token ? textIn(page, "next_page_token") : undefined;
  } while (pageToken);
  return found;
}

function toRun(run: Answer): KnownRun {
  const info = answerIn(run, "info");
  const tag = (name: string): string | null => (run.data ? tagIn(answerIn(run, "data"), name) : null);
  const withheld = tag(WITHHELD_TAG);
  return {
    runId: textIn(info, "run_id"),
    status: textIn(info, "status"),
    artifactUri: textIn(info, "artifact_uri"),
    key: tag("churnbook.key") ?? "",
    withheld: withheld === NOTHING_WITHHELD ? null : withheld
  };
}

/** Bodies that keep to the server's limits; texts that are too long are cut. */
export function splitBatch({runId, metrics, params, tags}: LoggedBatch): Record<string, unknown>[] {
  const parts: Record<string, unknown>[] = [];
  const items = [
    ...toPairs(params, LIMITS.paramLength).map((item) => ["params", item] as const),
    ...toPairs(tags).map((item) => ["tags", item] as const),
    ...metrics.map(({modelId, ...metric}) => ["metrics", {...metric, ...(modelId ? {model_id: modelId} : {})}] as const)
  ];
  let part: {params: unknown[]; tags: unknown[]; metrics: unknown[]} | null = null;
  let bytes = 0;
  for (const [kind, item] of items) {
    const size = Buffer.byteLength(JSON.stringify(item)) + 1;
    const isFull =
      part &&
      (part[kind].length >= LIMITS[kind] ||
        part.params.length + part.tags.length + part.metrics.length >= LIMITS.items ||
        bytes + size > LIMITS.bytes);
    if (!part || isFull) {
      part = {params: [], tags: [], metrics: []};
      bytes = 0;
      parts.push({run_id: runId, ...part});
    }
    bytes += size;
    part[kind].push(item);
  }
  return parts;
}

export function toPairs(texts: Record<string, string>, longest: number = LIMITS.tagLength): {key: string; value: string}[] {
  const taken = new Set<string>();
  return Object.entries(texts).map(([key, value]) => ({
    key: shortKey(key, taken),
    value: value.length > longest ? `${cut(value, longest - 1)}…` : value
  }));
}

/** A key that the server takes, and that no other of the same run has. */
function shortKey(key: string, taken: Set<string>): string {
  let short = cut(key, LIMITS.keyLength);
  for (let n = 2; taken.has(short); ++n) short = `${cut(key, LIMITS.keyLength - 8)} ${n}`;
  taken.add(short);
  return short;
}

/** Never through the middle of a character. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");
}

/** The path below the server's own artefact store. */
function artifactRoot(uri: string): string {
  const match = /^mlflow-artifacts:(?:\/\/[^/]*)?\/(?:api\/2\.0\/mlflow-artifacts\/artifacts\/)?(.*?)\/*$/.exec(uri);
  if (match) return match[1];
  throw new TrackingError(
    `the server keeps artefacts in ${uri.split(":")[0]}:, where only its own clients can write; start it with --serve-artifacts`,
    400,
    "UNSUPPORTED_STORE"
  );
}
