import type {Model} from "../../lib/model/model.js";
import type {Table} from "../../lib/dataset/table.js";
import type {Database} from "./databases.js";
import type {Columns} from "./tables.js";
import {spawnSync} from "node:child_process";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {exportSql} from "../../lib/export/exportSql.js";
import {float32Before} from "../../lib/export/sqlTrees.js";
import {createScorer} from "../../lib/model/scorer.js";
import {findPeers} from "../support/peers.js";
import {createLcg} from "../support/syntheticUsers.js";
import {openDuckDB, openPostgres} from "./databases.js";
import {fitModels} from "./models.js";
import {tablesFor, toColumns, worst} from "./tables.js";

const models = Object.entries(fitModels()).filter(([name]) => name !== "calibrated forest");
const cases = models.flatMap(([name, model]) => tablesFor(model).map((table) => ({name, model, table, users: between(table)})));
const labels = cases.map(({name}, i) => [name, i] as const);

/** Trees must take the very leaf; only the order of the sum differs. Logistic is on numbers that were not rounded, but in DuckDB. */
const limitOf = (model: Model, dialect: string): number => (model.kind === "logistic" && dialect !== "duckdb" ? 1e-6 : 1e-13);

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
      const expected = createScorer(model).scoreTable(table);
      for (const missing of ["null", "NaN"] as const) {
        const scores = await database.it.score(exportSql(model, {dialect}), users, missing);
        expect(worst(scores as number[], expected)).toBeLessThan(limitOf(model, dialect));
      }
    });
  });
}

const peers = await findPeers("engines");

describe.skipIf(!peers)('exportSql(model, {dialect: "sqlite"}), by SQLite', () => {
  const answers = peers?.ask<{scores: number[]}[]>(
    "test/interop/engines.py",
    cases.map(({model, users}) => ({engine: "sqlite", script: exportSql(model, {dialect: "sqlite"}), table: users}))
  );

  it.each(labels)("scores as the %s model does (table %i)", async (_name, i) => {
    const {model, table} = cases[i];
    expect(worst((await answers!)[i].scores, createScorer(model).scoreTable(table))).toBeLessThan(limitOf(model, "sqlite"));
  });
});

const spark = hasJava() ? await findPeers("spark") : null;

describe.skipIf(!spark)('exportSql(model, {dialect: "spark"}), by Spark over partitioned Parquet', () => {
  const chosen = labels.filter(([name]) => ["logistic", "tree", "hostile logistic", "hostile boosting"].includes(name));
  const answers = spark?.ask<{scores: number[]; partitions: number}[]>(
    "test/interop/sparkEngine.py",
    chosen.map(([, i]) => ({script: exportSql(cases[i].model, {dialect: "spark"}), table: cases[i].users}))
  );

  it.each(chosen.map(([name], k) => [name, k] as const))("scores as the %s model does (query %i)", async (_name, k) => {
    const {model, table} = cases[chosen[k][1]];
    const {scores, partitions} = (await answers!)[k];
    expect(partitions).toBeGreaterThan(1);
    expect(worst(scores, createScorer(model).scoreTable(table))).toBeLessThan(limitOf(model, "duckdb"));
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
