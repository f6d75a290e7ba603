import {mkdir, readFile} from "node:fs/promises";
import {tableFromArrays, tableToIPC} from "apache-arrow";
import {describe, expect, it} from "vitest";
import {readTable} from "../../../data-loaders/ingest/readTable.js";
import {ChurnbookError} from "../../../lib/check.js";
import {exampleDefinition} from "../../lib/dataset/exampleDefinition.js";
import {EXAMPLE_HEADER, EXAMPLE_ROWS, exampleCsv, useScratch, withRows, writeParquet} from "./scratch.js";

const scratch = useScratch();

async function refusal(paths: string | string[], changes = {}): Promise<string> {
  const error = await readTable({paths, definition: exampleDefinition(changes)}).catch((d: Error) => d);
  expect(error).toBeInstanceOf(ChurnbookError);
  return (error as Error).message;
}

async function refusalOf(text: string | Uint8Array, changes = {}, name = "bad.csv"): Promise<string> {
  return refusal(await scratch.write(name, text), changes);
}

describe("readTable refuses files:", () => {
  it("missing, a folder, an unknown ending, a pattern that finds nothing", async () => {
    expect(await refusal("nowhere.csv")).toMatch(/the data must be a file that exists.*; got "nowhere\.csv", which finds nothing/);
    await mkdir(scratch.pathOf("folder.csv"), {recursive: true});
    expect(await refusal(scratch.pathOf("folder.csv"))).toMatch(/must be a file or a pattern; got the folder/);
    expect(await refusalOf("{}", {}, "table.json")).toMatch(/a file's name must end in one of \.csv, .*; got table\.json/);
    expect(await refusalOf("{}", {}, "table.csv.gz")).toMatch(/; got table\.csv\.gz\. Unpack it first\.$/);
    expect(await refusal(scratch.pathOf("none-*.csv"))).toMatch(/none-\*\.csv", which finds nothing/);
  });

  it("empty, header only, not text", async () => {
    expect(await refusalOf("")).toMatch(/^ingest bad\.csv: the file must not be empty; got 0 bytes\.$/);
    expect(await refusalOf(`${EXAMPLE_HEADER}\n`)).toMatch(/^ingest bad\.csv: there must be a row under the header; got none\.$/);
    expect(await refusalOf(EXAMPLE_HEADER)).toMatch(/there must be a row under the header/);
    expect(await refusalOf(new Uint8Array([1, 0, 255, 3]))).toMatch(/a CSV file must be text, in UTF-8, UTF-16, Windows-1252, /);
    const latin = Buffer.concat([
      Buffer.from(exampleCsv()),
      Buffer.from("12,stayed,1,1,1,é\n12,stayed,1,1,1,pl"),
      Buffer.from([0xe9]),
      Buffer.from("\n")
    ]);
    expect(await refusalOf(latin)).toMatch(/got 1 that are not: line 15: text must be in UTF-8; got 12,stayed,1,1,1,pl\uFFFD\./);
  });

  it("CSV with too few or too many cells, or an open quote", async () => {
    expect(await refusalOf(exampleCsv(withRows({3: "3,left,2"})))).toMatch(
      /every line must be a row of the table; got 1 that are not: line 5: a line must have 6 cells; got 3,left,2\./
    );
    expect(await refusalOf(exampleCsv(withRows({3: "3,left,2,1,4,basic,more"})))).toMatch(
      /line 5: a line must have 6 cells; got 3,left,2,1,4,basic,more/
    );
    expect(await refusalOf(exampleCsv(withRows({3: '3,left,2,1,4,"basic'})))).toMatch(
      /line 5: every quote must be closed, and end its cell; got 3,left,2,1,4,"basic/
    );
  });

  it("CSV with many bad lines, twenty of them named by the file's own lines, and the number of all", async () => {
    const rows = [...EXAMPLE_ROWS.slice(0, 2), '"two\nlines",left', ",,,,,", ...Array.from({length: 30}, (_, i) => `bad${i}`)];
    const message = await refusalOf(exampleCsv(rows));
    expect(message).toMatch(
      /got 31 that are not: line 4: a line must have 6 cells; got "two\nlines",left, line 7: .*bad0, line 8: .*bad18 and 11 more\./s
    );
    expect(message.match(/line \d+:/g)).toHaveLength(20);
  });

  it("garbage, cut-short and empty Parquet and Arrow", async () => {
    expect(await refusalOf("hello\0", {}, "bad.parquet")).toMatch(/^ingest bad\.parquet: the file must be Parquet; got /);
    expect(await refusalOf("", {}, "bad.parquet")).toMatch(/the file must not be empty; got 0 bytes/);
    expect(await refusalOf("hello there, this is no arrow\0", {}, "bad.arrow")).toMatch(
      /^ingest bad\.arrow: the file must be whole Arrow IPC, compressed by LZ4, zstd or not at all; got /
    );
    expect(await refusalOf("", {}, "bad.arrow")).toMatch(/the file must not be empty; got 0 bytes/);
    const whole = tableToIPC(tableFromArrays({visits: Float64Array.from({length: 5000}, (_, i) => i)}), "file");
    expect(await refusalOf(whole.slice(0, 3000), {}, "bad.arrow")).toMatch(/must be whole Arrow IPC|must be there/);
    expect(await refusalOf(whole.slice(whole.length - 3000), {}, "bad.arrow")).toMatch(/the file must be whole Arrow IPC/);
  });
});

describe("readTable refuses columns:", () => {
  it("missing ones, all named, with what is there instead", async () => {
    const text = exampleCsv(EXAMPLE_ROWS, "member,state,visits,class,hours,plan");
    expect(await refusalOf(text)).toMatch(
      /all 6 columns of the definition "example" must be there; got 2 missing: "classes", "status"; not in the definition: "state", "class"/
    );
  });

  it("one name twice", async () => {
    expect(await refusalOf(exampleCsv(EXAMPLE_ROWS, "member,status,visits,visits,hours,plan"))).toMatch(
      /each column must have a name of its own \(capitals do not count\); got visits/
    );
  });

  it("files of a pattern that disagree", async () => {
    const a = await scratch.write("part-1.csv", exampleCsv());
    const b = await scratch.write(
      "part-2.csv",
      exampleCsv(
        EXAMPLE_ROWS.map((d) => `${d},x`),
        `${EXAMPLE_HEADER},extra`
      )
    );
    expect(await refusal([a, b])).toMatch(/all files must have the columns of part-1\.csv; got part-2\.csv lacks none and adds "extra"/);
  });

  it("constant or empty ones, all named", async () => {
    const rows = EXAMPLE_ROWS.map((d) => d.split(",")).map(([member, status, visits, , , plan]) =>
      [member, status, visits, 3, "", plan].join(",")
    );
    expect(await refusalOf(exampleCsv(rows))).toMatch(
      /every input must have at least two different values among the labelled rows; got "classes" is always 3, "hours" is empty\./
    );
    const plans = EXAMPLE_ROWS.map((d) => d.replace(/[a-z]*$/, "plus"));
    expect(await refusalOf(exampleCsv(plans))).toMatch(/got "plan" is always "plus"\./);
  });
});

describe("readTable refuses cells:", () => {
  it("text in number columns, with value, column and row", async () => {
    const rows = withRows({2: "2,stayed,20,ten,40,plus", 5: "5,stayed,30,3,1;5,basic"});
    expect(await refusalOf(exampleCsv(rows))).toMatch(
      /cells of number columns must be finite numbers \(within float32\) or empty; got 2 that are not: "ten" in column "classes", line 4, "1;5" in column "hours", line 7\. Write decimals with a point/
    );
  });

  it("a bad cell with its value and line, in whatever form the file is", async () => {
    const text = exampleCsv(withRows({2: "2,stayed,20,ten,40,plus"}));
    const utf16 = await scratch.write("utf16.csv", Buffer.from(`\uFEFF${text}`, "utf16le"));
    const mended = await scratch.write("mended.csv", text.replace("\n", "\r\n\n,,,,,\n"));
    expect(await refusal(utf16)).toMatch(/got 1 that are not: "ten" in column "classes", line 4\./);
    expect(await refusal(mended)).toMatch(/got 1 that are not: "ten" in column "classes", line 6\./);
  });

  it("a column that a Parquet file has twice, but for capitals", async () => {
    const csv = await scratch.write("twice.csv", exampleCsv());
    const path = await writeParquet(scratch.pathOf("twice.parquet"), `SELECT *, hours AS other FROM read_csv('${csv}')`);
    const bytes = Buffer.from(await readFile(path));
    await scratch.write("twice.parquet", Buffer.from(bytes.toString("latin1").replaceAll("other", "HOURS"), "latin1"));
    expect(await refusal(path)).toMatch(/each column must have a name of its own \(capitals do not count\); got HOURS/);
  });

  it("infinite numbers and numbers beyond float32", async () => {
    const rows = withRows({2: "2,stayed,inf,10,40,plus", 5: "5,stayed,30,3,1e39,basic"});
    expect(await refusalOf(exampleCsv(rows))).toMatch(
      /must be finite numbers \(within float32\) or empty; got 2 that are not: "inf" in column "visits", line 4, "1e39" in column "hours", line 7/
    );
  });

  it("labels of neither class, with value and row", async () => {
    const rows = withRows({1: "1,maybe,1,0,3.25,plus", 2: "2,Left,20,10,40,plus", 6: "6,maybe,0,0,1,plus"});
    expect(await refusalOf(exampleCsv(rows))).toMatch(
      /the label must be "left", "stayed" or empty; got "maybe" in column "status", 2 rows, first line 3, "Left" in column "status", line 4/
    );
  });

  it("a label of one class only, or none at all", async () => {
    expect(await refusalOf(exampleCsv().replaceAll("left", "stayed"))).toMatch(
      /both classes must occur in the label "status"; got no row that is "left"/
    );
    expect(await refusalOf(exampleCsv().replace(/left|stayed/g, ""))).toMatch(
      /the label "status" must be there for some rows; got none in 12 rows/
    );
  });

  it("levels that the definition does not know", async () => {
    expect(await refusalOf(exampleCsv(withRows({3: "3,left,2,2,,gold"})))).toMatch(
      /only the levels of the definition; got "gold" in column "plan", line 5 \(known: basic, plus\)/
    );
  });

  it("a category with too many levels, if the definition lists none", async () => {
    const {inputs} = exampleDefinition();
    const rows = Array.from({length: 300}, (_, i) => `${i},${i % 2 ? "left" : "stayed"},${i},0,${i},p${i}`);
    const plan = {...inputs[3], levels: undefined};
    expect(await refusalOf(exampleCsv(rows), {inputs: [...inputs.slice(0, 3), plan]})).toMatch(
      /300 different texts in column "plan", most rows with one that under 20 rows have \(is it an identifier\?\)/
    );
  });

  it("identifiers that repeat, with their rows and files", async () => {
    expect(await refusalOf(exampleCsv(withRows({4: "2,,7,1,9.1,basic"})))).toMatch(
      /an identifier must name one row only; got 1 repeated in column "member": "2" \(line 4, line 6\)/
    );
    const a = await scratch.write("twice-1.csv", exampleCsv());
    const b = await scratch.write("twice-2.csv", exampleCsv(["30,stayed,1,1,1,basic", "7,left,1,1,1,basic"]));
    expect(await refusal([a, b])).toMatch(/1 repeated in column "member": "7" \(line 9 of twice-1\.csv, line 3 of twice-2\.csv\)/);
  });

  it("text in a Parquet or Arrow number column", async () => {
    const csv = await scratch.write("text.csv", exampleCsv(withRows({2: "2,stayed,20,ten,40,plus"})));
    const parquet = await writeParquet(scratch.pathOf("text.parquet"), `SELECT * FROM read_csv('${csv}', all_varchar = true)`);
    expect(await refusal(parquet)).toMatch(/"ten" in column "classes", row 3/);
    const cells = withRows({2: "2,stayed,20,ten,40,plus"}).map((d) => d.split(","));
    const columns = Object.fromEntries(EXAMPLE_HEADER.split(",").map((name, k) => [name, cells.map((d) => d[k])]));
    expect(await refusalOf(tableToIPC(tableFromArrays(columns)), {}, "text.arrow")).toMatch(/"ten" in column "classes", row 3/);
  });
});
