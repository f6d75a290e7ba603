import type {ServerResponse} from "node:http";
import type {AddressInfo} from "node:net";
import {mkdir, writeFile} from "node:fs/promises";
import {createServer} from "node:http";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {sha256} from "../../../data-loaders/flow/hash.js";
import {openModel} from "../../../data-loaders/score/openModel.js";
import {ChurnbookError} from "../../../lib/check.js";
import {writeModel} from "../../../lib/model/writeModel.js";
import {makeFolder, models} from "./scoring.js";

const {logistic, boosting, tree} = models;
const texts = {
  "api/champion.json": writeModel(logistic),
  "api/challenger.json": writeModel(boosting),
  "api/models/tree.json": writeModel(tree),
  "api/models/bad.json": writeModel(tree)
};
const registry = JSON.stringify({
  aliases: {champion: "logistic", challenger: "boosting"},
  versions: [
    ["logistic", "api/champion.json"],
    ["boosting", "api/challenger.json"],
    ["tree", "api/models/tree.json"],
    ["bad", "api/champion.json"]
  ].map(([name, file]) => ({name, sha256: sha256(texts[file as keyof typeof texts])}))
});
const files: Record<string, string> = {...texts, "api/registry.json": registry};

const folder = await makeFolder();
await mkdir(join(folder, "a#b/api/models"), {recursive: true});
for (const [name, text] of Object.entries(files)) await writeFile(join(folder, "a#b", name), text);

