import type {Listed} from "../named.js";
import {nameColumns} from "./matchColumns.js";
import type {PhysicalType, TimeUnit} from "./physicalType.js";

/** Under this key of its metadata a Parquet file has the Arrow schema that it was written from, in base64. */
export const ARROW_SCHEMA = "ARROW:schema";

/** One line of a Parquet file's schema, as hyparquet gives it. */
export interface ParquetElement {
  name: string;
  type?: string;
  converted_type?: string;
  logical_type?: {type: string; unit?: string; isAdjustedToUTC?: boolean; bitWidth?: number; isSigned?: boolean};
  num_children?: number;
  repetition_type?: string;
  scale?: number;
  precision?: number;
}

/** The schema of a column with what is inside it. */
export interface ParquetNode {
  element: ParquetElement;
  children: readonly ParquetNode[];
}

/** A column whose cells come as they are stored; see {@link storedSchema}. */
export interface ParquetColumn {
  type: PhysicalType;
  /** a stored cell as {@link PhysicalType} says */
  decode: (cell: unknown) => unknown;
}

/**
 * A schema by which hyparquet hands over cells as they are stored: it would make dates of timestamps, which lose microseconds
 * and end in the year 275760, floating-point numbers of decimals, and objects of maps, which lose keys that come twice and their
 * order. What is left are lists; a map is a record with a list of records in it.
 */
export function storedSchema<E extends ParquetElement>(schema: readonly E[]): E[] {
  return schema.map((element) => {
    const isList = element.num_children !== undefined && element.converted_type === "LIST";
    return {...element, converted_type: isList ? element.converted_type : undefined, logical_type: undefined};
  });
}

/** What hyparquet makes of a file's footer. */
interface ParquetFooter {
  schema: ParquetElement[];
  row_groups: {columns: {meta_data?: {path_in_schema: string[]}}[]}[];
}

/** Gives columns without a name one; hyparquet finds a column's cells by its name. */
export function nameParquetColumns<F extends ParquetFooter>(footer: F): F {
  const tops: number[] = []; // by element of the schema, but for its root: its column
  let nInside = 0;
  for (const {num_children: nChildren = 0} of footer.schema.slice(1)) {
    tops.push(nInside === 0 ? (tops.at(-1) ?? -1) + 1 : tops[tops.length - 1]);
    nInside += nChildren - (nInside === 0 ? 0 : 1);
  }
  const elements = footer.schema.slice(1);
  const isTop = (i: number): boolean => tops[i] !== tops[i - 1];
  const given = elements.filter((_, i) => isTop(i)).map(({name}) => name);
  const names = nameColumns(given);
  if (!given.includes("")) return footer;
  const leaves = tops.filter((_, i) => !elements[i].num_children);
  const rename = <C extends ParquetFooter["row_groups"][number]["columns"][number]>(chunk: C, k: number): C =>
    chunk.meta_data === undefined
      ? chunk
      : {...chunk, meta_data: {...chunk.meta_data, path_in_schema: [names[leaves[k]], ...chunk.meta_data.path_in_schema.slice(1)]}};
  return {
    ...footer,
    schema: footer.schema.map((element, i) => (i > 0 && isTop(i - 1) ? {...element, name: names[tops[i - 1]]} : element)),
    row_groups: footer.row_groups.map((group) => ({...group, columns: group.columns.map(rename)}))
  };
}

/** What hyparquet is told besides, so that it hands over cells as they are stored. */
export const STORED = {
  utf8: false,
  geoparquet: false,
  parsers: {timestampFromNanoseconds: (nanos: bigint): bigint => nanos} // of INT96, which has no other form
};

/** @param node of the schema as it stands in the file */
export function parquetColumn(node: ParquetNode): ParquetColumn {
  const {element} = node;
  if (element.repetition_type === "REPEATED") return listOf(parquetColumn({...node, element: {...element, repetition_type: "REQUIRED"}}));
  if (!element.num_children) return leafColumn(element);
  const [inner] = node.children;
  if (element.converted_type === "LIST") return listOf(elementOf(inner));
  if (["MAP", "MAP_KEY_VALUE"].includes(element.converted_type ?? "") && inner.children.length === 2) return mapOf(inner);
  return structOf(node.children);
}

/** The element of a list: in a group of its own, or, as old writers have it, the repeated field itself. */
function elementOf(repeated: ParquetNode): ParquetColumn {
  const isGroup = repeated.children.length === 1;
  return isGroup
    ? parquetColumn(repeated.children[0])
    : parquetColumn({...repeated, element: {...repeated.element, repetition_type: "OPTIONAL"}});
}

function listOf({type, decode}: ParquetColumn): ParquetColumn {
  return {type: {name: "list", of: type}, decode: orNull((cell) => Array.from(cell as Iterable<unknown>, decode))};
}

function structOf(children: readonly ParquetNode[]): ParquetColumn {
  const fields = children.map((child) => ({name: child.element.name, ...parquetColumn(child)}));
  return {
    type: {name: "struct", fields},
    decode: orNull((cell) => {
      const cells = new Map(Object.entries(cell as object));
      return Object.fromEntries(fields.map(({name, decode}) => [name, decode(cells.get(name))]));
    })
  };
}

