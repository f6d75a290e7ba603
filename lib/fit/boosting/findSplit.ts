import type {BinnedRows} from "./bins.js";
import type {Packing, Sums} from "./histogram.js";
import type {BinSplit, CountLeft} from "./stretch.js";
import {clamp} from "../../numbers.js";
import {ROUNDER, unpack} from "./histogram.js";

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
  /** twice as long as there are columns, for a search at hand */
  doubts: Float64Array;
}

/**
 * The best split of a node by the drop of the loss's second-order approximation, G² / (H + l2) summed over both sides
 * (Friedman 2001; Chen and Guestrin 2016). Missing values are tried on either side where the training rows have any.
 *
 * Histograms do not count rows, and need not: none has a second derivative above 1/4, so sides that weigh enough hold enough
 * rows. Splits with a lighter side are left until the best of the others is known, and rows are counted for those that are better.
 *
 * @returns null if no split gains
 */
export function findSplit(search: SplitSearch, node: NodeSums): Split | null {
  const {binned, rules, packing, columns} = search;
  if (node.nRows < 2 * rules.minUsers) return null;
  const scan: Scan = {
    node,
    column: -1,
    missingLeft: false,
    sure: rules.minUsers * mostHessian(packing),
    isCounting: false,
    doubt: 0
  };
  const best: Split = {
    gain: rules.minGain + scoreOf(search, node.total, node.bounds),
    column: -1,
    bin: 0,
    missingLeft: false,
    leftSum: 0,
    leftValue: 0,
    rightValue: 0
  };
  const own = best.gain - rules.minGain;
  const doubts = search.doubts.fill(0);
  for (const isCounting of [false, true]) {
    scan.isCounting = isCounting;
    for (let k = 0; k < 2 * columns.length; ++k) {
      scan.column = columns[k >> 1];
      scan.missingLeft = (k & 1) === 1;
      if (isCounting ? doubts[k] <= best.gain : scan.missingLeft && !binned.hasMissing[scan.column]) continue;
      scan.doubt = 0;
      scanColumn(search, scan, best);
      doubts[k] = scan.doubt;
    }
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

interface Scan {
  node: NodeSums;
  column: number;
  missingLeft: boolean;
  /** a side with this sum of second derivatives holds enough rows */
  sure: number;
  /** whether rows are counted where that is not sure */
  isCounting: boolean;
  /** the largest gain above the best of a split that was passed over, because it was not sure */
  doubt: number;
}

/** The largest second derivative of a row once it is packed: 1/4, and a step of rounding where that is dithered. */
function mostHessian({hessianScale, dither}: Packing): number {
  return 1 / 4 + (dither ? 1 / hessianScale : 0);
}

/** Whether both sides of a split hold enough rows, by counting them. */
function holdUsers({rules}: SplitSearch, {node, column, missingLeft}: Scan, bin: number): boolean {
  const left = node.countLeft({column, bin, missingLeft});
  return left >= rules.minUsers && node.nRows - left >= rules.minUsers;
}

/** The packed sum that is on the left before the first bin. */
function startOf({stride, missingBin}: BinnedRows, {node, column, missingLeft}: Scan): number {
  return missingLeft ? node.histogram[column * stride + missingBin] : 0;
}

function scanColumn(search: SplitSearch, scan: Scan, best: Split): void {
  const {binned, packing, rules} = search;
  const {column, sure, isCounting} = scan;
  const {histogram, total} = scan.node;
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
  const offset = column * binned.stride;
  let sum = startOf(binned, scan);
  let limit = best.gain;
  let bestBin = -1;
  let bestSum = 0;
  let doubt = 0;
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
    if (!(gain > limit)) continue;
    const isSure = leftH >= sure && rightH >= sure;
    if (isSure || (isCounting && holdUsers(search, scan, bin))) {
      limit = gain;
      bestBin = bin;
      bestSum = sum;
    } else if (gain > doubt) doubt = gain;
  }
  scan.doubt = doubt;
  if (bestBin < 0) return;
  best.gain = limit;
  best.column = column;
  best.bin = bestBin;
  best.missingLeft = scan.missingLeft;
  best.leftSum = bestSum;
}

/** The same with values kept within the node's bounds and, for a monotone column, in its direction. */
function scanBounded(search: SplitSearch, scan: Scan, best: Split): void {
  const {binned, packing, rules} = search;
  const {column, missingLeft, sure, isCounting} = scan;
  const {histogram, total, bounds} = scan.node;
  const {l2, minWeight, direction} = rules;
  const whole = unpack(packing, total);
  const nBins = binned.thresholds[column].length + (binned.hasMissing[column] && !missingLeft ? 1 : 0);
  const offset = column * binned.stride;
  let sum = startOf(binned, scan);
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
    if (!(gain > best.gain)) continue;
    const isSure = left.h >= sure && right.h >= sure;
    if (isSure || (isCounting && holdUsers(search, scan, bin)))
      Object.assign(best, {gain, column, bin, missingLeft, leftSum: sum, leftValue, rightValue});
    else scan.doubt = Math.max(scan.doubt, gain);
  }
}

/** What the node scores as a leaf. */
function scoreOf({packing, rules}: SplitSearch, total: number, bounds: Bounds): number {
  const sums = unpack(packing, total);
  return dropOf(sums, clamp(-sums.g / (sums.h + rules.l2), bounds.low, bounds.high), rules.l2);
}

/** Twice the drop of the loss if these rows get this value; G² / (H + l2) for the best value. */
function dropOf({g, h}: Sums, value: number, l2: number): number {
  return -(2 * g * value + (h + l2) * value * value);
}
