import {join} from "node:path";
import {pathToFileURL} from "node:url";
import {expect, test} from "vitest";
import {fingerprint} from "../../../data-loaders/flow/fingerprint.js";
import {scratch, writeText} from "./scratch.js";

const files = {
  "a.ts": 'import {shared} from "./shared.js"; export const run = () => shared() + 1;',
  "b.ts": "export const run = () => 2;",
  "shared.ts": "export const shared = () => 1;\nexport const other = () => 3;"
};

test("fingerprint(sources, root) changes with what a file imports, and with nothing else", async () => {
  const root = await scratch(files);
  const [a, b] = ["a.ts", "b.ts"].map((name) => pathToFileURL(join(root, name)).href);
  const before = await fingerprint([a, b], root);
  expect(before.get(a)).toMatch(/^[0-9a-f]{64}$/);
  await writeText(join(root, "shared.ts"), files["shared.ts"].replace("=> 1", "=> 7"));
  const after = await fingerprint([a, b], root);
  expect(after.get(a)).not.toBe(before.get(a));
  expect(after.get(b)).toBe(before.get(b));
});

test("fingerprint(sources, root) ignores comments, spaces and exports that nobody imports", async () => {
  const root = await scratch(files);
  const a = pathToFileURL(join(root, "a.ts")).href;
  const before = await fingerprint([a], root);
  await writeText(join(root, "shared.ts"), "/** One. */\nexport const shared = () =>   1; // one\nexport const other = () => 4;");
  expect((await fingerprint([a], root)).get(a)).toBe(before.get(a));
});

test("fingerprint(sources, root) changes with the version of a package", async () => {
  const root = await scratch({
    "a.ts": 'import {x} from "some-package/deep"; export const run = () => x;',
    "node_modules/some-package/package.json": '{"version": "1.0.0"}'
  });
  const a = pathToFileURL(join(root, "a.ts")).href;
  const before = await fingerprint([a], root);
  await writeText(join(root, "node_modules/some-package/package.json"), '{"version": "1.0.1"}');
  expect((await fingerprint([a], root)).get(a)).not.toBe(before.get(a));
});

test("fingerprint(sources, root) does not depend on where the project lies", async () => {
  const [one, two] = await Promise.all([scratch(files), scratch(files)]);
  const hashes = await Promise.all(
    [one, two].map(async (root) => [...(await fingerprint([pathToFileURL(join(root, "a.ts")).href], root)).values()])
  );
  expect(hashes[0]).toEqual(hashes[1]);
});
