import type {Data, Vector} from "apache-arrow";
import type {CategoryColumn, Column, NumberColumn, Table} from "../../lib/dataset/table.js";
import {
  DataType,
  Dictionary,
  Field,
  Float32,
  Float64,
  Int32,
  Int8,
  makeData,
  Precision,
  RecordBatch,
  Schema,
  Struct,
  Table as ArrowTable,
  tableFromIPC,
  tableToIPC,
  Uint8,
  Utf8,
  vectorFromArray
} from "apache-arrow";
import {check, someOf} from "../../lib/check.js";
import {getNamed} from "../../lib/named.js";

/** Numbers beside a table, one per row: labels, folds, scores. */
export type RowNumbers = Int8Array | Uint8Array | Int32Array | Float32Array | Float64Array;

/** A table with numbers beside it, as one Arrow file holds them. */
export interface TableFile {
  table: Table;
  arrays: Record<string, RowNumbers>;
}

const ROLE = "role";

/**
 * A table as Arrow IPC (stream format). Missing cells are nulls; categories are dictionaries. Equal tables give equal
 * bytes, whatever was encoded before.
 *
 * @param arrays numbers beside the table, each of length nRows, kept apart from its columns
 * @throws if two columns have one name or a length differs
 */
export function encodeTable(table: Table, arrays: Record<string, RowNumbers> = {}): Uint8Array {
  const names = table.columns.map((d) => d.name); // fields are named with their role, so a column may be called as an array is
  const repeated = names.filter((name, i) => names.indexOf(name) !== i);
  check(repeated.length === 0, {where: "encodeTable", rule: "columns must have names of their own", got: someOf(repeated)});
  const strangers = Object.keys(arrays).filter((name) => getNamed(arrays, name).length !== table.nRows);
  check(strangers.length === 0, {where: "encodeTable", rule: `arrays must have ${table.nRows} values`, got: someOf(strangers)});
  const columns = table.columns.map((column, i) => ({name: column.name, role: "column", data: encodeColumn(column, i)}));
  const beside = Object.entries(arrays).map(([name, values]) => ({name, role: "array", data: encodeArray(values)}));
  const all = [...columns, ...beside];
  const fields = all.map(({name, role, data}) => new Field(`${role} ${name}`, data.type, data.nullCount > 0, new Map([[ROLE, role]])));
  const struct = makeData({type: new Struct(fields), length: table.nRows, nullCount: 0, children: all.map((d) => d.data)});
  const schema = new Schema(fields);
  return tableToIPC(new ArrowTable(schema, [new RecordBatch(schema, struct)]), "stream");
}

/** What {@link encodeTable} wrote. Any Arrow column of another kind is refused. */
export function decodeTable(bytes: Uint8Array): TableFile {
  const arrow = tableFromIPC(bytes);
  const columns: Column[] = [];
  const arrays: [string, RowNumbers][] = [];
  arrow.schema.fields.forEach((field, i) => {
    const vector = arrow.getChildAt(i)!;
    const role = field.metadata.get(ROLE) ?? "";
    const name = field.name.slice(role.length + 1);
    if (role === "array") arrays.push([name, vector.toArray().slice()]);
    else columns.push(decodeColumn(name, vector));
  });
  return {table: {nRows: arrow.numRows, columns}, arrays: Object.fromEntries(arrays)};
}

function encodeColumn(column: Column, id: number): Data<DataType> {
  return column.kind === "number" ? encodeNumbers(column) : encodeCategory(column, id);
}

function encodeNumbers({values}: NumberColumn): Data<DataType> {
  const {nullBitmap, nullCount} = markMissing(values.length, (i) => Number.isNaN(values[i]));
  const data = nullCount > 0 ? values.map((value) => (Number.isNaN(value) ? 0 : value)) : values;
  return makeData({type: new Float32(), length: values.length, nullCount, nullBitmap, data});
}

/** @param id of the dictionary; given, because apache-arrow would count up over the life of the process */
function encodeCategory({levels, codes}: CategoryColumn, id: number): Data<DataType> {
  const {nullBitmap, nullCount} = markMissing(codes.length, (i) => codes[i] < 0);
  const type = new Dictionary(new Utf8(), new Int32(), id, false);
  const data = nullCount > 0 ? codes.map((code) => Math.max(code, 0)) : codes;
  return makeData({type, length: codes.length, nullCount, nullBitmap, data, dictionary: vectorFromArray(levels, new Utf8())});
}

function encodeArray(values: RowNumbers): Data<DataType> {
  const {length} = values;
  if (values instanceof Int8Array) return makeData({type: new Int8(), length, nullCount: 0, data: values});
  if (values instanceof Uint8Array) return makeData({type: new Uint8(), length, nullCount: 0, data: values});
  if (values instanceof Int32Array) return makeData({type: new Int32(), length, nullCount: 0, data: values});
  if (values instanceof Float32Array) return makeData({type: new Float32(), length, nullCount: 0, data: values});
  return makeData({type: new Float64(), length, nullCount: 0, data: values});
}

function decodeColumn(name: string, vector: Vector): Column {
  const {type, length} = vector;
  if (DataType.isFloat(type) && type.precision === Precision.SINGLE) {
    const values = new Float32Array(vector.toArray() as Float32Array);
    markNulls(vector, values, NaN);
    return {name, kind: "number", values};
  }
  check(DataType.isDictionary(type), {where: "decodeTable", rule: `"${name}" must be float32 numbers or a dictionary of texts`, got: type});
  const {dictionary} = vector.data[0];
  const levels = Array.from(dictionary as Vector<Utf8>, String);
  const codes = new Int32Array(length);
  let start = 0;
  for (const d of vector.data) {
    codes.set((d.values as Int32Array).subarray(0, d.length), start);
    start += d.length;
  }
  markNulls(vector, codes, -1);
  return {name, kind: "category", levels, codes};
}

/** Writes what stands for a missing cell wherever the vector has none. */
function markNulls(vector: Vector, cells: Float32Array | Int32Array, missing: number): void {
  let start = 0;
  for (const {length, offset, nullCount, nullBitmap} of vector.data) {
    for (let i = 0; i < length && nullCount > 0; ++i) {
      const bit = offset + i;
      if (((nullBitmap[bit >> 3] >> (bit & 7)) & 1) === 0) cells[start + i] = missing;
    }
    start += length;
  }
}

function markMissing(length: number, isMissing: (i: number) => boolean): {nullBitmap: Uint8Array | null; nullCount: number} {
  const nullBitmap = new Uint8Array(Math.ceil(length / 8));
  let nullCount = 0;
  for (let i = 0; i < length; ++i) {
    if (isMissing(i)) ++nullCount;
    else nullBitmap[i >> 3] |= 1 << (i & 7);
  }
  return {nullBitmap: nullCount > 0 ? nullBitmap : null, nullCount};
}
