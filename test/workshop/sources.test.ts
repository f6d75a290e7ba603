import {spawnSync} from "node:child_process";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import {readFileSync} from "node:fs";
import {basename} from "node:path";
import {describe, expect, test} from "vitest";
import {codeBlocks, linesOfGivenText, listFiles} from "../support/sources.js";

/** What tests build: git-ignored, and no source. */
const OUTPUT = "test/output/";
const pages = listFiles("src", [".md"]);
const code = ["lib", "data-loaders", "src"].flatMap((folder) => listFiles(folder, [".ts", ".css"]));

describe("pages", () => {
  test("stay under 160 lines", () => {
    expect(pages.filter((path) => lines(path).length > 160)).toEqual([]);
  });

  test("hold code blocks under 15 lines", () => {
    const long = pages.flatMap((path) =>
      codeBlocks(path)
        .filter((block) => block.split("\n").length >= 15)
        .map((block) => `${path}: ${block.split("\n")[0]}`)
    );
    expect(long).toEqual([]);
  });

  test("hold no arithmetic", () => {
    const sums = pages.flatMap((path) =>
      codeBlocks(path)
        .flatMap((block) => block.split("\n"))
        .filter((line) => /[\w)\]] [-+*/%] [\w(]|Math\./.test(line.replace(/"[^"]*"/g, "")))
        .map((line) => `${path}: ${line}`)
    );
    expect(sums).toEqual([]);
  });

  test("import every name from node_modules or the project: none implicit, none from a CDN", () => {
    const implicit = [
      "Plot",
      "Inputs",
      "d3",
      "aq",
      "Arrow",
      "html",
      "svg",
      "_",
      "topojson",
      "L",
      "mapboxgl",
      "vl",
      "mermaid",
      "dot",
      "DuckDBClient",
      "sql",
      "SQLite"
    ];
    const faults = pages.flatMap((path) => {
      const text = codeBlocks(path).join("\n");
      const used = implicit.filter(
        (name) =>
          new RegExp(`(?<![\\w."'/-])${name}(\\.|\\\`|\\()`).test(text) && !new RegExp(`import[^;]*\\b${name}\\b[^;]*from`).test(text)
      );
      const fetched = /from "(npm|jsr|https?):|\.(arrow|parquet|sqlite|zip|xlsx)\(/.test(text) ? ["a CDN import or reader"] : [];
      return [...used, ...fetched].map((name) => `${path}: ${name}`);
    });
    expect(faults).toEqual([]);
  });
});

describe("sources", () => {
  test("name no column of any dataset: columns stand in data/*.dataset.json", () => {
    const names = listFiles("data", [".dataset.json"]).flatMap((path) =>
      columnNames(JSON.parse(readFileSync(path, "utf8")) as DatasetDefinition)
    );
    expect(names.length).toBeGreaterThan(5);
    const faults = [...code, ...pages].flatMap((path) => {
      const text = readFileSync(path, "utf8");
      return names
        .filter((name) => (name.includes("_") ? new RegExp(`\\b${name}\\b`) : new RegExp(`["'\`]${name}["'\`]`)).test(text))
        .map((name) => `${path}: ${name}`);
    });
    expect(faults).toEqual([]);
  });

  test("lib reads no clock and draws no unseeded number", () => {
    const impure = /Math\.random|Date\.now|new Date\(|performance\.now|\bwindow\.|\bdocument\.|\bprocess\./;
    expect(listFiles("lib", [".ts"]).filter((path) => impure.test(withoutComments(readFileSync(path, "utf8"))))).toEqual([]);
  });

  test("hold no line over 160 columns, but for addresses, regular expressions and texts that stand as they are", () => {
    const all = ["lib", "data-loaders", "src", "test", "bench", "bin"]
      .flatMap((folder) => listFiles(folder, [".ts", ".js", ".css"]))
      .filter((path) => !path.startsWith(OUTPUT));
    const wide = all.flatMap((path) => {
      const long = lines(path).flatMap((line, i) => (line.length > 160 && !/https?:\/\/\S{40}/.test(line) ? [i] : []));
      const given = long.length > 0 && !path.endsWith(".css") ? linesOfGivenText(path) : new Set<number>();
      return long.filter((i) => !given.has(i)).map((i) => `${path}:${i + 1}`);
    });
    expect(wide).toEqual([]);
  });

  test("export nothing that only tests and benches import: it serves no reader", () => {
    const {stdout, status} = spawnSync("npx", ["knip", "--production"], {encoding: "utf8"});
    expect({status, faults: stdout.trim()}).toEqual({status: 0, faults: ""});
  });

  test("hold no `any`, no silenced checker, no test switched off", () => {
    const all = [...code, ...listFiles("test", [".ts"]), ...listFiles("bench", [".ts"])].filter(
      (path) => basename(path) !== "sources.test.ts" && !path.startsWith(OUTPUT)
    );
    expect(all.filter((path) => /@ts-ignore|@ts-nocheck/.test(readFileSync(path, "utf8")))).toEqual([]);
    expect(
      all.filter((path) => /\bas any\b|\w\??: any\b(?! \w)|\b(it|test|describe)\.only\(/.test(withoutComments(readFileSync(path, "utf8"))))
    ).toEqual([]);
  });
});

function lines(path: string): string[] {
  return readFileSync(path, "utf8").split("\n");
}

function columnNames({label, identifiers, inputs}: DatasetDefinition): string[] {
  return [label.column, ...identifiers, ...inputs.map((d) => d.name)].filter((name) => !["label", "ID"].includes(name));
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/\/\/.*$/gm, "");
}
