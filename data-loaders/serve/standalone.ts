import {readFile} from "node:fs/promises";
import {createFetchHandler} from "../../lib/serve/fetchHandler.js";
import {serveHandler} from "./serveHandler.js";

/** The endpoint as one bundled file for a container: `node endpoint.js champion.json`, with HOST and PORT. */
const model: unknown = JSON.parse(await readFile(process.argv[2] ?? "champion.json", "utf-8"));
const {HOST: host = "127.0.0.1", PORT: port = "8000"} = process.env;
const server = await serveHandler(createFetchHandler(model), {host, port: Number(port)});
const stop = (): void => void server.close(() => process.exit(0));
process.once("SIGTERM", stop).once("SIGINT", stop);
