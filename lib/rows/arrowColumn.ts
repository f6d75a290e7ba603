import type {Data, Schema, Union} from "apache-arrow";
import type {CellReaderOptions, CellRule} from "./cell.js";
import type {PhysicalType, TimeUnit as Unit} from "./physicalType.js";
import {BinaryView, DataType, DateUnit, Precision, RecordBatchReader, TimeUnit, Vector} from "apache-arrow";
import {columnKindOf, createCellReader, isFinite32, missingNumbers, readingOf} from "./cell.js";
import {canBeBlank, isBlankCell} from "./bareRow.js";
import {nameColumns} from "./matchColumns.js";
import {createCellPrinter} from "./printCell.js";
import {MISSING_TEXTS} from "./text.js";

const UNITS: Record<TimeUnit, Unit> = {
  [TimeUnit.SECOND]: "s",
  [TimeUnit.MILLISECOND]: "ms",
  [TimeUnit.MICROSECOND]: "us",
  [TimeUnit.NANOSECOND]: "ns"
};

/** The names of a schema's columns; each has one. */
export function arrowNames({fields}: Schema): string[] {
  return nameColumns(fields.map(({name}) => (name as string | null) ?? ""));
}

/** An Arrow type as cells know it; dictionaries are what their values are. */
export function arrowType(type: DataType): PhysicalType {
  if (DataType.isDictionary(type)) return arrowType(type.dictionary);
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type) || DataType.isUtf8View(type)) return {name: "text"};
  if (DataType.isInt(type)) return {name: "integer"};
  if (DataType.isFloat(type)) return {name: "float", bits: type.precision === Precision.DOUBLE ? 64 : 32};
  if (DataType.isDecimal(type)) return {name: "decimal", scale: type.scale, precision: type.precision};
  if (DataType.isBool(type)) return {name: "boolean"};
  if (DataType.isNull(type)) return {name: "null"};
  return arrowTimeType(type) ?? arrowNestedType(type);
}

function arrowTimeType(type: DataType): PhysicalType | null {
  if (DataType.isDate(type)) return {name: "date"};
  if (DataType.isTime(type)) return {name: "time", unit: UNITS[type.unit]};
  if (DataType.isDuration(type)) return {name: "duration", unit: UNITS[type.unit]};
  if (DataType.isTimestamp(type)) return {name: "timestamp", unit: UNITS[type.unit], isUtc: Boolean(type.timezone)};
  return null;
}

function arrowNestedType(type: DataType): PhysicalType {
  if (DataType.isList(type) || DataType.isLargeList(type) || DataType.isFixedSizeList(type))
    return {name: "list", of: arrowType(type.children[0].type as DataType)};
  if (DataType.isMap(type)) {
    const [key, value] = type.children[0].type.children.map((d) => arrowType(d.type));
    return {name: "map", key, value};
  }
  if (DataType.isStruct(type)) return {name: "struct", fields: type.children.map((d) => ({name: d.name, type: arrowType(d.type)}))};
  if (DataType.isBinary(type) || DataType.isLargeBinary(type) || DataType.isBinaryView(type) || DataType.isFixedSizeBinary(type))
    return {name: "binary"};
  return {name: "other", words: `cells of Arrow's type ${String(type)}`};
}

/**
 * The columns of a Parquet file that were durations where it was written: Parquet has no such type, and keeps their counts.
 *
 * @param schema what stands under ARROW_SCHEMA (lib/rows/parquetColumn); of what is no schema there are none
 */
export function findDurations(schema: string): ReadonlyMap<string, PhysicalType> {
  try {
    const bytes = Uint8Array.from(atob(schema), (character) => character.charCodeAt(0));
    const {fields} = RecordBatchReader.from(bytes).open().schema;
    return new Map(fields.map(({name, type}) => [name, arrowType(type as DataType)] as const).filter(([, {name}]) => name === "duration"));
  } catch {
    return new Map();
  }
}

