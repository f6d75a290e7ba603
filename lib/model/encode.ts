import type {Column, Row, Table} from "../dataset/table.js";
import type {ByColumn, EncodedColumn, Model, ModelInput} from "./model.js";
import {check, someOf} from "../check.js";
import {codeOf, createCategoryReader, NOTHING} from "./category.js";
import {ofKind} from "./model.js";
import {findNamed, getNamed} from "../named.js";

/** The part of a model that says how a user becomes numbers. */
export type Encoding = Pick<Model, "inputs" | "encoding">;

export interface EncodeOptions {
  /**
   * A category's value that the model has nothing for, a missing one included: "refuse" it by name (the default), or read
   * it as "missing": as the pooled level or the missing one, or, where the model has neither, as none of its levels.
   */
  unknownLevel?: "refuse" | "missing";
}

/** A table's columns by input name, checked, with the table's level codes translated to the model's. */
export type BoundColumns = Map<string, BoundColumn>;
type BoundColumn = {kind: "number"; values: Float32Array} | {kind: "category"; codes: Int32Array};

/**
 * Finds the model's inputs among a table's columns, in whatever order; further columns are left alone.
 *
 * @throws naming every missing column, every column of the wrong kind, every infinite number and every unknown level
 */
export function bindColumns(inputs: readonly ModelInput[], table: Table, {unknownLevel = "refuse"}: EncodeOptions = {}): BoundColumns {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const found = checkNames(inputs, byName);
  const bound: BoundColumns = new Map();
  const unknown: string[] = [];
  const infinite: string[] = [];
  for (const [input, column] of found) {
    if (input.kind === "number" && column.kind === "number") {
      if (hasInfinity(column.values)) infinite.push(input.name);
      bound.set(input.name, {kind: "number", values: column.values});
    } else if (input.kind === "category" && column.kind === "category") {
      const read = createCategoryReader(input, unknownLevel === "missing");
      const values = [...column.levels, null]; // the last is for missing cells
      const translated = Int32Array.from(values, read);
      const used = usedCodes(column.codes, column.levels.length);
      for (const [i, value] of values.entries()) if (used[i] && translated[i] === NOTHING) unknown.push(sayValue(input.name, value));
      const missing = translated[column.levels.length];
      bound.set(input.name, {kind: "category", codes: column.codes.map((code) => (code < 0 ? missing : translated[code]))});
    }
  }
  check(infinite.length === 0, {
    where: "scoreTable",
    rule: "numbers must be finite, or NaN for missing",
    got: `an infinity in ${someOf(infinite)}`
  });
  check(unknownLevel === "missing" || unknown.length === 0, unknownLevels("scoreTable", inputs, unknown));
  return bound;
}

/**
 * One encoded column's numbers, for all rows, written into `out`.
 *
 * @throws if the column's input is not bound, or of another kind than the column reads
 */
export function encodeColumn<T extends Float32Array | Float64Array>(
  column: EncodedColumn,
  {inputs}: Pick<Model, "inputs">,
  bound: BoundColumns,
  out: T
): T {
  const source = bound.get(column.input);
  const isDone = source !== undefined && ofKind(columnWriters, column, source, {inputs, out});
  check(isDone, {where: "encodeColumn", rule: `a ${column.kind} column must have an input that it can read`, got: column.input});
  return out;
}

/** How each kind of encoded column is made of all rows at once; false: its input is of another kind. */
const columnWriters: ByColumn<[BoundColumn, {inputs: readonly ModelInput[]; out: Float32Array | Float64Array}], boolean> = {
  number: ({mean, scale, missing}, source, {out}) => {
    if (source.kind !== "number") return false;
    const instead = missing ?? NaN;
    const {values} = source;
    for (let i = 0; i < values.length; ++i) {
      const x = values[i];
      out[i] = ((x !== x ? instead : x) - mean) / scale;
    }
    return true;
  },
  level: writeLevel,
  rest: writeLevel
};

type LevelColumn = EncodedColumn & {kind: "level" | "rest"};

function writeLevel(
  column: LevelColumn,
  source: BoundColumn,
  {inputs, out}: {inputs: readonly ModelInput[]; out: Float32Array | Float64Array}
): boolean {
  if (source.kind !== "category") return false;
  const {codes} = source;
  const mine = codeOf(inputs, column);
  const zero = (0 - column.mean) / column.scale;
  const one = (1 - column.mean) / column.scale;
  for (let i = 0; i < codes.length; ++i) out[i] = codes[i] === mine ? one : codes[i] === NOTHING ? 0 : zero;
  return true;
}

/** All encoded columns as float32, which is exact for trees: their encodings leave numbers as they are. */
export function encodeFloat32(encoding: Encoding, table: Table, options: EncodeOptions = {}): Float32Array[] {
  const bound = bindColumns(encoding.inputs, table, options);
  return encoding.encoding.map((column) => {
    const source = bound.get(column.input);
    const isPlain = column.kind === "number" && column.mean === 0 && column.scale === 1;
    if (isPlain && source?.kind === "number" && (column.missing === null || !hasMissing(source.values))) return source.values;
    return encodeColumn(column, encoding, bound, new Float32Array(table.nRows));
  });
}

/**
 * A function that turns one row into encoded numbers, without allocating: it writes into `out`.
 * Numbers are rounded to float32 first, as they are at every door. null is missing.
 *
 * The function throws naming every input that is absent, of the wrong kind, not finite as float32, or of an unknown level.
 */
