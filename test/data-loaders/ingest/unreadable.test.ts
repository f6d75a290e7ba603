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
