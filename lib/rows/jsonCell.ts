import type {PhysicalType} from "./physicalType.js";
import {createCellPrinter} from "./printCell.js";

/** A value of JSON as a cell: its physical type, and its text. */
export interface JsonCell {
  type: PhysicalType;
  /** null where there is no value */
  text: string | null;
}

const NUMBER: PhysicalType = {name: "float", bits: 64};
const printNumber = createCellPrinter(NUMBER);

/** @param value as JSON.parse gives it */
export function jsonCell(value: unknown): JsonCell {
  if (value === null || value === undefined) return {type: {name: "null"}, text: null};
  if (typeof value === "string") return {type: {name: "text"}, text: value};
  if (typeof value === "boolean") return {type: {name: "boolean"}, text: String(value)};
  if (typeof value === "number") return {type: NUMBER, text: printNumber(value)};
  return {type: Array.isArray(value) ? {name: "list", of: {name: "text"}} : {name: "struct", fields: []}, text: JSON.stringify(value)};
}
