import type {ExperimentsBook} from "../../lib/book/experiments.js";
import type {ModelsBook} from "../../lib/book/models.js";
import type {TrackingBook} from "../../lib/book/tracking.js";
import type {Peers} from "../support/peers.js";
import type {MlflowServer} from "./mlflowServer.js";
import {mkdtemp, readdir, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {trackRun} from "../../data-loaders/tracking/track.js";
import {createScorer} from "../../lib/model/scorer.js";
import {fillHome} from "../fixtures/book/home.js";
import {findPeers} from "../support/peers.js";
import {mixedUsers} from "../support/syntheticUsers.js";
import {serveModel, startMlflow} from "./mlflowServer.js";
import {fitModels} from "./models.js";
import {toColumns, worst} from "./tables.js";

interface SeenRun {
  name: string;
  status: string;
  metrics: Record<string, number>;
  params: Record<string, string>;
  tags: Record<string, string>;
  artifacts: string[];
}

interface Answer {
  ordered: string[];
  losses: number[];
  runs: SeenRun[];
  history: [number, number][];
  versions: number;
  aliases: Record<string, string>;
  scores: Record<string, [number[], number[]]>;
  signature: string[];
  refusal: string | null;
}

for (const set of ["mlflow3", "mlflow2"] as const) {
  const peers = (await findPeers(set)) as Peers;

  describe.skipIf(!peers)(`trackRun(options), with a real server (${set})`, () => {
    const models = fitModels();
    const users = mixedUsers(400, 77).table;
    const frame = toColumns(users);
    const lines: string[] = [];
    let folder = "";
    let home = "";
    let server: MlflowServer;
    let books: {models: ModelsBook; experiments: ExperimentsBook};
    const track = (env: Record<string, string> = {}): Promise<TrackingBook> =>
      trackRun({
        home,
        say: (line) => void lines.push(line),
        env: {MLFLOW_TRACKING_URI: server.uri, MLFLOW_EXPERIMENT_NAME: "proof", ...env}
      });
    const look = (model: string): Promise<Answer> =>
      peers.ask<Answer>("test/interop/mlflowReader.py", {
        uri: server.uri,
        experiment: "proof",
        model,
        frame,
        texts: ["plan"],
        history: "log_loss_fold"
      });
    /** What is there after the first delivery: each look starts a Python. */
    let first: Promise<Answer> | null = null;
    const lookOnce = (): Promise<Answer> => (first ??= look("example_churn"));

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "churnbook-mlflow-"));
      home = join(folder, "home");
      books = await fillHome(home, {models, champion: "boosting"});
      server = await startMlflow(peers, folder);
    });
    afterAll(async () => {
      await server?.kill();
      await rm(folder, {recursive: true, force: true});
    });

    it("delivers what it could not when the server went away half-way, without doubles, and says so meanwhile", async () => {
      const port = Number(new URL(server.uri).port);
      const sent = {requests: 0};
      const realFetch = globalThis.fetch;
      globalThis.fetch = async (...args) => {
        if (++sent.requests === 20) await server.kill(); // in the middle of the run
        return realFetch(...args);
      };
      try {
        const status = await track({MLFLOW_HTTP_REQUEST_MAX_RETRIES: "1"});
        expect(status).toMatchObject({state: "waiting", waiting: 1, reason: "the server could not be reached, or took too long"});
      } finally {
        globalThis.fetch = realFetch;
      }
      expect(await readdir(join(home, "outbox"))).toHaveLength(1);
      server = await startMlflow(peers, folder, port);
      const status = await track();
      expect(status).toMatchObject({
        state: "delivered",
        waiting: 0,
        reason: null,
        registered: {name: "example_churn", versions: {champion: "1", challenger: "2", "original-study": "2"}}
      });
      expect(JSON.parse(await readFile(join(home, "tracking.json"), "utf8")).value).toEqual(status);
      expect(await readdir(join(home, "outbox"))).toEqual([]);
    });

    it("is found by Python's own client as it was said, each run once", async () => {
      const {experiments} = books;
      const seen = await lookOnce();
      const expected = 1 + experiments.trials.length + books.models.finalists.length;
      expect(seen.runs).toHaveLength(expected);
      expect(new Set(seen.runs.map(({name}) => name)).size).toBe(expected);
      expect(seen.losses).toEqual([...seen.losses].sort((a, b) => a - b));
      const byName = new Map(seen.runs.map((run) => [run.name, run]));
      for (const trial of experiments.trials) {
        const run = byName.get(trial.id)!;
        expect(run.status).toBe({finished: "FINISHED", stopped: "KILLED", failed: "FAILED"}[trial.state]);
        for (const [key, value] of Object.entries(trial.params)) expect(run.params[key]).toBe(String(value));
        if (trial.state === "finished") expect(run.metrics.log_loss).toBe(trial.scores.logLoss?.mean);
        if (trial.error) expect(run.tags.error).toBe(trial.error);
      }
      for (const finalist of books.models.finalists) {
        const run = byName.get(`finalist ${finalist.name}`)!;
        const {estimate, low, high} = finalist.test.rocAuc;
        expect([run.metrics.test_roc_auc, run.metrics.test_roc_auc_low, run.metrics.test_roc_auc_high]).toEqual([estimate, low, high]);
        expect(run.artifacts).toEqual(expect.arrayContaining(["card.json", "card.md", "curves.json", "model.json"]));
      }
      const best = experiments.trials.find(({id}) => id === seen.ordered.find((name) => !name.startsWith("finalist")))!;
      expect(best.state).toBe("finished");
      expect(seen.history.map(([step]) => step)).toEqual(seen.history.map((_, step) => step));
      const parents = new Set(seen.runs.map(({tags}) => tags["mlflow.parentRunId"]));
      expect(parents.size).toBe(2); // the parent's own absence, and it
    });

    // In these books the recipe's finalist is the very model of the challenger, so it is the same version.
    it("scores a data frame by alias with our numbers, whatever the order of its columns, and refuses one that lacks an input", async () => {
      const seen = await lookOnce();
      expect(seen.aliases).toEqual({champion: "1", challenger: "2", "original-study": "2"});
      for (const [alias, name] of [
        ["champion", "boosting"],
        ["challenger", "logistic"]
      ]) {
        const expected = createScorer(models[name]).scoreTable(users);
        for (const scores of seen.scores[alias]) expect(worst(scores, expected)).toBeLessThan(1e-6);
      }
      expect(seen.signature).toEqual(models.logistic.inputs.map(({name}) => name));
      expect(seen.refusal).toContain("Model is missing inputs ['x0']");
    });

    it("changes nothing when the same run is told again", async () => {
      expect((await track()).registered?.versions).toEqual({champion: "1", challenger: "2", "original-study": "2"});
      expect(lines.at(-1)).toContain("runs were there already");
      const seen = await look("example_churn");
      expect([seen.runs.length, seen.versions]).toEqual([1 + books.experiments.trials.length + books.models.finalists.length, 2]);
    });

    it("moves the aliases with another run, and keeps a version that is the same model", async () => {
      await fillHome(home, {models, champion: "forest", bookHash: "c".repeat(64), startedAt: "2026-01-03T00:00:00.000Z"});
      expect((await track()).registered?.versions).toEqual({champion: "3", challenger: "2", "original-study": "2"});
    });

    it("answers a request as mlflow models serve", async () => {
      const serving = await serveModel(peers, {folder, model: "models:/example_churn@challenger", trackingUri: server.uri});
      try {
        const expected = createScorer(models.logistic).scoreRow({x0: 3, x1: 10, x2: 4, x3: -1, x4: 7, plan: "pro"});
        for (const body of [
          {dataframe_records: [{x0: 3, x1: 10, x2: 4, x3: -1, x4: 7, plan: "pro"}]},
          {dataframe_split: {columns: ["plan", "x4", "x3", "x2", "x1", "x0"], data: [["pro", 7, -1, 4, 10, 3]]}}
        ]) {
          const response = await fetch(`${serving.uri}/invocations`, {
            method: "POST",
            headers: {"Content-Type": "application/json"},
            body: JSON.stringify(body)
          });
          const {predictions} = (await response.json()) as {predictions: {churn_probability: number}[]};
          expect(Math.abs(predictions[0].churn_probability - expected)).toBeLessThan(1e-6);
        }
      } finally {
        await serving.kill();
      }
    });
  });
}
