import type {IncomingMessage, Server, ServerResponse} from "node:http";
import type {FetchHandler} from "../../lib/serve/fetchHandler.js";
import {createServer} from "node:http";
import {answer} from "../../lib/serve/fetchHandler.js";
import {listen} from "../listen.js";

const LARGEST_BODY = 16 * 2 ** 20;
/** Methods that no web-standard Request may have. */
const FORBIDDEN = ["CONNECT", "TRACE", "TRACK"];

/**
 * Serves a web-standard handler by Node.
 *
 * @throws if the address cannot be had
 */
export async function serveHandler(handler: FetchHandler, {host, port}: {host: string; port: number}): Promise<Server> {
  const server = createServer(async (request, response) => {
    try {
      await send(await respond(handler, request), response);
    } catch (error) {
      if (request.destroyed && !request.complete) return; // the caller went away
      process.stderr.write(`${String(error)}\n`);
      await send(answer(500, {error: "the endpoint failed"}), response).catch(() => response.destroy());
    }
  });
  await listen(server, {where: "endpoint", host, port});
  return server;
}

async function respond(handler: FetchHandler, request: IncomingMessage): Promise<Response> {
  const {method = "GET", url = "/"} = request;
  if (FORBIDDEN.includes(method))
    return answer(405, {error: `the method must be GET, HEAD, POST or OPTIONS; got ${method}.`}, {Allow: "GET, HEAD, POST, OPTIONS"});
  if (!URL.canParse(url, "http://localhost")) return answer(400, {error: "the address must be a path."});
  const body = await readBody(request);
  if (body === null) return answer(413, {error: `a body may have ${LARGEST_BODY} bytes.`}, {Connection: "close"});
  const hasBody = method !== "GET" && method !== "HEAD";
  return handler(
    new Request(new URL(url, "http://localhost"), {
      method,
      body: hasBody ? body : undefined,
      headers: {"Content-Type": request.headers["content-type"] ?? ""}
    })
  );
}

/** @returns null if it is too large */
async function readBody(request: IncomingMessage): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function send(found: Response, response: ServerResponse): Promise<void> {
  response.writeHead(found.status, Object.fromEntries(found.headers)).end(Buffer.from(await found.arrayBuffer()));
}

/** The port of the endpoint, where PORT says none. */
export const ENDPOINT_PORT = 8000;

const GRACE_MS = 3000;

/** Ends a server: new requests are refused at once, those under way may end within the grace, and are cut off then. */
export async function stopServer(server: Server, graceMs = GRACE_MS): Promise<void> {
  const cutOff = setTimeout(() => server.closeAllConnections(), graceMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(cutOff);
}

/** Ends the process with its server when it is told to. */
export function stopOnSignals(server: Server): void {
  const stop = (): void => void stopServer(server).then(() => process.exit(0));
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, stop);
}
