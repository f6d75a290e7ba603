import type {Listed} from "../../../lib/named.js";
import type {DuckDBConnection} from "@duckdb/node-api";
import type {PhysicalType} from "../../../lib/rows/physicalType.js";
import fc from "fast-check";
import {afterAll, describe, expect, it} from "vitest";
import {DuckDBInstance} from "@duckdb/node-api";
import {duckdbType, sqlLevel, sqlNumber, sqlPrinted} from "../../../data-loaders/ingest/cellSql.js";
import {sqlText} from "../../../data-loaders/ingest/duckdb.js";
import type {Model} from "../../../lib/model/model.js";
import {getDialect} from "../../../lib/export/sqlDialects.js";
import {writeCells} from "../../../lib/export/sqlCells.js";
import {createCellReader} from "../../../lib/rows/cell.js";
import {TEXT} from "../../../lib/rows/physicalType.js";
import {createCellPrinter} from "../../../lib/rows/printCell.js";

const instance = await DuckDBInstance.create(":memory:");
const connection: DuckDBConnection = await instance.connect();
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

/** What SQL makes of each cell. @param cells SQL */
async function run(cells: readonly string[], expression: (cell: string) => string): Promise<unknown[]> {
  const values = cells.map((cell, i) => `(${i}, ${cell})`).join(", ");
  const reader = await connection.runAndReadAll(`SELECT ${expression("v")} FROM (VALUES ${values}) AS t(i, v) ORDER BY i`);
  return reader.getRows().map(([value]) => value);
}

const samples = <T>(arbitrary: fc.Arbitrary<T>, numRuns = 300): T[] => fc.sample(arbitrary, {numRuns, seed: 7});
const like = fc.oneof(
  fc.stringMatching(/^[ \t]?[-+0-9.eE_,]{0,7}[ \t]?$/),
  fc.constantFrom(
    "NA",
    "None",
    "null",
    "-",
    "?",
    "n/a",
    "nan",
    "inf",
    "-999",
    "-999.0",
    "pro",
    " pro ",
    "basic",
    "Pro",
    "\u00a07",
    "1e39",
    "true"
  ),
  fc.string({maxLength: 4}).filter((text) => !text.includes("\0"))
);

