import type {ScoreRequest, ScoreResult} from "../../../data-loaders/score/scoreFiles.js";
import type {LogisticModel} from "../../../lib/model/model.js";
import {mkdtemp, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {Float64, Int64, Table as ArrowTable, tableFromArrays, tableFromIPC, tableToIPC, vectorFromArray} from "apache-arrow";
import {csvParse} from "d3";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {withDuckDB} from "../../../data-loaders/ingest/duckdb.js";
import {scoreFiles} from "../../../data-loaders/score/scoreFiles.js";
import {createExplainer} from "../../../lib/explain/explainer.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {getRow} from "../../../lib/dataset/table.js";
import {fitModels} from "../../interop/models.js";
import {mixedUsers} from "../../support/syntheticUsers.js";

const {boosting, logistic} = fitModels();
const users = mixedUsers(5000, 31).table;
const rows = Array.from({length: users.nRows}, (_, i) => getRow(users, i));
const progress = {scored() {}, writing() {}, end() {}};
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "churnbook-score-"));
});
afterAll(() => rm(folder, {recursive: true, force: true}));

function score(input: string, changes: Partial<ScoreRequest> = {}): Promise<ScoreResult> {
  return scoreFiles({
    input,
    output: null,
    model: logistic,
    column: "churn_probability",
    nReasons: 0,
    unknownLevel: "refuse",
    workers: 2,
    progress,
    ...changes
  });
}

/** The users as text, with columns that are no inputs around them. */
async function writeCsv(name: string, lines: readonly string[] = []): Promise<string> {
  const header = ["id", ...Object.keys(rows[0]), "remark"].join(",");
  const body = rows.map((row, i) => [i, ...Object.values(row).map((value) => value ?? ""), i % 3 === 0 ? '"a ""b"", c"' : ""].join(","));
  const path = join(folder, name);
  await writeFile(path, [header, ...body, ...lines, ""].join("\n"));
  return path;
}

