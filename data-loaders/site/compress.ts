import type {IncomingMessage, OutgoingHttpHeaders, ServerResponse} from "node:http";
import {createGzip} from "node:zlib";

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
