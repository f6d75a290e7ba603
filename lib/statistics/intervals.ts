import type {Interval, Rate} from "../book/common.js";
import {check} from "../check.js";
import {MIN_GROUP} from "../groups.js";
import {normalReach, studentReach} from "./distributions.js";

/**
 * Wilson's score interval of a share: inside [0, 1], sensible for few rows and for shares near 0 and 1.
 *
 * @param successes in [0, n]
 * @param n > 0
 * @param level of confidence, in (0, 1)
 * @throws if a value is out of its domain
 * @example wilsonInterval(5, 10) // {estimate: 0.5, low: 0.2366, high: 0.7634}
 * @see Wilson (1927); agrees with scipy's binomtest(...).proportion_ci(method="wilson")
 */
export function wilsonInterval(successes: number, n: number, level = 0.95): Interval {
  check(n > 0 && successes >= 0 && successes <= n, {
    where: "wilsonInterval",
    rule: "successes must lie in [0, n] and n be > 0",
    got: `${successes} of ${n}`
  });
  const z = normalReach(level);
  const estimate = successes / n;
  const scale = 1 / (1 + (z * z) / n);
  const centre = scale * (estimate + (z * z) / (2 * n));
  const reach = scale * z * Math.sqrt((estimate * (1 - estimate)) / n + (z * z) / (4 * n * n));
  const low = successes === 0 ? 0 : Math.max(0, centre - reach);
  const high = successes === n ? 1 : Math.min(1, centre + reach);
  return {estimate, low, high};
}

/**
 * A rate less another one of other users, with the interval that their own intervals make: Newcombe's hybrid of two of Wilson's. It
 * can lie to one side of zero where the two overlap.
 *
 * @example rateDifference({rate: 0.2, low: 0.133, high: 0.289}, {rate: 0.1, low: 0.055, high: 0.174}) // {estimate: 0.1, low: 0.0, high: 0.2}
 * @see Newcombe (1998), method 10
 */
export function rateDifference(a: Pick<Rate, "rate" | "low" | "high">, b: Pick<Rate, "rate" | "low" | "high">): Interval {
  const estimate = a.rate - b.rate;
  return {
    estimate,
    low: estimate - Math.hypot(a.rate - a.low, b.high - b.rate),
    high: estimate + Math.hypot(a.high - a.rate, b.rate - b.low)
  };
}

/** What else was looked at, and of whom. */
interface Looked {
  /** the value that is set against; default 0 */
  at?: number;
  /** of how many such intervals the claim is made */
  nLooked?: number;
  /** how many times the variance is what the interval takes it for */
  design?: number;
}

/**
 * On which side of a value something lies, beyond what chance makes of so many that are looked at: each interval is taken wider, so that of
 * all of them together one leaves out its truth in at most 5 of 100 books. A claim that counts, or picks out, some of many intervals asks this; a
 * single one's own 95 % is too little for it.
 *
 * @param interval 95 %
 * @returns 1: above, -1: below, 0: it cannot be told
 * @see Bonferroni (1936); over ends of intervals as Wilson's, which reach further on one side
 */
export function sideAmong({estimate, low, high}: Interval, {at = 0, nLooked = 1, design = 1}: Looked = {}): -1 | 0 | 1 {
  const wider = (Math.sqrt(design) * normalReach(1 - 0.05 / Math.max(1, nLooked))) / REACH;
  if (estimate - wider * (estimate - low) > at) return 1;
  return estimate + wider * (high - estimate) < at ? -1 : 0;
}

/**
 * The churn rate of n users with its Wilson interval; null if there are none, since an empty group has no rate.
 *
 * @example rateOf(5, 10) // {n: 10, churned: 5, rate: 0.5, low: 0.2366, high: 0.7634}
 */
export function rateOf(churned: number, n: number, level = 0.95): Rate | null {
  if (n === 0) return null;
  const {estimate, low, high} = wilsonInterval(churned, n, level);
  return {n, churned, rate: estimate, low, high};
}

/** Rows that belong together, such as all months of one customer: by row a whole number >= 0; null: every row is one of its own. */
export type Groups = ArrayLike<number> | null;

