import {mkdir, readdir, readFile, writeFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {pathToFileURL} from "node:url";
import {beforeEach, describe, expect, test} from "vitest";
import {bundleModules} from "../../../data-loaders/site/bundle.js";
import {scratch} from "../flow/scratch.js";

const page = (prefix: string, ...modules: string[]): string => `<head>
${modules.map((d) => `<link rel="modulepreload" href="${prefix}${d}">`).join("\n")}
<title>A page</title></head>
<script type="module" src="${prefix}_import/shell.aaaaaaaa.js"></script>
<script type="module">
const {title} = await import("${prefix}${modules[modules.length - 1]}");
</script>`;

describe("bundleModules(folder)", () => {
  let folder: string;
  const put = async (name: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, name)), {recursive: true});
    await writeFile(join(folder, name), text);
  };
  const read = (name: string): Promise<string> => readFile(join(folder, name), "utf-8");

  beforeEach(async () => {
    folder = await scratch();
    await put(
      "_import/lib/count.bbbbbbbb.js",
      'let n = 0;\nexport const next = () => ++n;\nexport const neverUsed = "a word that no page needs";\n'
    );
    await put(
      "_import/shell.aaaaaaaa.js",
      'import {next} from "./lib/count.bbbbbbbb.js";\nimport {define} from "../_observablehq/client.cccccccc.js";\nglobalThis.first = [next(), define];\n'
    );
    await put(
      "_import/components/one.dddddddd.js",
      'import {next} from "../lib/count.bbbbbbbb.js";\nimport {thing} from ' +
        '"../../_node/thing@1.0.0/index.eeeeeeee.js";\nexport const title = `${thing} ${next()}`;\n'
    );
    await put(
      "_import/api/predict.ffffffff.js",
      'import {next} from "../lib/count.bbbbbbbb.js";\nexport const here = import.meta.url;\nexport {next};\n'
    );
    await put(
      "_import/api/churn-predictor.99999999.js",
      'import {next} from "../lib/count.bbbbbbbb.js";\nexport const element = [import.meta.url, next()];\n'
    );
    await put("api/churn-predictor.js", 'export * from "../_import/api/churn-predictor.99999999.js";\n');
    await put("_node/thing@1.0.0/index.eeeeeeee.js", 'export const thing = "a thing";\n');
    await put("_observablehq/client.cccccccc.js", "export const define = 1;\n");
    await put("api/predict.js", 'import "../_import/lib/count.bbbbbbbb.js";\nexport * from "../_import/api/predict.ffffffff.js";\n');
    await put(
      "index.html",
      page(
        "./",
        "_observablehq/client.cccccccc.js",
        "_import/shell.aaaaaaaa.js",
        "_import/lib/count.bbbbbbbb.js",
        "_node/thing@1.0.0/index.eeeeeeee.js",
        "_import/components/one.dddddddd.js"
      )
    );
    await put("404.html", page("/", "_observablehq/client.cccccccc.js", "_import/shell.aaaaaaaa.js"));
  });

  test("every module that a page names is there, by the prefix that the page uses, and hinted once", async () => {
    await bundleModules(folder);
    for (const [name, prefix] of [
      ["index.html", "./"],
      ["404.html", "/"]
    ]) {
      const html = await read(name);
      const named = [...html.matchAll(/"([./]+)(_(?:import|node|observablehq)\/[^"]+)"/g)];
      expect(named.length).toBeGreaterThan(2);
      for (const [, before, path] of named) {
        expect(before).toBe(prefix);
        await expect(read(path)).resolves.toBeTypeOf("string");
      }
      const hints = [...html.matchAll(/modulepreload" href="([^"]+)"/g)].map((d) => d[1]);
      expect(new Set(hints).size).toBe(hints.length);
      expect(hints[0]).toBe(`${prefix}_observablehq/client.cccccccc.js`);
    }
  });

  test("modules keep one state between them, Framework's stay outside, and what nobody uses is gone", async () => {
    await bundleModules(folder);
    const html = await read("index.html");
    const [shell, one] = [/src="\.\/([^"]+)"/, /import\("\.\/([^"]+)"\)/].map(
      (pattern) => pathToFileURL(join(folder, pattern.exec(html)![1])).href
    );
    await import(shell);
    expect(((await import(one)) as {title: string}).title).toBe("a thing 2");
    expect((globalThis as {first?: unknown}).first).toEqual([1, 1]);
    const all = await Promise.all((await readdir(folder, {recursive: true})).filter((d) => d.endsWith(".js")).map(read));
    expect(all.join()).not.toContain("a word that no page needs");
    expect(await read("_observablehq/client.cccccccc.js")).toBe("export const define = 1;\n");
  });

  test("the predictor keeps its address and stands two folders deep", async () => {
    await bundleModules(folder);
    const api = (await import(pathToFileURL(join(folder, "api/predict.js")).href)) as {here: string; next: () => number};
    expect(new URL("../../api/", api.here).href).toBe(pathToFileURL(join(folder, "api/")).href);
    expect(api.next()).toBeGreaterThan(0);
  });

  test("the element is one file at its own address", async () => {
    await bundleModules(folder);
    expect(await read("api/churn-predictor.js")).not.toMatch(/\bimport\s*[{"*]|\bfrom\s*"/);
    const {element} = (await import(pathToFileURL(join(folder, "api/churn-predictor.js")).href)) as {element: [string, number]};
    expect(element).toEqual([pathToFileURL(join(folder, "api/churn-predictor.js")).href, 1]);
    expect((await readdir(folder, {recursive: true})).filter((name) => /churn-predictor/.test(name))).toEqual(["api/churn-predictor.js"]);
  });

  test("the same modules give the same names, another module another one", async () => {
    const names = async (): Promise<string[]> =>
      (await readdir(join(folder, "_import"), {recursive: true})).filter((d) => d.endsWith(".js")).sort();
    const [index, count] = [await read("index.html"), await read("_import/lib/count.bbbbbbbb.js")];
    const sources: Record<string, string> = Object.fromEntries(
      await Promise.all(
        [
          "_import/shell.aaaaaaaa.js",
          "_import/components/one.dddddddd.js",
          "_import/api/predict.ffffffff.js",
          "_node/thing@1.0.0/index.eeeeeeee.js",
          "_import/api/churn-predictor.99999999.js",
          "api/predict.js",
          "api/churn-predictor.js",
          "404.html"
        ].map(async (name) => [name, await read(name)])
      )
    );
    await bundleModules(folder);
    const first = await names();
    folder = await scratch();
    for (const [name, text] of Object.entries({...sources, "index.html": index, "_import/lib/count.bbbbbbbb.js": count}))
      await put(name, text);
    await bundleModules(folder);
    expect(await names()).toEqual(first);
    folder = await scratch();
    for (const [name, text] of Object.entries({
      ...sources,
      "index.html": index,
      "_import/lib/count.bbbbbbbb.js": count.replace("++n", "(n += 2)")
    }))
      await put(name, text);
    await bundleModules(folder);
    expect((await names()).some((name) => first.includes(name) && /one|shared|predict/.test(name))).toBe(false);
  });

  test("a module that a page names but that is not there stops the build, by name", async () => {
    await put("extra.html", page("./", "_import/lost.99999999.js"));
    await expect(bundleModules(folder)).rejects.toThrow(
      "build: every module that a page names must be there; got _import/lost.99999999.js"
    );
  });
});
