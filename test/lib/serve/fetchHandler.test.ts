import type {Model} from "../../../lib/model/model.js";
import {Ajv2020} from "ajv/dist/2020.js";
import {describe, expect, it} from "vitest";
import {createScorer} from "../../../lib/model/scorer.js";
import {createFetchHandler} from "../../../lib/serve/fetchHandler.js";
import {fitModels} from "../../interop/models.js";

const {logistic} = fitModels();
/** a model of the three inputs that some callers know */
const three: Model = {
  version: 2,
  kind: "logistic",
  inputs: ["sessions", "drives", "total_sessions"].map((name) => ({name, kind: "number"})),
  encoding: ["sessions", "drives", "total_sessions"].map((input) => ({input, kind: "number", mean: 0, scale: 1, missing: 0})),
  intercept: -1,
  weights: [0.01, 0.02, 0.001]
};
const handle = createFetchHandler(logistic, {models: {"original-study": three}, maxRows: 3});
const row = {x0: 3, x1: 10, x2: 4, x3: -1, x4: 7, plan: "pro"};
const expected = createScorer(logistic).scoreRow(row);

function post(body: unknown, path = "/predict"): Promise<Response> {
  return handle(new Request(`https://example.org${path}`, {method: "POST", body: typeof body === "string" ? body : JSON.stringify(body)}));
}

describe("createFetchHandler(champion, options)", () => {
  it("answers one row, and a list of rows in their order, with the scorer's number", async () => {
    const one = await post(row);
    expect([one.status, await one.json()]).toEqual([200, {probability: expected}]);
    const many = await post([row, {...row, plan: null}], "/some/prefix/predict");
    expect(await many.json()).toEqual([{probability: expected}, {probability: createScorer(logistic).scoreRow({...row, plan: null})}]);
  });

  it("answers 422 with every missing input by name", async () => {
    const response = await post({sessions: 5, drives: 3, total_sessions: 90});
    expect(response.status).toBe(422);
    const {error} = (await response.json()) as {error: string};
    expect(error).toContain("got none named x0, x1, x2, x3, x4, plan.");
  });

  it("answers the same body by a model that reads it, when chosen", async () => {
    const body = {sessions: 5, drives: 3, total_sessions: 90};
    const response = await post(body, "/predict?model=original-study");
    expect([response.status, await response.json()]).toEqual([200, {probability: createScorer(three).scoreRow(body)}]);
  });

  it.each([
    ["{", 400, "the body must be JSON"],
    ['"text"', 422, "a row must be an object."],
    [
      [row, {...row, x0: "many", plan: "gold"}],
      422,
      'row 2: x0 must be a finite number or empty; got "many"; plan must be basic, family, pro or empty; got "gold".'
    ],
    [
      JSON.stringify({...row, x0: 0, x4: 1})
        .replace(":0,", ":1e400,")
        .replace(":1,", ":-1e400,"),
      422,
      'x0 must be a finite number or empty; got "inf"; x4 must be a finite number or empty; got "-inf".'
    ],
    [{...row, x0: 1e39, x4: [1]}, 422, 'x0 must be a finite number or empty; got "1e+39"; x4 must be a finite number or empty; got "[1]".'],
    [[row, row, row, row], 413, "a request may have 3 rows; got 4."]
  ] as const)("refuses %j with %i", async (body, status, sentence) => {
    const response = await post(body);
    expect(response.status).toBe(status);
    expect(((await response.json()) as {error: string}).error).toContain(sentence);
  });

  it("says which methods and paths there are", async () => {
    const get = await handle(new Request("https://example.org/predict"));
    expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
    expect((await handle(new Request("https://example.org/else"))).status).toBe(404);
    expect((await post(row, "/predict?model=nobody")).status).toBe(404);
    expect(await (await handle(new Request("https://example.org/health"))).json()).toEqual({
      status: "ok",
      models: ["champion", "original-study"]
    });
    const preflight = await handle(new Request("https://example.org/predict", {method: "OPTIONS"}));
    expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
  });

  it("answers HEAD as GET, without the body", async () => {
    for (const path of ["/health", "/openapi.json"]) {
      const [get, head] = await Promise.all(["GET", "HEAD"].map((method) => handle(new Request(`https://example.org${path}`, {method}))));
      expect([head.status, [...head.headers], await head.text()]).toEqual([200, [...get.headers], ""]);
    }
    const posted = await handle(new Request("https://example.org/health", {method: "POST"}));
    expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  });

  it("begins no error with a name of its own functions", async () => {
    for (const body of [{}, {...row, x0: "many"}, {...row, plan: "gold"}]) {
      expect(((await (await post(body)).json()) as {error: string}).error).toMatch(/^(the row|x0|plan) must/);
    }
  });

  it("describes every model apart, whatever its name", async () => {
    const many = createFetchHandler(logistic, {models: {"a/b": three, a_b: logistic}});
    const api = (await (await many(new Request("https://example.org/openapi.json"))).json()) as {
      components: {schemas: Record<string, object>};
    };
    const names = Object.keys(api.components.schemas).filter((name) => name.startsWith("Row_"));
    expect(names).toHaveLength(3);
    for (const name of names) expect(name).toMatch(/^[\w.-]+$/);
  });

  it("refuses a second champion", () => {
    expect(() => createFetchHandler(logistic, {models: {champion: three}})).toThrow(
      "createFetchHandler: the champion is the first argument, and the other models must have other names"
    );
  });

  it("describes itself, so that a row which it scores is valid and others are not", async () => {
    const api = (await (await handle(new Request("https://example.org/openapi.json"))).json()) as {
      openapi: string;
      components: {schemas: Record<string, object>};
    };
    expect(api.openapi).toBe("3.1.0");
    const validate = new Ajv2020({strict: false}).compile(api.components.schemas.Row_champion);
    expect(validate(row)).toBe(true);
    expect(validate({...row, plan: "gold"})).toBe(false);
    expect(validate({...row, x0: undefined})).toBe(false);
  });

  it("refuses to be made of something that is no model", () => {
    expect(() => createFetchHandler({})).toThrow("readModel: the version must be 2");
  });
});
