import type {SupportScale, UserSample} from "../book/predict.js";
import type {Row} from "../dataset/table.js";
import {clamp} from "../numbers.js";
import {numberOf} from "./setInput.js";
import {findNamed} from "../named.js";
import {rowAt} from "../dataset/rowColumns.js";

/** How many users are like a row. */
export interface Support {
  /** users within the radius, scaled from the sample to all users, and all of them */
  count: number;
  of: number;
  /** usual; few: fewer than for all but one user in twenty; none: nobody in the sample is this close */
  level: "usual" | "few" | "none";
  /** whether the count was taken from a sample, and so is rounded to two digits */
  isEstimate: boolean;
  isSynthetic: boolean;
}

/** How many users are like a row; null where no users are shipped to compare with. */
export type MeasureSupport = ((row: Row) => Support) | null;

/** A row's place in the space where distances are measured; length = the scale's inputs. */
export type Place = Float64Array;

/**
 * Where a row stands: each value as a normal score by its place among all users, the scores made uncorrelated.
 * A missing value stands in the middle.
 *
 * @param out written and returned
 */
export function placeRow({inputs, knots, cholesky}: SupportScale, row: Row, out: Place): Place {
  for (let j = 0; j < inputs.length; ++j) {
    let score = scoreOf(knots[j], numberOf(findNamed(row, inputs[j])));
    for (let k = 0; k < j; ++k) score -= cholesky[j][k] * out[k];
    out[j] = score / cholesky[j][j];
  }
  return out;
}

/** The normal score of a value: linear between knots, going on with the last slope beyond them, at most 6 away. */
export function scoreOf({values, scores}: {values: readonly number[]; scores: readonly number[]}, x: number): number {
  if (Number.isNaN(x) || values.length < 2) return 0;
  let k = 1;
  while (k < values.length - 1 && x > values[k]) ++k;
  const slope = (scores[k] - scores[k - 1]) / (values[k] - values[k - 1]);
  return clamp(scores[k - 1] + slope * (x - values[k - 1]), -6, 6);
}

/** The rows of a sample, as placed points one after another; length n times inputs. */
function placeUsers(scale: SupportScale, users: UserSample): Float64Array {
  const k = scale.inputs.length;
  const points = new Float64Array(users.n * k);
  for (let i = 0; i < users.n; ++i) placeRow(scale, rowAt(users, i), points.subarray(i * k, (i + 1) * k));
  return points;
}

/**
 * A function that counts the users near a row.
 *
 * @param nUsers how many users the sample stands for
 */
export function createSupportReader(scale: SupportScale, users: UserSample, nUsers: number): (row: Row) => Support {
  const k = scale.inputs.length;
  const points = placeUsers(scale, users);
  const place = new Float64Array(k);
  const limit = scale.radius ** 2;
  return (row) => {
    placeRow(scale, row, place);
    let near = 0;
    for (let at = 0; at < points.length; at += k) {
      let sum = 0;
      for (let j = 0; j < k && sum <= limit; ++j) sum += (points[at + j] - place[j]) ** 2;
      if (sum <= limit) ++near;
    }
    const share = near / users.n;
    const level = near === 0 ? "none" : share < scale.fewShare ? "few" : "usual";
    const isEstimate = users.n < nUsers;
    const count = Math.round(share * nUsers);
    return {count: isEstimate ? Number(count.toPrecision(2)) : count, of: nUsers, level, isEstimate, isSynthetic: users.synthetic};
  };
}

export interface NearestUser {
  row: Row;
  probability: number;
  distance: number;
  /** within the distance at which users count as close */
  isClose: boolean;
}

export interface NearestUserSearch {
  /** null: nobody among those that were tried is there */
  user: NearestUser | null;
  /** false: the time ran out before everybody was tried */
  isComplete: boolean;
}

export interface NearestUserOptions {
  users: UserSample;
  scale: SupportScale;
  /** the model */
  scoreRow: (row: Row) => number;
  threshold: number;
  /** asked between users: true ends the search */
  isOver: () => boolean;
}

/** The user nearest to a row on the other side of the line: users are scored from near to far until one is there. */
export function findNearestUser(row: Row, {users, scale, scoreRow, threshold, isOver}: NearestUserOptions): NearestUserSearch {
  const isAbove = scoreRow(row) >= threshold;
  const points = placeUsers(scale, users);
  const place = placeRow(scale, row, new Float64Array(scale.inputs.length));
  // oxlint-disable-next-line churnbook/no-rows-as-arguments -- one per input: few
  const distances = Float64Array.from({length: users.n}, (_, i) => Math.hypot(...place.map((x, j) => points[i * place.length + j] - x)));
  const order = Array.from(distances.keys()).sort((a, b) => distances[a] - distances[b]);
  for (const i of order) {
    if (isOver()) return {user: null, isComplete: false};
    const user = rowAt(users, i);
    const probability = scoreRow(user);
    if (probability >= threshold !== isAbove)
      return {user: {row: user, probability, distance: distances[i], isClose: distances[i] <= scale.radius}, isComplete: true};
  }
  return {user: null, isComplete: true};
}
