import {execFileSync} from "node:child_process";
import {existsSync, readFileSync} from "node:fs";
import {describe, expect, test} from "vitest";
import {importsOf, listFiles} from "../support/sources.js";

const pack = JSON.parse(readFileSync("package.json", "utf8")) as {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};
const readme = readFileSync("README.md", "utf8");
const tracked = execFileSync("git", ["ls-files"], {encoding: "utf8"})
  .trim()
  .split("\n")
  .filter((path) => existsSync(path));

describe("package.json", () => {
  test("pins every dependency to one version", () => {
    const loose = Object.entries({...pack.dependencies, ...pack.devDependencies}).filter(
      ([, version]) => !/^(npm:@?[\w/-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)
    );
    expect(loose).toEqual([]);
  });

  test("lists every package that the code imports", () => {
    const files = ["lib", "data-loaders", "src", "test", "bench"]
      .filter((folder) => existsSync(folder))
      .flatMap((folder) => listFiles(folder, [".ts"]));
    const used = new Set(
      files
        .flatMap((path) => importsOf(path))
        .filter((d) => !d.local && !d.target.startsWith("node:"))
        .map((d) => packageName(d.target))
    );
    const listed = {...pack.dependencies, ...pack.devDependencies};
    // the parts of d3 come with d3 itself
    expect([...used].filter((name) => !(name in listed) && !name.startsWith("d3-"))).toEqual([]);
  });
});

describe("the repository", () => {
  test("holds no table of users", () => {
    expect(tracked.filter((path) => /\.(csv|parquet|arrow|duckdb)$/.test(path) && !path.startsWith("test/"))).toEqual([]);
  });

  test("names no package host and no machine path", () => {
    const text = tracked.filter(
      (path) => /\.(ts|js|json|md|css|yml|yaml|toml)$|^\.npmrc$|run$/.test(path) && path !== "test/workshop/policy.test.ts"
    );
    expect(
      text.filter((path) =>
        /registry\.npmjs\.org|pypi\.org|deb\.debian\.org|\/home\/\w+|\/Users\/\w+\/|\/root\//.test(readFileSync(path, "utf8"))
      )
    ).toEqual([]);
  });

  test(".ci/run is the README's test command and nothing else", () => {
    const commands = readFileSync(".ci/run", "utf8")
      .split("\n")
      .filter((line) => line && !/^(#|set |cd )/.test(line));
    expect(commands).toEqual(["npm ci && npm test"]);
    expect(readme).toContain("npm ci && npm test");
  });
});

describe("README.md", () => {
  test("names only scripts that exist", () => {
    const named = [...readme.matchAll(/npm (?:run )?(\w[\w:-]*)/g)]
      .map((match) => match[1])
      .filter((name) => !["ci", "install", "pack", "registry"].includes(name));
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => !(name in pack.scripts))).toEqual([]);
  });

  test("links only to files that exist", () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1]);
    expect(links.filter((path) => !existsSync(path))).toEqual([]);
  });
});

function packageName(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