/** Groups counted from 0 in the order of their first rows. */
export interface CodedGroups {
  /** by row: its group */
  codes: Int32Array;
  /** by group: how many rows it has, and the first of these */
  sizes: Int32Array;
  first: Int32Array;
}

/** Counts groups; without any, every row is one. */
export function codeGroups(nRows: number, groups: Groups): CodedGroups {
  if (groups === null) {
    const codes = Int32Array.from({length: nRows}, (_, i) => i);
    return {codes, sizes: new Int32Array(nRows).fill(1), first: codes};
  }
  // numbers that count groups, as most do, are places of a table: of a million rows a map takes some thirty times as long
  const table = areSmallCounts(groups, 4 * nRows) ? new Int32Array(4 * nRows).fill(-1) : null;
  const map = new Map<number, number>();
  const codes = new Int32Array(nRows);
  const sizes = new Int32Array(nRows);
  const first = new Int32Array(nRows);
  let nGroups = 0;
  for (let i = 0; i < nRows; ++i) {
    const group = groups[i];
    let code = table ? table[group] : (map.get(group) ?? -1);
    if (code < 0) {
      code = nGroups++;
      first[code] = i;
      if (table) table[group] = code;
      else map.set(group, code);
    }
    codes[i] = code;
    ++sizes[code];
  }
  return {codes, sizes: sizes.slice(0, nGroups), first: first.slice(0, nGroups)};
}

/** How many groups there are: as many as rows where none is named. */
export function countGroups(nRows: number, groups: Groups): number {
  return groups === null ? nRows : codeGroups(nRows, groups).sizes.length;
}

/** Whether all are whole numbers from 0 up to, not including, an end. */
function areSmallCounts(values: ArrayLike<number>, end: number): boolean {
  for (let i = 0; i < values.length; ++i) if (!(values[i] >= 0 && values[i] < end && Number.isInteger(values[i]))) return false;
  return true;
}

/** A mean with its t interval. */
export interface MeanInterval extends Interval {
  standardError: number;
}

/**
 * A mean over rows with its t interval: mean ± t s / sqrt(n), over the uncertainty of who was drawn. Rows of one group were drawn
 * together, so groups count and not rows: the mean's error then comes from the groups' sums of deviations.
 *
 * @param values finite
 * @param options groups: of each row; at least two groups, or two rows, are needed. level: of the interval, in (0, 1)
 * @throws if there are fewer, the lengths differ, or a value is not finite
 * @example meanInterval([1, 2, 3]) // {estimate: 2, low: -0.484, high: 4.484, standardError: 0.577}
 * @see Liang and Zeger (1986), Longitudinal data analysis using generalized linear models, for groups
 */
export function meanInterval(
  values: ArrayLike<number>,
  {groups = null, level = 0.95}: {groups?: Groups; level?: number} = {}
): MeanInterval {
  const n = values.length;
  let sum = 0;
  for (let i = 0; i < n; ++i) sum += values[i];
  const estimate = sum / n;
  const {squares, nUnits} = sumSquares(values, estimate, groups);
  check(nUnits >= 2 && Number.isFinite(squares) && (groups === null || groups.length === n), {
    where: "meanInterval",
    rule: "there must be finite values of two rows, or of two groups, or more",
    got: `${n} values of ${nUnits}, with the sum ${sum}`
  });
  const standardError = Math.sqrt((nUnits / (nUnits - 1)) * squares) / n;
  const reach = studentReach(level, nUnits - 1) * standardError;
  return {estimate, low: estimate - reach, high: estimate + reach, standardError};
}

/**
 * Wilson's interval of a share over groups of rows: as if there were so many independent rows as give the share the error that it has.
 *
 * @param outcomes at least one, each 0 or 1
 * @see Korn and Graubard (1998), Confidence intervals for proportions with small expected number of positive counts
 */
export function effectiveWilson(
  outcomes: ArrayLike<number>,
  {groups = null, level = 0.95}: {groups?: Groups; level?: number} = {}
): Interval {
  let sum = 0;
  for (let i = 0; i < outcomes.length; ++i) sum += outcomes[i];
  if (groups === null) return wilsonInterval(sum, outcomes.length, level);
  const effective = countEffective(outcomes, groups);
  return wilsonInterval((sum / outcomes.length) * effective, effective, level);
}

