import {readFile} from "node:fs/promises";
import {createFetchHandler} from "../../lib/serve/fetchHandler.js";
import {fail} from "../fail.js";
import {readPort, serveHandler, stopOnSignals} from "./serveHandler.js";

/** The endpoint as one bundled file for a container: `node endpoint.mjs champion.json`, with HOST and PORT. */
try {
  const model: unknown = JSON.parse(await readFile(process.argv[2] ?? "champion.json", "utf-8"));
  const {HOST: host = "127.0.0.1", PORT: port} = process.env;
  stopOnSignals(await serveHandler(createFetchHandler(model), {host, port: readPort(port, "PORT")}));
} catch (error) {
  fail(error);
}
