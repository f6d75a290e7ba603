import type {BinnedRows} from "./bins.js";
import type {Packing} from "./histogram.js";
import type {BinSplit, CountLeft} from "./stretch.js";
import {clamp} from "../../numbers.js";
import {ROUNDER} from "./histogram.js";

/** What a split must respect. */
export interface SplitRules {
  /** L2 penalty on leaf values */
  l2: number;
  /** the least sum of second derivatives on either side */
  minWeight: number;
  /** the fewest rows on either side */
  minUsers: number;
  /** the least gain */
  minGain: number;
  /** per column: 1 where the score must not fall as it grows, -1 where it must not rise, 0 where it is free */
  direction: Int8Array;
  /** whether any direction is not 0 */
  isBounded: boolean;
}

export interface Split extends BinSplit {
  gain: number;
  /** the packed sum of the rows that go left */
  leftSum: number;
  /** unbounded-by-rate values of the two sides, for the bounds of monotone columns */
  leftValue: number;
  rightValue: number;
}

/** The limits within which a node's value, and those below it, must stay. */
export interface Bounds {
  low: number;
  high: number;
}

export interface SplitSearch {
  binned: BinnedRows;
  packing: Packing;
  rules: SplitRules;
  /** the columns to look at */
  columns: Int32Array;
}

/**
 * The best split of a node by the drop of the loss's second-order approximation, G² / (H + l2) summed over both sides
 * (Friedman 2001; Chen and Guestrin 2016). Missing values are tried on either side where the training rows have any.
 *
 * Histograms do not count rows, and need not: none has a second derivative above 1/4, so sides that weigh enough hold enough
 * rows. Where a side weighs less, its rows are counted, but only for a split that would be the best.
 *
 * @returns null if no split gains
 */
export function findSplit(search: SplitSearch, {histogram, total, bounds, nRows, countLeft}: NodeSums): Split | null {
  const {binned, rules, packing} = search;
  if (nRows < 2 * rules.minUsers) return null;
  const scan: Scan = {
    ...{histogram, total, bounds, nRows, countLeft},
    ...{offset: 0, column: -1, start: 0, missingLeft: false, sure: rules.minUsers * mostHessian(packing)}
  };
  const best: Split = {
    gain: rules.minGain + scoreOf(search, total, bounds),
    column: -1,
    bin: 0,
    missingLeft: false,
    leftSum: 0,
    leftValue: 0,
    rightValue: 0
  };
  const own = best.gain - rules.minGain;
  for (const column of search.columns) {
    scan.column = column;
    scan.offset = column * binned.stride;
    scan.start = 0;
    scan.missingLeft = false;
    scanColumn(search, scan, best);
    if (!binned.hasMissing[column]) continue;
    scan.start = histogram[scan.offset + binned.missingBin];
    scan.missingLeft = true;
    scanColumn(search, scan, best);
  }
  if (best.column < 0) return null;
  best.gain -= own;
  return best;
}

/** What is known of a node before it is split. */
export interface NodeSums {
  histogram: Float64Array;
  /** the packed sum of its rows */
  total: number;
  bounds: Bounds;
  nRows: number;
  countLeft: CountLeft;
}

interface Scan extends NodeSums {
  offset: number;
  column: number;
  /** the packed sum that is on the left before the first bin */
  start: number;
  missingLeft: boolean;
  /** a side with this sum of second derivatives holds enough rows */
  sure: number;
}

/** The largest second derivative of a row once it is packed: 1/4, and a step of rounding where that is dithered. */
function mostHessian({hessianScale, dither}: Packing): number {
  return 1 / 4 + (dither ? 1 / hessianScale : 0);
}

/** Whether both sides hold enough rows. */
function holdUsers({rules}: SplitSearch, scan: Scan, {bin, leftH, rightH}: {bin: number; leftH: number; rightH: number}): boolean {
  if (leftH >= scan.sure && rightH >= scan.sure) return true;
  const left = scan.countLeft({column: scan.column, bin, missingLeft: scan.missingLeft});
  return left >= rules.minUsers && scan.nRows - left >= rules.minUsers;
}

