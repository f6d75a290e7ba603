import type {DataType} from "apache-arrow";
import fc from "fast-check";
import {
  Binary,
  Bool,
  DateDay,
  DateMillisecond,
  Decimal,
  Dictionary,
  Duration,
  Field,
  Float16,
  Float32,
  Float64,
  Int16,
  Int32,
  Int64,
  Int8,
  LargeUtf8,
  List,
  makeData,
  Null,
  Struct,
  TimeMicrosecond,
  TimeMillisecond,
  TimeNanosecond,
  TimeSecond,
  Timestamp,
  TimeUnit,
  Uint16,
  Uint32,
  Uint64,
  Uint8,
  Utf8,
  Vector,
  vectorFromArray
} from "apache-arrow";
import {sqlText} from "../../../data-loaders/ingest/duckdb.js";

/** Columns with a type, as DuckDB writes them into Parquet, and as Arrow has them. */

/** A type of cells. A cell is a string, a number, a bigint, a boolean, or parts of these; null has no value. */
export interface CellType {
  name: string;
  /** of a cell that is there */
  cell: fc.Arbitrary<unknown>;
  /** two different cells, for the users who are sound */
  sound: [unknown, unknown];
  /** how DuckDB is told of it; absent: Parquet cannot have it from there */
  sql?: (cell: unknown) => string;
  /** absent: apache-arrow cannot make it */
  arrow?: (cells: readonly unknown[]) => Vector;
}

const nothing = <T>(cells: readonly T[]): {nullCount: number; nullBitmap: Uint8Array} => {
  const nullBitmap = new Uint8Array(Math.ceil(cells.length / 8));
  cells.forEach((cell, i) => cell !== null && (nullBitmap[i >> 3] |= 1 << (i & 7)));
  return {nullCount: cells.filter((cell) => cell === null).length, nullBitmap};
};

type Bits = Int8Array | Int16Array | Int32Array | Uint8Array | Uint16Array | Uint32Array | BigInt64Array | BigUint64Array | Float32Array;

/** A column by its bits, because apache-arrow takes times in milliseconds alone. */
function ofBits(type: DataType, cells: readonly unknown[], data: Bits): Vector {
  return new Vector([makeData({type, length: cells.length, ...nothing(cells), data} as Parameters<typeof makeData>[0])]);
}

const wide = (type: DataType) => (cells: readonly unknown[]) =>
  ofBits(
    type,
    cells,
    BigInt64Array.from(cells, (d) => BigInt.asIntN(64, BigInt((d as bigint | null) ?? 0n)))
  );
const texts = (cells: readonly unknown[]): Vector => vectorFromArray(cells as string[], new Utf8());

function integer(bits: number, isSigned: boolean): CellType {
  const [min, max] = isSigned ? [-(2n ** BigInt(bits - 1)), 2n ** BigInt(bits - 1) - 1n] : [0n, 2n ** BigInt(bits) - 1n];
  const types: Record<string, DataType> = {
    i8: new Int8(),
    i16: new Int16(),
    i32: new Int32(),
    i64: new Int64(),
    u8: new Uint8(),
    u16: new Uint16(),
    u32: new Uint32(),
    u64: new Uint64()
  };
  const type = types[`${isSigned ? "i" : "u"}${bits}`];
  const names: Record<number, string> = {8: "TINYINT", 16: "SMALLINT", 32: "INTEGER", 64: "BIGINT"};
  return {
    name: `${isSigned ? "int" : "uint"}${bits}`,
    cell: fc.oneof(
      {weight: 3, arbitrary: fc.bigInt({min: 0n, max: 31n})},
      {weight: 2, arbitrary: fc.bigInt({min, max})},
      fc.constantFrom(min, max)
    ),
    sound: [1n, 3n],
    sql: (cell) => `'${String(cell)}'::${isSigned ? "" : "U"}${names[bits]}`,
    arrow: (cells) =>
      bits === 64
        ? ofBits(
            type,
            cells,
            (isSigned ? BigInt64Array : BigUint64Array).from(cells.map((d) => (d as bigint | null) ?? 0n) as never) as BigInt64Array
          )
        : vectorFromArray(cells.map((d) => (d === null ? null : Number(d))) as number[], type as Int32)
  };
}

const float = fc.oneof(
  {weight: 4, arbitrary: fc.integer({min: 0, max: 31})},
  {weight: 4, arbitrary: fc.double({noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9})},
  {weight: 2, arbitrary: fc.double()},
  {weight: 2, arbitrary: fc.float()},
  {weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, -0, 1e39, 16777217, 0.1, 5e-324, 3.4028235677973366e38, -999)}
);

