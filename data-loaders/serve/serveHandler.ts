import {createServer} from "node:http";
import type {IncomingMessage, Server} from "node:http";
import type {FetchHandler} from "../../lib/serve/fetchHandler.js";

const LARGEST_BODY = 16 * 2 ** 20;

/** Serves a web-standard handler by Node. */
export async function serveHandler(handler: FetchHandler, {host, port}: {host: string; port: number}): Promise<Server> {
  const server = createServer(async (request, response) => {
    try {
      const answer = await handler(await toRequest(request));
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
    } catch (error) {
      const isLarge = error instanceof RangeError;
      response.writeHead(isLarge ? 413 : 500, {"Content-Type": "application/json"}).end(JSON.stringify({error: isLarge ? error.message : "the endpoint failed"}));
      if (!isLarge) process.stderr.write(`${String(error)}\n`);
    }
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  return server;
}

async function toRequest(request: IncomingMessage): Promise<Request> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new RangeError(`a body may have ${LARGEST_BODY} bytes.`);
    chunks.push(chunk);
  }
  const hasBody = request.method !== "GET" && request.method !== "HEAD";
  return new Request(`http://localhost${request.url ?? "/"}`, {
    method: request.method,
    body: hasBody ? Buffer.concat(chunks) : undefined,
    headers: {"Content-Type": request.headers["content-type"] ?? ""}
  });
}