describe("SQL reads cells as lib/rows/cell does", () => {
  it.each([[undefined], [["-999", "basic"]]])("texts, with the missing words %j", async (missing) => {
    const cells = samples(like);
    const number = createCellReader({name: "x", kind: "number"}, {missing});
    expect(await run(cells.map(sqlText), (v) => sqlNumber(v, {type: TEXT, missing}, "DOUBLE"))).toEqual(cells.map(number));
    const levels = ["pro", "basic", "None"];
    const level = createCellReader({name: "x", kind: "category", levels}, {missing});
    expect(await run(cells.map(sqlText), (v) => sqlLevel(v, {levels}, {type: TEXT, missing}))).toEqual(cells.map(level));
    const own = [...cells, "Pro", "BASIC "];
    const ways: Listed<string[]>[] = [{}, {pro: ["Pro", "-"], basic: ["BASIC", "NA"]}, {gone: ["Pro"]}];
    for (const blank of ["basic", "gone"]) {
      for (const spelled of ways) {
        const read = createCellReader({name: "x", kind: "category", levels, blank, spelled}, {missing});
        expect(await run(own.map(sqlText), (v) => sqlLevel(v, {levels, blank, spelled}, {type: TEXT, missing}))).toEqual(own.map(read));
      }
    }
  });

  it("numbers that are known to have no mark as those that are looked at", async () => {
    const format = {thousands: ","} as const;
    const written = fc.oneof(fc.double({noNaN: true, noDefaultInfinity: true}), fc.integer()).map(String);
    const cells = [...samples(written), "007", "+1", "1.", ".5", "1e39", "1e400", "", "NA", "nan"];
    const expressions = [true, false].map((isBare) => (v: string) => sqlNumber(v, {type: TEXT, format, isBare}, "DOUBLE"));
    const [known, looked] = await Promise.all(expressions.map((expression) => run(cells.map(sqlText), expression)));
    expect(known).toEqual(looked);
  });

  it("numbers of which one stands for no value, as the table writes it", async () => {
    const options = {format: {decimal: ","}, missing: ["", "9,99", "none"]} as const;
    const cells = ["9,99", "9,98", "none", "", "9.99", " 9,99 "];
    const read = createCellReader({name: "x", kind: "number"}, options);
    expect(cells.map(read)).toEqual([NaN, 9.98, NaN, NaN, Infinity, NaN]);
    expect(await run(cells.map(sqlText), (v) => sqlNumber(v, {type: TEXT, ...options}, "DOUBLE"))).toEqual(cells.map(read));
  });

  it.each([false, true])("numbers with a symbol beside them, and as accounts write them: %s", async (accounting) => {
    const format = {decimal: ",", thousands: ".", symbols: ["R$", "$", "€", "kr", "%"], accounting} as const;
    const symbol = fc.constantFrom("", "$", "R$", "€", " €", "€ ", "kr", "\u00A0%", "  %", "x");
    const sign = fc.constantFrom("", "-", "+", "(", "( ");
    const whole = fc.constantFrom("5", "1.234", "12.34", "1234,5", "-3", "", "1e3");
    const cells = samples(
      fc.tuple(sign, symbol, whole, symbol, fc.constantFrom("", "", ")", "-", " -")).map((parts) => parts.join("")),
      900
    );
    const read = createCellReader({name: "x", kind: "number"}, {format});
    expect(await run(cells.map(sqlText), (v) => sqlNumber(v, {type: TEXT, format}, "DOUBLE"))).toEqual(cells.map(read));
    const values = ["-$1.234,5", "€ -5", "12 %", "R$ 7", "1€2", "€5%", "$$5"].map(read);
    expect(values).toEqual([-1234.5, -5, 12, 7, Infinity, Infinity, Infinity]);
    const belowZero = ["(1.234,5)", "(€5)", "€ (5)", "(5)%", "12,5-", "5 €-", "5- €", "1e-1-"];

    expect(belowZero.map(read)).toEqual(accounting ? [-1234.5, -5, -5, -5, -12.5, -5, -5, -0.1] : belowZero.map(() => Infinity));
    const never = ["(-5)", "-(5)", "(5", "5)", "(5)-", "5--", "()", "-5-", "(5€", "€5)"];
    expect(never.map(read)).toEqual(never.map(() => Infinity));
  });

  it.each(([undefined, "dmy", "mdy"] as const).flatMap((dates) => [false, true].map((ahead) => [dates, ahead] as const)))(
    "dates in the order %s, as days before one or after it (%s), and as the SQL that a model is exported to",
    async (dates, ahead) => {
      const asOf = "2024-12-31";
      const part = fc.oneof(
        {weight: 4, arbitrary: fc.integer({min: 0, max: 32}).map((d) => String(d).padStart(2, "0"))},
        fc.constantFrom("Feb", "OKT", "mai", "jui", "Xyz")
      );
      const year = fc.constantFrom("2023", "2024", "1999", "0001", "24", "69");
      const marked = fc
        .tuple(
          fc.constantFrom("-", "/", ".", " "),
          fc.oneof(fc.tuple(year, part, part), fc.tuple(part, part, year)),
          fc.constantFrom("", " 10:00", "T10:00:00Z", "x")
        )
        .map(([mark, parts, tail]) => parts.join(mark) + tail);
      const worded = fc
        .tuple(fc.constantFrom("Mar", "DEZ", "jui", "Abr"), fc.constantFrom("07", "31", "7"), fc.constantFrom(", ", " "), year)
        .map(([month, day, mark, d]) => (mark === " " && d !== "24" ? `${day}-${month}-${d}` : `${month} ${day}${mark}${d}`));
      const inOneNumber = fc
        .tuple(fc.constantFrom("2023", "2024", "1999", "2101", "1812"), part, part, fc.constantFrom("", ".0", ".00", "0"))
        .map((parts) => parts.join(""));
      const cells = samples(
        fc.oneof({weight: 9, arbitrary: marked}, {weight: 3, arbitrary: worded}, {weight: 3, arbitrary: inOneNumber}, like)
      );
      const read = createCellReader({name: "x", kind: "number", asOf, ahead}, {format: {dates}});
      expect(await run(cells.map(sqlText), (v) => sqlNumber(v, {type: TEXT, format: {dates}, days: {asOf, ahead}}, "DOUBLE"))).toEqual(
        cells.map(read)
      );
      const model = {inputs: [{name: "v", kind: "number", asOf, ahead}], format: {...(dates ? {dates} : {})}} as unknown as Model;
      const [cell] = writeCells(model, getDialect("duckdb")).cells;
      const exported = await run(cells.map(sqlText), () => cell);
      const asRead = exported.map((value) => (value === null ? NaN : value === 1e300 ? Infinity : value));
      const isRead = cells.map((text) => !text.endsWith("x")); // the database reads a date's characters, whatever follows them
      const said = (values: readonly unknown[]): string[] =>
        values.map((value, i) => `${cells[i]}: ${String(value)}`).filter((_, i) => isRead[i]);
      expect(said(asRead)).toEqual(said(cells.map(read)));
    }
  );

  it("numbers with a missing word among them", async () => {
    const cells = ["-999::INTEGER", "7::INTEGER", "NULL"];
    expect(await run(cells, (v) => sqlNumber(v, {type: {name: "integer"}, missing: ["", "-999"]}, "FLOAT"))).toEqual([NaN, 7, NaN]);
  });
});

