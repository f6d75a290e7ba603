import {mkdir, mkdtemp, rename, rm, writeFile} from "node:fs/promises";
import type {Server} from "node:http";
import type {AddressInfo} from "node:net";
import {createServer} from "node:http";
import {connect} from "node:net";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {createDevServer, followChanges} from "../../../data-loaders/site/dev.js";

let folder = "";
const open: Server[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "dev-"));
});
afterEach(async () => {
  for (const server of open.splice(0)) server.close();
  await rm(folder, {recursive: true, force: true});
});

async function start(server: Server): Promise<number> {
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

describe("createDevServer", () => {
  it("has /api/ of the folder, and all else of the server behind it", async () => {
    await mkdir(join(folder, "api/models"), {recursive: true});
    await writeFile(join(folder, "api/models/tree.json"), "{}");
    await writeFile(join(folder, "api/predict.d.ts"), "export {};");
    const behind = await start(createServer((request, response) => response.end(`page ${request.url}`)));
    const url = `http://127.0.0.1:${await start(createDevServer(folder, behind))}`;
    const model = await fetch(`${url}/api/models/tree.json`);
    expect([model.headers.get("content-type"), await model.text()]).toEqual(["application/json", "{}"]);
    expect((await fetch(`${url}/api/predict.d.ts`)).headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await (await fetch(`${url}/eda?by=x`)).text()).toBe("page /eda?by=x");
    expect(await (await fetch(`${url}/api/predict.js`)).text()).toBe("page /api/predict.js");
  });

  it("passes web sockets on, by which Framework tells a page of changes", async () => {
    const inner = createServer();
    inner.on("upgrade", (request, socket) => {
      socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
      socket.end(`hello ${request.url}`);
    });
    const port = await start(createDevServer(folder, await start(inner)));
    const heard = await new Promise<string>((resolve) => {
      let text = "";
      const socket = connect(port, "127.0.0.1");
      socket.on("data", (chunk: Buffer) => (text += chunk.toString())).on("close", () => resolve(text));
      socket.write("GET /_observablehq HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
    });
    expect(heard).toMatch(/^HTTP\/1\.1 101 [\s\S]*hello \/_observablehq$/);
  });

  it("says that pages are not there yet while nothing stands behind it", async () => {
    const gone = createServer();
    const port = await start(gone);
    await new Promise((resolve) => gone.close(resolve));
    const {status} = await fetch(`http://127.0.0.1:${await start(createDevServer(folder, port))}/`);
    expect(status).toBe(502);
  });
});

describe("followChanges", () => {
  it("tells of a file that is written, written again by renaming over it, and new in a new folder", async () => {
    await writeFile(join(folder, "a.ts"), "1");
    const changes = followChanges([folder]);
    try {
      let told = changes.next();
      await writeFile(join(folder, "a.ts"), "2");
      await told;
      for (const text of ["3", "4"]) {
        told = changes.next();
        await writeFile(join(folder, "a.tmp"), text);
        await rename(join(folder, "a.tmp"), join(folder, "a.ts"));
        await told;
      }
      told = changes.next();
      await mkdir(join(folder, "deep"));
      await told;
      told = changes.next();
      await writeFile(join(folder, "deep/b.ts"), "1");
      await told;
    } finally {
      changes.close();
    }
  });

  it("tells of a definition, and not of results that are kept beside it", async () => {
    const definition = join(folder, "users.dataset.json");
    await writeFile(definition, "{}");
    const changes = followChanges([], [definition]);
    try {
      let isTold = false;
      const told = changes.next().then(() => (isTold = true));
      await mkdir(join(folder, "home"));
      await writeFile(join(folder, "home/current.json"), "{}");
      await writeFile(join(folder, "other.json"), "{}");
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(isTold).toBe(false);
      await writeFile(definition, "[]");
      await told;
    } finally {
      changes.close();
    }
  });
});
