import type {IncomingMessage, Server, ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";
import {existsSync, readFileSync} from "node:fs";
import {createServer} from "node:http";
import {join} from "node:path";
import sirv from "sirv";
import {embedMeta} from "../../data-loaders/site/shell.js";

export interface EmbeddedSite {
  address: string;
  close(): void;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Serves on a port of its own, which makes an origin of its own. */
export async function serveOrigin(handler: Handler): Promise<EmbeddedSite> {
  const server: Server = createServer(handler);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    }
  };
}

/**
 * A built site as its definition would have made it with another `embed`, from a host that sends no policy: the origins stand in the head
 * of each page and in `api/predict.json`, and nowhere else.
 *
 * @param embed asked at each request, because ports are known late
 */
export function serveWithEmbed(folder: string, embed: () => readonly string[]): Promise<EmbeddedSite> {
  const files = sirv(folder, {extensions: ["html"]});
  return serveOrigin((request, response) => {
    response.setHeader("Access-Control-Allow-Origin", "*");
    const path = new URL(request.url ?? "/", "http://host").pathname;
    const page = [join(folder, path), join(folder, `${path}.html`)].find((name) => name.endsWith(".html") && existsSync(name));
    if (page) {
      const html = readFileSync(page, "utf8").replace('<meta name="provenance"', `${embedMeta(embed()).join("")}<meta name="provenance"`);
      response.setHeader("Content-Type", "text/html").end(html);
    } else if (path === "/api/predict.json") {
      const form = JSON.parse(readFileSync(join(folder, path), "utf8")) as object;
      response.setHeader("Content-Type", "application/json").end(JSON.stringify({...form, embed: embed()}));
    } else files(request, response, () => void response.writeHead(404).end("not found"));
  });
}
