import type {Listed} from "../../lib/named.js";
import type {Delivery, ModelPlan, RunPlan} from "./delivery.js";
import type {KnownRun, MlflowClient} from "./mlflowClient.js";
import type {LoggedModel, ModelRegistry} from "./modelRegistry.js";
import type {Requester} from "./request.js";
import {createModelFolder} from "../../lib/export/mlflowFolder.js";
import {readModel} from "../../lib/model/readModel.js";
import {createMlflowClient, NOTHING_WITHHELD, WITHHELD_TAG} from "./mlflowClient.js";
import {createModelRegistry, SHA_TAG} from "./modelRegistry.js";
import {TrackingError} from "./request.js";

/** How a delivery reads its files. */
export type ReadFile = (name: string) => Promise<Uint8Array>;

/** What came of a delivery. */
export interface Delivered {
  /** runs that were made or completed now */
  sent: number;
  /** runs that were there already */
  found: number;
  /** registered versions by alias */
  aliases: Record<string, string>;
  /** what the server could not take, in words; null */
  withheld: string | null;
}

/** Runs that are sent at once. */
const AT_ONCE = 4;

interface Server {
  client: MlflowClient;
  registry: ModelRegistry;
  requester: Requester;
  version: string;
  experimentId: string;
  delivery: Delivery;
  readFile: ReadFile;
  known: Map<string, KnownRun>;
}

/**
 * Tells a server all of a delivery that it does not know yet. It looks first, so it may be stopped anywhere and begun
 * again, and a second delivery of the same book changes nothing.
 *
 * @throws TrackingError when the server cannot be reached, or refuses
 */
export async function deliver(delivery: Delivery, readFile: ReadFile, requester: Requester): Promise<Delivered> {
  const client = createMlflowClient(requester);
  const registry = createModelRegistry(requester);
  const version = await client.version();
  const experimentId = await client.experimentId(delivery.experiment);
  const known = await client.findRuns(experimentId, delivery.book);
  const server: Server = {client, registry, requester, version, experimentId, delivery, readFile, known};
  const delivered: Delivered = {sent: 0, found: 0, aliases: {}, withheld: null};
  if (isWhole(known.get(delivery.parent.key), delivery.parent)) {
    delivered.found = 1 + delivery.children.length;
  } else {
    await sendRuns(server, delivered);
  }
  if (delivered.withheld === null) delivered.aliases = await setAliases(server);
  return delivered;
}

async function sendRuns(server: Server, delivered: Delivered): Promise<void> {
  const {delivery, known} = server;
  const parent = await ensureRun(server, delivery.parent, null);
  await eachOf(delivery.children, async (plan) => {
    if (isWhole(known.get(plan.key), plan)) ++delivered.found;
    else {
      const run = await ensureRun(server, plan, parent.runId);
      delivered.withheld = (await sendRun(server, plan, {run, withheld: null})) ?? delivered.withheld;
      ++delivered.sent;
    }
  });
  delivered.withheld = await sendRun(server, delivery.parent, {run: parent, withheld: delivered.withheld});
  ++delivered.sent;
}

/** Visits a few at once. After an error nothing new is begun, and what is running ends before it is thrown. */
async function eachOf<T>(items: readonly T[], visit: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const work = async (): Promise<void> => {
    try {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await visit(item);
    } catch (error) {
      waiting.length = 0;
      throw error;
    }
  };
  const ended = await Promise.allSettled(Array.from({length: AT_ONCE}, work));
  const failed = ended.find(({status}) => status === "rejected") as PromiseRejectedResult | undefined;
  if (failed) throw failed.reason;
}

/**
 * Finds or makes something. A request that failed may have made it all the same, so each new try looks first.
 *
 * @param found what is known to be there already; null: not there as far as is known
 */
async function ensure<T>(
  {requester}: Server,
  found: T | null,
  {find, create}: {find: () => Promise<T | null>; create: () => Promise<T>}
): Promise<T> {
  if (found !== null) return found;
  let isFirst = true;
  return requester.again(async () => {
    const there = isFirst ? null : await find();
    isFirst = false;
    return there ?? create();
  });
}

async function ensureRun(server: Server, plan: RunPlan, parentId: string | null): Promise<KnownRun> {
  const {client, experimentId, delivery, known} = server;
  const find = async (): Promise<KnownRun | null> => (await client.findRuns(experimentId, delivery.book)).get(plan.key) ?? null;
  const create = (): Promise<KnownRun> => {
    const tags = {
      "churnbook.book": delivery.book,
      "churnbook.key": plan.key,
      "mlflow.source.name": "churnbook",
      "mlflow.source.type": "LOCAL",
      "mlflow.user": "churnbook",
      ...(parentId ? {"mlflow.parentRunId": parentId} : {})
    };
    return client.createRun({experimentId, name: plan.name, startMs: plan.startMs, tags});
  };
  const run = await ensure(server, known.get(plan.key) ?? null, {find, create});
  known.set(plan.key, run);
  return run;
}

