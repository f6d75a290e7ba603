import type {Requester} from "./request.js";
import {TrackingError} from "./request.js";
import {toPairs} from "./mlflowClient.js";

/** A model as the server logged it (MLflow 3). */
export interface LoggedModel {
  modelId: string;
  artifactUri: string;
  isReady: boolean;
}

/** The calls of logged models, where the server has them. */
interface LoggedModels {
  /** the logged model of that tag, if there is one; null. @throws TrackingError 404 where the server has no logged models */
  findLogged(experimentId: string, key: string): Promise<LoggedModel | null>;
  /** One try: look for the model before the next. */
  createLogged(model: {experimentId: string; runId: string; name: string; key: string}): Promise<LoggedModel>;
  /** says that all of its files are there, and joins it to its run */
  finishLogged(modelId: string, runId: string): Promise<void>;
}

/** The calls of registered models, their versions and aliases. */
interface RegisteredModels {
  /** makes the registered model unless it is there */
  ensureRegistered(name: string, description: string): Promise<void>;
  /** by the tag with the model's hash; null */
  findVersion(name: string, sha256: string): Promise<string | null>;
  /** One try: look for the version before the next. */
  createVersion(version: {
    name: string;
    source: string;
    runId: string;
    modelId: string | null;
    description: string;
    tags: Record<string, string>;
  }): Promise<string>;
  /** the version that an alias stands for; null */
  getAlias(name: string, alias: string): Promise<string | null>;
  setAlias(name: string, alias: string, version: string): Promise<void>;
  deleteAlias(name: string, alias: string): Promise<void>;
}

/** The calls of MLflow's model registry, and of logged models where the server has them. */
export interface ModelRegistry extends LoggedModels, RegisteredModels {}

type Json = Record<string, unknown>;

const KEY_TAG = "churnbook.key";
export const SHA_TAG = "churnbook.sha256";

interface Calls {
  call(method: string, path: string, body?: unknown): Promise<Json>;
  /** One try, since a second would make the thing twice. */
  create(path: string, body: unknown): Promise<Json>;
}

export function createModelRegistry({send, once}: Requester): ModelRegistry {
  const calls: Calls = {
    call: (method, path, body) => send(method, `/api/2.0/mlflow${path}`, body) as Promise<Json>,
    create: (path, body) => once("POST", `/api/2.0/mlflow${path}`, body) as Promise<Json>
  };
  return {...loggedModels(calls), ...registeredModels(calls)};
}

function loggedModels({call, create}: Calls): LoggedModels {
  return {
    async findLogged(experimentId, key) {
      const {models = []} = (await call("POST", "/logged-models/search", {
        experiment_ids: [experimentId],
        filter: `tags.\`${KEY_TAG}\` = '${key}'`
      })) as {models?: RawLogged[]};
      const found = models.map(toLogged);
      return found.find(({isReady}) => isReady) ?? found[0] ?? null;
    },
    async createLogged({experimentId, runId, name, key}) {
      const {model} = (await create("/logged-models", {
        experiment_id: experimentId,
        name: name.replace(/[/:.%"']/g, "_"),
        model_type: "churnbook",
        source_run_id: runId,
        tags: toPairs({[KEY_TAG]: key})
      })) as {model: RawLogged};
      return toLogged(model);
    },
    async finishLogged(modelId, runId) {
      await call("POST", "/runs/outputs", {run_id: runId, models: [{model_id: modelId, step: 0}]});
      await call("PATCH", `/logged-models/${modelId}`, {model_id: modelId, status: "LOGGED_MODEL_READY"});
    }
  };
}

function registeredModels({call, create}: Calls): RegisteredModels {
  return {
    async ensureRegistered(name, description) {
      const exists = await orNull(call("GET", `/registered-models/get?name=${encodeURIComponent(name)}`));
      if (!exists)
        await unlessExists(call("POST", "/registered-models/create", {name, description, tags: toPairs({"churnbook.made": "true"})}));
    },
    async findVersion(name, sha256) {
      const filter = encodeURIComponent(`name='${name.replaceAll("'", "''")}'`);
      let pageToken = "";
      do {
        const page = (await call(
          "GET",
          `/model-versions/search?filter=${filter}&max_results=200${pageToken && `&page_token=${encodeURIComponent(pageToken)}`}`
        )) as {
          model_versions?: RawVersion[];
          next_page_token?: string;
        };
        const found = (page.model_versions ?? []).find(({tags = []}) => tags.some(({key, value}) => key === SHA_TAG && value === sha256));
        if (found) return found.version;
        pageToken = page.next_page_token ?? "";
      } while (pageToken);
      return null;
    },
    async createVersion({name, source, runId, modelId, description, tags}) {
      const body = {name, source, run_id: runId, description, tags: toPairs(tags), ...(modelId ? {model_id: modelId} : {})};
      const {model_version: made} = (await create("/model-versions/create", body)) as {model_version: RawVersion};
      return made.version;
    },
    async getAlias(name, alias) {
      const found = (await orNull(
        call("GET", `/registered-models/alias?name=${encodeURIComponent(name)}&alias=${encodeURIComponent(alias)}`)
      )) as {model_version?: RawVersion} | null;
      return found?.model_version?.version ?? null;
    },
    async setAlias(name, alias, version) {
      await call("POST", "/registered-models/alias", {name, alias, version});
    },
    async deleteAlias(name, alias) {
      await call("DELETE", `/registered-models/alias?name=${encodeURIComponent(name)}&alias=${encodeURIComponent(alias)}`);
    }
  };
}

interface RawLogged {
  info: {model_id: string; artifact_uri: string; status: string | number};
}

interface RawVersion {
  version: string;
  tags?: {key: string; value: string}[];
}

function toLogged({info}: RawLogged): LoggedModel {
  return {modelId: info.model_id, artifactUri: info.artifact_uri, isReady: info.status === "LOGGED_MODEL_READY" || info.status === 2};
}

/** MLflow says "not there" by 404, or by 400 for an alias. */
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    const isAbsent =
      error instanceof TrackingError &&
      (error.code === "RESOURCE_DOES_NOT_EXIST" || error.status === 404 || (error.status === 400 && /not found/i.test(error.message)));
    if (isAbsent) return null;
    throw error;
  }
}

async function unlessExists(answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch (error) {
    if (!(error instanceof TrackingError) || error.code !== "RESOURCE_ALREADY_EXISTS") throw error;
  }
}