/** Hands over a cell as {@link PhysicalType} says, by its row in the data at hand. */
type CellGetter = (row: number) => unknown;

/** Counts of time and decimals are read as they are stored, because apache-arrow makes milliseconds of them, or drops their scale. */
function createGetter(data: Data): CellGetter {
  const {type, values} = data as Data & {type: DataType; values: ArrayLike<number | bigint>};
  const whole = getterOf(data, type, values);
  return data.nullCount === 0 ? whole : (row) => (data.getValid(row) ? whole(row) : null);
}

function getterOf(data: Data, type: DataType, values: ArrayLike<number | bigint>): CellGetter {
  if (DataType.isDictionary(type)) {
    const get = createArrowGetter(data.dictionary as Vector);
    return (row) => get(Number(values[row]));
  }
  if (DataType.isDecimal(type)) return (row) => readDecimal(values as Uint32Array, row, type.bitWidth / 32);
  if (DataType.isDate(type))
    return type.unit === DateUnit.DAY ? (row) => values[row] : (row) => Math.floor(Number(values[row]) / 86_400_000);
  if (DataType.isTime(type) || DataType.isTimestamp(type) || DataType.isDuration(type)) return (row) => values[row];
  if (DataType.isStruct(type)) {
    const children: (Data | undefined)[] = data.children; // a table without rows has none
    const fields = type.children.map(({name}, k) => ({name, get: children[k] ? createGetter(children[k]) : () => null}));
    return (row) => Object.fromEntries(fields.map(({name, get}) => [name, get(row)]));
  }
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type)) return textGetter(data);
  if (DataType.isUtf8View(type)) return viewGetter(data);
  if (DataType.isMap(type)) return mapGetter(data);
  if (DataType.isUnion(type)) return unionGetter(data);
  const vector = new Vector([data]);
  if (!DataType.isList(type) && !DataType.isLargeList(type) && !DataType.isFixedSizeList(type)) return (row) => vector.get(row) as unknown;
  return (row) => {
    const inner = vector.get(row) as Vector;
    const get = createArrowGetter(inner);
    return Array.from({length: inner.length}, (_, i) => get(i));
  };
}

function mapGetter(data: Data): CellGetter {
  const {valueOffsets, children} = data as unknown as {valueOffsets: Int32Array; children: Data[]};
  if (children.length === 0) return () => []; // of a table without rows
  const [key, value] = children[0].children.map(createGetter);
  return (row) => {
    const [from, to] = [valueOffsets[row], valueOffsets[row + 1]];
    return Array.from({length: to - from}, (_, i) => [key(from + i), value(from + i)]);
  };
}

/** A cell is what its own type prints. */
function unionGetter(data: Data): CellGetter {
  const {type, typeIds, valueOffsets, children} = data as unknown as Data<Union> & {typeIds: Int8Array; valueOffsets?: Int32Array};
  const printers = children.map((child) => createArrowPrinter(new Vector([child])));
  return (row) => printers[type.typeIdToChildIndex[typeIds[row]]](DataType.isDenseUnion(type) ? (valueOffsets?.[row] ?? row) : row);
}

const strict = new TextDecoder("utf-8", {fatal: true, ignoreBOM: true});

/** Texts; what is no UTF-8 stays bytes. apache-arrow would put marks into these, and take a byte order mark off a text's begin. */
function textGetter(data: Data): CellGetter {
  const {values, valueOffsets} = data as unknown as {values: Uint8Array; valueOffsets: ArrayLike<number | bigint>};
  return (row) => toText(values.subarray(Number(valueOffsets[row]), Number(valueOffsets[row + 1])));
}

function viewGetter(data: Data): CellGetter {
  const bytes = new Vector([data.clone(new BinaryView() as DataType)]);
  return (row) => toText(bytes.get(row) as Uint8Array);
}

