import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {DuckDBInstance} from "@duckdb/node-api";
import {afterAll, beforeAll} from "vitest";

/** Twelve members of the example table: labels in turn, two without one, one missing number, one missing plan. */
export const EXAMPLE_ROWS: readonly string[] = [
  "0,stayed,10,2,12.5,basic",
  "1,left,1,0,3.25,plus",
  "2,stayed,20,10,40,plus",
  "3,left,2,2,,basic",
  "4,,7,1,9.1,basic",
  "5,stayed,30,3,33.3,basic",
  "6,left,0,0,1,plus",
  "7,stayed,15,4,20,",
  "8,stayed,12,6,16,plus",
  "9,left,3,1,5.5,basic",
  "10,NaN,4,0,6,plus",
  "11,stayed,18,9,21,plus"
];

export const EXAMPLE_HEADER = "member,status,visits,classes,hours,plan";

export function exampleCsv(rows: readonly string[] = EXAMPLE_ROWS, header = EXAMPLE_HEADER): string {
  return `${[header, ...rows].join("\n")}\n`;
}

/** The example's rows with some replaced, by number. */
export function withRows(changes: Record<number, string>): string[] {
  return EXAMPLE_ROWS.map((row, i) => changes[i] ?? row);
}

/** A folder of its own for a suite, gone after it. */
export function useScratch(): {write(name: string, content: string | Uint8Array): Promise<string>; pathOf(name: string): string} {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "ingest-"));
  });
  afterAll(() => rm(folder, {recursive: true}));
  const pathOf = (name: string): string => join(folder, name);
  return {
    pathOf,
    async write(name, content) {
      await writeFile(pathOf(name), content);
      return pathOf(name);
    }
  };
}

/** Writes a Parquet file of a query's result. */
export async function writeParquet(path: string, query: string): Promise<string> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(`COPY (${query}) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  return path;
}