function floating(bits: 16 | 32 | 64): CellType {
  const type = bits === 16 ? new Float16() : bits === 32 ? new Float32() : new Float64();
  const text = (cell: unknown): string => (Object.is(cell, -0) ? "-0.0" : String(cell));
  return {
    name: `float${bits}`,
    cell: float,
    sound: [1, 3],
    sql:
      bits === 16 ? undefined : (cell) => `'${text(bits === 32 ? Math.fround(Number(cell)) : cell)}'::${bits === 32 ? "FLOAT" : "DOUBLE"}`,
    arrow: (cells) => vectorFromArray(cells as number[], type as Float64)
  };
}

function decimal(bits: number, scale: number): CellType {
  const precision = Math.min({32: 9, 64: 18, 128: 38, 256: 76}[bits] ?? 38, 76);
  const most = 10n ** BigInt(precision) - 1n;
  const unit = 10n ** BigInt(Math.max(0, scale));
  const small = fc.bigInt({min: 0n, max: 31n}).map((d) => d * unit);
  return {
    name: `decimal${bits}(${scale})`,
    cell: fc.oneof(
      {weight: 2, arbitrary: small},
      fc.bigInt({min: -most, max: most}),
      fc.bigInt({min: -99_999n, max: 99_999n}),
      fc.constantFrom(0n, -5n)
    ),
    sound: [unit, 3n * unit],
    sql: bits > 128 || scale < 0 ? undefined : (cell) => `${printDecimal(cell as bigint, scale)}::DECIMAL(${precision},${scale})`,
    arrow: (cells) => {
      const values = cells.map((d) => BigInt.asUintN(bits, (d as bigint | null) ?? 0n));
      const words = values.flatMap((d) => Array.from({length: bits / 32}, (_, k) => Number((d >> BigInt(32 * k)) & 0xffffffffn)));
      return ofBits(new Decimal(scale, precision, bits), cells, Uint32Array.from(words));
    }
  };
}

function printDecimal(unscaled: bigint, scale: number): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
  return `'${unscaled < 0n ? "-" : ""}${digits.slice(0, digits.length - scale)}.${digits.slice(digits.length - scale) || "0"}'`;
}

const UNITS = [
  {unit: TimeUnit.SECOND, name: "s", per: 1n, sql: "TIMESTAMP_S"},
  {unit: TimeUnit.MILLISECOND, name: "ms", per: 1000n, sql: "TIMESTAMP_MS"},
  {unit: TimeUnit.MICROSECOND, name: "us", per: 1_000_000n, sql: "TIMESTAMP"},
  {unit: TimeUnit.NANOSECOND, name: "ns", per: 1_000_000_000n, sql: "TIMESTAMP_NS"}
];
/** From the year 1700 to 2240, in seconds; nanoseconds have no room for more. */
const SECONDS = fc.bigInt({min: -8_520_000_000n, max: 8_520_000_000n});
const counts = (per: bigint): fc.Arbitrary<bigint> =>
  fc.tuple(SECONDS, fc.bigInt({min: 0n, max: per - 1n})).map(([s, rest]) => s * per + rest);

