import type {Above} from "../book/cohorts.js";
import type {Cell} from "../groups.js";
import type {Column, Placed, Scored, ToldAbove} from "./hideSums.js";
import {range} from "d3-array";
import {rowsWhere} from "../dataset/table.js";
import {sumOf} from "../numbers.js";
import {addCells, countBins} from "../groups.js";
import {isGroup} from "../metrics/isGroup.js";
import {isFine} from "./follows.js";
import {hideSums, placeRows, sidesOf, tellAll} from "./hideSums.js";

/**
 * Where one input bounds another, as sessions do drives, all users of a cohort above a line may be in a cohort of the other input, above a
 * line or at all, or be whole bins of it, or whole score groups of a model: the rest of the larger follows by subtraction. Where that is too
 * few, one of the two is not told: the later input's line, or the line beside whole cohorts, bins and groups, which every page tells.
 *
 * @param columns codes by user, -1: in none of the cohorts
 * @param above by column
 * @returns the same with fewer lines
 */
export function hideNested(columns: readonly Column[], above: readonly ToldAbove[], scored: Scored): ToldAbove[] {
  const told = above.map((cohorts, k) => hideBesideBins(columns[k], cohorts, scored));
  // a model's score groups are bins too, of no column
  for (const [k, fine] of [...columns.map((d) => d.fine), ...(scored.scoreGroups ?? [])].entries()) {
    const rows = rowsOfHighBins(fine, scored);
    for (const [a, own] of columns.entries()) {
      if (a !== k && rows.length > 0 && mayFollow(own, fine, {rows, ...scored})) told[a] = hideBesideBins({...own, fine}, told[a], scored);
    }
  }
  const placed = columns.map(placeRows);
  for (let b = 1; b < columns.length; ++b) {
    for (let a = 0; a < b; ++a) {
      const both = countBoth(placed[a], placed[b], scored);
      for (const [i, first] of told[a].entries()) {
        for (const [j, second] of told[b].entries()) if (mayNest(both, [i, j])) hidePair(first, second, nestedIn(both, [i, j]));
      }
    }
  }
  const sides = scored.isTest ? sidesOf({isTest: scored.isTest}) : null;
  for (let b = 0; b < columns.length; ++b) {
    if (sides) hideSums([placeRows(sides), placed[b]], [tellAll(sides, scored.lines), told[b]], scored);
    const related = (scored.related?.[b] ?? []).filter((a) => a < b);
    for (const a of related) hideSums([placed[a], placed[b]], [told[a], told[b]], scored);
  }
  return told;
}

type HighBins = Scored & {rows: Int32Array};

/** Users of bins in which too few score below all lines: no other bin is held by a cohort above a line, nor holds few others. */
function rowsOfHighBins({codes, n}: Column["fine"], {users: {y, groups}, lines: {lines, slices}}: Scored): Int32Array {
  const below = countBins(
    codes.map((bin, i) => (slices[i] === lines.length ? bin : -1)),
    y,
    n,
    groups
  );
  return rowsWhere(codes.length, (i) => codes[i] >= 0 && !isGroup(below[codes[i]]));
}

/** Whether a cohort, above the lowest line, holds such a bin but for too few: only then may few follow from the two. */
function mayFollow({labels, codes}: Column, fine: Column["fine"], {rows, users: {y, groups}, lines: {lines, slices}}: HighBins): boolean {
  const [all, inside] = [new Int32Array(2 * fine.n), new Int32Array(2 * fine.n * labels.length)]; // retained, churned
  for (const row of rows) {
    const bin = 2 * fine.codes[row] + y[row];
    all[bin] += 1;
    if (codes[row] >= 0 && slices[row] < lines.length) inside[2 * fine.n * codes[row] + bin] += 1;
  }
  return labels.some((_, cohort) =>
    Array.from({length: fine.n}, (_bin, bin) => bin).some((bin) => {
      const at = 2 * (fine.n * cohort + bin);
      if (inside[at] + inside[at + 1] === 0) return false;
      const [retained, churned] = [all[2 * bin] - inside[at], all[2 * bin + 1] - inside[at + 1]];
      return groups !== null || !isGroup({n: retained + churned, churned});
    })
  );
}

/**
 * The same of an input's bins, its own, which are finer than its cohorts, or another's: from those of a cohort above a line whole bins are
 * taken, and the line is not told where too few are left; nor where few others are in the bins that they are in.
 */
function hideBesideBins({labels, codes, fine}: Column, above: ToldAbove, {users: {y, groups}, lines: {lines, slices}}: Scored): ToldAbove {
  const [nBins, nSlices] = [fine.n + 1, lines.length + 1];
  const placeOf = (code: number, n: number): number => (code < 0 ? n : code);
  const placed = codes.map((code, i) => (placeOf(code, labels.length) * nBins + placeOf(fine.codes[i], fine.n)) * nSlices + slices[i]);
  const {upTo, sum} = countPlaces(placed, {y, groups}, {n: (labels.length + 1) * nBins * nSlices, nSlices});
  const cohorts = range(labels.length + 1);
  const all = range(nBins).map((bin) => sumOf(cohorts.map((cohort) => upTo(cohort * nBins + bin, nSlices - 1))));
  return above.map((own, cohort) => {
    const bins = range(nBins).filter((bin) => upTo(cohort * nBins + bin, nSlices - 1) > 0);
    return own.map((cell, line) => {
      if (cell === null) return null;
      const touched = bins.filter((bin) => upTo(cohort * nBins + bin, line) > 0);
      const rest = touched.filter((bin) => bin === fine.n || upTo(cohort * nBins + bin, line) < all[bin]);
      const inside = (): Cell => sum(rest.map((bin): Span => [cohort * nBins + bin, 0, line + 1]));
      const outside = (): Cell =>
        sum(touched.flatMap((bin) => cohorts.map((k): Span => [k * nBins + bin, k === cohort ? line + 1 : 0, nSlices])));
      const [hasWhole, isCovered] = [rest.length < touched.length, !touched.includes(fine.n)];
      return (hasWhole && !isFine(inside())) || (isCovered && !isFine(outside())) ? null : cell;
    });
  });
}

