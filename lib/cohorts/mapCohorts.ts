import type {CohortMap, MapAxis, MapCell} from "../book/cohorts.js";
import type {ScoredUsers} from "./judgeCohort.js";
import type {SliceColumn} from "./weakSlices.js";
import type {ToldParts} from "../told/fewLeft.js";
import type {ToldSet} from "../told/keepApart.js";
import {countWhere, mergeCells, nameOther} from "../groups.js";
import {joinLabels, rowsByCode} from "../statistics/bins.js";
import {isGroup} from "../metrics/isGroup.js";
import {measureGap, takeUsers} from "./judgeCohort.js";
import {tellCells} from "./tellCells.js";

/** Bands or levels on a side. */
const SIDE = 5;

/** A map, and the sets of users that it tells of. */
export interface Mapped {
  map: CohortMap;
  sets: ToldSet[];
  /** the cells that are told */
  parts: ToldParts;
}

/**
 * Two inputs at once: every cell that may be told, neither its own users nor those of others by subtraction being too few.
 *
 * @returns null where fewer than two can be
 */
export function mapCohorts(users: ScoredUsers, first: SliceColumn, second: SliceColumn): Mapped | null {
  const [a, b] = [shortenCut(first), shortenCut(second)];
  const nColumns = b.axis.labels.length;
  const codes = new Int32Array(users.y.length);
  for (let i = 0; i < codes.length; ++i) {
    const r = a.placeOf[first.codes[i]];
    const c = b.placeOf[second.codes[i]];
    codes[i] = r !== undefined && c !== undefined ? r * nColumns + c : -1;
  }
  const rows = rowsByCode(codes, a.axis.labels.length * nColumns);
  const members = a.axis.labels.map((_, r) => rows.slice(r * nColumns, (r + 1) * nColumns).map((own) => takeUsers(users, own)));
  const cells = members.map((row) => row.map((own) => ({...countWhere(() => true, own.y, own.groups), own})));
  const told = tellCells(cells);
  const nTold = cells.flat().filter(({n}, i) => n > 0 && told.flat()[i]).length;
  if (nTold < 2) return null;
  const map: CohortMap = {
    first: a.axis,
    second: b.axis,
    cells: cells.map((row, r) => row.map(({n, own}, c) => (told[r][c] ? (n === 0 ? EMPTY : describeCell(own)) : null)))
  };
  const inputs = [first.input, second.input];
  // what is not told may follow alone
  const sets = cells.flat().flatMap((cell, at): ToldSet[] => (isGroup(cell) ? [{parts: [{codes, from: at, to: at + 1}], inputs}] : []));
  const isTold = told.flat();
  const partOf = isTold.map((told, at) => (told ? at : -1));
  const isWhole = isTold.every(Boolean) && codes.every((code) => code >= 0);
  return {map, sets, parts: {kinds: {codes, n: isTold.length}, partOf, n: isTold.length, isWhole}};
}

/** Whether an input parts users on a side of a map: one band of everybody tells nothing that the other side does not. */
export function canBeCrossed(column: SliceColumn): boolean {
  return shortenCut(column).axis.labels.length > 1;
}

const EMPTY: MapCell = {n: 0, churned: 0, said: null, gap: null};

function describeCell(users: ScoredUsers): MapCell {
  const {n, churned, said, gap} = measureGap(users);
  return {n, churned, said, gap};
}

interface Band {
  label: string;
  n: number;
  codes: number[];
  nLevels: number;
}

/** Neighbouring bands joined to a few of about as many users each, levels beyond those of most users to one; "no value" stands alone. */
function shortenCut({input, labels, codes, nBands, nLevels}: SliceColumn): {axis: MapAxis; placeOf: (number | undefined)[]} {
  const all = labels.map((label, code): Band => ({label, n: 0, codes: [code], nLevels: nLevels[code]}));
  for (const code of codes) if (code >= 0) all[code].n += 1;
  const bands = all.slice(0, nBands);
  const target = (0.8 * bands.reduce((sum, {n}) => sum + n, 0)) / SIDE;
  const join = (p: Band, q: Band): Band => ({...p, label: joinLabels(p.label, q.label), n: p.n + q.n, codes: [...p.codes, ...q.codes]});
  const sides = [...mergeCells(bands, ({n}) => n >= target, join), ...keepLargest(all.slice(nBands))];
  const placeOf: (number | undefined)[] = [];
  sides.forEach(({codes: own}, place) => own.forEach((code) => (placeOf[code] = place)));
  return {axis: {input, labels: sides.map(({label}) => label)}, placeOf};
}

/** The levels of most users, and one of all others, those that are pooled already among them. */
function keepLargest(levels: readonly Band[]): Band[] {
  if (levels.length <= SIDE) return [...levels];
  const single = levels.filter((level) => level.nLevels === 1);
  const ranked = single.sort((p, q) => q.n - p.n).slice(0, SIDE - 1);
  const others = levels.filter((level) => !ranked.includes(level));
  const sum = (of: (level: Band) => number): number => others.reduce((total, level) => total + of(level), 0);
  const nLevels = sum((d) => d.nLevels);
  const other = {label: nameOther(nLevels), n: sum((d) => d.n), codes: others.flatMap((d) => d.codes), nLevels};
  return [...levels.filter((level) => ranked.includes(level)), other];
}
