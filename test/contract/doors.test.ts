import type {Row} from "../../lib/dataset/table.js";
import type {DoorAnswer} from "../support/doors.js";
import type {LogisticModel} from "../../lib/model/model.js";
import {mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {
  Binary,
  Bool,
  type DataType,
  DateDay,
  Decimal,
  Dictionary,
  DurationMillisecond,
  Float32,
  Float64,
  Int32,
  Int64,
  List,
  Field,
  makeData,
  Null,
  Table as ArrowTable,
  tableToIPC,
  TimeMicrosecond,
  TimestampMicrosecond,
  Uint64,
  Uint8,
  Utf8,
  Vector,
  vectorFromArray
} from "apache-arrow";
import {afterAll, describe, expect, it} from "vitest";
import {readTable} from "../../data-loaders/ingest/readTable.js";
import {MODEL_VERSION} from "../../lib/model/model.js";
import {getValue} from "../../lib/dataset/table.js";
import {createScorer} from "../../lib/model/scorer.js";
import {writeParquet} from "../data-loaders/ingest/scratch.js";
import {endpointDoor, pageDoor, scoreDoor} from "../support/doors.js";
import {exampleDefinition} from "../lib/dataset/exampleDefinition.js";

const folder = await mkdtemp(join(tmpdir(), "churnbook-doors-"));
afterAll(() => rm(folder, {recursive: true}));

/** Two cells of one physical type, and what they are in each kind of column: null is missing; a text is why the column is refused. */
interface TypeCase {
  type: string;
  number: [number | null, number | null] | string;
  category: [string | null, string | null] | string;
  /** by which each door gets them */
  sql?: [string, string];
  arrow?: Vector;
  json?: [unknown, unknown];
}

const TIMES = /Turn dates and times into numbers first/.source;
const PARTS = /Take the number or text out of it/.source;

const cases: TypeCase[] = [
  {
    type: "text",
    number: [3000.5, 7],
    category: ["3000.50", "7"],
    sql: ["'3000.50'", "' 7 '"],
    json: ["3000.50", " 7 "],
    arrow: texts("3000.50", "7")
  },
  {
    type: "int8",
    number: [-3, 7],
    category: ["-3", "7"],
    sql: ["-3::TINYINT", "7::TINYINT"],
    json: [-3, 7],
    arrow: vectorFromArray([-3, 7], new Int32())
  },
  {
    type: "uint8",
    number: [3, 255],
    category: ["3", "255"],
    sql: ["3::UTINYINT", "255::UTINYINT"],
    arrow: vectorFromArray([3, 255], new Uint8())
  },
  {type: "uint32", number: [3, 4294967295], category: ["3", "4294967295"], sql: ["3::UINTEGER", "4294967295::UINTEGER"]},
  {
    type: "int64",
    number: [2 ** 53, -7],
    category: ["9007199254740993", "-7"],
    sql: ["9007199254740993::BIGINT", "-7::BIGINT"],
    arrow: vectorFromArray([9007199254740993n, -7n], new Int64())
  },
  {
    type: "uint64",
    number: [2 ** 64, 7],
    category: ["18446744073709551615", "7"],
    sql: ["18446744073709551615::UBIGINT", "7::UBIGINT"],
    arrow: vectorFromArray([18446744073709551615n, 7n], new Uint64())
  },
  {
    type: "float32",
    number: [0.1, 7],
    category: ["0.1", "7"],
    sql: ["0.1::FLOAT", "7::FLOAT"],
    arrow: vectorFromArray([0.1, 7], new Float32())
  },
  {
    type: "float64 with NaN",
    number: [-1.5e-7, null],
    category: ["-1.5e-07", null],
    sql: ["-1.5e-7::DOUBLE", "'nan'::DOUBLE"],
    arrow: vectorFromArray([-1.5e-7, NaN], new Float64())
  },
  {type: "float64", number: [2.5, 7], category: ["2.5", "7"], sql: ["2.5::DOUBLE", "7::DOUBLE"], json: [2.5, 7]},
  ...[32, 64, 128, 256].map((bits): TypeCase => ({
    type: `decimal of ${bits} bits`,
    number: [3000.5, -0.05],
    category: ["3000.50", "-0.05"],
    sql: bits > 128 ? undefined : [`3000.50::DECIMAL(${bits / 4},2)`, `-0.05::DECIMAL(${bits / 4},2)`],
    arrow: decimals(bits, 2, [300050n, -5n])
  })),
  {
    type: "BigQuery's numeric",
    number: [3000.5, -1234567.123456789],
    category: ["3000.500000000", "-1234567.123456789"],
    sql: ["3000.5::DECIMAL(38,9)", "-1234567.123456789::DECIMAL(38,9)"],
    arrow: decimals(128, 9, [3000500000000n, -1234567123456789n])
  },
  {
    type: "boolean",
    number: [1, 0],
    category: ["true", "false"],
    sql: ["true", "false"],
    json: [true, false],
    arrow: vectorFromArray([true, false], new Bool())
  },
  {
    type: "date",
    number: TIMES,
    category: ["2024-01-31", "1969-12-31"],
    sql: ["DATE '2024-01-31'", "DATE '1969-12-31'"],
    arrow: raw(new DateDay(), Int32Array.of(19753, -1))
  },
  {type: "date without end", number: TIMES, category: ["infinity", "290000-01-01"], sql: ["'infinity'::DATE", "'290000-01-01'::DATE"]},
  {
    type: "time",
    number: TIMES,
    category: ["01:02:03.5", "00:00:00"],
    sql: ["TIME '01:02:03.5'", "TIME '00:00:00'"],
    arrow: raw(new TimeMicrosecond(), BigInt64Array.of(3723500000n, 0n))
  },
  {
    type: "timestamp",
    number: TIMES,
    category: ["2024-01-31 01:02:03.123456", "1969-12-31 23:59:59.999999"],
    sql: ["TIMESTAMP '2024-01-31 01:02:03.123456'", "TIMESTAMP '1969-12-31 23:59:59.999999'"],
    arrow: raw(new TimestampMicrosecond(), BigInt64Array.of(1706662923123456n, -1n))
  },
  {
    type: "timestamp with a zone",
    number: TIMES,
    category: ["2024-01-30 23:02:03+00", "1970-01-01 00:00:00+00"],
    sql: ["TIMESTAMPTZ '2024-01-31 01:02:03+02'", "TIMESTAMPTZ '1970-01-01 00:00:00+00'"],
    arrow: raw(new TimestampMicrosecond("UTC"), BigInt64Array.of(1706655723000000n, 0n))
  },
  {
    type: "duration",
    number: TIMES,
    category: ["25:00:00", "00:00:00.001"],
    arrow: raw(new DurationMillisecond(), BigInt64Array.of(90000000n, 1n))
  },
  {
    type: "uuid",
    number: /leave it out of the inputs/.source,
    category: ["00000000-0000-0000-0000-0000000000ff", "10000000-0000-0000-0000-000000000000"],
    sql: ["'00000000-0000-0000-0000-0000000000ff'::UUID", "'10000000-0000-0000-0000-000000000000'::UUID"]
  },
  {
    type: "bytes that are text",
    number: [3.5, 7],
    category: ["3.5", "7"],
    sql: ["'3.5'::BLOB", "'7'::BLOB"],
    arrow: vectorFromArray([new TextEncoder().encode("3.5"), new TextEncoder().encode("7")], new Binary())
  },
  {
    type: "dictionary",
    number: [3.5, null],
    category: ["3.5", null],
    arrow: vectorFromArray(["3.5", null], new Dictionary(new Utf8(), new Int32()))
  },
  {type: "nothing", number: [null, null], category: [null, null], json: [null, null], arrow: vectorFromArray([null, null], new Null())},
  {
    type: "list",
    number: PARTS,
    category: PARTS,
    sql: ["[1]", "[2]"],
    arrow: vectorFromArray([[1], [2]], new List(new Field("item", new Int32())))
  },
  {type: "struct", number: PARTS, category: PARTS, sql: ["{'a': 1}", "{'a': 2}"]},
  {type: "map", number: PARTS, category: PARTS, sql: ["MAP {'a': 1}", "MAP {'a': 2}"]}
];

function texts(...cells: string[]): Vector {
  return vectorFromArray(cells, new Utf8());
}

/** A column by its bits, because apache-arrow takes times in milliseconds alone. */
function raw(type: DataType, data: Int32Array | BigInt64Array | Uint32Array): Vector {
  return new Vector([makeData({type, length: 2, nullCount: 0, data} as Parameters<typeof makeData>[0])]);
}

function decimals(bits: number, scale: number, unscaled: readonly bigint[]): Vector {
  const words = unscaled.flatMap((d) => Array.from({length: bits / 32}, (_, k) => Number(BigInt.asUintN(32, d >> BigInt(32 * k)))));
  return raw(new Decimal(scale, Math.min(76, bits / 4), bits), Uint32Array.from(words));
}

/** The model that reads the cells of one case: a number, and a category of the case's own levels. */
function modelOf({category}: TypeCase): LogisticModel {
  const levels = typeof category === "string" ? ["x"] : ["another", ...category.filter((d) => d !== null)];
  return {
    kind: "logistic",
    version: MODEL_VERSION,
    inputs: [
      {name: "n", kind: "number"},
      {name: "c", kind: "category", levels, missing: true}
    ],
    encoding: [
      {input: "n", kind: "number", mean: 0, scale: 1000, missing: -3},
      ...levels.slice(1).map((level) => ({input: "c", kind: "level" as const, level, mean: 0, scale: 1})),
      {input: "c", kind: "rest", rest: "missing", mean: 0, scale: 1}
    ],
    intercept: 0.1,
    weights: [0.3, ...[1.5, -0.7].slice(0, levels.length - 1), 0.45]
  };
}

const known = {n: [1, 2], c: ["another", "another"], y: ["left", "stayed"]};

/** A case once in the number column, once in the category, with a sound cell in the other. */
const columns = cases.flatMap((one) =>
  (["n", "c"] as const).map((column) => ({one, column, values: column === "n" ? one.number : one.category}))
);

function rowsOf(values: readonly (number | string | null)[], column: "n" | "c"): Row[] {
  return values.map((value, i) => ({n: known.n[i], c: known.c[i], [column]: value}));
}

/** A door gives the scores, or the reason why it refuses. */
function expectScores({refused, scores}: DoorAnswer, {one, column, values}: (typeof columns)[number]): void {
  if (typeof values === "string") expect(refused).toMatch(new RegExp(`"${column}", which must hold .*${values}`, "s"));
  else expect(scores).toEqual(rowsOf(values, column).map(createScorer(modelOf(one)).scoreRow));
}

const name = ({one, column}: (typeof columns)[number]): string => `${one.type} as ${column === "n" ? "a number" : "a category"}`;

async function parquetOf({one: {type, sql}, column}: (typeof columns)[number]): Promise<string> {
  const other = column === "n" ? "c" : "n";
  const sound = [0, 1].map((i) => (other === "n" ? known.n[i] : `'${known.c[i]}'`));
  const rows = [0, 1].map((i) => `SELECT ${sql![i]} AS ${column}, ${sound[i]} AS ${other}, '${known.y[i]}' AS status`);
  return writeParquet(join(folder, `${type.replaceAll(/\W/g, "-")}-${column}.parquet`), rows.join(" UNION ALL "));
}

async function arrowOf({one: {type, arrow}, column}: (typeof columns)[number]): Promise<string> {
  const path = join(folder, `${type.replaceAll(/\W/g, "-")}-${column}.arrow`);
  const table = new ArrowTable({
    n: vectorFromArray(known.n, new Float64()),
    c: texts(...known.c),
    status: texts(...known.y),
    [column]: arrow!
  });
  await writeFile(path, tableToIPC(table, "file"));
  return path;
}

/** The build learns from both columns, so each must vary. */
async function expectBuild(path: string, {column, values}: (typeof columns)[number]): Promise<void> {
  const [, , hours, plan] = exampleDefinition().inputs;
  const [input] = column === "n" ? [{...hours, name: "n"}] : [{...plan, name: "c", levels: undefined}];
  const definition = exampleDefinition({inputs: [input], identifiers: []});
  const reading = readTable({paths: path, definition});
  if (typeof values === "string") return expect(reading).rejects.toThrow(new RegExp(`"${column}", which must hold .*${values}`, "s"));
  if (values.includes(null)) return expect(reading).rejects.toThrow("must have at least two different values");
  const {table} = await reading;
  const [read] = table.columns;
  expect([0, 1].map((i) => getValue(read, i))).toEqual(values.map((d) => (typeof d === "number" ? Math.fround(d) : d)));
}

describe("a cell of each type is the same at every door:", () => {
  it.each(columns.filter(({one}) => one.sql).map((d) => [name(d), d] as const))("Parquet, %s", async (_, d) => {
    const path = await parquetOf(d);
    expectScores(await scoreDoor(path, modelOf(d.one)), d);
    expectScores(await pageDoor(path, modelOf(d.one)), d);
    await expectBuild(path, d);
  });

  it.each(columns.filter(({one}) => one.arrow).map((d) => [name(d), d] as const))("Arrow, %s", async (_, d) => {
    const path = await arrowOf(d);
    expectScores(await scoreDoor(path, modelOf(d.one)), d);
    await expectBuild(path, d);
  });

  it.each(columns.filter(({one}) => one.json).map((d) => [name(d), d] as const))("JSON, %s", (_, d) => {
    const rows = d.one.json!.map((value, i) => ({n: known.n[i], c: known.c[i], [d.column]: value}));
    expectScores(endpointDoor(rows, modelOf(d.one)), d);
  });

  it.each([[[1]], [{a: 1}]])("JSON, %j is refused", (value) => {
    expect(endpointDoor([{n: value, c: value}], modelOf(cases[0])).faults[0][1].match(/ or empty; got /g)).toHaveLength(2);
  });
});