describe("createCellPrinter(type) prints as DuckDB does:", () => {
  const big = (bits: number): fc.Arbitrary<bigint> => fc.bigInt({min: -(2n ** BigInt(bits - 1)) + 1n, max: 2n ** BigInt(bits - 1) - 1n});
  const printed = async <T>(type: string, cells: readonly T[], toSql: (cell: T) => string, as?: PhysicalType): Promise<void> => {
    const physical = as ?? duckdbType(type);
    const print = createCellPrinter(physical);
    expect(await run(cells.map(toSql), (v) => sqlPrinted(v, physical))).toEqual(cells.map((cell) => print(cell)));
  };

  it("numbers", async () => {
    const numbers = [...samples(fc.double({noNaN: true})), 0, -0, 1e15, 1e16, 123456789, 1e-4, 1e-5, 5e-324, NaN, Infinity];
    await printed("DOUBLE", numbers, (d) => `'${Object.is(d, -0) ? "-0" : d}'::DOUBLE`);
    const floats = [...samples(fc.float({noNaN: true})), ...Array.from({length: 254}, (_, k) => 2 ** (k - 126)), Math.fround(0.1)];
    const print = createCellPrinter({name: "float", bits: 32});
    const theirs = await run(
      floats.map((d) => `'${Object.is(d, -0) ? "-0" : d}'::DOUBLE::FLOAT`),
      (v) => sqlPrinted(v, {name: "float", bits: 32})
    );
    const toNumber = (text: unknown): number => Math.fround(Number(String(text).replace("inf", "Infinity")));
    expect(theirs.map(toNumber)).toEqual(floats);
    expect(floats.map((d) => toNumber(print(d)))).toEqual(floats);
    const differing = floats.filter((d, i) => print(d) !== theirs[i]);
    expect(differing.length).toBeLessThan(0.05 * floats.length); // its shortest digits are not always the shortest
    await printed("DECIMAL(38,0)", samples(big(120)), (d) => `'${d}'::DECIMAL(38,0)`);
  });

  it("decimals", async () => {
    const scaled = samples(big(59), 100);
    const print = createCellPrinter({name: "decimal", scale: 4});
    const texts = scaled.map((d) => print(d) as string);
    expect(
      await run(
        texts.map((text) => `'${text}'::DECIMAL(18,4)`),
        (v) => `CAST(${v} AS VARCHAR)`
      )
    ).toEqual(texts);
  });

  it("times", async () => {
    await printed("DATE", [...samples(fc.integer({min: -900_000, max: 4_000_000})), 2 ** 31 - 1], (d) =>
      d === 2 ** 31 - 1 ? "'infinity'::DATE" : `(DATE '1970-01-01' + ${d}::INTEGER)`
    );
    const micros = samples(fc.bigInt({min: -(10n ** 17n), max: 10n ** 17n}));
    await printed("TIMESTAMP", micros, (d) => `make_timestamp(${d}::BIGINT)`);
    await printed("TIME", samples(fc.bigInt({min: 0n, max: 86_399_999_999n})), (d) => `(TIME '00:00:00' + to_microseconds(${d}::BIGINT))`);
  });

  it("bytes, lists and records", async () => {
    const bytes = [...samples(fc.uint8Array({maxLength: 6})), new TextEncoder().encode("é"), Uint8Array.of(0, 65)];
    await printed("BLOB", bytes, (d) => `'${Array.from(d, (byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("")}'::BLOB`);
    const words = samples(
      fc.array(fc.oneof(fc.string({maxLength: 4}), fc.constantFrom("NULL", "a b", "it's", "x:y")), {minLength: 1, maxLength: 3}),
      100
    );
    const clean = words.map((list) => list.map((text) => text.replaceAll("\0", "")));
    await printed("VARCHAR[]", clean, (d) => `[${d.map(sqlText).join(", ")}]`, {name: "list", of: TEXT});
    const record: PhysicalType = {
      name: "struct",
      fields: [
        {name: "a", type: {name: "integer"}},
        {name: "b c", type: {name: "list", of: TEXT}}
      ]
    };
    await printed(
      "",
      [
        {a: 1, "b c": ["x", null]},
        {a: null, "b c": null}
      ],
      (d) => `{'a': ${d.a}::INTEGER, 'b c': ${d["b c"] ? "['x', NULL]" : "NULL::VARCHAR[]"}}`,
      record
    );
  });
});