const asked: string[] = [];
const server = createServer(({url = "", headers}, response) => {
  asked.push(`${url} ${headers.authorization ?? ""}`);
  const text = files[url.split("?")[0].replace(/^\/churn\//, "")];
  response.writeHead(text === undefined ? 404 : 200).end(text);
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => void server.close());

describe("openModel(asked, home)", () => {
  it.each([
    ["", "logistic"],
    ["#champion", "logistic"],
    ["#challenger", "boosting"],
    ["#tree", "tree"]
  ])("finds a site's model by address and by folder: %s", async (hash, kind) => {
    const found = await openModel(`http://${host}/churn${hash}`, folder);
    expect([found.model.kind, found.origin]).toEqual([kind, expect.stringContaining(` of http://${host}/churn/`)]);
    expect((await openModel(join(folder, `a#b${hash}`), folder)).model.kind).toBe(kind);
  });

  it("finds a model's JSON by its address", async () => {
    expect((await openModel(`http://${host}/churn/api/models/tree.json`, folder)).model.kind).toBe("tree");
  });

  it("finds the book of a model's JSON that lies in its site, and of no other", async () => {
    for (const [file, name] of [
      ["champion.json", "logistic"],
      ["models/tree.json", "tree"]
    ])
      for (const place of [`http://${host}/churn/api/${file}`, join(folder, "a#b/api", file)]) {
        const {of} = await openModel(place, folder);
        expect(of?.name).toBe(name);
        await expect(of?.book("dataset.json")).rejects.toThrow(/dataset\.json/);
      }
    await writeFile(join(folder, "alone.json"), writeModel(tree));
    expect((await openModel(join(folder, "alone.json"), folder)).of).toBe(null);
  });

  it("refuses bytes that are not the registry's, and names the models that there are", async () => {
    await expect(openModel(`http://${host}/churn/#bad`, folder)).rejects.toThrow("--model: the model must have the hash of the registry");
    await expect(openModel(`http://${host}/churn/#oak`, folder)).rejects.toThrow(
      /must have that model: champion, challenger or one of logistic, boosting, tree, bad; got oak/
    );
  });

  it("sends credentials, and never shows them", async () => {
    asked.length = 0;
    const {origin} = await openModel(`http://eve:s3cret@${host}/churn/?token=s3cret`, folder);
    expect(asked).toEqual(["registry", "champion"].map((name) => `/churn/api/${name}.json?token=s3cret Basic ${btoa("eve:s3cret")}`));
    const errors = await Promise.all(
      [`http://eve:s3cret@${host}/nothing/?token=s3cret`, "http://eve:s3cret@127.0.0.1:1/?token=s3cret", "http://eve:s3cret@:/?s3cret"].map(
        (address) => openModel(address, folder).catch(String)
      )
    );
    expect([origin, ...errors].join()).not.toContain("s3cret");
    expect(errors).toEqual([
      expect.stringContaining("got status 404."),
      expect.stringContaining("http://127.0.0.1:1/api/registry.json must be reachable; got a port that is kept for other services"),
      expect.stringContaining("an address must be whole")
    ]);
  });

  it("says what is no site and no model", async () => {
    await expect(openModel("http://", folder)).rejects.toThrow(
      "--model: an address must be whole, such as https://example.org/churn/; got http://."
    );
    await expect(openModel(folder, folder)).rejects.toThrow("--model: the folder must be a built site; got ENOENT for ");
    await writeFile(join(folder, "text.json"), "no JSON");
    await expect(openModel(join(folder, "text.json"), folder)).rejects.toThrow("text.json must be a model's JSON; got ");
    await expect(openModel("nowhere/x.json", folder)).rejects.toThrow("--model: the file or folder must exist; got nowhere/x.json.");
  });
});

describe("openModel(asked, home), of an address that has no model", () => {
  const page = "<!doctype html><title>Sign in</title>";
  const answers: Record<string, (response: ServerResponse) => void> = {
    "/page/api/registry.json": (response) => response.end(page),
    "/page/model.json": (response) => response.end(page),
    "/null/api/registry.json": (response) => response.end("null"),
    "/list/api/registry.json": (response) => response.end("[1,2]"),
    "/seven/api/registry.json": (response) => response.end("7"),
    "/holes/api/registry.json": (response) => response.end('{"aliases": {}, "versions": [null, 7]}'),
    "/noAlias/api/registry.json": (response) => response.end('{"aliases": {}, "versions": []}'),
    "/null/model.json": (response) => response.end("null"),
    "/seven/model.json": (response) => response.end("7"),
    "/list/model.json": (response) => response.end("[1,2]"),
    "/empty/model.json": (response) => response.writeHead(204).end(),
    "/round/model.json": (response) => response.writeHead(302, {Location: "/round/model.json"}).end(),
    "/away/model.json": (response) => response.writeHead(302, {Location: "ftp://127.0.0.1/model.json"}).end(),
    "/login/model.json": (response) => response.writeHead(302, {Location: "/nothing?token=s3cret"}).end(),
    "/endless/model.json": sendWithoutEnd
  };
  const strange = createServer(({url = ""}, response) => (answers[url] ?? ((d) => d.writeHead(404).end()))(response));
  let sent = 0;
  function sendWithoutEnd(response: ServerResponse): void {
    const part = Buffer.alloc(2 ** 20, " ");
    const more = (): void => {
      while (!response.destroyed && response.write(part)) sent += part.length;
    };
    response.on("drain", more);
    more();
  }
  let address = "";
  beforeAll(async () => {
    await new Promise<void>((resolve) => strange.listen(0, "127.0.0.1", resolve));
    address = `127.0.0.1:${(strange.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    strange.closeAllConnections();
    strange.close();
  });

  it.each([
    ["http://HOST/page/", "must have a registry of models, api/registry.json; got a web page. It may be a login"],
    ["http://HOST/page/model.json", "must be a model's JSON; got a web page. It may be a login"],
    ["http://HOST/null/", "must have a registry of models, api/registry.json; got JSON of another kind"],
    ["http://HOST/list/", "got JSON of another kind"],
    ["http://HOST/seven/", "got JSON of another kind"],
    ["http://HOST/holes/", "got JSON of another kind"],
    ["http://HOST/noAlias/", "must have that model"],
    ["http://HOST/null/model.json", "got null"],
    ["http://HOST/seven/model.json", "got 7"],
    ["http://HOST/list/model.json", "got "],
    ["http://HOST/empty/model.json", "must be a model's JSON; got "],
    ["http://HOST/round/model.json", "/round/model.json must be reachable; got redirect count exceeded"],
    ["http://HOST/away/model.json", "/away/model.json must be reachable; got "],
    ["http://HOST/login/model.json", "got status 404 from http://HOST/nothing, where it sends on to."],
    ["http://HOST/endless/model.json", "/endless/model.json must be a model, which has 64 MiB at most; got more."],
    ["http://HOST/#%", "the name behind the # of an address must write a % as %25"],
    ["http://s3cret%:p@HOST/", "the user of an address must write a % as %25"],
    ["http://u:s3cret%@HOST/", "the password of an address must write a % as %25"],
    ["ftp://eve:s3cret@HOST/", "an address must begin with https:// or http://; got ftp://HOST/"],
    ["http://HOST:99999/", "an address must be whole"],
    ["http://[::1/", "an address must be whole"]
  ])("%s", async (asked, told) => {
    const error: unknown = await openModel(asked.replace("HOST", address), folder).catch((d: unknown) => d);
    expect(error).toBeInstanceOf(ChurnbookError);
    expect((error as Error).message).toContain(told.replace("HOST", address));
    expect((error as Error).message).not.toContain("s3cret");
  });

  it("stops reading soon after the size that it states, of a file too", async () => {
    sent = 0;
    await expect(openModel(`http://${address}/endless/model.json`, folder)).rejects.toThrow("64 MiB at most");
    expect(sent).toBeLessThan(96 * 2 ** 20);
    await expect(openModel("/dev/zero", folder)).rejects.toThrow("/dev/zero must be a model, which has 64 MiB at most; got more.");
  });
});