export function createRowEncoder(
  {inputs, encoding}: Encoding,
  {unknownLevel = "refuse"}: EncodeOptions = {}
): (row: Row, out: Float64Array) => void {
  const categories = new Map(
    inputs.map((d) => [d.name, d.kind === "category" ? createCategoryReader(d, unknownLevel === "missing") : null])
  );
  const readers = encoding.map((column) => ofKind(cellReaders, column, {inputs, read: categories.get(column.input) ?? (() => NOTHING)}));
  return (row, out) => {
    checkRow(inputs, row, categories);
    for (let j = 0; j < readers.length; ++j) out[j] = readers[j](getNamed(row, encoding[j].input));
  };
}

/** How each kind of encoded column is made of one value. */
const cellReaders: ByColumn<[CellReading], (value: Row[string]) => number> = {
  number: ({mean, scale, missing}) => {
    const instead = missing ?? NaN;
    return (value) => ((typeof value === "number" ? Math.fround(value) : instead) - mean) / scale;
  },
  level: readLevel,
  rest: readLevel
};

interface CellReading {
  inputs: readonly ModelInput[];
  /** of the column's category */
  read: (value: string | null) => number;
}

function readLevel(column: LevelColumn, {inputs, read}: CellReading): (value: Row[string]) => number {
  const mine = codeOf(inputs, column);
  const zero = (0 - column.mean) / column.scale;
  const one = (1 - column.mean) / column.scale;
  return (value) => {
    const code = read(value as string | null);
    return code === mine ? one : code === NOTHING ? 0 : zero;
  };
}

function checkNames(inputs: readonly ModelInput[], byName: Map<string, Column>): [ModelInput, Column][] {
  const missing = inputs.filter((input) => !byName.has(input.name)).map((input) => input.name);
  check(missing.length === 0, {
    where: "scoreTable",
    rule: `the table must have every input of the model (${someOf(
      inputs.map((d) => d.name),
      20
    )})`,
    got: `none named ${someOf(missing, 20)}`
  });
  const found = inputs.map((input): [ModelInput, Column] => [input, byName.get(input.name) as Column]);
  const wrong = found.filter(([input, column]) => input.kind !== column.kind);
  check(wrong.length === 0, {
    where: "scoreTable",
    rule: "columns must be of the kind that the model was fitted on",
    got: wrong.map(([input, column]) => `${input.name} as ${column.kind}, not ${input.kind}`).join(", ")
  });
  return found;
}

type CategoryReaders = Map<string, ((value: string | null) => number) | null>;

function checkRow(inputs: readonly ModelInput[], row: Row, readers: CategoryReaders): void {
  let isFine = true;
  for (const input of inputs) isFine &&= isValueOf(input, findNamed(row, input.name), readers);
  if (isFine) return;
  const where = "scoreRow";
  const absent = inputs.filter((input) => findNamed(row, input.name) === undefined).map((input) => input.name);
  const rule = `the row must have every input of the model (${someOf(
    inputs.map((d) => d.name),
    20
  )}), null where it is missing`;
  check(absent.length === 0, {where, rule, got: `none named ${someOf(absent, 20)}`});
  const wrong = inputs
    .map(({name, ...input}) => ({name, value: getNamed(row, name), ...input}))
    .filter((input) => !isKindOf(input, input.value))
    .map(
      ({name, value}) => `${name} = ${JSON.stringify(value) ?? "undefined"}${Number.isFinite(value) ? " (beyond float32, 3.4e38)" : ""}`
    );
  check(wrong.length === 0, {
    where,
    rule: "numbers must be finite numbers and categories texts",
    got: someOf(wrong, 20)
  });
  const unknown = inputs
    .filter((input) => !isValueOf(input, findNamed(row, input.name), readers))
    .map((d) => sayValue(d.name, getNamed(row, d.name) as string | null));
  check(unknown.length === 0, unknownLevels(where, inputs, unknown));
}

function isKindOf(input: ModelInput, value: Row[string]): boolean {
  if (value === null) return true;
  // a number beyond float32 would round to infinity at the door
  return input.kind === "number" ? typeof value === "number" && Number.isFinite(Math.fround(value)) : typeof value === "string";
}

function isValueOf(input: ModelInput, value: Row[string] | undefined, readers: CategoryReaders): boolean {
  if (value === undefined || !isKindOf(input, value)) return false;
  const read = readers.get(input.name);
  return !read || read(value as string | null) !== NOTHING;
}

function unknownLevels(where: string, inputs: readonly ModelInput[], unknown: readonly string[]) {
  const categories = inputs.filter((d) => d.kind === "category");
  const known = categories.map((d) => `${d.name}: ${someOf(d.levels)}${d.missing ? ", or missing" : ""}`);
  return {
    where,
    rule: `categories must be of the levels that the model knows (${known.join("; ")})`,
    got: someOf(unknown),
    remedy: categories.every((d) => d.missing)
      ? "Leave unknown ones missing."
      : "No training row was like that: leave such rows out, or fit the model on a table that has some."
  };
}

function sayValue(name: string, value: string | null): string {
  return value === null ? `${name} missing` : `${name} = ${value}`;
}

function hasInfinity(values: Float32Array): boolean {
  for (let i = 0; i < values.length; ++i) if (values[i] === Infinity || values[i] === -Infinity) return true;
  return false;
}

function hasMissing(values: Float32Array): boolean {
  for (let i = 0; i < values.length; ++i) if (values[i] !== values[i]) return true;
  return false;
}

function usedCodes(codes: Int32Array, nLevels: number): Uint8Array {
  const used = new Uint8Array(nLevels + 1);
  for (let i = 0; i < codes.length; ++i) used[codes[i] < 0 ? nLevels : codes[i]] = 1;
  return used;
}