/**
 * How many independent rows would give a share the error that it has over groups of rows, never more than there are: as
 * {@link effectiveWilson} counts. Of few groups that error is itself little known, as Student's t says. Where all outcomes are one, nothing
 * varies and each group counts once.
 *
 * @param outcomes at least one, each 0 or 1
 */
function countEffective(outcomes: ArrayLike<number>, groups: NonNullable<Groups>): number {
  const n = outcomes.length;
  const nUnits = countGroups(n, groups);
  if (nUnits < 2) return nUnits;
  const {estimate, standardError} = meanInterval(outcomes, {groups});
  if (standardError === 0) return nUnits;
  return Math.min(n, (estimate * (1 - estimate)) / (widenFew(nUnits) * standardError ** 2));
}

/**
 * The same as it may be told, two digits. It hangs on the outcomes of those who have several rows alone: where these are too few to be told
 * of, each is counted as one user, whatever the outcomes are.
 *
 * @param whole groups of all rows, where which of them are counted hangs on what happened too
 */
export function toldEffective(outcomes: ArrayLike<number>, groups: NonNullable<Groups>, whole = groups): number {
  const n = outcomes.length;
  const effective = haveSeveral(groups, n) ? countEffective(outcomes, groups) : n * shareAsOne(whole);
  return Math.min(n, Number(effective.toPrecision(2)));
}

/** Whether groups of several rows are enough to be told of. */
export function haveSeveral(groups: NonNullable<Groups>, n = groups.length): boolean {
  return codeGroups(n, groups).sizes.reduce((sum, size) => sum + Number(size > 1), 0) >= MIN_GROUP;
}

/** Of a row, how much it counts among independent ones if all rows of a group say the same. @see Kish (1965), Survey sampling */
export function shareAsOne(groups: NonNullable<Groups>): number {
  const {sizes} = codeGroups(groups.length, groups);
  const nUnits = sizes.length;
  const squares = sizes.reduce((sum, size) => sum + size ** 2, 0);
  return nUnits < 2 ? nUnits / groups.length : ((groups.length / squares) * (nUnits - 1)) / nUnits / widenFew(nUnits);
}

/**
 * How many rows a row's customer has, on average over rows: by so many times fewer rows drawn each by itself tell as much, where all rows of a
 * customer say the same. Customers with many rows weigh more than in the mean over customers, and more than their share: a few of hundreds of rows
 * make of thousands a few dozen.
 *
 * @param sizes rows of each customer, at least one of one row or more
 * @example rowsEachOf([1, 1, 1, 97]) // 94.12, where the mean over customers is 25
 * @see Kish (1965), Survey sampling
 */
export function rowsEachOf(sizes: Iterable<number>): number {
  let [rows, squares] = [0, 0];
  for (const size of sizes) {
    rows += size;
    squares += size ** 2;
  }
  return rows > 0 ? squares / rows : 1;
}

/** The same as it may be told: those with most rows count as the mean of so many, and where few have several, none has. Two digits. */
export function toldRowsEach(groups: NonNullable<Groups>): number {
  if (!haveSeveral(groups)) return 1;
  const sizes = Float64Array.from(codeGroups(groups.length, groups).sizes).sort().reverse();
  const largest = sizes.subarray(0, MIN_GROUP);
  largest.fill(largest.reduce((sum, size) => sum + size, 0) / largest.length);
  return Number(rowsEachOf(sizes).toPrecision(2));
}

/** How many times the variance of a mean over so many groups is to be taken, so that a normal interval reaches as far as Student's t. */
export function widenFew(nGroups: number): number {
  return nGroups < 2 ? 1 : (studentReach(0.95, nGroups - 1) / REACH) ** 2;
}

/** A rate over rows that repeat customers, and by how many rows drawn each by itself it would be known as well: two digits, for a book. */
export interface RateOfCustomers extends Rate {
  effective?: number;
}

