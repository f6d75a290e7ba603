import type {TrackingBook} from "../../../lib/book/tracking.js";
import type {FakeMlflow, Misbehaviour} from "./fakeMlflow.js";
import {mkdtemp, readdir, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {trackRun} from "../../../data-loaders/tracking/track.js";
import {fillHome} from "../../fixtures/book/home.js";
import {fitModels} from "../../interop/models.js";
import {startFakeMlflow} from "./fakeMlflow.js";

let home = "";
let server: FakeMlflow;
let lines: string[] = [];
let expected = 0;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "churnbook-deliver-"));
  lines = [];
  const {experiments, models} = await fillHome(home, {models: fitModels(), champion: "boosting"});
  expected = 1 + experiments.trials.length + models.finalists.length;
});
afterEach(async () => {
  server.close();
  await rm(home, {recursive: true, force: true});
});

async function track(how?: Misbehaviour, env: Record<string, string> = {}): Promise<TrackingBook> {
  if (how) server = await startFakeMlflow(how);
  return trackRun({
    home,
    say: (line) => void lines.push(line),
    env: {MLFLOW_TRACKING_URI: server.uri, MLFLOW_HTTP_REQUEST_MAX_RETRIES: "2", ...env}
  });
}

function keys(): string[] {
  return server.runs.map(({data}) => data.tags.find(({key}) => key === "churnbook.key")!.value);
}

describe("deliver(delivery)", () => {
  it("makes nothing twice when answers are lost after the thing was made", async () => {
    expect(await track({lostAnswers: 7})).toMatchObject({state: "delivered", reason: null});
    expect(server.runs).toHaveLength(expected);
    expect(new Set(keys()).size).toBe(expected);
    expect(server.runs.every(({info}) => info.status !== "RUNNING")).toBe(true);
    expect(server.versions.length).toBe(new Set(Object.values(server.aliases)).size);
  });

  it("deletes the other of two runs of one key", async () => {
    await track({});
    const [parent] = server.runs;
    server.runs.push({info: {...parent.info, run_id: "twin", status: "RUNNING"}, data: parent.data});
    await track();
    expect(server.runs.map(({info}) => info.run_id)).not.toContain("twin");
    expect(server.runs).toHaveLength(expected);
  });

  it("registers no model that a server has not taken, however often it is told, and does once the server takes files", async () => {
    for (let i = 0; i < 2; ++i) {
      expect(await track(i === 0 ? {store: "s3://bucket"} : undefined)).toMatchObject({
        state: "delivered",
        reason: "files and models were not taken",
        registered: null
      });
      expect([server.versions, server.aliases]).toEqual([[], {}]);
      expect(server.runs).toHaveLength(expected);
    }
    server.how = {};
    for (const {info} of server.runs) info.artifact_uri = info.artifact_uri.replace("s3://bucket", "mlflow-artifacts:");
    expect(await track()).toMatchObject({state: "delivered", reason: null, registered: {versions: {champion: "1"}}});
    await track();
    expect(lines.at(-1)).toContain("runs were there already");
  });

  it("follows no redirection, and says what to set instead", async () => {
    expect(await track({movedTo: "https://user:key@elsewhere.example"})).toMatchObject({
      state: "waiting",
      reason: "the address set is not the server's own"
    });
    expect(lines.join()).toMatch(/sends on to https:\/\/elsewhere\.example\/.*; set MLFLOW_TRACKING_URI/);
    expect(await readdir(join(home, "outbox"))).toHaveLength(1);
  });

  it("knows a web page from an answer", async () => {
    expect(await track({page: "<!doctype html><title>Log in</title>"})).toMatchObject({
      state: "waiting",
      reason: "the address set is not the server's own"
    });
    expect(lines.join()).toContain("a web page came back, which may be a login");
  });

  it("lets two that run at once make each run once", async () => {
    server = await startFakeMlflow();
    await Promise.all([track(), track()]);
    expect(server.runs).toHaveLength(expected);
  });
});
