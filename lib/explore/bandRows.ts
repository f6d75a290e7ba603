import type {Rate} from "../book/common.js";
import type {HistogramBin, RateBin} from "../book/eda.js";
import type {InputDefinition} from "../dataset/definition.js";
import type {Cell, LabelledUsers} from "../groups.js";
import type {CategoryColumn, Column} from "../dataset/table.js";
import type {ToldColumn} from "../statistics/tell.js";
import {least} from "d3-array";
import {nameLevel} from "../format.js";
import {addCells, countBins, isTold, mergeCells, nameOther, poolLevelsBelow} from "../groups.js";
import {take} from "../dataset/table.js";
import {codeRows, joinLabels, nameBins, rateByBin, rateByLevel, rowsByCode} from "../statistics/bins.js";
import {sortEvenly} from "../statistics/evenRows.js";
import {histogramByLabel} from "../statistics/histogram.js";
import {rateOf, rateOver} from "../statistics/intervals.js";
import {tellSorted} from "../statistics/tell.js";

/** Users to cut one input by. */
export interface InputUsers extends LabelledUsers {
  /** edges, or places of levels, that may be told beside what is told of other inputs; absent or null: all; see findToldEdges */
  edges?: ReadonlySet<number> | null;
}

type PlacedUsers = LabelledUsers & Pick<ToldColumn, "values">;

/** coarse bins for the churn rate */
const RATE_BINS = 10;

/** Bands of a number from low to high, or levels, those with too few of a class in one at the end. */
export interface BandedRows {
  /** at least 20 of either class in each, unless all together are fewer */
  rates: RateBin[];
  /** a number's fine bins, of at least as many; of levels the same as `rates` */
  histogram: HistogramBin[];
  /** by row an index into `rates`, -1 for a missing value */
  codes: Int32Array;
  /** by row an index into `histogram`, -1 for a missing value */
  fine: Int32Array;
  /** by band: how many levels it holds; 1 for a band of a number */
  nLevels: number[];
}

/**
 * An input in bands, or levels, that may be told: the cut that every page uses. Between an edge of the bands and one of the histogram are
 * enough users as well, or the two are one: what is below the one less what is below the other would tell of those between.
 *
 * @param column whose missing cells are none, or enough to be told; see fillFew
 * @param users.y length of the column: 1 churned, 0 retained; both must occur
 */
export function bandRows(input: Pick<InputDefinition, "values">, column: Column, users: InputUsers): BandedRows {
  if (column.kind === "category") return poolLevels({...column, levels: column.levels.map((level) => nameLevel(input, level))}, users);
  return bandNumber(tellSorted(column.values, users.groups), users);
}

/** The same of a number that may be told. */
export function bandNumber({values, sorted}: ToldColumn, {y, groups, edges = null}: InputUsers): BandedRows {
  const placed = {values, y, groups};
  const bins = mergeTold(histogramByLabel(values, y, {sorted}), placed, {lowOf: ({low}) => low, join: joinBins});
  const histogram = edges === null ? bins : joinAt(bins, edges);
  const cut = rateByBin(values, y, {bins: RATE_BINS, sorted, placing: sortEvenly({values, sorted}, groups)});
  const bands = mergeTold(cut, placed, {lowOf: ({from}) => from, join: joinRates});
  const lows = edges === null ? alignEdges(bands, histogram, placed) : nearestEdges(bands, histogram);
  const codes = codeRows(values, lows);
  const labels = nameBins(lows, sorted, RATE_BINS);
  const rates = countBins(codes, y, lows.length).flatMap(({n, churned}, i): RateBin[] => {
    const rate = rateOf(churned, n);
    return rate ? [{...rate, label: labels[i], from: lows[i], to: lows[i + 1] ?? bands[bands.length - 1].to}] : [];
  });
  const fine = codeRows(
    values,
    histogram.map(({low}) => low)
  );
  return {rates: overCustomers(rates, codes, {y, groups}), histogram, codes, fine, nLevels: rates.map(() => 1)};
}

/** Rates of bands with their intervals over customers, where rows repeat them. @param codes by row its band */
function overCustomers(rates: readonly RateBin[], codes: Int32Array, {y, groups}: LabelledUsers): RateBin[] {
  if (groups === null) return [...rates];
  const rows = rowsByCode(codes, rates.length);
  return rates.map((bin, i) => ({
    ...bin,
    ...rateOver(take(y, rows[i], new Uint8Array(rows[i].length)), take(groups, rows[i], new Float64Array(rows[i].length)))
  }));
}

