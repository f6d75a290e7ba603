import type {Above, CohortsBook} from "../book/cohorts.js";
import type {InputDefinition} from "../dataset/definition.js";
import type {Lines} from "./chooseLines.js";
import type {ToldParts} from "../told/fewLeft.js";
import type {Column as SumColumn} from "./hideSums.js";
import type {ScoredUsers} from "./judgeCohort.js";
import type {Part, ToldSet} from "../told/keepApart.js";
import type {Mapped} from "./mapCohorts.js";
import type {SliceColumn} from "./weakSlices.js";
import {range} from "d3-array";
import {seekFewLeft} from "../told/fewLeft.js";
import {sidesOf, tellAll} from "./hideSums.js";
import {keepApart} from "../told/keepApart.js";
import {canBeCrossed, mapCohorts} from "./mapCohorts.js";

/** Inputs that maps are made of, so that there are no more than 28. */
const MAPPED = 8;

export type Column = SliceColumn & {definition: InputDefinition};

/** Maps of all pairs of the inputs that the definition protects, and of those that move the score most. */
export function mapColumns(
  columns: readonly Column[],
  {users, ...scored}: {users: ScoredUsers} & Scored,
  ranked: readonly string[]
): Pick<CohortsBook, "maps" | "mapped"> {
  const placeOf = ({input}: Column): number => (ranked.includes(input) ? ranked.indexOf(input) : ranked.length);
  const byWeight = columns.filter(canBeCrossed).sort((a, b) => placeOf(a) - placeOf(b));
  const first = [...byWeight].sort((a, b) => Number(b.definition.protected ?? false) - Number(a.definition.protected ?? false));
  const chosen = byWeight.filter((column) => first.slice(0, MAPPED).includes(column));
  const found = chosen.flatMap((a, i) => chosen.slice(i + 1).flatMap((b) => mapCohorts(users, a, b) ?? []));
  const pages = found.map(({sets}) => sets);
  const mayStand = keepApart(pages, listTold(columns, scored), users);
  const cuts = listCuts(columns, scored);
  const partOf = ({map: {first, second}}: Mapped): number[] => {
    const own = columns.flatMap(({input}, k) => ([first.input, second.input].includes(input) ? [k] : []));
    return [...own, ...own.flatMap((k) => scored.related[k])];
  };
  const shown: Mapped[] = [];
  for (const page of found.filter((_, k) => mayStand[k])) {
    const near = new Set(partOf(page));
    const others = [
      ...cuts.filter(({column}) => column === null || near.has(column)).flatMap(({parts}) => parts),
      ...shown.filter((other) => partOf(other).some((k) => near.has(k))).map(({parts}) => parts)
    ];
    const fewBeside = seekFewLeft(page.parts, users);
    if (others.every((other) => fewBeside(other) === null)) shown.push(page);
  }
  const maps = shown.map(({map}) => map);
  const mapped = chosen
    .map(({input}) => input)
    .filter((name) => maps.some(({first: a, second: b}) => a.input === name || b.input === name));
  return {maps, mapped};
}

/** Cuts of one input: its cohorts, its bins, and its cohorts above each line; and of the users of the test and the others. */
function listCuts(columns: readonly Column[], {lines, above, isTest}: Scored): {column: number | null; parts: ToldParts[]}[] {
  const sides = sidesOf({isTest});
  return [
    {column: null, parts: cutsOf({...sides, fine: {codes: sides.codes, n: 2}}, tellAll(sides, lines), lines)},
    ...columns.map((column, c) => ({column: c, parts: cutsOf(column, above[c], lines)}))
  ];
}

/** All of the same kinds of users: by the cohort, the bin and the slice of the score. */
function cutsOf({codes, labels, fine}: SumColumn, above: Scored["above"][number], {lines, slices}: Lines): ToldParts[] {
  const [nBins, nSlices] = [fine.n + 1, lines.length + 1];
  const kinds = {
    codes: codes.map((code, i) => ((code + 1) * nBins + fine.codes[i] + 1) * nSlices + slices[i]),
    n: (labels.length + 1) * nBins * nSlices
  };
  const of = (n: number, codeOf: (place: {code: number; bin: number; slice: number}) => number): ToldParts => {
    const partOf = Int32Array.from({length: kinds.n}, (_, kind) =>
      codeOf({code: Math.floor(kind / nBins / nSlices) - 1, bin: (Math.floor(kind / nSlices) % nBins) - 1, slice: kind % nSlices})
    );
    return {kinds, partOf, n, isWhole: false};
  };
  return [
    {...of(labels.length, ({code}) => code), isWhole: !codes.includes(-1)},
    {...of(fine.n, ({bin}) => bin), isWhole: !fine.codes.includes(-1)},
    ...lines.map((_, line) => of(labels.length, ({code, slice}) => (slice <= line && code >= 0 && above[code][line] !== null ? code : -1)))
  ];
}

/** What is told above lines. */
interface Scored {
  lines: Lines;
  /** by user */
  isTest: Uint8Array;
  /** by column those that go together with it */
  related: readonly (readonly number[])[];
  /** by column, cohort and line */
  above: readonly (readonly (readonly (Above | null)[])[])[];
}

/** All sets of users that are told of before two inputs are looked at together: bins, cohorts and sums of them, and those above lines. */
function listTold(columns: readonly Column[], {lines: {lines, slices}, above}: Scored): ToldSet[] {
  const aboveOf = (line: number): Part => ({codes: slices, from: 0, to: line + 1});
  const cutsOf = ({codes, labels, nBands, fine, definition}: Column): Part[] => [
    ...labels.map((_, k) => partAt(codes, k)),
    ...sumsOf(codes, nBands),
    ...range(fine.n).map((bin) => partAt(fine.codes, bin)),
    ...sumsOf(fine.codes, definition.kind === "category" ? 0 : fine.n)
  ];
  return [
    ...lines.map((_, line): ToldSet => ({parts: [aboveOf(line)]})),
    ...columns.flatMap((column) => cutsOf(column).map((part): ToldSet => ({parts: [part], inputs: [column.input]}))),
    ...columns.flatMap(({codes}, c) =>
      above[c].flatMap((own, k) => own.flatMap((cell, line): ToldSet[] => (cell ? [{parts: [partAt(codes, k), aboveOf(line)]}] : [])))
    )
  ];
}

const partAt = (codes: Int32Array, place: number): Part => ({codes, from: place, to: place + 1});

/** The lowest of an order's places, and the highest. */
function sumsOf(codes: Int32Array, n: number): Part[] {
  return range(1, n).flatMap((end): Part[] => [
    {codes, from: 0, to: end},
    {codes, from: end, to: n}
  ]);
}
