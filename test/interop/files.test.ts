import type {LogisticModel} from "../../lib/model/model.js";
import {mkdtemp, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, it} from "vitest";
import {readTable} from "../../data-loaders/ingest/readTable.js";
import {scoreFiles} from "../../data-loaders/score/scoreFiles.js";
import {MODEL_VERSION} from "../../lib/model/model.js";
import {exampleDefinition} from "../lib/dataset/exampleDefinition.js";
import {pageDoor, scoreDoor} from "../support/doors.js";
import {findPeers} from "../support/peers.js";

const program = new URL("fileWriters.py", import.meta.url).pathname;
const peers = await findPeers("files");
const folder = await mkdtemp(join(tmpdir(), "churnbook-forms-"));
afterAll(() => rm(folder, {recursive: true}));

const model: LogisticModel = {
  kind: "logistic",
  version: MODEL_VERSION,
  inputs: [
    {name: "visits", kind: "number"},
    {name: "hours", kind: "number"},
    {name: "plan", kind: "category", levels: ["basic", "plus"]}
  ],
  encoding: [
    {input: "visits", kind: "number", mean: 0, scale: 40, missing: 0},
    {input: "hours", kind: "number", mean: 0, scale: 5000, missing: 0},
    {input: "plan", kind: "level", level: "plus", mean: 0, scale: 1}
  ],
  intercept: 0.25,
  weights: [-1, 2, -0.75]
};

interface Read {
  types: string[];
  rows: string[][];
  n: number;
}

describe.skipIf(!peers)("files that pandas and pyarrow wrote", async () => {
  const names = peers ? await peers.ask<string[]>(program, {write: folder}) : [];
  const plain = names.length > 0 ? await scoreDoor(join(folder, "plain.csv"), model) : null;
  const scores = plain?.scores ?? [];

  it.each(names.filter((name) => name !== "plain.csv"))(
    "%s scores as the plain CSV file does, in the command and on the page",
    async (name) => {
      const path = join(folder, name);
      const expected = name.endsWith(".xlsx") ? scores.slice(0, 500) : scores;
      expect((await scoreDoor(path, model)).scores).toEqual(expected);
      const page = await pageDoor(path, model);
      if (name.endsWith(".xlsx")) expect(page.refused).toMatch(/got a spreadsheet.*npx churnbook score "sheet\.xlsx"/);
      else expect(page.scores).toEqual(expected);
    }
  );

  it.each(names.filter((name) => name !== "plain.csv"))("%s is read by the build", async (name) => {
    const definition = exampleDefinition({
      label: {column: "plan", churned: "plus", retained: "basic", meaning: "On plus."},
      inputs: exampleDefinition().inputs.slice(0, 3),
      identifiers: ["member"]
    });
    const {table, report} = await readTable({paths: join(folder, name), definition});
    expect(table.nRows).toBe(name.endsWith(".xlsx") ? 500 : 40_000);
    expect(report.extraColumns).toContain("since");
    const hours = table.columns[2];
    expect(hours.kind === "number" ? [...hours.values.slice(0, 3)] : []).toEqual([NaN, 0.125, 0.25]);
  });

  it("whatever comes in, any of the three forms comes out, with its types", {timeout: 300_000}, async () => {
    const inputs = ["plain.csv", "zstd.parquet", "lz4.feather", "sheet.xlsx"];
    const outputs: string[] = [];
    for (const input of inputs)
      for (const ending of ["csv", "parquet", "arrow"]) {
        const output = join(folder, `${input}.out.${ending}`);
        await scoreFiles({
          input: join(folder, input),
          output,
          model,
          column: "churn_probability",
          nReasons: 1,
          unknownLevel: "refuse",
          workers: 1,
          progress: {scored() {}, writing() {}, end() {}}
        });
        outputs.push(output);
      }
    const read = await peers?.ask<Read[]>(program, {read: outputs});
    for (const [k, {n, rows, types}] of (read ?? []).entries()) {
      const where = outputs[k];
      expect(n, where).toBe(where.includes(".xlsx") ? 500 : 40_000);
      expect(
        rows.map((row) => Number(row[6])),
        where
      ).toEqual(scores.slice(0, 3));
      expect(rows[1][1], where).toMatch(/^2024-01-02/);
      if (types.length > 0 && !/plain|sheet/.test(where)) {
        expect([types[1].replace(/\[.*/, ""), types[2], types[4], types[6]], where).toEqual(["timestamp", "int64", "double", "double"]);
      }
    }
  });
});

/** What the two odd cells that are not null print as. */
const ODD: Record<string, [string, string]> = {
  wide: ["123456789012345678901234567890123456789.5", "-0.1"],
  wides: ["[123456789012345678901234567890123456789]", "[]"],
  nanos: ["['1970-01-01 00:00:00.000000001+00']", "['2024-01-31 01:02:03.123456789+00']"],
  clocks: ["{'at': '00:00:00.000000001'}", "{'at': '00:00:00.123456789'}"],
  int96: ["1970-01-01 00:00:00.000000001", "2024-01-31 01:02:03.123456789"],
  far: ["287396-10-12 08:59:00.992", "1970-01-01 00:00:00"],
  twice: ["{b=1, a=2, b=3}", "{}"],
  "": ["5", "6"]
};

describe.skipIf(!peers)("types that DuckDB or JavaScript has not, as pyarrow wrote them", async () => {
  const names = peers ? await peers.ask<string[]>(program, {writeOdd: folder}) : [];
  const plain: string[][] = [];

  it.each(names)("%s: the same scores and cells in the command and on the page, and as another form", async (name) => {
    const path = join(folder, name);
    const answer = await scoreDoor(path, model, {ending: "csv"});
    expect(await pageDoor(path, model)).toEqual(answer);
    if (name.startsWith("duration")) return expect(answer.refused).toMatch(/got durations in "hours", which must hold numbers\. Turn/);
    expect(answer).toMatchObject({refused: null, faults: [], warnings: []});
    expect((await scoreDoor(path, model, {ending: "arrow"})).scores).toEqual(answer.scores);
    plain.push(answer.scores.map(String));
    expect(plain.at(-1)).toEqual(plain[0]);
    const odd = /^odd-(.*)\.\w+$/.exec(name)?.[1];
    if (odd === undefined) return expect(answer.kept.slice(1).map((row) => row[2])).toEqual(["3000.50", "-0.05", ""]);
    expect(answer.kept[0][3]).toBe(odd || "unnamed_4");
    expect(answer.kept.slice(1).map((row) => row[3])).toEqual([...ODD[odd], ""]);
  });

  it.each(names.filter((name) => name.startsWith("decimal")))("%s: the build reads the same hours", async (name) => {
    const inputs = exampleDefinition().inputs.filter((input) => ["visits", "hours"].includes(input.name));
    const label = {column: "plan", churned: "plus", retained: "basic", meaning: "On plus."};
    const {table} = await readTable({paths: join(folder, name), definition: exampleDefinition({label, inputs, identifiers: []})});
    const hours = table.columns[1];
    expect(hours.kind === "number" ? [...hours.values] : []).toEqual([3000.5, Math.fround(-0.05), NaN]);
  });
});