/** A place's users from one slice of the scores to before another. */
type Span = readonly [place: number, from: number, to: number];

interface Places {
  /** how many of a place score in a slice or above it */
  upTo(place: number, slice: number): number;
  sum(spans: readonly Span[]): Cell;
}

/** Users by place and slice. Sums of rows are told by sums up to each slice; of customers, who may be in many, by who they are. */
function countPlaces(
  codes: Int32Array,
  {y, groups}: Pick<Scored["users"], "y" | "groups">,
  {n, nSlices}: {n: number; nSlices: number}
): Places {
  const [all, churned] = [new Int32Array(n), new Int32Array(n)];
  for (let i = 0; i < codes.length; ++i) {
    all[codes[i]] += 1;
    churned[codes[i]] += y[i];
  }
  for (let at = 0; at < n; ++at) {
    if (at % nSlices === 0) continue;
    all[at] += all[at - 1];
    churned[at] += churned[at - 1];
  }
  const between = (counts: Int32Array, [place, from, to]: Span): number =>
    to <= from ? 0 : counts[place * nSlices + to - 1] - (from === 0 ? 0 : counts[place * nSlices + from - 1]);
  let counted: Cell[] | null = null; // where sums of rows leave it open: few columns come to that
  const cells = (): Cell[] => (counted ??= countBins(codes, y, n, groups));
  return {
    upTo: (place, slice) => all[place * nSlices + slice],
    sum: (spans) =>
      groups
        ? addCells(spans.flatMap(([place, from, to]) => cells().slice(place * nSlices + from, place * nSlices + to)))
        : {n: sumOf(spans.map((span) => between(all, span))), churned: sumOf(spans.map((span) => between(churned, span)))}
  };
}

/** Whether too few follow from a line of the one and a line of the other; beyond the last line are all. */
type TellsOfFew = (line: number, other: number) => boolean;

/** Takes lines away, in place, until no two tell of too few. */
function hidePair(first: (Above | null)[], second: (Above | null)[], tellsOfFew: TellsOfFew): void {
  const all = first.length;
  const toldOf = (own: readonly (Above | null)[]): number[] => [...own.keys(), all].filter((line) => line === all || own[line] !== null);
  for (const m of toldOf(second)) {
    for (const l of toldOf(first)) {
      if (!tellsOfFew(l, m)) continue;
      if (m < all) second[m] = null;
      else if (l < all) first[l] = null;
    }
  }
}

/** Users by their cohort of one column and of another, each with a last place for those in none, and by the slice of their scores. */
interface Both {
  height: number;
  width: number;
  places: Places;
  /** by cohort of the first column, or of the second, how many score in each slice or above it */
  first: number[][];
  second: number[][];
}

function countBoth(a: Placed, b: Placed, {users, lines: {lines, slices}}: Scored): Both {
  const [height, width, nSlices] = [a.n, b.n, lines.length + 1];
  const codes = a.places.map((place, i) => (place * width + b.places[i]) * nSlices + slices[i]);
  const places = countPlaces(codes, users, {n: height * width * nSlices, nSlices});
  const sumUpTo = (own: readonly number[]): number[] => range(nSlices).map((slice) => sumOf(own.map((place) => places.upTo(place, slice))));
  return {
    height,
    width,
    places,
    first: range(height).map((i) => sumUpTo(range(i * width, (i + 1) * width))),
    second: range(width).map((j) => sumUpTo(range(j, height * width, width)))
  };
}

/** Whether a cohort of the one may lie, above some line, within a cohort of the other: most pairs part before any two lines are tried. */
function mayNest({width, places, first, second}: Both, [i, j]: readonly [number, number]): boolean {
  return first[i].some((ofFirst, slice) => {
    const n = places.upTo(i * width + j, slice);
    return n > 0 && (n === ofFirst || n === second[j][slice]);
  });
}

/** @param i cohort of the first column @param j of the second */
function nestedIn({height, width, places, first, second}: Both, [i, j]: readonly [number, number]): TellsOfFew {
  const own = i * width + j;
  return (line, other) => {
    const shared = places.upTo(own, Math.min(line, other));
    const [isAll, isAllOfOther] = [shared === first[i][line], shared === second[j][other]];
    if (isAll === isAllOfOther) return false; // the same users, or neither's are all the other's
    // those above a line in the one who are not above `beyond` in the other
    const alone = (rest: readonly number[], above: number, beyond: number): Cell =>
      places.sum([...rest.map((place): Span => [place, 0, above + 1]), [own, beyond + 1, above + 1]]);
    const withoutOther = range(i * width, (i + 1) * width).filter((place) => place !== own);
    const withoutOwn = range(j, height * width, width).filter((place) => place !== own);
    return !isFine(isAllOfOther ? alone(withoutOther, line, other) : alone(withoutOwn, other, line));
  };
}
