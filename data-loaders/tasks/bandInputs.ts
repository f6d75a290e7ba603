import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Table} from "../../lib/dataset/table.js";
import type {BandedRows, LabelledUsers} from "../../lib/explore/bandRows.js";
import {getColumn} from "../../lib/dataset/table.js";
import {bandRows} from "../../lib/explore/bandRows.js";
import {fillFew} from "../../lib/explore/fillFew.js";

/** By input, labelled users in the cells that every page tells. */
export type Banded = Readonly<Record<string, BandedRows>>;

/** @param table the labelled rows, as they are */
export function bandInputs({inputs}: DatasetDefinition, table: Table, users: LabelledUsers): Banded {
  const filled = fillFew(table, users);
  return Object.fromEntries(inputs.map((input) => [input.name, bandRows(input, getColumn(filled, input.name), users)]));
}

/** Where the cells of a number begin, rising. */
export function edgesOf({rates, histogram}: BandedRows): number[] {
  return [...new Set([...histogram.map(({low}) => low), ...rates.map(({from}) => from)])].sort((a, b) => a - b);
}
