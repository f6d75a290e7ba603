import sirv from "sirv";
import type {Server, IncomingMessage, OutgoingHttpHeaders, ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";
import {createServer} from "node:http";
import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {check} from "../../lib/check.js";
import {createGzip} from "node:zlib";
import {findNamed} from "../../lib/named.js";
import {listen} from "../listen.js";
import {SHARED, SHARED_WITH_ALL, TYPED_ANEW} from "./hosting.js";

export interface ServeOptions {
  folder: string;
  /** the path below which readers find it, with a slash at both ends */
  base?: string;
  host: string;
  /** 0: any that is free */
  port: number;
}

/** Files whose names carry a hash of their content. */
const HASHED = /^\/_(file|import|node|npm|observablehq)\/.*\.[0-9A-Za-z]{8}\./;

/**
 * Serves the built site: clean addresses (`/predict`), compressed, with hashed files kept for ever and pages asked for anew.
 *
 * @returns the server and its address, once it listens
 * @throws ChurnbookError if there is no site, or the port is taken or not allowed
 */
export async function serveSite({folder, base = "/", host, port}: ServeOptions): Promise<{server: Server; url: string}> {
  checkBuilt(folder);
  const files = sirv(folder, {
    dev: true, // looks at the disk each time, so that a new build shows
    etag: true,
    setHeaders(response, pathname) {
      response.setHeader("X-Content-Type-Options", "nosniff");
      setType(response, pathname);
      if (isShared(pathname)) for (const [name, value] of Object.entries(SHARED_WITH_ALL)) response.setHeader(name, value);
      if (HASHED.test(pathname)) response.setHeader("Cache-Control", "public,max-age=31536000,immutable");
    }
  });
  const server = createServer((request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, {Allow: "GET, HEAD"}).end();
      return;
    }
    const found = findIn(base, request.url ?? "");
    if (found && "sentTo" in found) {
      response.writeHead(308, {Location: found.sentTo}).end();
      return;
    }
    const sendAbsent = async (): Promise<void> => {
      const page = await readFile(join(folder, "404.html")).catch(() => "Not found");
      response.writeHead(404, {"Content-Type": "text/html;charset=utf-8", "Cache-Control": "no-cache"}).end(page);
    };
    if (!found) return void sendAbsent();
    request.url = found.file;
    files(request, compressing(request, response), sendAbsent);
  });
  await listen(server, {where: "serve", host, port});
  const {port: taken} = server.address() as AddressInfo;
  return {server, url: `http://${host === "127.0.0.1" || host === "0.0.0.0" ? "localhost" : host}:${taken}${base === "/" ? "" : base}`};
}

/** @throws ChurnbookError if no site stands in the folder */
export function checkBuilt(folder: string): void {
  check(existsSync(join(folder, "index.html")), {
    where: folder,
    rule: "the site must have been built",
    got: "no index.html",
    remedy: "Run npx churnbook build."
  });
}

/** Whether other sites' pages may read a file, as on every host. @param path from the site's root */
function isShared(path: string): boolean {
  return SHARED.includes(path.split("/")[1]);
}

/** Says what a file is where its ending says something else. @param path from the site's root */
export function setType(response: ServerResponse, path: string): void {
  const type = findNamed(TYPED_ANEW, path);
  if (type !== undefined) response.setHeader("Content-Type", type);
}

/**
 * The file that an address asks for, or where it is sent on to, with its query: pages are no folders, and behind a slash
 * their links would lead astray. Null: nothing is there.
 *
 * @param base with a slash at both ends
 * @param url path and query, as a request has them
 */
export function findIn(base: string, url: string): {file: string} | {sentTo: string} | null {
  const [, path, query] = /^([^?]*)(.*)$/.exec(url) ?? ["", url, ""];
  if (`${path}/` === base || (path === "/" && base !== "/")) return {sentTo: base + query};
  if (!path.startsWith(base)) return null;
  const name = path.slice(base.length);
  const bare = name.replace(/^[\\/]+|[\\/]+$/g, ""); // two slashes at its start would name another host
  return bare === name ? {file: `/${name}${query}`} : {sentTo: base + bare + query};
}

const TEXT = /^(text\/|application\/(json|javascript|wasm|vnd\.apache\.arrow)|image\/svg)/;

/**
 * The response, made to gzip its body where the reader takes that and the content is worth it. A part of a file
 * (a range) is sent as it is.
 */
export function compressing(request: IncomingMessage, response: ServerResponse): ServerResponse {
  if (!/\bgzip\b/.test(String(request.headers["accept-encoding"] ?? "")) || request.headers.range) return response;
  const writeHead = response.writeHead.bind(response);
  response.writeHead = ((status: number, headers: OutgoingHttpHeaders = {}) => {
    if (status !== 200 || !TEXT.test(String(headers["Content-Type"] ?? ""))) return writeHead(status, headers);
    const rest = Object.entries(headers).filter(([name]) => name !== "Content-Length"); // the packed length is not known yet
    writeHead(status, {...Object.fromEntries(rest), "Content-Encoding": "gzip", Vary: "Accept-Encoding"});
    if (request.method !== "HEAD") gzipBody(response);
    return response;
  }) as ServerResponse["writeHead"];
  return response;
}

function gzipBody(response: ServerResponse): void {
  const write = response.write.bind(response);
  const end = response.end.bind(response);
  const gzip = createGzip();
  gzip.on("data", (chunk: Buffer) => {
    if (!write(chunk)) gzip.pause();
  });
  response.on("drain", () => gzip.resume());
  gzip.on("drain", () => response.emit("drain")); // whoever pipes into the response waits for this
  response.on("close", () => gzip.destroy());
  gzip.on("end", () => end());
  response.write = ((chunk: Buffer) => gzip.write(chunk)) as ServerResponse["write"];
  response.end = ((chunk?: Buffer) => {
    if (chunk) gzip.write(chunk);
    gzip.end();
    return response;
  }) as ServerResponse["end"];
}
