import {existsSync, readdirSync, readFileSync, statSync} from "node:fs";
import {join} from "node:path";
import {beforeAll, describe, expect, inject, test} from "vitest";
import {readModel} from "../../lib/model/readModel.js";
import {pagePaths} from "../support/pages.js";

const {folder, error} = inject("site");
const htmlOf = (path: string) => join(folder, path === "/" ? "index.html" : `${path}.html`);

beforeAll(() => {
  if (error) throw new Error(error);
});

describe("dist", () => {
  test("holds every page", () => {
    expect(pagePaths.filter((path) => !existsSync(htmlOf(path)))).toEqual([]);
    expect(existsSync(join(folder, "404.html"))).toBe(true);
  });

  test("holds no page with an error that the build swallowed", () => {
    // the book in one file holds Framework's runtime, which names the mark
    const marked = (path: string): string => (path.endsWith("book.html") ? wordsOf(path) : readFileSync(path, "utf8"));
    expect(files(".html").filter((path) => marked(path).includes("observablehq--error"))).toEqual([]);
  });

  test("asks no other host for anything", () => {
    const foreign = files(".html", ".css").flatMap((path) =>
      [...readFileSync(path, "utf8").matchAll(/(?:src|href|url|import)[=(\s]+["']?(https?:\/\/[^"')\s>]+)/g)]
        .map((match) => match[1])
        .filter((url) => !isLink(path, url))
    );
    expect(foreign).toEqual([]);
  });

  test("holds no file over 25 MiB", () => {
    expect(files("").filter((path) => statSync(path).size > 25 * 1024 * 1024)).toEqual([]);
  });

  test("keeps no room for a comparison on the history of a first build", () => {
    const {builds} = JSON.parse(readFileSync(join(folder, "api/history/index.json"), "utf8")) as {builds: unknown[]};
    const room = Number(/--room: ([\d.]+)rem/.exec(readFileSync(htmlOf("/history"), "utf8"))?.[1]);
    expect([builds.length, room < 12]).toEqual([1, true]);
  });

  test("says on every page that runs code what is still on its way, so that a page is not called ready before it is", () => {
    const runs = pagePaths.filter((path) => /<!--:[0-9a-f]{8}:-->/.test(readFileSync(htmlOf(path), "utf8")));
    expect(runs.length).toBeGreaterThan(8);
    // Framework marks a cell that is an expression; a cell of statements shows nothing of its own until it is through
    expect(runs.filter((path) => !/<observablehq-loading>|data-pending/.test(readFileSync(htmlOf(path), "utf8")))).toEqual([]);
  });

  test("leaves no fact unfilled", () => {
    expect(files(".html").filter((path) => /\{\{|undefined<|NaN/.test(wordsOf(path)))).toEqual([]);
  });

  test("says on every page that it shows the synthetic sample", () => {
    expect(pagePaths.filter((path) => !readFileSync(htmlOf(path), "utf8").includes('data-testid="sample-notice"'))).toEqual([]);
  });

  test("serves the model, the challenger and the registry at stable addresses", () => {
    const registry = JSON.parse(readFileSync(join(folder, "api/registry.json"), "utf8")) as {
      aliases: {champion: string; challenger: string};
    };
    const champion = readModel(JSON.parse(readFileSync(join(folder, "api/champion.json"), "utf8")));
    expect(registry.aliases.champion).toBeTruthy();
    expect(champion.inputs.length).toBeGreaterThan(0);
    for (const name of ["challenger.json", "predict.js"]) expect(existsSync(join(folder, "api", name))).toBe(true);
  });

  test("publishes no row's identifier and no machine's path", () => {
    expect(files(".json", ".html", ".js").filter((path) => readFileSync(path, "utf8").includes(process.cwd()))).toEqual([]);
  });
});

/** A page without what runs and what styles it, which the book in one file holds whole. */
function wordsOf(path: string): string {
  return readFileSync(path, "utf8").replace(/<(script|style)\b[\s\S]*?<\/\1>/g, "");
}

/** An anchor that a reader may follow is no request. */
function isLink(path: string, url: string): boolean {
  return (
    path.endsWith(".html") && new RegExp(`<a [^>]*href="${url.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`).test(readFileSync(path, "utf8"))
  );
}

function files(...endings: string[]): string[] {
  if (error) return [];
  return readdirSync(folder, {recursive: true, encoding: "utf8"})
    .map((path) => join(folder, path))
    .filter((path) => endings.some((ending) => path.endsWith(ending)) && statSync(path).isFile());
}