function toText(bytes: Uint8Array): string | Uint8Array {
  try {
    return strict.decode(bytes);
  } catch {
    return bytes;
  }
}

/** Little-endian words of a two's complement. */
function readDecimal(words: Uint32Array, row: number, nWords: number): bigint {
  let value = 0n;
  for (let k = nWords - 1; k >= 0; --k) value = (value << 32n) | BigInt(words[row * nWords + k]);
  return BigInt.asIntN(32 * nWords, value);
}

/** The cells of an Arrow column, each as {@link PhysicalType} says, by row. */
export function createArrowGetter({data}: Vector): CellGetter {
  const getters = data.map(createGetter);
  let start = 0;
  const starts = data.map(({length}) => (start += length) - length);
  if (data.length === 1) return getters[0];
  return (row) => {
    const k = starts.findLastIndex((d) => d <= row);
    return getters[k](row - starts[k]);
  };
}

/** The cells of an Arrow column as texts, by row. */
export function createArrowPrinter(vector: Vector): (row: number) => string | null {
  const get = createArrowGetter(vector);
  const print = createCellPrinter(arrowType(vector.type));
  return (row) => print(get(row));
}

/** A function that says whether a row of these columns, all of a file's, has no value in any; see findBareFault. */
export function createBareTest(vectors: readonly Vector[]): (row: number) => boolean {
  const types = vectors.map(({type}) => arrowType(type as DataType));
  if (vectors.length < 2 || vectors.some(({nullCount}, j) => nullCount === 0 && !canBeBlank(types[j]))) return () => false;
  const printers = vectors.map(createArrowPrinter);
  return (row) => printers.every((print, j) => isBlankCell(print(row), types[j]));
}

/**
 * Reads the cells of an Arrow column as models take them; see {@link createCellReader}. Integers and floats are read from their
 * arrays, each text of a dictionary once.
 *
 * @param out as long as the column
 */
export function readArrowColumn(
  vector: Vector,
  {rule, missing = MISSING_TEXTS, format}: {rule: CellRule} & Omit<CellReaderOptions, "type">,
  out: Float32Array | Float64Array
): void {
  const type = arrowType(vector.type);
  const numbers = missingNumbers(missing);
  const read = createCellReader(rule, {type, missing, format});
  let start = 0;
  for (const data of vector.data) {
    const cells = out.subarray(start, (start += data.length));
    if (columnKindOf(rule) === "number" && readingOf("number", type) === "number" && hasPlainNumbers(data))
      readNumbers(data, cells, numbers);
    else readTexts(data, read, cells);
  }
}

function hasPlainNumbers({type}: Data): boolean {
  return DataType.isInt(type) || (DataType.isFloat(type) && type.precision !== Precision.HALF);
}

function readNumbers(data: Data, out: Float32Array | Float64Array, missing: readonly number[]): void {
  const values = data.values as ArrayLike<number | bigint>;
  const {nullCount} = data;
  for (let i = 0; i < data.length; ++i) {
    const value = nullCount > 0 && !data.getValid(i) ? NaN : Number(values[i]);
    out[i] = missing.includes(value) ? NaN : value === value && !isFinite32(value) ? Infinity : value;
  }
}

function readTexts(data: Data, read: (cell: string | null) => number, out: Float32Array | Float64Array): void {
  const vector = new Vector([data]);
  const {type} = data;
  if (!DataType.isDictionary(type)) {
    const print = createArrowPrinter(vector);
    for (let i = 0; i < out.length; ++i) out[i] = read(print(i));
    return;
  }
  const dictionary = data.dictionary as Vector;
  const print = createArrowPrinter(dictionary);
  const values = Float64Array.from({length: dictionary.length}, (_, k) => read(print(k)));
  const keys = data.values as ArrayLike<number | bigint>;
  const missing = read(null);
  for (let i = 0; i < out.length; ++i) out[i] = data.getValid(i) ? values[Number(keys[i])] : missing;
}
