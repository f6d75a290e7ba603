import type {CategoryInput, LogisticModel} from "../../lib/model/model.js";
import type {Database} from "./databases.js";
import type {Columns} from "./tables.js";
import fc from "fast-check";
import {afterAll, describe, expect, it} from "vitest";
import {createBlockScorer} from "../../lib/batch/scoreBlock.js";
import {exportSql} from "../../lib/export/exportSql.js";
import {MODEL_VERSION} from "../../lib/model/model.js";
import {createCellReader} from "../../lib/rows/cell.js";
import {TEXT} from "../../lib/rows/physicalType.js";
import {findPeers} from "../support/peers.js";
import {openDuckDB, openPostgres} from "./databases.js";

/** With everything that a definition can say of cells. */
function modelOf(format: LogisticModel["format"], other?: {nLevels: number}, read: Partial<CategoryInput> = {}): LogisticModel {
  const rest = other ? [{input: "plan", kind: "rest", rest: "other", mean: 0, scale: 1} as const] : [];
  return {
    kind: "logistic",
    version: MODEL_VERSION,
    inputs: [
      {name: "km", kind: "number"},
      {name: "plan", kind: "category", levels: ["1", "True", "-", "1,5"], missing: true, ...read, other}
    ],
    encoding: [
      {input: "km", kind: "number", mean: 100, scale: 900, missing: 640},
      {input: "plan", kind: "level", level: "1", mean: 0, scale: 1},
      {input: "plan", kind: "level", level: "True", mean: 0, scale: 1},
      {input: "plan", kind: "level", level: "-", mean: 0, scale: 1},
      {input: "plan", kind: "level", level: "1,5", mean: 0, scale: 1},
      {input: "plan", kind: "rest", rest: "missing", mean: 0, scale: 1},
      ...rest
    ],
    intercept: 0.1,
    weights: [0.9, 0.3, -0.4, 0.7, -1.1, 1.3, ...rest.map(() => -0.9)],
    missing: ["", "-", "-999", "k.A."],
    ...(format ? {format} : {})
  };
}

const models = [
  modelOf(undefined),
  modelOf({decimal: ","}, {nLevels: 3}),
  modelOf(undefined, undefined, {blank: "True"}),
  modelOf({decimal: ","}, {nLevels: 3}, {blank: "1,5"}),
  modelOf(undefined, undefined, {spelled: {True: ["gold", "k.A."], "1": ["1.0"]}}),
  modelOf(undefined, {nLevels: 2}, {blank: "-", spelled: {"1,5": ["k.A."], "-": ["gold"]}}),
  modelOf({decimal: ",", thousands: "."}),
  modelOf({thousands: ","}, {nLevels: 1}),
  modelOf({decimal: ",", thousands: " "}),
  modelOf({thousands: "'"}),
  modelOf({thousands: ",", symbols: ["$", "%"]}),
  modelOf({decimal: ",", thousands: " ", symbols: ["$", "€", "kr", "*", "R$"]}, {nLevels: 2}),
  modelOf({accounting: true}),
  modelOf({decimal: ",", thousands: ".", symbols: ["€", "%"], accounting: true})
];

