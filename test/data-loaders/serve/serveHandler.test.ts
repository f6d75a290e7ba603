import type {IncomingHttpHeaders, Server} from "node:http";
import type {AddressInfo} from "node:net";
import type {FetchHandler} from "../../../lib/serve/fetchHandler.js";
import {request} from "node:http";
import {connect} from "node:net";
import {expect, it, vi} from "vitest";
import {serveHandler, stopServer} from "../../../data-loaders/serve/serveHandler.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {createFetchHandler} from "../../../lib/serve/fetchHandler.js";
import {fitModels} from "../../interop/models.js";

const {logistic} = fitModels();
const row = {x0: 3, x1: 10, x2: 4, x3: -1, x4: 7, plan: "pro"};

async function withServer(handler: FetchHandler, run: (address: string, server: Server) => Promise<void>): Promise<void> {
  const server = await serveHandler(handler, {host: "127.0.0.1", port: 0});
  try {
    await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** What a request by a method or an address that fetch refuses is answered. */
function ask(address: string, {method, path}: {method: string; path: string}): Promise<{status?: number; headers: IncomingHttpHeaders}> {
  return new Promise((resolve, reject) => {
    request(address, {method, path}, (response) => resolve({status: response.resume().statusCode, headers: response.headers}))
      .on("error", reject)
      .end();
  });
}

it("serveHandler(handler, address) carries requests to the handler and its answers back", async () => {
  await withServer(createFetchHandler(logistic), async (address) => {
    const response = await fetch(`${address}/predict`, {method: "POST", body: JSON.stringify(row)});
    expect([response.status, await response.json()]).toEqual([200, {probability: createScorer(logistic).scoreRow(row)}]);
    expect((await fetch(`${address}/predict`, {method: "POST", body: "{}"})).status).toBe(422);
    expect((await fetch(`${address}/health`)).status).toBe(200);
    const head = await fetch(`${address}/health`, {method: "HEAD"});
    expect([head.status, await head.text()]).toEqual([200, ""]);
    const large = await fetch(`${address}/predict`, {method: "POST", body: "x".repeat(17 * 2 ** 20)});
    expect([large.status, large.headers.get("access-control-allow-origin")]).toEqual([413, "*"]);
  });
});

it("serveHandler(handler, address) answers methods and addresses that no handler may see", async () => {
  await withServer(createFetchHandler(logistic), async (address) => {
    expect(await ask(address, {method: "TRACE", path: "/health"})).toMatchObject({
      status: 405,
      headers: {allow: "GET, HEAD, POST, OPTIONS", "access-control-allow-origin": "*"}
    });
    expect(await ask(address, {method: "GET", path: "http://["})).toMatchObject({status: 400});
    expect(await ask(address, {method: "OPTIONS", path: "*"})).toMatchObject({status: 404});
  });
});

it("serveHandler(handler, address) answers 500 when the handler fails, for any page to read", async () => {
  const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  await withServer(
    () => Promise.reject(new Error("broken")),
    async (address) => {
      const response = await fetch(address);
      expect([response.status, response.headers.get("access-control-allow-origin"), await response.json()]).toEqual([
        500,
        "*",
        {error: "the endpoint failed"}
      ]);
    }
  );
  expect(write).toHaveBeenCalledWith("Error: broken\n");
  write.mockRestore();
});

it("serveHandler(handler, address) says when the address cannot be had", async () => {
  await withServer(createFetchHandler(logistic), async (address) => {
    const port = Number(new URL(address).port);
    await expect(serveHandler(createFetchHandler(logistic), {host: "127.0.0.1", port})).rejects.toThrow(
      `endpoint: port ${port} must be free; got another program listening on it. Stop that program, or choose another: --port ${port + 1}.`
    );
  });
});

it("stopServer(server, grace) lets a request end, and cuts off one that does not", async () => {
  let release = (): void => {};
  const waits = new Promise<void>((resolve) => (release = resolve));
  const handler: FetchHandler = async () => {
    await waits;
    return new Response("done");
  };
  await withServer(handler, async (address, server) => {
    let nConnected = 0;
    const bothConnected = new Promise<void>((resolve) => server.on("connection", () => ++nConnected === 2 && resolve()));
    const slow = fetch(address);
    const unfinished = connect(Number(new URL(address).port), "127.0.0.1");
    unfinished.on("error", () => {});
    unfinished.write("POST /predict HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
    await bothConnected;
    const closed = new Promise((resolve) => unfinished.once("close", resolve));
    const stopped = stopServer(server, 300);
    release();
    expect(await (await slow).text()).toBe("done");
    await Promise.all([stopped, closed]);
  });
});