const temporal: CellType[] = [
  ...UNITS.flatMap(({unit, name, per, sql}): CellType[] => {
    const micros = (cell: unknown): string => `make_timestamp(${String(((cell as bigint) * 1_000_000n) / per)}::BIGINT)`;
    const nanos = (cell: unknown): string => `make_timestamp_ns(${String(cell)}::BIGINT)`;
    return [
      {
        name: `timestamp[${name}]`,
        cell: counts(per),
        sound: [per, 3n * per],
        sql: name === "ns" ? nanos : (cell) => `${micros(cell)}::${sql}`,
        arrow: wide(new Timestamp(unit, null))
      },
      {
        name: `timestamp[${name}, zone]`,
        cell: counts(per),
        sound: [per, 3n * per],
        sql: name === "us" ? (cell) => `${micros(cell)}::TIMESTAMPTZ` : undefined,
        arrow: wide(new Timestamp(unit, name === "ms" ? "Europe/Berlin" : "UTC"))
      },
      {name: `duration[${name}]`, cell: counts(per), sound: [per, 3n * per], arrow: wide(new Duration(unit))}
    ];
  }),
  {
    name: "date",
    cell: fc.oneof(fc.integer({min: -800_000, max: 3_000_000}), fc.constantFrom(0, -1)),
    sound: [1, 3],
    sql: (cell) => `(DATE '1970-01-01' + ${String(cell)}::INTEGER)`,
    arrow: (cells) =>
      ofBits(
        new DateDay(),
        cells,
        Int32Array.from(cells, (d) => Number(d ?? 0))
      )
  },
  {
    name: "date[ms]",
    cell: fc.bigInt({min: -10_000n, max: 100_000n}).map((d) => d * 86_400_000n),
    sound: [0n, 86_400_000n],
    arrow: wide(new DateMillisecond())
  },
  {
    name: "time[us]",
    cell: fc.bigInt({min: 0n, max: 86_399_999_999n}),
    sound: [0n, 1n],
    sql: (cell) => `(TIME '00:00:00' + to_microseconds(${String(cell)}::BIGINT))`,
    arrow: wide(new TimeMicrosecond())
  },
  {name: "time[ns]", cell: fc.bigInt({min: 0n, max: 86_399_999_999_999n}), sound: [0n, 1n], arrow: wide(new TimeNanosecond())},
  ...[new TimeSecond(), new TimeMillisecond()].map((type): CellType => ({
    name: String(type),
    cell: fc.integer({min: 0, max: 86_399}),
    sound: [0, 1],
    arrow: (cells) =>
      ofBits(
        type,
        cells,
        Int32Array.from(cells, (d) => Number(d ?? 0))
      )
  }))
];

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const hex = (cell: Uint8Array): string => Array.from(cell, (byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");

const nested: CellType[] = [
  {
    name: "list",
    cell: fc.array(fc.option(fc.integer({min: 0, max: 9})), {maxLength: 3}),
    sound: [[1], [2]],
    sql: (cell) => `[${(cell as (number | null)[]).map((d) => d ?? "NULL").join(", ")}]::INTEGER[]`,
    arrow: (cells) => vectorFromArray(cells as number[][], new List(new Field("item", new Int32(), true)))
  },
  {
    name: "list of texts",
    cell: fc.array(fc.constantFrom("a", "b c", "", "d,e", "null", "it's"), {maxLength: 3}),
    sound: [["a"], ["b"]],
    sql: (cell) => `[${(cell as string[]).map(sqlText).join(", ")}]::VARCHAR[]`,
    arrow: (cells) => vectorFromArray(cells as string[][], new List(new Field("item", new Utf8(), true)))
  },
  {
    name: "struct",
    cell: fc.record({a: fc.integer({min: 0, max: 9}), b: fc.constantFrom("x", "y z")}),
    sound: [
      {a: 1, b: "x"},
      {a: 2, b: "x"}
    ],
    sql: (cell) => `{'a': ${(cell as {a: number}).a}::INTEGER, 'b': ${sqlText((cell as {b: string}).b)}}`,
    arrow: (cells) => vectorFromArray(cells as object[], new Struct([new Field("a", new Int32(), true), new Field("b", new Utf8(), true)]))
  },
  {
    name: "map",
    cell: fc.record({key: fc.constantFrom("k", "l"), value: fc.integer({min: 0, max: 9})}),
    sound: [
      {key: "k", value: 1},
      {key: "k", value: 2}
    ],
    sql: (cell) => `MAP {'${(cell as {key: string}).key}': ${(cell as {value: number}).value}::INTEGER}`
  }
];

const others: CellType[] = [
  {
    name: "bool",
    cell: fc.boolean(),
    sound: [true, false],
    sql: String,
    arrow: (cells) => vectorFromArray(cells as boolean[], new Bool())
  },
  {
    name: "uuid",
    cell: fc.uuid(),
    sound: ["00000000-0000-0000-0000-0000000000ff", "10000000-0000-0000-0000-000000000000"],
    sql: (cell) => `'${String(cell)}'::UUID`
  },
  {
    name: "binary",
    cell: fc.oneof(fc.constantFrom("3", "4.5", "basic", "").map(bytes), fc.uint8Array({maxLength: 4})),
    sound: [bytes("1"), bytes("3")],
    sql: (cell) => `'${hex(cell as Uint8Array)}'::BLOB`,
    arrow: (cells) => vectorFromArray(cells as Uint8Array[], new Binary())
  },
  {name: "null", cell: fc.constant(null), sound: [null, null], arrow: (cells) => vectorFromArray(cells as null[], new Null())}
];

const whole = [8, 16, 32, 64].flatMap((bits) => [integer(bits, true), integer(bits, false)]);
const decimals = [32, 64, 128, 256].flatMap((bits) => [0, 2, bits === 32 ? 5 : 9].map((scale) => decimal(bits, scale)));

/** The types of columns that are not text. */
export const typesOfCells: readonly CellType[] = [
  ...whole,
  floating(16),
  floating(32),
  floating(64),
  ...decimals,
  decimal(128, -2),
  ...temporal,
  ...nested,
  ...others
];

/** Those that a column of numbers is read from. */
export const numberTypes: readonly CellType[] = [...whole, floating(32), floating(64), floating(64), ...decimals];

/** A column of texts, in one of the ways to store it. @param cell of one text */
export function textTypes(cell: fc.Arbitrary<string>, sound: [string, string]): CellType[] {
  const sql = (text: unknown): string => sqlText(String(text));
  const dictionary = (cells: readonly unknown[]): Vector => vectorFromArray(cells as string[], new Dictionary(new Utf8(), new Int32()));
  return [
    {name: "text", cell, sound, sql, arrow: texts},
    {name: "dictionary", cell, sound, sql: (text) => `${sql(text)}`, arrow: dictionary},
    {name: "large text", cell, sound, arrow: (cells) => vectorFromArray(cells as string[], new LargeUtf8())}
  ];
}
