import type {AddressInfo} from "node:net";
import {createServer, request} from "node:http";
import {Readable} from "node:stream";
import {gunzipSync} from "node:zlib";
import {expect, test} from "vitest";
import {compressing} from "../../../data-loaders/site/serve.js";

test("compressing(request, response) sends a body that is larger than any buffer, whole", async () => {
  const body = Buffer.from(Array.from({length: 200_000}, (_, i) => (i * 2654435761) % 251));
  const server = createServer((req, res) => {
    const response = compressing(req, res);
    response.writeHead(200, {"Content-Type": "text/plain"});
    Readable.from([body.subarray(0, 90_000), body.subarray(90_000)]).pipe(response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const {port} = server.address() as AddressInfo;
  const sent = await new Promise<Buffer>((done, fail) => {
    request({host: "127.0.0.1", port, headers: {"accept-encoding": "gzip"}, timeout: 5000}, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part)).on("end", () => done(Buffer.concat(parts)));
    })
      .on("error", fail)
      .on("timeout", () => fail(new Error("the response never ended")))
      .end();
  });
  server.close();
  expect(gunzipSync(sent).equals(body)).toBe(true);
});
