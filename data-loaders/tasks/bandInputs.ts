import type {LabelledUsers} from "../../lib/groups.js";
import type {DatasetDefinition} from "../../lib/dataset/definition.js";
import type {Table} from "../../lib/dataset/table.js";
import type {BandedRows} from "../../lib/explore/bandRows.js";
import {getColumn} from "../../lib/dataset/table.js";
import {bandRows} from "../../lib/explore/bandRows.js";
import {findToldEdges} from "../../lib/explore/toldEdges.js";
import {fillFew} from "../../lib/explore/fillFew.js";

/** By input, labelled users in the cells that every page tells. */
export type Banded = Readonly<Record<string, BandedRows>>;

/** @param table the labelled rows, as they are */
export function bandInputs({inputs}: DatasetDefinition, table: Table, users: LabelledUsers): Banded {
  const filled = fillFew(table, users);
  const columns = inputs.map(({name}) => getColumn(filled, name));
  const edges = findToldEdges(columns, users);
  return Object.fromEntries(inputs.map((input, k) => [input.name, bandRows(input, columns[k], {...users, edges: edges[k]})]));
}