function scanColumn(search: SplitSearch, scan: Scan, best: Split): void {
  const {binned, packing, rules} = search;
  const {histogram, offset, column, total} = scan;
  if (rules.isBounded) return scanBounded(search, scan, best);
  const {shift} = packing;
  const inverse = 1 / shift;
  const g = 1 / packing.gradientScale;
  const h = 1 / packing.hessianScale;
  const totalHessian = total * inverse + ROUNDER - ROUNDER;
  const totalG = (total - totalHessian * shift) * g;
  const totalH = totalHessian * h;
  const {l2, minWeight} = rules;
  // With values missing, the last bin too may be parted from them.
  const nBins = binned.thresholds[column].length + (binned.hasMissing[column] && !scan.missingLeft ? 1 : 0);
  let sum = scan.start;
  let limit = best.gain;
  for (let bin = 0; bin < nBins; ++bin) {
    sum += histogram[offset + bin];
    const hessian = sum * inverse + ROUNDER - ROUNDER;
    const leftH = hessian * h;
    const rightH = totalH - leftH;
    if (leftH < minWeight) continue;
    if (rightH < minWeight) break;
    const leftG = (sum - hessian * shift) * g;
    const rightG = totalG - leftG;
    const left = leftH + l2;
    const right = rightH + l2;
    // G² / left + G² / right > limit, without a division for each bin
    if (!(leftG * leftG * right + rightG * rightG * left > limit * (left * right))) continue;
    const gain = (leftG * leftG) / left + (rightG * rightG) / right;
    if (gain > limit && holdUsers(search, scan, {bin, leftH, rightH})) {
      limit = gain;
      best.gain = gain;
      best.column = column;
      best.bin = bin;
      best.missingLeft = scan.missingLeft;
      best.leftSum = sum;
    }
  }
}

/** The same with values kept within the node's bounds and, for a monotone column, in its direction. */
function scanBounded(search: SplitSearch, scan: Scan, best: Split): void {
  const {binned, packing, rules} = search;
  const {histogram, offset, column, total, start, missingLeft, bounds} = scan;
  const {l2, minWeight, direction} = rules;
  const whole = unpack(packing, total);
  const nBins = binned.thresholds[column].length + (binned.hasMissing[column] && !missingLeft ? 1 : 0);
  let sum = start;
  for (let bin = 0; bin < nBins; ++bin) {
    sum += histogram[offset + bin];
    const left = unpack(packing, sum);
    const right = {g: whole.g - left.g, h: whole.h - left.h};
    if (left.h < minWeight) continue;
    if (right.h < minWeight) break;
    const leftValue = clamp(-left.g / (left.h + l2), bounds.low, bounds.high);
    const rightValue = clamp(-right.g / (right.h + l2), bounds.low, bounds.high);
    if ((rightValue - leftValue) * direction[column] < 0) continue;
    const gain = dropOf(left, leftValue, l2) + dropOf(right, rightValue, l2);
    if (gain > best.gain && holdUsers(search, scan, {bin, leftH: left.h, rightH: right.h}))
      Object.assign(best, {gain, column, bin, missingLeft, leftSum: sum, leftValue, rightValue});
  }
}

/** What the node scores as a leaf. */
function scoreOf({packing, rules}: SplitSearch, total: number, bounds: Bounds): number {
  const sums = unpack(packing, total);
  return dropOf(sums, clamp(-sums.g / (sums.h + rules.l2), bounds.low, bounds.high), rules.l2);
}

interface Sums {
  g: number;
  h: number;
}

/** The sums of gradients and second derivatives that a packed sum holds. */
function unpack({shift, gradientScale, hessianScale}: Packing, packed: number): Sums {
  const hessian = packed / shift + ROUNDER - ROUNDER;
  return {g: (packed - hessian * shift) / gradientScale, h: hessian / hessianScale};
}

/** Twice the drop of the loss if these rows get this value; G² / (H + l2) for the best value. */
function dropOf({g, h}: Sums, value: number, l2: number): number {
  return -(2 * g * value + (h + l2) * value * value);
}
