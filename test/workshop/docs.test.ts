import {existsSync, readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {sitePages} from "../../data-loaders/site/pages.js";
import {listFiles} from "../support/sources.js";

/** What the documents for developers call by its path. */
const documents = ["README.md", "data-loaders/README.md", "lib/book/README.md", "data/README.md", ...listFiles("docs", [".md"])];

describe.each(documents)("%s", (document) => {
  test("names no file and no folder that is gone", () => {
    const paths = [...readFileSync(document, "utf8").matchAll(/`((?:lib|data-loaders|src|test|bench|data|docs|deploy)\/[^`\s]*)`/g)].map(
      ([, path]) => path
    );
    const real = paths.filter((path) => !/[<*]|mine/.test(path)); // patterns, and files that a reader would make
    expect(real.filter((path) => !existsSync(path))).toEqual([]);
  });

  test("names nothing that is gone from a file", () => {
    const named = [...readFileSync(document, "utf8").matchAll(/`(\w+)` in\s`([^`]+\.ts)`/g)].map(([, name, path]) => ({name, path}));
    const isGone = ({name, path}: {name: string; path: string}): boolean =>
      !existsSync(path) || !new RegExp(`\\b(?:const|function|interface|type) ${name}\\b`).test(readFileSync(path, "utf8"));
    expect(named.filter(isGone)).toEqual([]);
  });
});

test("docs/architecture.md names every room of lib and of data-loaders", () => {
  const text = readFileSync("docs/architecture.md", "utf8");
  const rooms = new Set(listFiles("lib", [".ts"]).map((path) => path.split("/").slice(0, 2).join("/")));
  for (const path of listFiles("data-loaders", [".ts"])) if (path.split("/").length > 2) rooms.add(path.split("/").slice(0, 2).join("/"));
  expect([...rooms].filter((room) => !text.includes(`\`${room}${room.endsWith(".ts") ? "" : "/"}\``))).toEqual([]);
});

test("lib/book/README.md says which pages read which artefact", () => {
  const rows = [...readFileSync("lib/book/README.md", "utf8").matchAll(/^\| `([\w-]+\.json)` \|[^|]*\|[^|]*\| (.*) \|$/gm)];
  const said = rows.map(([, artefact, readers]) => [artefact, [...readers.matchAll(/`(\/[\w]*)`/g)].map(([, page]) => page).sort()]);
  const read = new Map<string, string[]>();
  for (const {path} of sitePages("src")) {
    const text = readFileSync(path === "/" ? "src/index.md" : `src${path}.md`, "utf8");
    const names = new Set([...text.matchAll(/FileAttachment\("data\/book\/([^"]+)"\)/g)].map(([, name]) => name));
    for (const name of names) read.set(name, [...(read.get(name) ?? []), path].sort());
  }
  expect(Object.fromEntries(said.filter(([name]) => read.has(String(name))))).toEqual(Object.fromEntries(read));
});

test("every page stands in the navigation", () => {
  const written = listFiles("src", [".md"]).map((path) => path.replace(/^src(\/.*)\.md$/, "$1").replace(/^\/index$/, "/"));
  const listed = sitePages("src").map(({path}) => path);
  const remedy = "a page needs its place in data-loaders/site/pages.ts";
  expect(listed.sort(), remedy).toEqual(written.filter((path) => path !== "/404").sort());
});
