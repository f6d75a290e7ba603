export type TimeUnit = "s" | "ms" | "us" | "ns";

/**
 * What a column holds in its file, and what a reader hands over for a cell of it (null: no value):
 * - text: a string; boolean: a boolean; integer (of any width) and float: a number or a bigint
 * - decimal: a bigint, the number times 10^scale; precision: its digits at most, where a file says it
 * - date: days since 1970; time, timestamp, duration: how many units since midnight, since 1970 (UTC) or in all; number or bigint
 * - uuid, binary: a Uint8Array; list: its cells; struct: its cells by name; map: pairs of cells
 * - null: nothing but null; other: whatever its reader makes of it
 *
 * A dictionary is no type of its own: it is a way to store another.
 */
export type PhysicalType =
  | {name: "text" | "integer" | "boolean" | "date" | "uuid" | "binary" | "null"}
  | {name: "float"; bits: 32 | 64}
  | {name: "decimal"; scale: number; precision?: number}
  | {name: "time" | "duration"; unit: TimeUnit}
  | {name: "timestamp"; unit: TimeUnit; isUtc: boolean}
  | {name: "list"; of: PhysicalType}
  | {name: "struct"; fields: readonly {name: string; type: PhysicalType}[]}
  | {name: "map"; key: PhysicalType; value: PhysicalType}
  | {name: "other"; words: string};

export type TypeName = PhysicalType["name"];

/** What a CSV file holds. */
export const TEXT: PhysicalType = {name: "text"};

const WORDS: Record<Exclude<TypeName, "other">, string> = {
  text: "texts",
  integer: "whole numbers",
  float: "numbers",
  decimal: "decimal numbers",
  boolean: "true and false",
  date: "dates",
  time: "times of day",
  timestamp: "timestamps",
  duration: "durations",
  uuid: "UUIDs",
  binary: "bytes",
  null: "nothing",
  list: "lists",
  struct: "records",
  map: "maps"
};

/** For readers. @example describeType({name: "timestamp", unit: "us", isUtc: true}) // "timestamps" */
export function describeType(type: PhysicalType): string {
  return type.name === "other" ? type.words : WORDS[type.name];
}

/** Whether a type, or one inside it, is such. */
export function someType(type: PhysicalType, isSuch: (type: PhysicalType) => boolean): boolean {
  if (isSuch(type)) return true;
  if (type.name === "list") return someType(type.of, isSuch);
  if (type.name === "struct") return type.fields.some((field) => someType(field.type, isSuch));
  return type.name === "map" && (someType(type.key, isSuch) || someType(type.value, isSuch));
}
