import type {Answer} from "./answer.js";
import type {Requester} from "./request.js";
import {TrackingError} from "./request.js";
import {answerIn, answersIn, tagIn, textIn, toAnswer} from "./answer.js";
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

const KEY_TAG = "churnbook.key";
export const SHA_TAG = "churnbook.sha256";

interface Calls {
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  /** One try, since a second would make the thing twice. */
  create(path: string, body: unknown): Promise<Answer>;
}

export function createModelRegistry({send, once}: Requester): ModelRegistry {
  const calls: Calls = {
    call: async (method, path, body) => toAnswer(await send(method, `/api/2.0/mlflow${path}`, body), path),
    create: async (path, body) => toAnswer(await once("POST", `/api/2.0/mlflow${path}`, body), path)
  };
  return {...loggedModels(calls), ...registeredModels(calls)};
}

function loggedModels({call, create}: Calls): LoggedModels {
  return {
    async findLogged(experimentId, key) {
      const answer = await call("POST", "/logged-models/search", {
        experiment_ids: [experimentId],
        filter: `tags.\`${KEY_TAG}\` = '${key}'`
      });
      const found = answersIn(answer, "models").map(toLogged);
      return found.find(({isReady}) => isReady) ?? found[0] ?? null;
    },
    async createLogged({experimentId, runId, name, key}) {
      const answer = await create("/logged-models", {
        experiment_id: experimentId,
        name: name.replace(/[/:.%"']/g, "_"),
        model_type: "churnbook",
        source_run_id: runId,
        tags: toPairs({[KEY_TAG]: key})
      });
      return toLogged(answerIn(answer, "model"));
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
        const page = await call(
          "GET",
          `/model-versions/search?filter=${filter}&max_results=200${pageToken && `&page_token=${encodeURIComponent(pageToken)}`}`
        );
        const found = answersIn(page, "model_versions").find((version) => tagIn(version, SHA_TAG) === sha256);
        if (found) return textIn(found, "version");
        pageToken = page.next_page_token ? textIn(page, "next_page_token") : "";
      } while (pageToken);
      return null;
    },
    async createVersion({name, source, runId, modelId, description, tags}) {
      const body = {name, source, run_id: runId, description, tags: toPairs(tags), ...(modelId ? {model_id: modelId} : {})};
      return textIn(answerIn(await create("/model-versions/create", body), "model_version"), "version");
    },
    async getAlias(name, alias) {
      const found = await orNull(
        call("GET", `/registered-models/alias?name=${encodeURIComponent(name)}&alias=${encodeURIComponent(alias)}`)
      );
      return found?.model_version ? textIn(answerIn(found, "model_version"), "version") : null;
    },
    async setAlias(name, alias, version) {
      await call("POST", "/registered-models/alias", {name, alias, version});
    },
    async deleteAlias(name, alias) {
      await call("DELETE", `/registered-models/alias?name=${encodeURIComponent(name)}&alias=${encodeURIComponent(alias)}`);
    }
  };
}

function toLogged(model: Answer): LoggedModel {
  const info = answerIn(model, "info");
  return {
    modelId: textIn(info, "model_id"),
    artifactUri: textIn(info, "artifact_uri"),
    isReady: info.status === "LOGGED_MODEL_READY" || info.status === 2
  };
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
