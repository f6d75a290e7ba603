import type {LabelledUsers} from "../groups.js";
import type {CategoryColumn, Column} from "../dataset/table.js";
import type {InputUsers} from "./bandRows.js";
import type {NumberCut} from "../told/closeEdges.js";
import type {CellCut, Parts} from "../told/nestedCells.js";
import {isMissing} from "../dataset/table.js";
import {countWhere, isTold} from "../groups.js";
import {codeRows} from "../statistics/bins.js";
import {tellSorted} from "../statistics/tell.js";
import {bandNumber, bandRows, edgesOf} from "./bandRows.js";
import {edgesTooClose} from "../told/closeEdges.js";
import {tellApart} from "../told/nestedCells.js";
import {findRelatedPairs} from "../told/relatedInputs.js";

/** Edges of a number, or places of levels, that may be told. */
type ToldEdges = ReadonlySet<number> | null;

/**
 * What of each input may be told beside the others: edges of a number, levels of a category by their places. Of two edges of numbers that order
 * users nearly alike and leave few between, the later input's is not told; of two inputs of which cells of the one lie within cells of
 * the other and leave few, as an age group and the age do, the one in more cells is told in fewer.
 *
 * @param columns as pages tell of them; see fillFew
 * @param related of the same columns, where they are known already
 * @returns by column; null: all of its edges, or levels, may be told
 */
export function findToldEdges(columns: readonly Column[], users: LabelledUsers, related = findRelatedPairs(columns)): ToldEdges[] {
  const told: ToldEdges[] = columns.map(() => null);
  for (const [first, second] of related.close) {
    const [one, other] = [first, second].map((k) => cutNumber(columns[k], {...users, edges: told[k]}));
    const close = edgesTooClose(one, other, users);
    if (close.size > 0) told[second] = new Set(other.edges.filter((edge) => !close.has(edge)));
  }
  const isSaid = (column: Column): boolean => isTold(countWhere((i) => !isMissing(column, i), users.y, users.groups));
  const cuts = new Map<number, NamedCells>();
  const cutOf = (k: number): NamedCells => {
    const cut = cuts.get(k) ?? cutCells(columns[k], {...users, edges: told[k]});
    cuts.set(k, cut);
    return cut;
  };
  for (const pair of related.nested) {
    if (!pair.every((k) => isSaid(columns[k]))) continue; // of the other no page tells
    const [other, fine] = [...pair].sort((a, b) => cutOf(a).cells.nCells - cutOf(b).cells.nCells || a - b);
    const {cells, names, ...parts} = cutOf(fine);
    const apart = tellApart({fine: cells, other: cutOf(other).cells, users}, parts);
    if (apart === null) continue;
    told[fine] = new Set(names.filter((_, part) => apart[part]));
    cuts.delete(fine);
  }
  return told;
}

function cutNumber(column: Column, users: InputUsers): NumberCut {
  const told = tellSorted(column.kind === "number" ? column.values : new Float32Array(), users.groups);
  return {values: told.values, edges: told.sorted.length > 0 ? edgesOf(bandNumber(told, users)) : []};
}

/** An input in cells, and the names of its parts: the edges that its cells begin at but the first, or places of levels, those of most users first. */
interface NamedCells extends Parts {
  cells: CellCut;
  names: number[];
}

/** Whoever has no value is in a cell of their own, the last. */
function cutCells(column: Column, users: InputUsers): NamedCells {
  return column.kind === "number" ? cutAtEdges(cutNumber(column, users)) : cutLevels(column, users);
}

function cutAtEdges({values, edges}: NumberCut): NamedCells {
  const names = edges.slice(1);
  const cells = {codes: codeRows(values, edges).map((code) => (code < 0 ? edges.length : code)), nCells: edges.length + 1, isOrdered: true};
  const joinCells = (apart: readonly boolean[]): number[] => {
    let own = 0;
    const inOrder = edges.map((_, cell) => (cell > 0 && apart[cell - 1] ? ++own : own));
    return [...inOrder, own + 1];
  };
  return {cells, names, n: names.length, joinCells};
}

function cutLevels(column: CategoryColumn, users: InputUsers): NamedCells {
  const {rates, codes, nLevels} = bandRows({}, column, users);
  const [pool, missing] = [rates.length, rates.length + 1];
  const placed = codes.map((code) => (code < 0 ? missing : nLevels[code] > 1 ? pool : code));
  const levelOf = new Map<number, number>();
  for (let i = 0; i < codes.length; ++i) if (placed[i] < pool) levelOf.set(placed[i], column.codes[i]);
  const alone = [...levelOf.keys()].sort((a, b) => rates[b].n - rates[a].n || a - b);
  const joinCells = (apart: readonly boolean[]): number[] => {
    const placeOf = Array.from({length: missing + 1}, () => 0);
    placeOf[missing] = 1;
    let next = 2;
    alone.forEach((cell, part) => (placeOf[cell] = apart[part] ? next++ : 0));
    return placeOf;
  };
  return {
    cells: {codes: placed, nCells: missing + 1, isOrdered: false},
    names: alone.map((cell) => levelOf.get(cell) as number),
    n: alone.length,
    joinCells
  };
}