describe("scoreFiles(request)", () => {
  it("scores CSV, keeps every other cell as it is, and its rows' order", async () => {
    const input = await writeCsv("plain.csv");
    const {output, nRows, nBad, errors} = await score(input);
    expect([output, nRows, nBad, errors]).toEqual([join(folder, "plain.scored.csv"), 5000, 0, null]);
    const [before, after] = [csvParse(await readFile(input, "utf8")), csvParse(await readFile(output, "utf8"))];
    const expected = createScorer(logistic).scoreTable(users);
    expect(after.columns).toEqual([...before.columns, "churn_probability"]);
    for (const [i, {churn_probability, ...rest}] of after.entries()) {
      expect(Number(churn_probability)).toBe(expected[i]);
      expect(rest).toEqual(before[i]);
    }
  });

  it.each([
    ["csv", undefined],
    ["csv", "ranked.arrow"],
    ["arrow", undefined]
  ] as const)("with a line lists those at or above it in %s, the highest first, beside the scored file", async (form, out) => {
    const whole = createScorer(logistic).scoreTable(users);
    const line = Array.from(whole).sort((a, b) => b - a)[400];
    const input = form === "csv" ? await writeCsv("ranked.csv") : join(folder, "ranked.arrow");
    if (form === "arrow") {
      const names = Object.keys(rows[0]);
      const columns = names.map((name) => [name, vectorFromArray(rows.map((row) => row[name]))] as const);
      await writeFile(input, tableToIPC(new ArrowTable(Object.fromEntries(columns)), "file"));
    }
    const {output, nRows, nListed} = await score(input, {line, ...(out ? {output: join(folder, out.replace("ranked", "listed"))} : {})});
    if (!out) expect(output).toBe(join(folder, `ranked.contacts.${form}`));
    const expected = Array.from(whole)
      .filter((p) => p >= line)
      .sort((a, b) => b - a);
    expect([nRows, nListed]).toEqual([5000, expected.length]);
    const bytes = await readFile(output);
    const found = output.endsWith(".csv")
      ? csvParse(bytes.toString()).map((row) => Number(row.churn_probability))
      : Array.from(tableFromIPC(bytes), (row) => row.churn_probability as number);
    expect(found).toEqual(expected);
  });

  it("lists nobody where nobody scores as much, and keeps the header", async () => {
    const {output, nListed} = await score(await writeCsv("nobody.csv"), {line: 1});
    expect(nListed).toBe(0);
    expect(csvParse(await readFile(output, "utf8")).columns).toContain("churn_probability");
  });

  it("scores Parquet, of several files too, and keeps the columns' types", async () => {
    const input = await writeCsv("typed.csv");
    const parts = join(folder, "part-*.parquet");
    await withDuckDB(async (connection) => {
      const from =
        "(SELECT id::BIGINT AS id, x0::DOUBLE AS x0, x1::DOUBLE AS x1, x2::INTEGER AS x2, x3::FLOAT AS x3, " +
        `x4::DECIMAL(9, 2) AS x4, plan, [id::INTEGER, 1] AS list FROM read_csv('${input}', all_varchar = true))`;
      await connection.run(
        `COPY (SELECT * FROM ${from} WHERE id < 3000 ORDER BY id) TO '${join(folder, "part-0.parquet")}' (FORMAT parquet)`
      );
      await connection.run(
        `COPY (SELECT * FROM ${from} WHERE id >= 3000 ORDER BY id) TO '${join(folder, "part-1.parquet")}' (FORMAT parquet)`
      );
    });
    const output = join(folder, "parts.out.parquet");
    await score(parts, {model: boosting, output});
    const expected = createScorer(boosting).scoreTable(users);
    await withDuckDB(async (connection) => {
      const reader = await connection.runAndReadAll(`SELECT * FROM read_parquet('${output}')`);
      expect(reader.columnNames()).toEqual(["id", "x0", "x1", "x2", "x3", "x4", "plan", "list", "churn_probability"]);
      expect(reader.columnTypes().map(String)).toEqual([
        "BIGINT",
        "DOUBLE",
        "DOUBLE",
        "INTEGER",
        "FLOAT",
        "DECIMAL(9,2)",
        "VARCHAR",
        "INTEGER[]",
        "DOUBLE"
      ]);
      const {id, churn_probability: p} = reader.getColumnsObject();
      expect(id.map(Number)).toEqual(rows.map((_, i) => i));
      expect(p).toEqual(Array.from(expected));
    });
  });

  it.each([
    ["file", "arrow"],
    ["stream", "arrows"]
  ] as const)("scores an Arrow %s in several batches and keeps its form", async (form, ending) => {
    const table = new ArrowTable({
      id: vectorFromArray(
        rows.map((_, i) => BigInt(i)),
        new Int64()
      ),
      ...Object.fromEntries(
        ["x0", "x1", "x2", "x3", "x4"].map((name) => [
          name,
          vectorFromArray(
            rows.map((row) => row[name] as number | null),
            new Float64()
          )
        ])
      ),
      plan: vectorFromArray(rows.map((row) => row.plan as string | null))
    });
    const input = join(folder, `users.${ending}`);
    await writeFile(input, tableToIPC(table, form));
    const {output} = await score(input, {nReasons: 2});
    const bytes = await readFile(output);
    expect(bytes.subarray(0, 6).toString("latin1") === "ARROW1").toBe(form === "file");
    const scored = tableFromIPC(bytes);
    const expected = createScorer(logistic).scoreTable(users);
    expect(scored.numRows).toBe(5000);
    expect(scored.schema.fields.slice(0, 7).map(String)).toEqual(table.schema.fields.map(String));
    expect(Array.from(scored.getChild("churn_probability")!)).toEqual(Array.from(expected));
    expect(Array.from(scored.getChild("id")!)).toEqual(Array.from(table.getChild("id")!));
    const {contributions} = createExplainer(logistic).explainRow(rows[7], null);
    const strongest = contributions.reduce((best, d, j) => (Math.abs(d) > Math.abs(contributions[best]) ? j : best), 0);
    expect(scored.getChild("churn_reason_1")!.get(7)).toBe(logistic.inputs[strongest].name);
    expect(scored.getChild("churn_reason_1_effect")!.get(7)).toBe(Math.fround(contributions[strongest]));
  });

  it("keeps good rows and says of each bad one why", async () => {
    const input = await writeCsv("bad.csv", [
      "a,many,2,3,4,5,basic,",
      "b,1,1e99,3,4,5,gold,ok",
      "c,1,2",
      "d, 1 ,NA,3,4,5, pro ,",
      "e,1,2,3,4,5,basic,x,more"
    ]);
    const {nRows, nBad, output, errors} = await score(input);
    expect([nRows, nBad]).toEqual([5005, 4]);
    const good = csvParse(await readFile(output, "utf8"));
    expect(good.length).toBe(5001);
    expect(Number(good[5000].churn_probability)).toBe(createScorer(logistic).scoreRow({x0: 1, x1: null, x2: 3, x3: 4, x4: 5, plan: "pro"}));
    const bad = csvParse(await readFile(errors!, "utf8"));
    expect(bad.map(({churnbook_row, churnbook_error}) => [churnbook_row, churnbook_error])).toEqual([
      ["5001", 'line 5002: x0 must be a finite number or empty; got "many"'],
      ["5002", 'line 5003: x1 must be a finite number or empty; got "1e99"; plan must be basic, family, pro or empty; got "gold"'],
      ["5003", "line 5004: a line must have 8 cells; got c,1,2"],
      ["5005", "line 5006: a line must have 8 cells; got e,1,2,3,4,5,basic,x,more"]
    ]);
    expect(bad[0]).toMatchObject({id: "a", x0: "many", plan: "basic"});
  });

  it("reads unknown levels as missing when told to, and says so", async () => {
    const input = await writeCsv("unknown.csv", ["a,1,2,3,4,5,gold,"]);
    const {nBad, nDoubtful, output, warnings} = await score(input, {unknownLevel: "missing"});
    expect([nBad, nDoubtful]).toEqual([0, 1]);
    expect(csvParse(await readFile(warnings!, "utf8"))[0].churnbook_warning).toBe(
      'line 5002: plan "gold" is no level that the model knows, and scores as a missing one'
    );
    const last = csvParse(await readFile(output, "utf8")).at(-1)!;
    expect(Number(last.churn_probability)).toBe(createScorer(logistic).scoreRow({x0: 1, x1: 2, x2: 3, x3: 4, x4: 5, plan: null}));
  });

  it("says an Arrow file's bad rows too, between good ones", async () => {
    const table = tableFromArrays({
      x0: ["1", "2", "x", "", "5"],
      x1: [1, 2, 3, Infinity, 5],
      x2: [1, 2, 3, 4, 5],
      x3: [1, 2, 3, 4, 5],
      x4: [1, 2, 3, 4, 5],
      plan: ["basic", "gold", "pro", "pro", "pro"]
    });
    const input = join(folder, "bad.arrow");
    await writeFile(input, tableToIPC(table, "file"));
    const {nRows, nBad, output, errors} = await score(input);
    expect([nRows, nBad]).toEqual([5, 3]);
    expect(Array.from(tableFromIPC(await readFile(output)).getChild("x0")!)).toEqual(["1", "5"]);
    expect(csvParse(await readFile(errors!, "utf8")).map(({churnbook_row}) => churnbook_row)).toEqual(["2", "3", "4"]);
  });

  it("gives reasons beside the probability", async () => {
    const input = await writeCsv("reasons.csv");
    const {output} = await score(input, {model: boosting, nReasons: 9});
    const scored = csvParse(await readFile(output, "utf8"));
    const {contributions} = createExplainer(boosting).explainRow(rows[11], null);
    const named = boosting.inputs
      .map(({name}, j) => [name, Math.fround(contributions[j])] as const)
      .sort((a, b) => Math.abs(b[1]) - Math.abs(a[1]));
    expect(scored.columns.slice(-2)).toEqual(["churn_reason_6", "churn_reason_6_effect"]); // it has six inputs
    for (const [r, [name, effect]] of named.entries()) {
      if (effect === 0) continue;
      expect(scored[11][`churn_reason_${r + 1}`]).toBe(name);
      expect(Math.fround(Number(scored[11][`churn_reason_${r + 1}_effect`]))).toBe(effect);
    }
  });

  it("refuses a file of a header alone, as every door does", async () => {
    const input = join(folder, "empty.csv");
    await writeFile(input, "plan,x4,x3,x2,x1,x0\n");
    await expect(score(input)).rejects.toThrow("score empty.csv: there must be a row under the header; got none.");
  });

  it("refuses what it cannot score, and leaves nothing behind", async () => {
    const input = await writeCsv("refused.csv");
    await writeFile(join(folder, "other.csv"), "x0,x1\n1,2\n");
    const before = await readdir(folder);
    await expect(score(join(folder, "other.csv"))).rejects.toThrow(
      /the file must have every input of the model .*; got none named x2, x3, x4, plan; it has x0, x1\. Rename the columns/
    );
    await expect(score(input, {column: "REMARK"})).rejects.toThrow("score: the file must not have the new columns already; got REMARK.");
    await expect(score(input, {output: input})).rejects.toThrow("--out: the output must be another file than the input");
    await expect(score(input, {output: join(folder, "x.xlsx")})).rejects.toThrow(
      "--out: the file's name must end in one of .csv, .tsv, .txt, .parquet"
    );
    await expect(score(input, {output: join(folder, "nowhere/x.csv")})).rejects.toThrow("--out: its folder must exist");
    expect(await readdir(folder)).toEqual(before);
  });

  it("refuses a model that gives a row no number", async () => {
    const far = join(folder, "far.csv");
    await writeFile(far, "x0,x1,x2,x3,x4,plan\n1e9,1e9,1e9,1e9,1e9,basic\n");
    const {weights} = logistic as LogisticModel;
    const model = {...(logistic as LogisticModel), weights: weights.map((_, j) => (j % 2 === 0 ? 1e308 : -1e308))};
    await expect(score(far, {model})).rejects.toThrow("score: the model must give each row a number; got infinite terms that cancel.");
  });
});
