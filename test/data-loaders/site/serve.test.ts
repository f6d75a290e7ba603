import type {IncomingMessage} from "node:http";
import {gunzipSync} from "node:zlib";
import {get} from "node:http";
import {join} from "node:path";
import fc from "fast-check";
import {describe, expect, onTestFinished, test} from "vitest";
import {findIn, serveSite} from "../../../data-loaders/site/serve.js";
import {scratch, writeText} from "../flow/scratch.js";

const big = "<p>user</p>".repeat(20_000);
const files = {
  "index.html": "<p>report</p>",
  "predict.html": big,
  "404.html": "<p>none</p>",
  "_import/a.0a1b2c3d.js": "export {};",
  "api/champion.json": "{}",
  "api/predict.d.ts": "export {};",
  "fonts/inter.woff2": "font"
};

async function start(): Promise<{folder: string; url: string; port: number}> {
  const folder = join(await scratch(Object.fromEntries(Object.entries(files).map(([name, text]) => [`site/${name}`, text]))), "site");
  const {server, url} = await serveSite({folder, host: "127.0.0.1", port: 0});
  onTestFinished(() => void server.close());
  return {folder, url, port: Number(new URL(url).port)};
}

/** Without the unpacking that fetch does. */
function ask(port: number, path: string, headers: Record<string, string> = {}): Promise<{response: IncomingMessage; body: Buffer}> {
  return new Promise((resolve, reject) => {
    get({host: "127.0.0.1", port, path, headers}, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", () => resolve({response, body: Buffer.concat(chunks)}));
    }).on("error", reject);
  });
}

describe("findIn(base, url)", () => {
  test.each([
    ["/", "/predict?a=1", {file: "/predict?a=1"}],
    ["/", "/predict/?a=/&b=?/", {sentTo: "/predict?a=/&b=?/"}],
    ["/", "/", {file: "/"}],
    ["/", "//evil.example/", {sentTo: "/evil.example"}],
    ["/", "/\\\\evil.example/", {sentTo: "/evil.example"}],
    ["/a/book/", "/a/book/api/champion.json", {file: "/api/champion.json"}],
    ["/a/book/", "/a/book?x=1", {sentTo: "/a/book/?x=1"}],
    ["/a/book/", "/", {sentTo: "/a/book/"}],
    ["/a/book/", "/a/book//evil.example/?x", {sentTo: "/a/book/evil.example?x"}],
    ["/a/book/", "/predict", null]
  ])("%s and %s", (base, url, found) => {
    expect(findIn(base, url)).toEqual(found);
  });

  test("sends on to an address that is not sent on again, on the same host", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("/", "/a/book/"),
        fc.string({unit: fc.constantFrom("/", "\\\\", "a", "book", "?", ".")}),
        (base, rest) => {
          const found = findIn(base, `/${rest}`);
          if (!found || !("sentTo" in found)) return;
          expect(new URL(found.sentTo, "http://host").host).toBe("host");
          expect(findIn(base, found.sentTo)).toHaveProperty("file");
        }
      )
    );
  });
});

describe("serveSite(options)", () => {
  test("serves clean addresses with their content types", async () => {
    const {port} = await start();
    const types = await Promise.all(
      ["/", "/predict", "/_import/a.0a1b2c3d.js", "/api/champion.json", "/api/predict.d.ts", "/fonts/inter.woff2"].map(async (path) => {
        const {response} = await ask(port, path);
        return [response.statusCode, response.headers["content-type"]];
      })
    );
    expect(types).toEqual([
      [200, "text/html;charset=utf-8"],
      [200, "text/html;charset=utf-8"],
      [200, "text/javascript"],
      [200, "application/json"],
      [200, "text/plain; charset=utf-8"],
      [200, "font/woff2"]
    ]);
  });

  test("lets pages of other sites read the predictor, its modules and the models, and no page", async () => {
    const {port} = await start();
    const allowed = async (path: string): Promise<unknown> => (await ask(port, path)).response.headers["access-control-allow-origin"];
    for (const path of ["/api/champion.json", "/api/predict.d.ts", "/_import/a.0a1b2c3d.js"]) expect(await allowed(path), path).toBe("*");
    for (const path of ["/", "/predict", "/fonts/inter.woff2"]) expect(await allowed(path), path).toBeUndefined();
  });

  test("compresses text for those who take it, whole", async () => {
    const {port} = await start();
    const {response, body} = await ask(port, "/predict", {"Accept-Encoding": "br, gzip"});
    expect(response.headers["content-encoding"]).toBe("gzip");
    expect(body.length).toBeLessThan(big.length / 10);
    expect(gunzipSync(body).toString()).toBe(big);
    const plain = await ask(port, "/predict");
    expect(plain.response.headers["content-encoding"]).toBeUndefined();
    expect(plain.body.toString()).toBe(big);
    expect((await ask(port, "/fonts/inter.woff2", {"Accept-Encoding": "gzip"})).response.headers["content-encoding"]).toBeUndefined();
  });

  test("keeps hashed files for ever and asks for pages anew", async () => {
    const {port} = await start();
    expect((await ask(port, "/_import/a.0a1b2c3d.js")).response.headers["cache-control"]).toBe("public,max-age=31536000,immutable");
    const {response} = await ask(port, "/");
    expect(response.headers["cache-control"]).toBe("no-cache");
    expect((await ask(port, "/", {"If-None-Match": String(response.headers.etag)})).response.statusCode).toBe(304);
  });

  test("answers an unknown address with the page for that, and never leaves its folder", async () => {
    const {port, folder} = await start();
    await writeText(join(folder, "../secret.txt"), "secret");
    for (const path of ["/nope", "/../secret.txt", "/%2e%2e/secret.txt"]) {
      const {response, body} = await ask(port, path);
      expect([response.statusCode, body.toString()]).toEqual([404, "<p>none</p>"]);
    }
  });

  test("shows a new build without a restart", async () => {
    const {port, folder} = await start();
    await writeText(join(folder, "index.html"), "<p>second</p>");
    expect((await ask(port, "/")).body.toString()).toBe("<p>second</p>");
  });

  test("says what to do when the port is taken, or nothing has been built", async () => {
    const {port} = await start();
    await expect(serveSite({folder: await scratch(files), host: "127.0.0.1", port})).rejects.toThrow(
      `serve: port ${port} must be free; got another program listening on it. Stop that program, or choose another: --port ${port + 1}.`
    );
    await expect(serveSite({folder: await scratch(), host: "127.0.0.1", port: 0})).rejects.toThrow(
      "got no index.html. Run npx churnbook build."
    );
  });
});