/** @param inner the repeated pair, of whatever name */
function mapOf(inner: ParquetNode): ParquetColumn {
  const [key, value] = inner.children.map((child) => ({name: child.element.name, ...parquetColumn(child)}));
  const decodePair = (pair: unknown): unknown[] => {
    const cells = new Map(Object.entries(pair as object));
    return [key.decode(cells.get(key.name)), value.decode(cells.get(value.name))];
  };
  return {
    type: {name: "map", key: key.type, value: value.type},
    decode: orNull((cell) => {
      const pairs = new Map(Object.entries(cell as object)).get(inner.element.name) as Iterable<unknown>;
      return Array.from(pairs, decodePair);
    })
  };
}

function leafColumn(element: ParquetElement): ParquetColumn {
  const {type: stored, converted_type: converted, logical_type: logical} = element;
  if (isText(element)) return {type: {name: "text"}, decode: orNull(toText)};
  if (converted === "DECIMAL" || logical?.type === "DECIMAL")
    return {type: {name: "decimal", scale: element.scale ?? 0, precision: element.precision}, decode: orNull(toUnscaled)};
  if (logical?.type === "NULL") return {type: {name: "null"}, decode: () => null};
  if (logical?.type === "UUID") return {type: {name: "uuid"}, decode: orNull((cell) => cell)};
  if (logical?.type === "FLOAT16") return {type: {name: "float", bits: 32}, decode: orNull(toFloat16)};
  if (converted === "INTERVAL") return {type: {name: "other", words: "intervals"}, decode: orNull(toInterval)};
  const time = timeOf(element);
  if (time) return {type: time, decode: orNull((cell) => cell)};
  if (stored === "INT32" || stored === "INT64") return {type: {name: "integer"}, decode: orNull(integerOf(element))};
  if (stored === "FLOAT" || stored === "DOUBLE")
    return {type: {name: "float", bits: stored === "FLOAT" ? 32 : 64}, decode: orNull((cell) => cell)};
  return {type: {name: stored === "BOOLEAN" ? "boolean" : "binary"}, decode: orNull((cell) => cell)};
}

const TEXTS = ["UTF8", "ENUM", "JSON", "STRING"];

function isText({type, converted_type: converted, logical_type: logical}: ParquetElement): boolean {
  return type === "BYTE_ARRAY" && (TEXTS.includes(converted ?? "") || TEXTS.includes(logical?.type ?? ""));
}

const UNITS: Listed<TimeUnit> = {MILLIS: "ms", MICROS: "us", NANOS: "ns"};

function timeOf({type, converted_type: converted = "", logical_type: logical}: ParquetElement): PhysicalType | null {
  if (type === "INT96") return {name: "timestamp", unit: "ns", isUtc: false};
  if (converted === "DATE" || logical?.type === "DATE") return {name: "date"};
  const [, name, said] = /^(TIME|TIMESTAMP)_(MILLIS|MICROS)$/.exec(converted) ?? [];
  const unit = UNITS[logical?.unit ?? said ?? ""];
  if (logical?.type === "TIME" || name === "TIME") return {name: "time", unit};
  if (logical?.type === "TIMESTAMP" || name === "TIMESTAMP") return {name: "timestamp", unit, isUtc: logical?.isAdjustedToUTC === true};
  return null;
}

/** Unsigned integers are stored in the bits of signed ones. */
function integerOf({type, converted_type: converted = "", logical_type: logical}: ParquetElement): (cell: unknown) => unknown {
  const isUnsigned = converted.startsWith("UINT_") || (logical?.type === "INTEGER" && logical.isSigned === false);
  if (!isUnsigned) return (cell) => cell;
  return type === "INT64" ? (cell) => BigInt.asUintN(64, BigInt(cell as bigint)) : (cell) => Number(cell) >>> 0;
}

const strict = new TextDecoder("utf-8", {fatal: true, ignoreBOM: true});

/** What is no UTF-8 stays bytes, which print as such. */
function toText(cell: unknown): unknown {
  if (!(cell instanceof Uint8Array)) return cell;
  try {
    return strict.decode(cell);
  } catch {
    return cell;
  }
}

/** Bytes are a two's complement, the largest first. */
function toUnscaled(cell: unknown): bigint {
  if (!(cell instanceof Uint8Array)) return BigInt(cell as number | bigint);
  let value = 0n;
  for (const byte of cell) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(8 * cell.length, value);
}

function toFloat16(cell: unknown): number {
  const [low, high] = cell as Uint8Array;
  const sign = high & 0x80 ? -1 : 1;
  const exponent = (high >> 2) & 0x1f;
  const fraction = (((high & 3) << 8) | low) / 1024;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return exponent === 0 ? sign * 2 ** -14 * fraction : sign * 2 ** (exponent - 15) * (1 + fraction);
}

/** Months, days and milliseconds, which have no common unit. */
function toInterval(cell: unknown): string {
  const {buffer, byteOffset} = cell as Uint8Array;
  const [months, days, milliseconds] = [0, 4, 8].map((at) => new DataView(buffer, byteOffset).getUint32(at, true));
  return `${months} months ${days} days ${milliseconds / 1000} s`;
}

function orNull(decode: (cell: unknown) => unknown): (cell: unknown) => unknown {
  return (cell) => (cell === null || cell === undefined ? null : decode(cell));
}
