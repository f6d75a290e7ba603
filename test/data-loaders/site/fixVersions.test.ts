import {readdir} from "node:fs/promises";
import {join} from "node:path";
import {expect, test} from "vitest";
import {fixVersions} from "../../../data-loaders/site/build.js";
import {scratch} from "../flow/scratch.js";

test("fixVersions(root, home) answers for every package that Framework's browser code names, the same each time", async () => {
  const client = "node_modules/@observablehq/framework/dist/client";
  const root = await scratch({
    [`${client}/main.js`]: 'import("npm:maps/dist/maps.css"); import("npm:@scope/plot")',
    [`${client}/stdlib/tables.js`]: 'export const x = () => import("npm:sheet.js");',
    "node_modules/@observablehq/framework/package.json": "{}",
    "home/pages/src/.observablehq/cache/_npm/maps@1.2.3/package.json": "{}"
  });
  const home = join(root, "home");
  const versions = join(home, "pages/src/.observablehq/cache/_npm");
  for (let i = 0; i < 2; ++i) {
    await fixVersions(root, home);
    expect((await readdir(versions)).sort()).toEqual(["@scope", "maps@0.0.0", "sheet.js@0.0.0"]);
    expect(await readdir(join(versions, "@scope"))).toEqual(["plot@0.0.0"]);
  }
});
