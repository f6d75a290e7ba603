import type {Table} from "../../dataset/table.js";
import type {Places} from "./places.js";
import type {Repeats, Twin} from "./repeats.js";
import {mean} from "d3-array";
import {FAR, joinEqual, leastOf, rootOf, rowsToLookAt, toPlaces} from "./places.js";

/** Rows that share cells as one customer's do. */
export interface SharedCells extends Repeats {
  /** names of the columns that they share */
  columns: string[];
}

/** About so many cells are compared: enough rows to see which columns stay. */
const MOST_CELLS = 5e7;
/** A row that chance would have agree with one of all others as surprisingly this seldom is a repeat. */
const CHANCE = 0.01;
/** Columns that repeats share so often stay for a customer; what changes now and then would part a customer's rows. */
const STAYS = 0.98;

/**
 * Looks for rows that agree in columns in which hardly any two agree by chance, whatever they are in others: the months of one
 * customer, whose age and date of joining stay, and whose use does not. By all columns such a row is as far from the customer's
 * other months as from strangers, so that {@link findNearRepeats} passes it over.
 *
 * A cell in common surprises by the log of how many times fewer rows have its value than there are. The columns that the most
 * surprising pairs agree in are those that stay, and rows that agree in all of them are one customer's, if chance, were columns
 * independent, would seldom (see {@link CHANCE}) make a row agree with one of all others. Columns that follow from others, such as
 * a place and its post code, make strangers agree as well: such rows are one customer's only where they know one another's labels
 * ({@link knowLabels}).
 *
 * @see Fellegi and Sunter (1969), A theory for record linkage: weights of agreement
 */
export function findSharedCells(table: Table, seed: string | number, cells = MOST_CELLS): SharedCells {
  const {nRows} = table;
  const none = {share: 0, nLooked: 0, twins: [], groups: null, left: null, columns: []};
  if (nRows < 2 * FAR) return none;
  const columns = table.columns.map((column) => toPlaces(column, nRows));
  const surprise = new Float64Array(nRows);
  const found = Array.from(rowsToLookAt(columns, seed, cells), (row) => lookForPairs(columns, row, surprise));
  const pairs = found.filter(({repeats}) => repeats.length > 0);
  const differing = [...columns.keys()].filter((c) => columns[c].alike[0] < nRows); // what is the same for all tells nobody apart
  const stays = differing.filter((c) => (mean(pairs, (d) => shareEqual(columns[c], d)) ?? 0) >= STAYS);
  if (stays.length === 0) return none;
  const group = Int32Array.from({length: nRows}, (_, i) => i);
  const joined = joinEqual(
    stays.map((c) => columns[c]),
    group,
    CHANCE
  );
  const isOwn = (a: number, b: number): boolean => rootOf(group, a) === rootOf(group, b);
  const twins = found.flatMap(({row, likest}): Twin[] => {
    const twin = likest.find((d) => d !== row && isOwn(d, row));
    const stranger = likest.find((d) => !isOwn(d, row)) ?? group.findIndex((_, d) => !isOwn(d, row)); // where a customer has very many rows
    return twin === undefined || stranger < 0 ? [] : [{row, twin, stranger}];
  });
  return {
    share: twins.length / found.length,
    nLooked: found.length,
    twins,
    groups: joined > 0 ? group.map((_, i) => rootOf(group, i)) : null,
    left: found.filter(({row, repeats}) => repeats.some((d) => !isOwn(d, row))).length / found.length,
    columns: stays.map((c) => table.columns[c].name)
  };
}

interface Pairs {
  row: number;
  /** the rows whose cells in common with it surprise most, the most first */
  likest: Int32Array;
  /** those of them that chance would hardly make */
  repeats: Int32Array;
}

/** @param surprise length nRows: room, whatever it holds */
function lookForPairs(columns: readonly Places[], row: number, surprise: Float64Array): Pairs {
  const nRows = surprise.length;
  surprise.fill(0); // less is more, so that the likest is the least
  for (const {place, alike} of columns) {
    const [own, weight] = [place[row], Math.log(nRows / alike[row])];
    for (let i = 0; i < nRows; ++i) if (place[i] === own) surprise[i] -= weight;
  }
  surprise[row] = Infinity;
  const {rows: likest, values} = leastOf(surprise, row);
  return {row, likest, repeats: likest.filter((_, k) => nRows * Math.exp(values[k]) < CHANCE)};
}

function shareEqual({place}: Places, {row, repeats}: Pairs): number {
  return repeats.reduce((n, other) => n + Number(place[other] === place[row]), 0) / repeats.length;
}
