import type {LogisticModel} from "../../lib/model/model.js";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {tableToIPC, Table, Utf8, Float64, vectorFromArray} from "apache-arrow";
import {afterAll, describe, expect, it} from "vitest";
import {readTable} from "../../data-loaders/ingest/readTable.js";
import {MODEL_VERSION} from "../../lib/model/model.js";
import {writeParquet} from "../data-loaders/ingest/scratch.js";
import {exampleDefinition} from "../lib/dataset/exampleDefinition.js";
import {endpointDoor, pageDoor, scoreDoor} from "../support/doors.js";

const folder = await mkdtemp(join(tmpdir(), "churnbook-bare-"));
afterAll(() => rm(folder, {recursive: true}));

const model: LogisticModel = {
  kind: "logistic",
  version: MODEL_VERSION,
  inputs: [
    {name: "visits", kind: "number"},
    {name: "classes", kind: "number"},
    {name: "hours", kind: "number"},
    {name: "plan", kind: "category", levels: ["basic", "plus"], missing: true}
  ],
  encoding: [
    {input: "visits", kind: "number", mean: 3, scale: 2, missing: 3},
    {input: "plan", kind: "level", level: "plus", mean: 0, scale: 1}
  ],
  intercept: -0.4,
  weights: [-0.6, 0.2]
};

const COLUMNS = ["member", "status", "visits", "classes", "hours", "plan"];
type Cell = string | number | null;
const nothing: Cell[] = COLUMNS.map(() => null);
/** Between two users a row without anything; then one with an identifier alone, blanks, and a number that is none. */
const ROWS: Cell[][] = [
  ["a", "stayed", 1, 1, 2.5, "basic"],
  nothing,
  ["b", "left", 2, 0, 3.5, "plus"],
  ["c", null, null, null, null, null],
  [" ", null, null, null, NaN, ""],
  ["d", "left", 4, 2, 0.5, "plus"],
  nothing
];

const sql = (cell: Cell): string => (cell === null ? "NULL" : typeof cell === "number" ? `'${cell}'::DOUBLE` : `'${cell}'`);

async function write(name: string, rows: readonly Cell[][]): Promise<string> {
  const path = join(folder, name);
  const values = rows.map((row) => `(${row.map(sql).join(", ")})`).join(", ");
  if (name.endsWith(".parquet")) return writeParquet(path, `SELECT * FROM (VALUES ${values}) t(${COLUMNS.join(", ")})`);
  if (name.endsWith(".csv")) await writeFile(path, `${[COLUMNS, ...rows].map((row) => row.map((d) => d ?? "").join(",")).join("\n")}\n`);
  else {
    const vectors = COLUMNS.map((column, j) => {
      const cells = rows.map((row) => row[j]);
      return [
        column,
        j < 2 || j === 5 ? vectorFromArray(cells as string[], new Utf8()) : vectorFromArray(cells as number[], new Float64())
      ];
    });
    await writeFile(path, tableToIPC(new Table(Object.fromEntries(vectors)), name.endsWith(".arrows") ? "stream" : "file"));
  }
  return path;
}

const WORDS = "a row must have a value in some cell; got nothing";

describe("rows without a value in any cell", () => {
  it.each(["users.parquet", "users.arrow", "users.arrows"])("are set aside and counted at every door: %s", async (name) => {
    const path = await write(name, ROWS);
    const [score, page] = [await scoreDoor(path, model), await pageDoor(path, model)];
    expect(score.faults).toEqual([2, 5, 7].map((row) => [row, WORDS]));
    expect(score.scores).toHaveLength(4);
    expect([page.faults, page.scores]).toEqual([score.faults, score.scores]);
    const {labels, report} = await readTable({paths: path, definition: exampleDefinition()});
    expect([report.nRows, report.nBare, [...labels]]).toEqual([4, 3, [0, 1, -1, 1]]);
  });

  it("are the lines of a CSV file that hold commas only", async () => {
    const path = await write("users.csv", [nothing, ROWS[0], nothing, ROWS[2]]);
    const [score, page] = [await scoreDoor(path, model), await pageDoor(path, model)];
    expect(score.faults).toEqual([1, 3].map((row) => [row, WORDS.replace("nothing", ",,,,,")]));
    expect(page).toEqual(score);
    expect((await readTable({paths: path, definition: exampleDefinition()})).report).toMatchObject({nRows: 2, nBare: 2});
  });

  it("keep the places of those below them in complaints of the build", async () => {
    const rows = [...ROWS, ["e", "left", 1, 0, 1, "gold"]];
    for (const name of ["placed.parquet", "placed.arrow"]) {
      const reading = readTable({paths: await write(name, rows), definition: exampleDefinition()});
      await expect(reading).rejects.toThrow('"gold" in column "plan", row 8 (known: basic, plus)');
    }
  });

  it("have the same words at the endpoint", () => {
    const nulls = {visits: null, classes: null, hours: null, plan: null};
    const {faults, scores} = endpointDoor([nulls, {...nulls, member: "c"}, {...nulls, plan: " "}], model);
    expect(faults).toEqual([1, 3].map((row) => [row, WORDS]));
    expect(scores).toHaveLength(1);
  });

  it("stand in a file of one column as users of whom nothing is known", async () => {
    const one = {...model, inputs: [model.inputs[0]], encoding: [model.encoding[0]], weights: [1]};
    const path = await writeParquet(join(folder, "one.parquet"), "SELECT * FROM (VALUES (1.5::DOUBLE), (NULL)) t(visits)");
    const score = await scoreDoor(path, one);
    expect([score.faults, score.scores.length]).toEqual([[], 2]);
    expect((await pageDoor(path, one)).scores).toEqual(score.scores);
  });
});
