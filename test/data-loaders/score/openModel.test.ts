import type {AddressInfo} from "node:net";
import {mkdir, writeFile} from "node:fs/promises";
import {createServer} from "node:http";
import {join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {sha256} from "../../../data-loaders/flow/hash.js";
import {openModel} from "../../../data-loaders/score/openModel.js";
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
      expect.stringContaining("http://127.0.0.1:1/api/registry.json must be reachable; got "),
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
