import {readFile} from "node:fs/promises";
import {createFetchHandler} from "../../lib/serve/fetchHandler.js";
import {fail} from "../fail.js";
import {readPort} from "../settings.js";
import {ENDPOINT_PORT, serveHandler, stopOnSignals} from "./serveHandler.js";

/** The endpoint as one bundled file for a container: `node endpoint.mjs champion.json`, with HOST and PORT. */
try {
  const model: unknown = JSON.parse(await readFile(process.argv[2] ?? "champion.json", "utf-8"));
  const port = readPort(process.env.PORT, ENDPOINT_PORT);
  stopOnSignals(await serveHandler(createFetchHandler(model), {host: process.env.HOST || "127.0.0.1", port}));
} catch (error) {
  fail(error);
}
