import type {ReadyFramework} from "../../../data-loaders/site/framework.js";
import {symlink} from "node:fs/promises";
import {join, resolve} from "node:path";
import {describe, expect, test} from "vitest";
import {startFramework} from "../../../data-loaders/site/framework.js";
import {scratch} from "../flow/scratch.js";

describe("startFramework(settings)", () => {
  test("what fails while it gets ready is told by the build, without a stack", async () => {
    const framework = await startIn('throw new Error("no such page");');
    const told = await framework.build("site").then(String, String);
    expect(told).toMatch(/build: Observable Framework must build the pages; got this error:\nno such page\n/);
    expect(told).not.toContain("    at ");
  });

  test("ended before it is told anything, it builds nothing", async () => {
    const framework = await startIn("export default {};");
    framework.end();
    await expect(framework.build("site")).rejects.toThrow("Observable Framework must build the pages");
  });
});

/** @param config Framework's settings, as code */
async function startIn(config: string): Promise<ReadyFramework> {
  const root = await scratch({"observablehq.config.js": config, "package.json": '{"type": "module"}'});
  await symlink(resolve("node_modules"), join(root, "node_modules"));
  return startFramework({root, home: join(root, "home"), base: "/"});
}
