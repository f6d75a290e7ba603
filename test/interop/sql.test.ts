import type {Model} from "../../lib/model/model.js";
import type {Table} from "../../lib/dataset/table.js";
import type {Database} from "./databases.js";
import type {Columns} from "./tables.js";
import {spawnSync} from "node:child_process";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {exportSql} from "../../lib/export/exportSql.js";
import {float32Before} from "../../lib/numbers.js";
import {hasTrait} from "../../lib/model/model.js";
import {findPeers} from "../support/peers.js";
import {createLcg} from "../support/syntheticUsers.js";
import {openDuckDB, openPostgres} from "./databases.js";
import {modelsThat} from "./models.js";
import {scoresOf, tablesFor, toColumns, worst} from "./tables.js";

const cases = modelsThat((model) => exportSql(model, {dialect: "duckdb"})).flatMap(([name, model]) =>
  tablesFor(model).map((table) => ({name, model, table, users: between(table)}))
);
const labels = cases.map(({name}, i) => [name, i] as const);

/** Trees must take the very leaf; only the order of the sum differs. Others are on numbers that were not rounded, but in DuckDB. */
const limitOf = (model: Model, dialect: string): number => (hasTrait(model, "hasTrees") || dialect === "duckdb" ? 1e-13 : 1e-6);

for (const [dialect, open] of [
  ["duckdb", openDuckDB],
  ["postgresql", openPostgres]
] as const) {
  const database: {it: Database | null} = {it: null};

  describe(`exportSql(model, {dialect: "${dialect}"}), by that database`, () => {
    beforeAll(async () => {
      database.it = await open();
    });
    afterAll(() => database.it?.close());

    it.for(labels)("scores as the %s model does (table %i)", async ([, i], {skip}) => {
      if (!database.it) return skip();
      const {model, table, users} = cases[i];
      const expected = scoresOf(model, table);
      for (const missing of ["null", "NaN"] as const) {
        const scores = await database.it.score(exportSql(model, {dialect}), users, missing);
        expect(worst(scores, expected)).toBeLessThan(limitOf(model, dialect));
      }
    });

    it.for(labels)("reads a table of texts as the %s model reads its numbers (table %i)", async ([, i], {skip}) => {
      if (!database.it) return skip();
      const {model, table, users} = cases[i];
      const {texts, isBad} = toTexts(model, users);
      const expected = scoresOf(model, table).map((p, row) => (isBad[row] ? NaN : p));
      const scores = await database.it.score(exportSql(model, {dialect}), texts);
      expect(worst(scores, expected)).toBeLessThan(limitOf(model, dialect));
    });
  });
}

const peers = await findPeers("engines");

describe.skipIf(!peers)('exportSql(model, {dialect: "sqlite"}), by SQLite', () => {
  const answers = peers?.ask<{scores: number[]}[]>(
    "test/interop/engines.py",
    cases.flatMap(({model, users}) => {
      const job = {engine: "sqlite", script: exportSql(model, {dialect: "sqlite"})};
      return [
        {...job, table: users},
        {...job, table: toTexts(model, users).texts, texts: true}
      ];
    })
  );

  it.each(labels)("reads a table of texts as the %s model reads its numbers (table %i)", async (_name, i) => {
    const {model, table, users} = cases[i];
    const {isBad} = toTexts(model, users);
    const expected = scoresOf(model, table).map((p, row) => (isBad[row] ? NaN : p));
    expect(worst((await answers!)[2 * i + 1].scores, expected)).toBeLessThan(limitOf(model, "sqlite"));
  });

  it.each(labels)("scores as the %s model does (table %i)", async (_name, i) => {
    const {model, table} = cases[i];
    expect(worst((await answers!)[2 * i].scores, scoresOf(model, table))).toBeLessThan(limitOf(model, "sqlite"));
  });
});

const spark = hasJava() ? await findPeers("spark") : null;

describe.skipIf(!spark)('exportSql(model, {dialect: "spark"}), by Spark over partitioned Parquet', () => {
  const chosen = labels.filter(([name]) => ["logistic", "additive", "tree", "hostile logistic", "hostile boosting"].includes(name));
  const answers = spark?.ask<{scores: number[]; partitions: number}[]>(
    "test/interop/sparkEngine.py",
    chosen.map(([, i]) => ({script: exportSql(cases[i].model, {dialect: "spark"}), table: cases[i].users}))
  );

  it.each(chosen.map(([name], k) => [name, k] as const))("scores as the %s model does (query %i)", async (_name, k) => {
    const {model, table} = cases[chosen[k][1]];
    const {scores, partitions} = (await answers!)[k];
    expect(partitions).toBeGreaterThan(1);
    expect(worst(scores, scoresOf(model, table))).toBeLessThan(limitOf(model, "duckdb"));
  });
});

function hasJava(): boolean {
  const found = spawnSync("java", ["-version"]).status === 0;
  if (!found) process.stderr.write("\nSKIPPED: Spark needs Java (Debian: apt-get install openjdk-17-jre-headless)\n\n");
  return found;
}

/**
 * The same users with numbers as a database may hold them: float64 that only rounding turns into the table's float32,
 * up to the very middle between two of them, where the even one is taken.
 */
function between(table: Table): Columns {
  const draw = createLcg(21);
  const columns = toColumns(table);
  return Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [
      name,
      values.map((value) => {
        if (typeof value !== "number" || Math.abs(value) > 1e37) return value;
        const neighbour = draw() < 0.5 ? float32Before(value) : -float32Before(-value);
        const candidate = value + (neighbour - value) * [0, 0.25, 0.499999999, 0.5][Math.floor(4 * draw())];
        return Math.fround(candidate) === value ? candidate : value;
      })
    ])
  );
}

const MISSING_WORDS = ["", "NA", " n/a ", "?", "-", "None"];
const NO_NUMBERS = ["12abc", "1e", "--5", ".", "1.2.3", "0x1F", "1_000", "e5", "1e999"];

/**
 * The same users as a database makes them of a CSV: texts alone, blanks around some, words for what is missing, and in a few
 * rows a text that is no number.
 */
function toTexts({inputs}: Model, users: Columns): {texts: Columns; isBad: boolean[]} {
  const numbers = inputs.filter((d) => d.kind === "number").map((d) => d.name);
  const nRows = users[Object.keys(users)[0]].length;
  const isBad = Array.from({length: nRows}, (_, i) => numbers.length > 0 && i % 50 === 49);
  const write = (name: string, value: number | string | null, i: number): string => {
    if (isBad[i] && name === numbers[0]) return NO_NUMBERS[i % NO_NUMBERS.length];
    if (value === null) return MISSING_WORDS[i % MISSING_WORDS.length];
    const text = typeof value === "number" && i % 5 === 0 && value > 0 ? `+${value}` : String(value);
    return i % 7 === 0 ? ` ${text}\t` : text;
  };
  const texts = Object.fromEntries(Object.entries(users).map(([name, values]) => [name, values.map((d, i) => write(name, d, i))]));
  return {texts, isBad};
}
