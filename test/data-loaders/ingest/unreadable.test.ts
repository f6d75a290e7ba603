import type * as Files from "node:fs/promises";
import {fileURLToPath} from "node:url";
import {expect, it, onTestFinished, vi} from "vitest";

it("resolveFiles(paths) says of a table that may not be read that it must be, and not where else to write", async () => {
  // whoever runs the tests may be allowed to read anything
  vi.doMock("node:fs/promises", async (original) => ({
    ...(await original<typeof Files>()),
    open: () => Promise.reject(Object.assign(new Error("EACCES: permission denied"), {code: "EACCES"}))
  }));
  vi.resetModules();
  onTestFinished(() => {
    vi.doUnmock("node:fs/promises");
    vi.resetModules();
  });
  const {resolveFiles} = await import("../../../data-loaders/ingest/resolveFiles.js");
  const table = fileURLToPath(new URL("../../fixtures/files/base.csv", import.meta.url));
  await expect(resolveFiles(table, {where: "init", remedy: ""})).rejects.toThrow(
    `init: the file "${table}" must be readable; got EACCES. Change its owner or its permissions.`
  );
});

it.each([
  ["-", "standard input"],
  ["https://example.com/customers.csv", "the address https://example.com/customers.csv"]
])("resolveFiles(%s) says that it is no file, and what to do", async (asked, got) => {
  const {resolveFiles} = await import("../../../data-loaders/ingest/resolveFiles.js");
  await expect(resolveFiles(asked, {where: "init", remedy: "Name one table."})).rejects.toThrow(
    `must be a file on this machine, since a run reads it more than once and fetches nothing; got ${got}. Save it as a file first. Name one table.`
  );
});