const KM = [
  "1.234,5",
  "1234,5",
  "1,234.5",
  "1 234,5",
  "1'234.5",
  "-999",
  "-999.0",
  "-999,0",
  "-",
  "k.A.",
  "",
  "3.5",
  "3,5",
  "1.2.3",
  "12.34",
  "$1,234.5",
  "-$ 5",
  "$-5.5",
  "- $5",
  "12%",
  "12 %",
  "12  %",
  "%12%",
  "$12%",
  "1$2",
  "$",
  "$$5",
  "1 234,50 €",
  "R$ 1 234,5",
  "12\u00A0€",
  "kr 1e3",
  "5*",
  "1 234 ,5 €",
  "(1.234,5)",
  "(3.5)",
  "( 7 )",
  "(€5)",
  "€ (5)",
  "(5) %",
  "12.5-",
  "12,5-",
  "5 €-",
  "5- €",
  "1e-1-",
  "(-5)",
  "-(5)",
  "(5)-",
  "5--",
  "-5-",
  "()"
];
const cell = fc.oneof(
  fc.constantFrom(...KM),
  fc.stringMatching(/^[+-]?[0-9.,' e]{1,9}$/),
  fc.stringMatching(/^[0-9]{1,3}([.,' ][0-9]{3}){1,2}([.,][0-9]+)?$/),
  fc.stringMatching(/^[-+]?(\$|R\$|€|\*)? ?[-+]?[0-9]{1,3}([., ][0-9]{3})?(,5|\.5|e2)? ?(€|%|kr|\*)?$/),
  fc.stringMatching(/^€? ?[-(]? ?€?[0-9]{1,3}([.,][0-9]{3})?(,5|\.5)? ?%?[-)] ?%?$/)
);
const km = fc.sample(cell, {numRuns: 1400, seed: 12});
const plan = km.map((_, i) => ["1", "True", "-", "1,5", "k.A.", " 1 ", "true", "1.0", "gold", null][i % 10]);

/** By the very reader of files, a probability or null. */
function expectedOf(model: LogisticModel, columns: Columns): (number | null)[] {
  const readers = model.inputs.map((input) => createCellReader(input, {type: TEXT, missing: model.missing, format: model.format}));
  const nRows = km.length;
  const inputs = Float32Array.from(model.inputs.flatMap(({name}, j) => columns[name].map((d) => readers[j](d as string | null))));
  const {probability, isBad} = createBlockScorer(model, {nReasons: 0})({nRows, inputs});
  return Array.from(probability, (p, i) => (isBad[i] ? null : p));
}

const texts: Columns = {km, plan};

function compare(scores: readonly (number | null)[], model: LogisticModel): void {
  const expected = expectedOf(model, texts);
  const said = (values: readonly (number | null)[]): string[] =>
    values.map((p, i) => `${km[i]} | ${plan[i]}: ${p === null ? p : p.toFixed(6)}`);
  expect(said(scores)).toEqual(said(expected));
  expect(expected.filter((p) => p !== null).length).toBeGreaterThan(50);
}

for (const [dialect, open] of [
  ["duckdb", openDuckDB],
  ["postgresql", openPostgres]
] as const) {
  describe(`a table of texts in ${dialect} is read as a file is`, async () => {
    const database: Database | null = await open();
    afterAll(() => database?.close());
    it.skipIf(!database).each(models.map((model) => [JSON.stringify(model.format ?? {}), model] as const))(
      "with the format %s",
      async (_, model) => {
        compare(await database!.score(exportSql(model, {dialect}), texts), model);
      }
    );
  });
}

const peers = await findPeers("engines");

describe.skipIf(!peers)("a table of texts in SQLite is read as a file is", () => {
  const answers = peers?.ask<{scores: (number | null)[]}[]>(
    "test/interop/engines.py",
    models.map((model) => ({engine: "sqlite", script: exportSql(model, {dialect: "sqlite"}), table: texts, texts: true}))
  );
  it.each(models.map((model, i) => [JSON.stringify(model.format ?? {}), i] as const))("with the format %s", async (_, i) => {
    compare((await answers!)[i].scores, models[i]);
  });
});

describe("columns of numbers and truth values in DuckDB", async () => {
  const database = await openDuckDB();
  afterAll(() => database.close());
  it("are compared with levels as their texts, without the point of a whole number", async () => {
    const script = exportSql(modelOf({decimal: ",", thousands: "."}), {dialect: "duckdb"});
    const numbers: Columns = {km: [1.234, -999, 5, 5], plan: [1, 1, null, 1.5]};
    const [a, b, c, d] = await database.score(script, numbers);
    const text = (km: string, plan: string | null): Columns => ({km: [km], plan: [plan]});
    const [expected] = await database.score(script, text("1,234", "1"));
    expect([a, d]).toEqual([expected, null]);
    expect((await database.score(script, text("", "1")))[0]).toBe(b);
    expect((await database.score(script, text("5", "")))[0]).toBe(c);
  });
});
