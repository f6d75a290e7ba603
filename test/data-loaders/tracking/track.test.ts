import type {Server} from "node:http";
import type {AddressInfo} from "node:net";
import type {TrackingBook} from "../../../lib/book/tracking.js";
import {createServer} from "node:http";
import {mkdtemp, readdir, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {splitBatch} from "../../../data-loaders/tracking/mlflowClient.js";
import {planDelivery, snake} from "../../../data-loaders/tracking/planDelivery.js";
import {trackRun} from "../../../data-loaders/tracking/track.js";
import {readTrackingSettings} from "../../../data-loaders/tracking/trackingSettings.js";
import {createDatasetBook} from "../../fixtures/book/dataset.js";
import {fillHome} from "../../fixtures/book/home.js";
import {startFakeMlflow} from "./fakeMlflow.js";
import {createRegistry} from "../../fixtures/book/registry.js";
import {fitModels} from "../../interop/models.js";

interface Asked {
  method: string;
  path: string;
  authorization: string | undefined;
}

let folder = "";
let server: Server;
let asked: Asked[] = [];
let lines: string[] = [];
/** status to answer with, per request in turn; then 400 */
let answers: (number | "hang")[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "churnbook-track-"));
  [asked, lines, answers] = [[], [], []];
  server = createServer((request, response) => {
    const answer = answers[asked.length] ?? 400;
    asked.push({method: request.method!, path: request.url!, authorization: request.headers.authorization});
    if (answer !== "hang")
      response.writeHead(answer, {"Content-Type": "application/json"}).end('{"error_code": "TESTED", "message": "as told"}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, {recursive: true, force: true});
});

function track(env: Record<string, string> = {}): Promise<TrackingBook> {
  const uri = `http://127.0.0.1:${(server.address() as AddressInfo | null)?.port}`;
  return trackRun({
    home: folder,
    say: (line) => void lines.push(line),
    env: {MLFLOW_TRACKING_URI: uri, MLFLOW_HTTP_REQUEST_MAX_RETRIES: "2", ...env}
  });
}

describe("trackRun(options)", () => {
  it("is off, and asks nobody, without a tracking server", async () => {
    await fillHome(folder, {models: fitModels()});
    const status = await trackRun({home: folder, env: {}, say: (line) => void lines.push(line)});
    expect(status).toEqual({state: "off", waiting: 0, reason: null, registered: null});
    expect(JSON.parse(await readFile(join(folder, "tracking.json"), "utf8")).value).toEqual(status);
    expect(asked).toEqual([]);
    expect(await readdir(folder)).not.toContain("outbox");
  });

  it("keeps the run where nobody listens, and never more of it than one", async () => {
    await fillHome(folder, {models: fitModels()});
    for (let i = 0; i < 2; ++i) {
      expect(await track({MLFLOW_TRACKING_URI: "http://127.0.0.1:9", MLFLOW_HTTP_REQUEST_MAX_RETRIES: "0"})).toEqual({
        state: "waiting",
        waiting: 1,
        reason: "the server could not be reached, or took too long",
        registered: null
      });
    }
    expect(await readdir(join(folder, "outbox"))).toHaveLength(1);
    expect(lines[0]).toMatch(/^tracking: one run waits to be delivered by the next, because GET \/version: /);
  });

  it("waits and asks again while the server is busy, then gives up", async () => {
    await fillHome(folder, {models: fitModels()});
    answers = [503, 429, 500];
    expect((await track()).state).toBe("waiting");
    expect(asked.map(({path}) => path)).toEqual(["/version", "/version", "/version"]);
  });

  it("does not wait for a server that never answers longer than it may", async () => {
    await fillHome(folder, {models: fitModels()});
    answers = ["hang", "hang", "hang"];
    expect(await track({CHURN_TRACKING_SECONDS: "1"})).toMatchObject({
      state: "waiting",
      reason: "the server could not be reached, or took too long"
    });
    expect(asked.length).toBe(1);
  });

  it("asks once where it is refused, and names no host in what is published", async () => {
    await fillHome(folder, {models: fitModels()});
    answers = [200, 401];
    const status = await track({MLFLOW_TRACKING_USERNAME: "ann", MLFLOW_TRACKING_PASSWORD: "s3cret"});
    expect(status).toMatchObject({state: "waiting", reason: "the server refused the credentials"});
    expect(asked).toHaveLength(2);
    expect(asked[1].authorization).toBe(`Basic ${Buffer.from("ann:s3cret").toString("base64")}`);
    expect(JSON.stringify(status)).not.toMatch(/127\.0\.0\.1|s3cret/);
    expect(lines.join()).not.toContain("s3cret");
  });
});

describe("readTrackingSettings(env)", () => {
  it("takes a user from the address, and prefers a user to a token", () => {
    const read = (env: Record<string, string>) => readTrackingSettings(env)!;
    expect(read({MLFLOW_TRACKING_URI: "https://a%40b:p@host/x.mlflow/"})).toMatchObject({
      uri: "https://host/x.mlflow",
      authorization: `Basic ${Buffer.from("a@b:p").toString("base64")}`
    });
    expect(read({MLFLOW_TRACKING_URI: "http://h:5", MLFLOW_TRACKING_TOKEN: "t"}).authorization).toBe("Bearer t");
    expect(() => read({MLFLOW_TRACKING_URI: "sqlite:///x.db"})).toThrow(
      "MLFLOW_TRACKING_URI: it must be the address of a tracking server; got sqlite:///x.db."
    );
  });

  it("shows no password, takes one with a bare per cent sign, and times that are no whole milliseconds", () => {
    const read = (env: Record<string, string>) => readTrackingSettings(env)!;
    expect(() => read({MLFLOW_TRACKING_URI: "ftp://ann:s3cret@host/x"})).toThrow("got ftp://host/x.");
    expect(read({MLFLOW_TRACKING_URI: "http://ann:pa%ss@host"}).authorization).toBe(`Basic ${Buffer.from("ann:pa%ss").toString("base64")}`);
    expect(read({MLFLOW_TRACKING_URI: "http://h", MLFLOW_HTTP_REQUEST_TIMEOUT: "2.0101"}).timeoutMs).toBe(2011);
  });
});

describe("splitBatch(batch)", () => {
  it("keeps to the server's limits and loses nothing", () => {
    const many = (n: number): Record<string, string> => Object.fromEntries(Array.from({length: n}, (_, i) => [`k${i}`, "v"]));
    const metrics = Array.from({length: 2500}, (_, step) => ({key: "m", value: step, step, timestamp: 1}));
    const parts = splitBatch({runId: "r", params: many(250), tags: {...many(120), long: "x".repeat(9000)}, metrics}) as {
      params: unknown[];
      tags: {key: string; value: string}[];
      metrics: {step: number}[];
    }[];
    for (const {params, tags, metrics: some} of parts) {
      expect(params.length <= 100 && tags.length <= 100 && some.length <= 1000 && params.length + tags.length + some.length <= 1000).toBe(
        true
      );
    }
    expect(parts.flatMap(({params}) => params)).toHaveLength(250);
    expect(parts.flatMap(({tags}) => tags)).toHaveLength(121);
    expect(parts.flatMap((d) => d.metrics.map(({step}) => step))).toEqual(metrics.map(({step}) => step));
    expect(parts.flatMap(({tags}) => tags).find(({key}) => key === "long")!.value).toHaveLength(5000);
  });

  it("keeps each body under the server's bytes, and each key apart from the others", () => {
    const long = Object.fromEntries(Array.from({length: 400}, (_, i) => [`${"k".repeat(260)}${i}`, "☂".repeat(5990)]));
    const parts = splitBatch({runId: "r", params: long, tags: {}, metrics: []}) as {params: {key: string}[]}[];
    expect(Math.max(...parts.map((part) => Buffer.byteLength(JSON.stringify(part))))).toBeLessThan(1_000_000);
    const all = parts.flatMap(({params}) => params.map(({key}) => key));
    expect([all.length, new Set(all).size, Math.max(...all.map((key) => key.length))]).toEqual([400, 400, 250]);
  });
});

describe("planDelivery(books, names)", () => {
  it("makes a child of every trial and finalist, each key once, in JSON", async () => {
    const {models, experiments, pipeline} = await fillHome(folder, {models: fitModels()});
    const {delivery, files} = planDelivery(
      {models, experiments, pipeline, dataset: createDatasetBook(), registry: createRegistry(models)},
      {experiment: null, model: null}
    );
    expect(delivery.children).toHaveLength(experiments.trials.length + models.finalists.length);
    expect(new Set(delivery.children.map(({key}) => key)).size).toBe(delivery.children.length);
    expect(delivery.experiment).toBe("churnbook example");
    expect(JSON.parse(JSON.stringify(delivery))).toEqual(delivery);
    expect(files).toHaveProperty(["finalists/logistic/card.md"], {artefact: "exports/logistic/card.md"}); // with what only it knows of the model
    for (const {artifacts, model} of [delivery.parent, ...delivery.children]) {
      for (const file of [...artifacts.map((d) => d.file), ...(model ? [model.file] : [])]) expect(files).toHaveProperty([file]);
    }
    for (const {metrics, params} of delivery.children) {
      for (const key of [...metrics.map((d) => d.key), ...Object.keys(params)]) expect(key).toMatch(/^[\w./ -]{1,250}$/);
      expect(metrics.every(({value}) => Number.isFinite(value))).toBe(true);
    }
  });

  it("names metrics as scikit-learn does", () => {
    expect(["logLoss", "rocAuc", "averagePrecision", "accuracy"].map(snake)).toEqual([
      "log_loss",
      "roc_auc",
      "average_precision",
      "accuracy"
    ]);
  });
});

describe("trackRun(options), of a server that is no MLflow", () => {
  // everywhere, or at one step after others went well
  const steps = ["", "/experiments/get-by-name", "/runs/search", "/runs/create", "/model-versions/search", "/model-versions/create"];
  const odd = '{"experiment": 7, "runs": [null], "run": {}, "model_version": [], "model_versions": [[]]}';
  it.each(["null", "[1,2]", "7", '"text"', odd, "no JSON"])("keeps what it has to deliver, and says why in words: %s", async (page) => {
    await fillHome(folder, {models: fitModels()});
    for (const pageAt of steps) {
      const fake = await startFakeMlflow({page, pageAt});
      lines = [];
      const status = await track({MLFLOW_TRACKING_URI: fake.uri, MLFLOW_HTTP_REQUEST_MAX_RETRIES: "0"});
      fake.close();
      expect([pageAt, status.state, status.reason]).toEqual([pageAt, "waiting", "the address set is not the server's own"]);
      expect(lines.join("\n")).toMatch(
        / must be .*, as MLflow answers; got .*MLFLOW_TRACKING_URI must be the address of MLflow's own interface$/
      );
    }
  });
});
