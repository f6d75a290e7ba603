import fc from "fast-check";
import {mkdir, readdir, readFile, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {Schema, RecordBatchFileWriter, Field, Float64, Utf8} from "apache-arrow";
import {csvParse, tsvParse} from "d3";
import {describe, expect, it} from "vitest";
import {withDuckDB} from "../../../data-loaders/ingest/duckdb.js";
import {createRowJudge} from "../../../lib/batch/judgeRow.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {HEADER, makeFolder, models, score} from "./scoring.js";

const folder = await makeFolder();
const GOOD = "1,2,3,4,5,pro";
const good = createScorer(models.logistic).scoreRow({x0: 1, x1: 2, x2: 3, x3: 4, x4: 5, plan: "pro"});

async function write(name: string, lines: readonly (string | Buffer)[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, Buffer.concat([HEADER, ...lines].flatMap((line) => [Buffer.from(line), Buffer.from("\n")])));
  return path;
}

async function readErrors(path: string | null): Promise<(string | undefined)[][]> {
  return csvParse(await readFile(path!, "utf8")).map((d) => [d.churnbook_file, d.churnbook_row, d.churnbook_error]);
}

describe("scoreFiles(request), of awkward files", () => {
  it("scores the file that is named, though its name is a pattern that finds another", async () => {
    const decoy = await write("x1ab.csv", ["9,9,9,9,9,basic"]);
    const input = await write("x[1]*?.csv", [GOOD, GOOD]);
    expect(await score(input)).toMatchObject({nRows: 2, nBad: 0, output: join(folder, "x[1]*?.scored.csv")});
    await withDuckDB(async (connection) => {
      for (const [csv, name] of [
        [decoy, "y1ab.parquet"],
        ["x[[]1][*][?].csv", "y[1]*?.parquet"]
      ])
        await connection.run(
          `COPY (FROM read_csv('${join(folder, csv.replace(`${folder}/`, ""))}')) TO '${join(folder, name)}' (FORMAT parquet)`
        );
    });
    expect(await score(join(folder, "y[1]*?.parquet"))).toMatchObject({nRows: 2, nBad: 0});
  });

  it("keeps good rows beside lines that are not UTF-8, and tells each row's place", async () => {
    const latin1 = Buffer.from("1,2,3,4,5,caf\u00e9", "latin1");
    const input = await write("latin1.csv", [GOOD, latin1, "1,2", GOOD, "x,2,3,4,5,pro", '"1,2', GOOD, "1,2,3,4,5,gr\u00fcn"]);
    const {nRows, nBad, output, errors} = await score(input);
    expect([nRows, nBad]).toEqual([8, 5]);
    expect(csvParse(await readFile(output, "utf8")).map((d) => Number(d.churn_probability))).toEqual([good, good, good]);
    expect(await readErrors(errors)).toEqual([
      [undefined, "2", "line 3: text must be in UTF-8; got 1,2,3,4,5,caf\uFFFD"],
      [undefined, "3", "line 4: a line must have 6 cells; got 1,2"],
      [undefined, "5", 'line 6: x0 must be a finite number or empty; got "x"'],
      [undefined, "6", 'line 7: every quote must be closed, and end its cell; got "1,2'],
      [undefined, "8", 'line 9: plan must be basic, family, pro or empty; got "gr\u00fcn"']
    ]);
  });

  it("tells the file and the place in it where there are several", async () => {
    await write("part-1.csv", [GOOD, "1", "x,2,3,4,5,pro", "2"]);
    await write("part-2.csv", ["y,2,3,4,5,pro", "3", GOOD]);
    await write("part-3.csv", []);
    await write("part-4.csv", ["4", "z,2,3,4,5,pro"]);
    const {errors, nRows, nBad} = await score(join(folder, "part-*.csv"), {output: join(folder, "all.csv")});
    expect([nRows, nBad]).toEqual([9, 7]);
    expect((await readErrors(errors)).map(([file, row, error]) => [file, row, error!.slice(-2)])).toEqual([
      ["part-1.csv", "2", " 1"],
      ["part-1.csv", "3", 'x"'],
      ["part-1.csv", "4", " 2"],
      ["part-2.csv", "1", 'y"'],
      ["part-2.csv", "2", " 3"],
      ["part-4.csv", "1", " 4"],
      ["part-4.csv", "2", 'z"']
    ]);
  });

  it("never removes what it reads, and an older file of errors only once it has scored", async () => {
    const input = await write("o.csv.errors.csv", [GOOD]);
    await expect(score(input, {output: join(folder, "o.csv")})).rejects.toThrow("Name another output.");
    expect(await readFile(input, "utf8")).toContain(GOOD);
    const bad = await write("again.csv", [GOOD, "1"]);
    const {errors} = await score(bad);
    await writeFile(bad, "other,columns\n1,2\n");
    await expect(score(bad)).rejects.toThrow("the file must have every input");
    expect(await readErrors(errors)).toHaveLength(1);
    await write("again.csv", [GOOD]);
    expect((await score(bad)).errors).toBeNull();
    expect(await readdir(folder)).not.toContain("again.scored.csv.errors.csv");
  });

  it("writes tabs into a .tsv", async () => {
    const {output} = await score(await write("tabs.csv", [GOOD]), {output: join(folder, "tabs.tsv")});
    expect(tsvParse(await readFile(output, "utf8"))[0]).toMatchObject({x0: "1", plan: "pro", churn_probability: String(good)});
  });

  it("refuses an Arrow file that has columns and no batch", async () => {
    const schema = new Schema([
      ...["x0", "x1", "x2", "x3", "x4"].map((name) => new Field(name, new Float64(), true)),
      new Field("plan", new Utf8(), true)
    ]);
    const writer = new RecordBatchFileWriter();
    writer.reset(undefined, schema);
    writer.close();
    const input = join(folder, "none.arrow");
    await writeFile(input, await writer.toUint8Array());
    await expect(score(input)).rejects.toThrow("score none.arrow: there must be a row under the header; got none.");
  });

  it("refuses new columns without a name of their own, and an output that is a folder", async () => {
    const input = await write("columns.csv", [GOOD]);
    await expect(score(input, {column: ""})).rejects.toThrow('--column: the new column must have a name; got "".');
    await expect(score(input, {column: "Churn_reason_1", nReasons: 1})).rejects.toThrow(
      "--column: the new column must not be named as a reason's (churn_reason_1, churn_reason_1_effect); got Churn_reason_1."
    );
    await mkdir(join(folder, "folder.csv"));
    await expect(score(input, {output: join(folder, "folder.csv")})).rejects.toThrow("--out: it must be a file; got the folder");
  });

  it("takes the same texts for numbers as it can explain, in CSV", async () => {
    const texts = [
      "1_000",
      "1e400",
      "3.4028236e38",
      "1e39",
      "0x1A",
      "+5",
      ".5",
      "1.",
      "1e",
      "inf",
      "nan",
      " 7 ",
      "\u00a07",
      "--1",
      "1E+3",
      "NA",
      "1e-400",
      "\uFF15"
    ];
    const rows = fc
      .sample(fc.stringMatching(/^[ 0-9+.eE_-]{1,6}$/), {numRuns: 200, seed: 1})
      .concat(texts)
      .map((text) => `"${text}",2,3,4,5,pro`);
    const {nBad, errors} = await score(await write("numbers.csv", rows));
    const found = await readErrors(errors);
    const judge = createRowJudge(models.logistic);
    const expected = rows.flatMap((row, i) => {
      const text = row.split('"')[1];
      const isFault = judge.faults([text, "2", "3", "4", "5", "pro"]).length > 0;
      return isFault ? [`line ${i + 2}: x0 must be a finite number or empty; got ${JSON.stringify(text)}`] : [];
    });
    expect(nBad).toBe(expected.length);
    expect(found.map(([, , error]) => error)).toEqual(expected);
    expect(expected.join("\n")).toContain('got "1_000"');
  });
});
