import type {CellType} from "./typedColumns.js";
import type {Declared, OddFile} from "./oddFile.js";
import type {Vector} from "apache-arrow";
import fc from "fast-check";
import {RecordBatch, Schema, Field, Struct, Table, makeData, tableToIPC} from "apache-arrow";
import {sqlName} from "../../../data-loaders/ingest/duckdb.js";
import {declared} from "./csvFiles.js";
import {CATEGORY, LABEL, NUMBERS, oddFile} from "./oddFile.js";
import {anyText, levelTextOf, markedText, numberText} from "./texts.js";
import {numberTypes, textTypes, typesOfCells} from "./typedColumns.js";

/** Parquet files, as DuckDB writes them, and Arrow files. */

interface TypedColumn {
  name: string;
  type: CellType;
  cells: unknown[];
}

interface TypedPlan {
  declared: Declared;
  columns: TypedColumn[];
  nRows: number;
}

/** A column with the two sound users first. */
function columnOf(name: string, type: fc.Arbitrary<CellType>, nRows: number): fc.Arbitrary<TypedColumn> {
  return type.chain((chosen) =>
    fc
      .array(fc.option(chosen.cell, {freq: 6, nil: null}), {minLength: nRows, maxLength: nRows})
      .map((cells) => ({name, type: chosen, cells: [...chosen.sound, ...cells]}))
  );
}

const from = (types: readonly CellType[]): fc.Arbitrary<CellType> => fc.constantFrom(...types);

function planOf(known: Declared, canHave: (type: CellType) => boolean): fc.Arbitrary<TypedPlan> {
  const [first, second] = known.levels;
  const number = known.format ? markedText(known.format) : numberText;
  const can = (types: readonly CellType[]): CellType[] => types.filter(canHave);
  const numberType = fc.oneof(
    {weight: 12, arbitrary: from(can(numberTypes))},
    {weight: 4, arbitrary: from(can(textTypes(number, ["1", "3"])))},
    {weight: 1, arbitrary: from(can(typesOfCells))}
  );
  const levels = can(textTypes(levelTextOf(known.levels), [first, second]));
  const levelType = fc.oneof({weight: 5, arbitrary: from(levels)}, {weight: 3, arbitrary: from(can(typesOfCells))});
  const label = can(textTypes(fc.constantFrom("left", "stayed", ""), ["left", "stayed"]));
  return fc.nat({max: 8}).chain((n) =>
    fc
      .tuple(
        columnOf(NUMBERS[0], numberType, n),
        columnOf(NUMBERS[1], numberType, n),
        columnOf(CATEGORY, levelType, n),
        columnOf(LABEL, from(label), n),
        fc.option(columnOf("note", from(can(textTypes(anyText, ["n", "m"]))), n), {nil: null}),
        fc.option(columnOf("extra", from(can(typesOfCells)), n), {nil: null}),
        fc.nat({max: 30})
      )
      .chain(([days, km, plan, status, note, extra, luck]) => {
        const all = [days, km, plan, status, note, extra].filter((d) => d !== null);
        if (luck === 0) all.splice(1, 1);
        if (luck === 1) all[0].name = "Active Days";
        return fc.shuffledSubarray(all, {minLength: all.length}).map((columns) => ({declared: known, columns, nRows: n + 2}));
      })
  );
}

/** A few rows have nothing in any cell. */
const withBareRows = (plan: fc.Arbitrary<TypedPlan>): fc.Arbitrary<TypedPlan> =>
  fc
    .tuple(
      plan,
      fc.oneof({weight: 3, arbitrary: fc.constant<number[]>([])}, {weight: 1, arbitrary: fc.array(fc.nat({max: 9}), {maxLength: 2})})
    )
    .map(([d, bare]) => {
      for (const {cells} of d.columns) for (const row of bare) if (row > 1 && row < d.nRows) cells[row] = null;
      return d;
    });

const traitsOf = (form: string, {columns, declared: {format}}: TypedPlan): string[] => [
  form,
  ...columns.map(
    ({name, type}) =>
      `${name === CATEGORY ? "category" : name === "extra" || name === LABEL ? "unread" : name === "note" ? "unread" : "number"} of ${type.name}`
  ),
  ...(format ? ["marks of its own"] : [])
];

const CODECS = ["snappy", "zstd", "gzip", "lz4_raw", "brotli", "uncompressed"];

/** Parquet files of every type that DuckDB writes. */
export const parquetFiles: fc.Arbitrary<OddFile> = fc
  .tuple(
    declared.chain((known) => withBareRows(planOf(known, ({sql}) => sql !== undefined))),
    fc.constantFrom(...CODECS),
    fc.constantFrom("V1", "V2")
  )
  .map(([plan, codec, version]) => {
    const lists = plan.columns.map(({name, type, cells}) => {
      return {name, sql: cells.map((cell) => (cell === null ? "NULL" : type.sql!(cell)))};
    });
    const rows = Array.from({length: plan.nRows}, (_, i) => `(${[i, ...lists.map(({sql}) => sql[i])].join(", ")})`).join(", ");
    const names = lists.map(({name}) => sqlName(name)).join(", ");
    const sql = `SELECT ${names} FROM (VALUES ${rows}) t(i, ${names}) ORDER BY i`;
    const content: OddFile["content"] = (connection, path) =>
      connection.run(`COPY (${sql}) TO '${path}' (FORMAT parquet, COMPRESSION ${codec}, PARQUET_VERSION ${version})`);
    return oddFile(
      {ending: "parquet", declared: plan.declared, traits: [...traitsOf("parquet", plan), `codec ${codec}`, `Parquet ${version}`], content},
      sql
    );
  });

/** Arrow files and streams of every type that apache-arrow makes, of one batch or two. */
export const arrowFiles: fc.Arbitrary<OddFile> = fc
  .tuple(
    declared.chain((known) => withBareRows(planOf(known, ({arrow}) => arrow !== undefined))),
    fc.constantFrom("file", "stream"),
    fc.boolean()
  )
  .map(([plan, form, isCut]) => {
    const {nRows, columns} = plan;
    const vectors = columns.map(({type, cells}) => type.arrow!(cells));
    const schema = new Schema(columns.map(({name}, j) => new Field(name, vectors[j].type, true)));
    const whole = toBatch(schema, vectors, nRows);
    const batches = isCut ? [whole.slice(0, 1), whole.slice(1, nRows)] : [whole];
    const content = tableToIPC(new Table(schema, batches), form as "file" | "stream");
    const traits = [...traitsOf("arrow", plan), `Arrow ${form}`];
    const shown = columns.map(({name, type, cells}) => `${name} ${type.name}: ${fc.stringify(cells)}`).join("\n");
    return oddFile({ending: "arrow", declared: plan.declared, traits, content}, shown);
  });

function toBatch(schema: Schema, vectors: readonly Vector[], length: number): RecordBatch {
  return new RecordBatch(
    schema,
    makeData({type: new Struct(schema.fields), length, nullCount: 0, children: vectors.map(({data}) => data[0])})
  );
}