/** Whether the server has all of a run; one whose files it could not take is tried again. */
function isWhole(run: KnownRun | undefined, plan: RunPlan): boolean {
  return run?.status === plan.status && run.withheld === null;
}

/**
 * @param withheld what is known already not to have been taken, in words; null
 * @returns the same, with what the server could not take now
 */
async function sendRun(server: Server, plan: RunPlan, {run, withheld}: {run: KnownRun; withheld: string | null}): Promise<string | null> {
  const {client, readFile} = server;
  let modelId: string | undefined;
  try {
    if (plan.model) modelId = await sendModel(server, plan.model, {plan, run});
    for (const {path, file} of plan.artifacts) await client.putArtifact(run.artifactUri, path, await readFile(file));
  } catch (error) {
    if (!(error instanceof TrackingError) || error.code !== "UNSUPPORTED_STORE") throw error;
    withheld = error.message;
  }
  const metrics = plan.metrics.map((metric) => ({...metric, timestamp: plan.endMs, modelId}));
  const tags = {...plan.tags, [WITHHELD_TAG]: withheld ?? NOTHING_WITHHELD};
  await client.logBatch({runId: run.runId, metrics, params: plan.params, tags});
  await client.finishRun(run.runId, plan.status, plan.endMs);
  return withheld;
}

/** @returns the logged model's id where the server has such; the model is then there and not among the run's artefacts */
async function sendModel(server: Server, model: ModelPlan, {plan, run}: {plan: RunPlan; run: KnownRun}): Promise<string | undefined> {
  const {client, registry, version, delivery} = server;
  const files = async (): Promise<[string, Uint8Array][]> => folderOf(server, model, run);
  if (Number(version.split(".")[0]) >= 3) {
    const key = loggedKey(delivery, plan);
    const find = (): Promise<LoggedModel | null> => registry.findLogged(server.experimentId, key);
    const create = (): Promise<LoggedModel> =>
      registry.createLogged({experimentId: server.experimentId, runId: run.runId, name: plan.name, key});
    const logged = await ensure(server, await find(), {find, create});
    if (!logged.isReady) {
      for (const [path, content] of await files()) await client.putArtifact(logged.artifactUri, path, content);
      await registry.finishLogged(logged.modelId, run.runId);
    }
    return logged.modelId;
  }
  for (const [path, content] of await files()) await client.putArtifact(run.artifactUri, `model/${path}`, content);
  return undefined;
}

async function folderOf(
  {readFile, version, delivery}: Server,
  {file, sha256, title}: ModelPlan,
  run: KnownRun
): Promise<[string, Uint8Array][]> {
  const model = readModel(JSON.parse(new TextDecoder().decode(await readFile(file))));
  const mlflowVersion = version === "2" ? "2.17.0" : version;
  const folder = createModelFolder(model, {
    uuid: sha256.slice(0, 32),
    createdAt: delivery.startedAt,
    runId: run.runId,
    mlflowVersion,
    title
  });
  return Object.entries(folder).map(([path, content]) => [path, typeof content === "string" ? new TextEncoder().encode(content) : content]);
}

function loggedKey({book}: Delivery, {key}: RunPlan): string {
  return `${book} ${key}`.replaceAll("'", "");
}

/** Registers the models that aliases stand for, each once by its hash, and lets the aliases stand for them. */
async function setAliases(server: Server): Promise<Listed<string>> {
  const {registry, delivery} = server;
  const {name, description, aliases} = delivery.registered;
  await registry.ensureRegistered(name, description);
  const versions: Listed<string> = {};
  for (const [alias, key] of Object.entries(aliases)) {
    const version = await ensureVersion(server, key);
    if ((await registry.getAlias(name, alias)) !== version) await registry.setAlias(name, alias, version);
    versions[alias] = version;
  }
  if (!("challenger" in aliases) && (await registry.getAlias(name, "challenger")) !== null) await registry.deleteAlias(name, "challenger");
  return versions;
}

async function ensureVersion(server: Server, key: string): Promise<string> {
  const {registry, delivery, known, version: mlflow, experimentId} = server;
  const plan = delivery.children.find((child) => child.key === key) as RunPlan & {model: ModelPlan};
  const {name} = delivery.registered;
  const find = (): Promise<string | null> => registry.findVersion(name, plan.model.sha256);
  const found = await find();
  if (found !== null) return found;
  const run = known.get(key) as KnownRun;
  const logged = Number(mlflow.split(".")[0]) >= 3 ? await registry.findLogged(experimentId, loggedKey(delivery, plan)) : null;
  const version = {
    name,
    source: logged ? `models:/${logged.modelId}` : `runs:/${run.runId}/model`,
    runId: run.runId,
    modelId: logged?.modelId ?? null,
    description: plan.model.title,
    tags: {[SHA_TAG]: plan.model.sha256, "churnbook.book": delivery.book, finalist: plan.name}
  };
  return ensure(server, null, {find, create: () => registry.createVersion(version)});
}
