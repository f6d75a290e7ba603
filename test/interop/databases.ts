import {execFileSync, spawnSync} from "node:child_process";
import {chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {csvParseRows} from "d3";
import {DuckDBInstance} from "@duckdb/node-api";
import {installDebian} from "../support/installDebian.js";
import type {Columns} from "./tables.js";

/** Runs a script that ends in a SELECT over the table "users", and gives the column churn_probability in the rows' order. */
export interface Database {
  /** @param missing how a missing number is stored */
  score(script: string, users: Columns, missing?: "null" | "NaN"): Promise<(number | null)[]>;
  close(): void;
}

export async function openDuckDB(): Promise<Database> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  return {
    async score(script, users, missing = "null") {
      await connection.run(`CREATE OR REPLACE TABLE users (${declare(users, {number: "DOUBLE", text: "VARCHAR"})})`);
      const appender = await connection.createAppender("users");
      forEachRow(users, (row) => {
        for (const value of row) {
          if (typeof value === "string") appender.appendVarchar(value);
          else if (value !== null) appender.appendDouble(value);
          else if (missing === "NaN") appender.appendDouble(NaN);
          else appender.appendNull();
        }
        appender.endRow();
      });
      appender.closeSync();
      const reader = await connection.runAndReadAll(script);
      return reader.getColumnsObject().churn_probability as (number | null)[];
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    }
  };
}

/**
 * A PostgreSQL of its own, on a socket in a temporary folder. Debian's package is installed when root may; null, said
 * loudly, where there is none.
 */
export function openPostgres(): Database | null {
  const bin = findPostgres() ?? installPostgres();
  if (!bin) {
    process.stderr.write("\nSKIPPED: there is no PostgreSQL, and it could not be installed (Debian: apt-get install postgresql)\n\n");
    return null;
  }
  const home = mkdtempSync(join(tmpdir(), "churnbook-postgres-"));
  const isRoot = process.getuid?.() === 0;
  chmodSync(home, 0o777); // PostgreSQL refuses to run as root, so its own user must get in
  const run = (program: string, args: string[]): string => {
    const command = join(bin, program);
    const [file, all] = isRoot ? ["runuser", ["-u", "postgres", "--", command, ...args]] : [command, args];
    return execFileSync(file, all, {encoding: "utf8", cwd: home, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"]});
  };
  const data = join(home, "data");
  run("initdb", ["-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync"]);
  run("pg_ctl", ["-D", data, "-l", join(home, "log"), "-w", "-o", `-k ${home} -c listen_addresses= -c fsync=off`, "start"]);
  return {
    async score(script, users, missing = "null") {
      const rows = [...users[Object.keys(users)[0]].keys()];
      writeFileSync(
        join(home, "users.csv"),
        rows.map((i) => [i, ...Object.values(users).map((column) => cell(column, i, missing))].join(",")).join("\n")
      );
      const create =
        `CREATE TABLE users ("(row)" int, ${declare(users, {number: "double precision", text: "text"})});\n\\copy users ` +
        `FROM '${join(home, "users.csv")}' WITH (FORMAT csv)\n`;
      writeFileSync(join(home, "script.sql"), `DROP TABLE IF EXISTS users;\n${create}${script}`);
      const said = run("psql", [
        "-h",
        home,
        "-U",
        "postgres",
        "-d",
        "postgres",
        "-q",
        "-X",
        "--csv",
        "-t",
        "-v",
        "ON_ERROR_STOP=1",
        "-f",
        join(home, "script.sql")
      ]);
      const scores = csvParseRows(said).sort((a, b) => Number(a[0]) - Number(b[0])); // a table has no order
      return scores.map((row) => (row.at(-1) === "" ? null : Number(row.at(-1))));
    },
    close() {
      run("pg_ctl", ["-D", data, "-m", "immediate", "stop"]);
      rmSync(home, {recursive: true, force: true});
    }
  };
}

function findPostgres(): string | null {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(root, version, "bin")).find((bin) => existsSync(join(bin, "initdb")));
  if (found) return found;
  const {status, stdout} = spawnSync("pg_config", ["--bindir"], {encoding: "utf8"});
  return status === 0 && existsSync(join(stdout.trim(), "initdb")) ? stdout.trim() : null;
}

function installPostgres(): string | null {
  installDebian("postgresql");
  return findPostgres();
}

function declare(users: Columns, types: {number: string; text: string}): string {
  const typeOf = (values: Columns[string]): string => (values.some((value) => typeof value === "string") ? types.text : types.number);
  return Object.entries(users)
    .map(([name, values]) => `"${name.replaceAll('"', '""')}" ${typeOf(values)}`)
    .join(", ");
}

function forEachRow(users: Columns, visit: (row: (number | string | null)[]) => void): void {
  const columns = Object.values(users);
  for (let i = 0; i < columns[0].length; ++i) visit(columns.map((column) => column[i]));
}

function cell(column: Columns[string], i: number, missing: "null" | "NaN"): string {
  const value = column[i];
  if (typeof value === "string") return `"${value.replaceAll('"', '""')}"`;
  return value === null ? (missing === "NaN" && column.some((d) => typeof d === "number") ? "NaN" : "") : String(value);
}
