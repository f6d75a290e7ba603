import type {AddressInfo} from "node:net";
import {expect, it} from "vitest";
import {serveHandler} from "../../../data-loaders/serve/serveHandler.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {createFetchHandler} from "../../../lib/serve/fetchHandler.js";
import {fitModels} from "../../interop/models.js";

it("serveHandler(handler, address) carries requests to the handler and its answers back", async () => {
  const {logistic} = fitModels();
  const server = await serveHandler(createFetchHandler(logistic), {host: "127.0.0.1", port: 0});
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const row = {x0: 3, x1: 10, x2: 4, x3: -1, x4: 7, plan: "pro"};
  try {
    const response = await fetch(`${address}/predict`, {method: "POST", body: JSON.stringify(row)});
    expect([response.status, await response.json()]).toEqual([200, {probability: createScorer(logistic).scoreRow(row)}]);
    expect((await fetch(`${address}/predict`, {method: "POST", body: "{}"})).status).toBe(422);
    expect((await fetch(`${address}/predict`, {method: "POST", body: "x".repeat(17 * 2 ** 20)})).status).toBe(413);
    expect((await fetch(`${address}/health`)).status).toBe(200);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
