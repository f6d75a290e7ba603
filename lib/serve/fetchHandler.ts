import {ChurnbookError} from "../check.js";
import type {ModelInput} from "../model/model.js";
import type {Model} from "../model/model.js";
import {readModel} from "../model/readModel.js";
import {createScorer} from "../model/scorer.js";
import type {Row} from "../table/table.js";
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
  scoreRow(row: Row): number;
}

/**
 * Answers `POST /predict` (one row, or a list of rows, as JSON) with the same numbers as the site, `GET /openapi.json`
 * with the description of it all, and `GET /health`. A body that cannot be scored gets 422 and a sentence that names
 * every missing or wrong input. Paths count from their end, so the handler may stand below a prefix.
 *
 * @param champion a model as `champion.json` holds it
 * @throws if a model is something else
 * @example export default {fetch: createFetchHandler(await (await fetch("https://your.site/api/champion.json")).json())}
 */
export function createFetchHandler(champion: unknown, {models = {}, maxRows = 10_000}: HandlerOptions = {}): FetchHandler {
  const served = new Map(Object.entries({champion, ...models}).map(([name, json]) => [name, serve(json)]));
  const inputsByModel = (): Record<string, ModelInput[]> => Object.fromEntries([...served].map(([name, {model}]) => [name, model.inputs]));
  return async (request) => {
    const url = new URL(request.url);
    const path = /\/(predict|openapi\.json|health)\/?$/.exec(url.pathname)?.[1];
    if (request.method === "OPTIONS" && path) return answer(204, null);
    if (path === undefined) return answer(404, {error: "there is POST /predict, GET /openapi.json and GET /health"});
    const expected = path === "predict" ? "POST" : "GET";
    if (request.method !== expected) return answer(405, {error: `${path} must be asked by ${expected}; got ${request.method}.`}, {Allow: expected});
    if (path === "health") return answer(200, {status: "ok", models: [...served.keys()]});
    if (path === "openapi.json") return answer(200, describeApi(inputsByModel(), maxRows));
    return predict(request, {served, name: url.searchParams.get("model") ?? "champion", maxRows});
  };
}

async function predict(request: Request, {served, name, maxRows}: {served: Map<string, Served>; name: string; maxRows: number}): Promise<Response> {
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
  const faults = results.flatMap((result, i) => ("error" in result ? [rows.length === 1 ? result.error : `row ${i + 1}: ${result.error}`] : []));
  if (faults.length > 0) return answer(422, {error: faults.slice(0, 20).join(" "), faults: faults.length});
  return answer(200, Array.isArray(body) ? results : results[0]);
}

function serve(json: unknown): Served {
  const model = readModel(json);
  return {model, scoreRow: createScorer(model).scoreRow};
}

function scoreOne({scoreRow}: Served, row: unknown): {probability: number} | {error: string} {
  if (typeof row !== "object" || row === null || Array.isArray(row)) return {error: "a row must be an object."};
  try {
    return {probability: scoreRow(row as Row)};
  } catch (error) {
    if (error instanceof ChurnbookError) return {error: error.message};
    throw error;
  }
}

function answer(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  const shared = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "Content-Type", "Access-Control-Allow-Methods": "GET, POST", "Cache-Control": "no-store"};
  const isEmpty = body === null;
  return new Response(isEmpty ? null : `${JSON.stringify(body)}\n`, {status, headers: {...shared, ...(isEmpty ? {} : {"Content-Type": "application/json"}), ...headers}});
}
