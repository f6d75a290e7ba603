import {existsSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {beforeAll, describe, expect, it} from "vitest";
import {withDuckDB} from "../../../data-loaders/ingest/duckdb.js";
import {createScorer} from "../../../lib/model/scorer.js";
import {makeFolder, models, score} from "./scoring.js";

const N = 400_000;
/** Rows of the first of two files. */
const FIRST = 150_000;
/** Every so many rows, a value is missing, or one cannot be scored. */
const MISSING = 7;
const BAD = 50_000;
let folder = "";
let input = "";

/** Two files in many small row groups, of which each of several threads reads some; rows repeat, so that many score alike. */
beforeAll(async () => {
  folder = await makeFolder();
  input = join(folder, "many-{1,2}.parquet");
  const plan = "CASE i % 4 WHEN 0 THEN 'basic' WHEN 1 THEN 'pro' WHEN 2 THEN 'family' ELSE 'n/a' END";
  const numbers = ["x0", "x1", "x2", "x3", "x4"].map((name, j) => {
    const odd = j === 2 ? `WHEN i % ${MISSING} = 0 THEN NULL WHEN i % ${BAD} = 1 THEN 'Infinity'` : "WHEN false THEN 0";
    return `CASE ${odd} ELSE ((i * ${j + 3}) % 101 / 25.0) END::DOUBLE AS ${name}`;
  });
  await withDuckDB(async (connection) => {
    for (const [k, rows] of [`range(${FIRST})`, `range(${FIRST}, ${N})`].entries()) {
      await connection.run(
        `COPY (SELECT i AS id, ${numbers.join(", ")}, ${plan} AS plan FROM ${rows} AS t(i)) TO '${join(folder, `many-${k + 1}.parquet`)}' ` +
          "(FORMAT parquet, ROW_GROUP_SIZE 10240)"
      );
    }
  });
});

/** Numbers that a query gives. */
function ask(sql: string): Promise<number[]> {
  return withDuckDB(async (connection) => (await connection.runAndReadAll(sql)).getRows()[0].map(Number));
}

describe("scoreFiles(request) by several threads", () => {
  it("keeps the rows' order, each beside its own score, and writes the same bytes for any number of workers", async () => {
    const [alone, together] = [join(folder, "alone.parquet"), join(folder, "together.parquet")];
    const bad = Array.from({length: N / BAD}, (_, k) => k * BAD + 1).filter((id) => id % MISSING > 0);
    for (const [output, workers] of [
      [alone, 1],
      [together, 3]
    ] as const) {
      expect(await score(input, {output, workers, model: models.forest})).toMatchObject({nRows: N, nBad: bad.length});
      const lines = (await readFile(`${output}.errors.csv`, "utf8")).trim().split("\n").slice(1);
      const places = bad.map((id) => (id < FIRST ? `many-1.parquet,${id + 1},` : `many-2.parquet,${id - FIRST + 1},`));
      expect(lines.map((line, k) => line.slice(0, places[k]?.length))).toEqual(places);
    }
    expect(Buffer.compare(await readFile(alone), await readFile(together))).toBe(0);
    const inOrder = `(SELECT id, lag(id) OVER () AS before FROM '${together}')`;
    expect(await ask(`SELECT count(*), count(*) FILTER (id <= before) FROM ${inOrder}`)).toEqual([N - bad.length, 0]);
    const {scoreRow} = createScorer(models.forest);
    for (const id of [0, 10_239, 10_240, 123_457, FIRST - 1, FIRST, N - 1]) {
      const [x0, x1, x2, x3, x4, p] = await ask(
        `SELECT x0, x1, coalesce(x2, 'NaN'), x3, x4, churn_probability FROM '${together}' WHERE id = ${id}`
      );
      expect(p).toBe(scoreRow({x0, x1, x2: Number.isNaN(x2) ? null : x2, x3, x4, plan: ["basic", "pro", "family", null][id % 4]}));
    }
  });

  it("lists those who score alike in the file's order", async () => {
    const output = join(folder, "listed.parquet");
    const {nListed} = await score(input, {output, workers: 3, line: 0.1});
    const listed = `(SELECT id, churn_probability AS p, lag(id) OVER () AS id_before, lag(churn_probability) OVER () AS p_before FROM '${output}')`;
    const [nRows, nAlike, nWrong] = await ask(
      "SELECT count(*), count(*) FILTER (p = p_before), count(*) FILTER (p > p_before OR (p = p_before AND id < id_before)) " +
        `FROM ${listed}`
    );
    expect([nRows, nWrong]).toEqual([nListed, 0]);
    expect(nAlike).toBeGreaterThan(1000);
  });

  it.each([
    ["csv", "csv"],
    ["csv", "parquet"],
    ["parquet", "parquet"],
    ["parquet", "csv"],
    ["parquet", "arrow"]
  ])("scores a %s file of one row or two into %s, and refuses one of none", async (from, to) => {
    const first = join(folder, "many-1.parquet");
    for (const n of [0, 1, 2]) {
      const few = join(folder, `few-${n}.${from}`);
      const output = join(folder, `few-${n}.scored.${to}`);
      await withDuckDB((connection) => connection.run(`COPY (FROM '${first}' LIMIT ${n}) TO '${few}' (FORMAT ${from})`));
      if (n === 0) await expect(score(few, {output, workers: 3})).rejects.toThrow("row");
      else expect(await score(few, {output, workers: 3})).toMatchObject({nRows: n, nBad: n - 1});
      expect(existsSync(output)).toBe(n > 0);
    }
  });
});
