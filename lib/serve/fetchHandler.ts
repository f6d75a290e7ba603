import type {ModelInput, Model} from "../model/model.js";
import type {Row} from "../dataset/table.js";
import type {JsonRow} from "../batch/readJsonRow.js";
import {check} from "../check.js";
import {createJsonRowReader} from "../batch/readJsonRow.js";
import {readModel} from "../model/readModel.js";
import {createScorer} from "../model/scorer.js";
import {describeApi} from "./openApi.js";

/** A web-standard handler, as edge hosts, Deno, Bun and Node's servers call it. */
export type FetchHandler = (request: Request) => Promise<Response>;

export interface HandlerOptions {
  /** other models by name, chosen by `?model=name`; the first argument is "champion" */
  models?: Record<string, unknown>;
  /** most rows of one request; default 10,000 */
  maxRows?: number;
}

interface Served {
  model: Model;
  readRow(json: object): JsonRow;
  scoreRow(row: Row): number;
}

/**
 * Answers `POST /predict` (one row, or a list of rows, as JSON) with the same numbers as the site, `GET /openapi.json`
 * with the description of it all, and `GET /health` (both also by HEAD). A body that cannot be scored gets 422 and a sentence
 * that names every missing or wrong input; a row with a number that cannot be, or a level that it does not know, says so in its `warnings`. Paths
 * count from their end, so the handler may stand below a prefix.
 *
 * @param champion a model as `champion.json` holds it
 * @throws if a model is something else, or another model is named champion too
 * @example export default {fetch: createFetchHandler(await (await fetch("https://your.site/api/champion.json")).json())}
 */
export function createFetchHandler(champion: unknown, {models = {}, maxRows = 10_000}: HandlerOptions = {}): FetchHandler {
  check(!Object.hasOwn(models, "champion"), {
    where: "createFetchHandler",
    rule: "the champion is the first argument, and the other models must have other names",
    got: "a model named champion"
  });
  const served = new Map(Object.entries({champion, ...models}).map(([name, json]) => [name, serve(json)]));
  const inputsByModel = (): Record<string, ModelInput[]> => Object.fromEntries([...served].map(([name, {model}]) => [name, model.inputs]));
  const answerGet = (path: string): Response =>
    path === "health" ? answer(200, {status: "ok", models: [...served.keys()]}) : answer(200, describeApi(inputsByModel(), maxRows));
  return async (request) => {
    const {method} = request;
    const url = new URL(request.url);
    const path = /\/(predict|openapi\.json|health)\/?$/.exec(url.pathname)?.[1];
    if (method === "OPTIONS" && path) return answer(204, null);
    if (path === undefined) return answer(404, {error: "there is POST /predict, GET /openapi.json and GET /health"});
    const allowed = path === "predict" ? ["POST"] : ["GET", "HEAD"];
    if (!allowed.includes(method))
      return answer(405, {error: `${path} must be asked by ${allowed[0]}; got ${method}.`}, {Allow: allowed.join(", ")});
    if (path === "predict") return predict(request, {served, name: url.searchParams.get("model") ?? "champion", maxRows});
    const found = answerGet(path);
    return method === "HEAD" ? new Response(null, found) : found;
  };
}

async function predict(
  request: Request,
  {served, name, maxRows}: {served: Map<string, Served>; name: string; maxRows: number}
): Promise<Response> {
  const model = served.get(name);
  if (!model) return answer(404, {error: `the model must be one of ${[...served.keys()].join(", ")}; got ${name}.`});
  let body: unknown;
  try {
    body = await request.json();
  } catch {
    return answer(400, {error: "the body must be JSON: one row as an object, or a list of them."});
  }
  const rows = Array.isArray(body) ? (body as unknown[]) : [body];
  if (rows.length > maxRows) return answer(413, {error: `a request may have ${maxRows} rows; got ${rows.length}.`});
  const results = rows.map((row) => scoreOne(model, row));
  const faults = results.flatMap((result, i) =>
    "error" in result ? [rows.length === 1 ? result.error : `row ${i + 1}: ${result.error}`] : []
  );
  if (faults.length > 0) return answer(422, {error: faults.slice(0, 20).join(" "), faults: faults.length});
  return answer(200, Array.isArray(body) ? results : results[0]);
}

function serve(json: unknown): Served {
  const model = readModel(json);
  return {model, readRow: createJsonRowReader(model), scoreRow: createScorer(model).scoreRow};
}

/** A scored row; `warnings` names numbers that cannot be and levels that the model does not know, and is absent where there are none. */
type Score = {probability: number; warnings?: string[]};

function scoreOne({readRow, scoreRow}: Served, json: unknown): Score | {error: string} {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return {error: "a row must be an object."};
  const {row, warnings, faults} = readRow(json);
  if (faults !== null) return {error: `${faults.join("; ")}.`};
  return {probability: scoreRow(row), ...(warnings.length > 0 ? {warnings} : {})};
}

const SHARED = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "Content-Type",
  "Access-Control-Allow-Methods": "GET, HEAD, POST",
  "Cache-Control": "no-store"
};

/**
 * An answer of the endpoint, faults included: any page may read it.
 *
 * @param body written as JSON; null: none
 */
export function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  const isEmpty = body === null;
  return new Response(isEmpty ? null : `${JSON.stringify(body)}\n`, {
    status,
    headers: {...SHARED, ...(isEmpty ? {} : {"Content-Type": "application/json"}), ...headers}
  });
}