/** The low edges of bands, rising, each at the nearest edge of the histogram where too few are between it and the edges around it. */
function alignEdges(bands: readonly RateBin[], histogram: readonly HistogramBin[], {values, y, groups}: PlacedUsers): number[] {
  const fine = histogram.map(({low}) => low);
  const all = [...new Set([...fine, ...bands.map(({from}) => from)])].sort((a, b) => a - b);
  const counts = countBins(codeRows(values, all), y, all.length, groups);
  const between = (from: number, to: number): Cell => addCells(counts.filter((_, i) => all[i] >= from && all[i] < to));
  const lows = [bands[0].from];
  for (const {from} of bands.slice(1)) {
    const last = lows[lows.length - 1];
    const below = Math.max(last, fine.findLast((d) => d <= from) ?? last);
    const above = fine.find((d) => d >= from) ?? Infinity;
    const [under, over] = [between(below, from), between(from, above)];
    const isOpen = above === from || (isTold(under) && isTold(over));
    const low = isOpen ? from : under.n < over.n ? below : above;
    if (low > last && low < Infinity) lows.push(low);
  }
  return lows;
}

/** Where the cells of a number begin, rising. The first holds the least, wherever bands and bins say that they begin: nobody lies between. */
export function edgesOf({rates, histogram}: BandedRows): number[] {
  const [lows, froms] = [histogram.map(({low}) => low), rates.map(({from}) => from)];
  const first = [...lows.slice(0, 1), ...froms.slice(0, 1)].sort((a, b) => a - b).slice(0, 1);
  return [...first, ...[...new Set([...lows.slice(1), ...froms.slice(1)])].sort((a, b) => a - b)];
}

/** Neighbours joined until each holds enough users of either class. */
function mergeTold<T>(
  bins: readonly T[],
  {values, y, groups}: PlacedUsers,
  {lowOf, join}: {lowOf: (bin: T) => number; join: (a: T, b: T) => T}
): T[] {
  const cells = countBins(codeRows(values, bins.map(lowOf)), y, bins.length, groups);
  const merged = mergeCells(
    bins.map((bin, i) => ({bin, cell: cells[i]})),
    ({cell}) => isTold(cell),
    (a, b) => ({bin: join(a.bin, b.bin), cell: addCells([a.cell, b.cell])})
  );
  return merged.map(({bin}) => bin);
}

/** Neighbours joined until each begins at an edge that may be told. */
function joinAt(bins: readonly HistogramBin[], edges: ReadonlySet<number>): HistogramBin[] {
  const ending = bins.map((bin, i) => ({bin, isKept: i + 1 === bins.length || edges.has(bins[i + 1].low)}));
  const joined = mergeCells(
    ending,
    ({isKept}) => isKept,
    (a, b) => ({bin: joinBins(a.bin, b.bin), isKept: b.isKept})
  );
  return joined.map(({bin}) => bin);
}

/** The low edges of bands, each at the nearest edge of the histogram. */
function nearestEdges(bands: readonly RateBin[], histogram: readonly HistogramBin[]): number[] {
  const fine = histogram.slice(1).map(({low}) => low);
  const near = bands.slice(1).flatMap(({from}) => least(fine, (low) => Math.abs(low - from)) ?? []);
  return [...new Set([bands[0].from, ...near.sort((a, b) => a - b)])];
}

function joinBins(a: HistogramBin, b: HistogramBin): HistogramBin {
  return {
    label: joinLabels(a.label, b.label),
    low: a.low,
    high: b.high,
    churned: a.churned + b.churned,
    retained: a.retained + b.retained
  };
}

/** Levels with too few of a class, and those that may not stand alone, are one, at the end; the places are counted anew. */
function poolLevels({levels, codes}: CategoryColumn, {y, groups, edges = null}: InputUsers): BandedRows {
  const rates = rateByLevel({codes, levels}, y);
  const cells = countBins(codes, y, levels.length, groups);
  const {alone, pooled} = poolLevelsBelow(
    rates.map(({from}) => ({cell: cells[from], mayStand: edges === null || edges.has(from)})),
    {
      isEnough: ({cell, mayStand}) => mayStand && isTold(cell),
      size: ({cell}) => cell.n,
      join: (a, b) => ({cell: addCells([a.cell, b.cell]), mayStand: true})
    }
  );
  const other = pooled.map((i) => rates[i]);
  const members = [...alone.map((i) => [rates[i]]), ...(other.length > 0 ? [other] : [])];
  const placeOf = new Int32Array(levels.length).fill(-1);
  members.forEach((own, place) => own.forEach(({from}) => (placeOf[from] = place)));
  const pooledRates = members.map((own, place): RateBin => {
    const isPool = place === alone.length;
    return {...own.reduce(joinRates), label: isPool ? nameOther(own.length) : own[0].label, from: place, to: place};
  });
  const placed = codes.map((code) => (code < 0 ? -1 : placeOf[code]));
  return {
    rates: overCustomers(pooledRates, placed, {y, groups}),
    histogram: pooledRates.map(({label, from, to, n, churned}) => ({label, low: from, high: to, churned, retained: n - churned})),
    codes: placed,
    fine: placed,
    nLevels: members.map((own) => own.length)
  };
}

function joinRates(a: RateBin, b: RateBin): RateBin {
  const rate = rateOf(a.churned + b.churned, a.n + b.n) as Rate; // of rates that have rows
  return {...rate, label: joinLabels(a.label, b.label), from: a.from, to: b.to};
}
