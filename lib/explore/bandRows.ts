import type {Rate} from "../book/common.js";
import type {RateBin} from "../book/eda.js";
import type {InputDefinition} from "../dataset/definition.js";
import type {CategoryColumn, Column} from "../dataset/table.js";
import {isTold, mergeCells, nameOther, poolLevelsBelow} from "../groups.js";
import {findNamed} from "../named.js";
import {codeRows, joinLabels, rateByBin, rateByLevel} from "../statistics/bins.js";
import {rateOf} from "../statistics/intervals.js";
import {tellColumn} from "../statistics/tell.js";

/** coarse bins for the churn rate */
const RATE_BINS = 10;

/** Bands of a number from low to high, or levels, those with too few of a class in one at the end. */
export interface BandedRows {
  /** at least 20 of either class in each, unless all together are fewer */
  rates: RateBin[];
  /** by row an index into `rates`, -1 for a missing value */
  codes: Int32Array;
  /** by band: how many levels it holds; 1 for a band of a number */
  nLevels: number[];
}

/**
 * An input in bands, or levels, that may be told: the cut that every page uses.
 *
 * @param column whose missing cells are none, or enough to be told; see fillFew
 * @param y length of the column: 1 churned, 0 retained; both must occur
 */
export function bandRows(input: Pick<InputDefinition, "values">, column: Column, y: Uint8Array): BandedRows {
  if (column.kind === "category") return poolLevels({...column, levels: column.levels.map((level) => nameLevel(input, level))}, y);
  const told = tellColumn(column.values);
  const rates = mergeCells(rateByBin(told, y, {bins: RATE_BINS}), isTold, joinRates);
  const codes = codeRows(
    told,
    rates.map((d) => d.from)
  );
  return {rates, codes, nLevels: rates.map(() => 1)};
}

function nameLevel({values = {}}: Pick<InputDefinition, "values">, level: string): string {
  return findNamed(values, level) ?? level;
}

/** Levels with too few of a class are one, at the end; the places are counted anew. */
function poolLevels({levels, codes}: CategoryColumn, y: Uint8Array): BandedRows {
  const rates = rateByLevel({codes, levels}, y);
  const {alone, pooled} = poolLevelsBelow(rates, {isEnough: isTold, size: (d) => d.n, join: joinRates});
  const other = pooled.map((i) => rates[i]);
  const members = [...alone.map((i) => [rates[i]]), ...(other.length > 0 ? [other] : [])];
  const placeOf = new Int32Array(levels.length).fill(-1);
  members.forEach((own, place) => own.forEach(({from}) => (placeOf[from] = place)));
  return {
    rates: members.map((own, place) => {
      const isPool = place === alone.length;
      return {...own.reduce(joinRates), label: isPool ? nameOther(own.length) : own[0].label, from: place, to: place};
    }),
    codes: codes.map((code) => (code < 0 ? -1 : placeOf[code])),
    nLevels: members.map((own) => own.length)
  };
}

function joinRates(a: RateBin, b: RateBin): RateBin {
  const rate = rateOf(a.churned + b.churned, a.n + b.n) as Rate; // of rates that have rows
  return {...rate, label: joinLabels(a.label, b.label), from: a.from, to: b.to};
}