/** {@link rateOf} of rows; over groups of rows its interval is that of {@link effectiveWilson}. @param outcomes each 0 or 1; at least one */
export function rateOver(outcomes: ArrayLike<number>, groups: Groups): RateOfCustomers {
  const n = outcomes.length;
  let churned = 0;
  for (let i = 0; i < n; ++i) churned += outcomes[i];
  if (groups === null) return rateOf(churned, n) as Rate; // of rows that there are
  const effective = toldEffective(outcomes, groups);
  const {low, high} = wilsonInterval((churned / n) * effective, effective);
  return {n, churned, rate: churned / n, low, high, effective};
}

/**
 * How many times the variances of differences between rates are what they would be of as many rows drawn each by itself: the mean of the rates'
 * own, by which a chi-square test of them is divided. 1 where rows repeat no customers.
 *
 * @see Rao and Scott (1984), the first-order correction
 */
export function designOfRates(rates: readonly Pick<RateOfCustomers, "n" | "effective">[]): number {
  const all = rates.reduce((sum, {n}) => sum + n, 0);
  const sum = rates.reduce((total, {n, effective = n}) => total + ((1 - n / all) * n) / effective, 0);
  return rates.length < 2 ? 1 : Math.max(1, sum / (rates.length - 1));
}

/** Users of a label, or groups that hold a row of it. */
export function countUnits(y: ArrayLike<number>, groups: Groups, label: number): number {
  const units = new Set<number>();
  let n = 0;
  for (let i = 0; i < y.length; ++i) {
    if (y[i] !== label) continue;
    ++n;
    if (groups !== null) units.add(groups[i]);
  }
  return groups === null ? n : units.size;
}

/** The squared sums of deviations from a mean, by row or by group, and how many of these there are. */
function sumSquares(values: ArrayLike<number>, mean: number, groups: Groups): {squares: number; nUnits: number} {
  let squares = 0;
  if (groups === null) {
    for (let i = 0; i < values.length; ++i) squares += (values[i] - mean) ** 2;
    return {squares, nUnits: values.length};
  }
  const {codes, sizes} = codeGroups(values.length, groups);
  const sums = new Float64Array(sizes.length);
  for (let i = 0; i < values.length; ++i) sums[codes[i]] += values[i] - mean;
  for (const sum of sums) squares += sum ** 2;
  return {squares, nUnits: sums.length};
}

/** So many rows, each with the same outcome. */
export type Outcomes = readonly (readonly [count: number, outcome: number])[];

/**
 * A mean over n rows of which some bring one outcome, some another, and the rest nothing, with its normal interval. The
 * mean of thousands of rows is near enough to normal; of a few dozen it is not, and there the interval is not to be told.
 *
 * @param n > 0, at least as many rows as have an outcome
 * @param options level: of the interval, in (0, 1); design: how many times the mean's variance is what it would be if each row was drawn by itself
 * @throws if n is less than the rows that have an outcome
 * @example outcomeInterval([[50, 1]], 100) // {estimate: 0.5, low: 0.402, high: 0.598}
 */
export function outcomeInterval(
  outcomes: Outcomes,
  n: number,
  {level = 0.95, design = 1}: {level?: number; design?: number} = {}
): Interval {
  let [rows, sum, squares] = [0, 0, 0];
  for (const [count, outcome] of outcomes) {
    rows += count;
    sum += count * outcome;
    squares += count * outcome ** 2;
  }
  if (!(n > 0 && rows <= n * (1 + ROUNDING)))
    // no text is made where all is well
    check(false, {where: "outcomeInterval", rule: "n must be > 0 and hold every row with an outcome", got: `${rows} of ${n}`});
  const estimate = sum / n;
  const reach = reachOf(level) * Math.sqrt((design * Math.max(0, squares / n - estimate ** 2)) / n);
  return {estimate, low: estimate - reach, high: estimate + reach};
}

const REACH = normalReach(0.95);
/** Counts that were weighted and taken back are not quite whole. */
const ROUNDING = 1e-9;

/** The usual level is asked for at every point of a curve, at every movement of a slider. */
function reachOf(level: number): number {
  return level === 0.95 ? REACH : normalReach(level);
}
