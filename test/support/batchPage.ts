import type {Locator, Page} from "playwright";
import type {PredictBook, UsersBook} from "../../lib/book/predict.js";
import type {Row} from "../../lib/dataset/table.js";
import {readFileSync} from "node:fs";
import {mkdtemp, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {DuckDBConnection} from "@duckdb/node-api";
import {findBuilt} from "./findBuilt.js";

/** The users that a built site ships, by the names of the inputs. */
export interface Shipped {
  book: PredictBook;
  names: string[];
  /** the first n */
  users(n: number): Row[];
  /** a user as cells of text, in the order of the names */
  cells(row: Row): string[];
}

/** @param folder of the built site */
export function readShipped(folder: string): Shipped {
  const read = <T>(name: RegExp): T => JSON.parse(readFileSync(findBuilt(`${folder}/_file/data/book`, name), "utf8")) as T;
  const book: PredictBook = {...read<PredictBook>(/^predict\./), ...read<UsersBook>(/^users\./)};
  const names = book.inputs.map((d) => d.name);
  const {columns} = book.users!;
  return {
    book,
    names,
    users: (n) => Array.from({length: n}, (_, i) => Object.fromEntries(names.map((name) => [name, columns[name][i]]))),
    cells: (row) => names.map((name) => (row[name] === null ? "" : String(row[name])))
  };
}

/** As other programs write it: nothing made safe. */
export function toCsv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return [header, ...rows].map((row) => `${row.map(quote).join(",")}\r\n`).join("");
}

export async function toParquet(csv: string): Promise<Buffer> {
  const scratch = await mkdtemp(join(tmpdir(), "churnbook-batch-"));
  await writeFile(join(scratch, "users.csv"), csv);
  const connection = await DuckDBConnection.create();
  await connection.run(
    `COPY (SELECT * FROM read_csv('${join(scratch, "users.csv")}')) TO '${join(scratch, "users.parquet")}' (FORMAT parquet)`
  );
  connection.closeSync();
  const bytes = await readFile(join(scratch, "users.parquet"));
  await rm(scratch, {recursive: true});
  return bytes;
}

export async function chooseFile(page: Page, content: string | Buffer): Promise<void> {
  await page.getByTestId("file").setInputFiles({name: "users.csv", mimeType: "text/csv", buffer: Buffer.from(content)});
}

/** Chooses a file, and waits for what comes of it. */
export async function choose(page: Page, content: string | Buffer, until = "[data-testid=drift]"): Promise<void> {
  await chooseFile(page, content);
  await page.locator(until).first().waitFor();
}

/** Rows scored, and rows that could not be. */
export async function counts(page: Page): Promise<string[]> {
  return (await page.getByTestId("counts").locator(".stat-value").allInnerTexts()).slice(0, 2);
}

export async function save(page: Page, button: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByTestId(button).click()]);
  return readFileSync(await file.path(), "utf8");
}

export async function texts(rows: Locator): Promise<string[]> {
  return rows.evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent).join("|")));
}
